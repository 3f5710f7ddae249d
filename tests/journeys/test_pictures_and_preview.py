"""While writing: a picture is chosen from the archive by keyboard, and the draft is seen as readers will see it."""

import io
import re

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom

pytestmark = pytest.mark.timeout(300)

CAPTION = "Cầu Yên Lộc nhìn từ bờ bắc"
HEADLINE = "Chợ phiên Mường Lai họp sớm"


def add_pictures(page: Page, newsroom: Newsroom) -> None:
    """Put two pictures into the archive as the editor's own upload does."""
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "hoitu_csrf")
    for number, caption in enumerate((CAPTION, "Ruộng bậc thang")):
        buffer = io.BytesIO()
        Image.new("RGB", (640, 420), (30 + 90 * number, 90, 120)).save(buffer, "JPEG")
        answer = page.request.post(
            f"{newsroom.url}/kho/tai-len/",
            headers={"X-CSRFToken": token, "Referer": newsroom.url},
            multipart={
                "file": {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()},
                "caption": caption,
                "credit": "Quang Minh",
                "alt": f"Ảnh: {caption}",
            },
        )
        assert answer.ok, answer.text()


def begin(page: Page, newsroom: Newsroom) -> str:
    page.goto(f"{newsroom.url}/tin-bai/moi/")
    page.get_by_label("Tít tạm").fill(HEADLINE)
    page.get_by_role("button", name="Bắt đầu viết").click()
    page.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    page.locator("#story-editor .ProseMirror").click()
    page.keyboard.type("Từ mờ sáng, bà con đã xuống chợ.")
    return page.url


def test_a_picture_from_the_archive_and_a_preview(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    lan = desks["lan"].page
    add_pictures(lan, newsroom)
    story_url = begin(lan, newsroom)

    # Found without diacritics, chosen and put in without a mouse.
    lan.get_by_role("button", name="Chọn ảnh từ kho").press("Enter")
    dialog = lan.get_by_role("dialog", name="Chọn ảnh từ kho")
    expect(
        dialog.get_by_role("radio").nth(1)
    ).to_be_visible()  # other journeys' pictures may stand there, too
    lan.keyboard.type("yen loc")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    lan.keyboard.press("Tab")
    lan.keyboard.press("Space")
    expect(dialog).to_contain_text("Chưa ghi bản quyền")
    desks["lan"].shoot("archive-picker")
    lan.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(lan.locator("#story-editor")).to_contain_text(CAPTION)

    # Nothing found is said; a broken line is said, and can be tried again.
    lan.get_by_role("button", name="Chọn ảnh từ kho").click()
    lan.keyboard.type("không có ảnh này")
    expect(dialog).to_contain_text("Không có ảnh nào khớp")
    lan.route("**/kho/chon/**", lambda route: route.abort())
    lan.keyboard.type("!")
    expect(dialog).to_contain_text("Chưa mở được kho")
    lan.unroute("**/kho/chon/**")
    dialog.get_by_role("button", name="Thử lại").click()
    expect(dialog).to_contain_text("Không có ảnh nào khớp")
    lan.keyboard.press("Escape")

    # The preview has the words of this moment, the picture, the readers' fonts, and is nowhere for readers.
    lan.get_by_role("button", name="Xem trước").click()
    lan.wait_for_url(re.compile(r"/xem-truoc/"))
    page = lan.frame_locator("iframe.preview-frame")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    expect(page.locator(".body")).to_contain_text("Từ mờ sáng, bà con đã xuống chợ.")
    picture = page.get_by_alt_text(f"Ảnh: {CAPTION}").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    inner = next(frame for frame in lan.frames if "/xem-truoc/van-giang/" in frame.url)
    assert inner.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].some(font => font.status === 'loaded'))"
    )
    desks["lan"].shoot("preview")

    lan.get_by_label("Bề rộng").select_option(label="Điện thoại")
    lan.get_by_role("button", name="Xem", exact=True).click()
    lan.wait_for_url(re.compile(r"rong=dien-thoai"))
    width = lan.locator("iframe.preview-frame").bounding_box()
    assert width is not None
    assert round(width["width"]) == 390

    assert HEADLINE not in httpx.get(f"{newsroom.public_url}/").text
    alone = httpx.get(f"{story_url}xem-truoc/van-giang/")
    assert alone.status_code == 302, "who is not signed in gets nothing"
