"""Two hundred pictures of a day: sent from a phone, described at once, one of them found, cropped and released by its
rights."""

import io
import random
import time
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, pass_on, press
from tests.journeys.test_rights import lease

pytestmark = pytest.mark.timeout(600)

PICTURES = 200
PHONE = {"width": 390, "height": 844}
CAPTION = "Đua thuyền trên sông Vân"
ONE = "Thuyền làng Hạ về nhất"
HEADLINE = "Sông Vân vào hội"


def pictures() -> Iterator[dict[str, object]]:
    """Yield pictures that do not look alike, named as a camera names them."""
    chance = random.Random(11)
    for number in range(PICTURES):
        picture = Image.new("RGB", (900, 600), tuple(chance.randrange(256) for _ in range(3)))
        draw = ImageDraw.Draw(picture)
        for _ in range(12):
            x, y = chance.randrange(900), chance.randrange(600)
            colour = tuple(chance.randrange(256) for _ in range(3))
            draw.rectangle((x, y, x + chance.randrange(40, 400), y + chance.randrange(40, 300)), fill=colour)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=70)
        yield {"name": f"DSC_{number:04}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def phone(newsroom: Newsroom, browser: Browser) -> Iterator[Desk]:
    context = browser.new_context(locale="vi-VN", viewport=PHONE, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    yield Desk(newsroom, context, "lan").sign_in()
    context.close()


def test_from_two_hundred_pictures_to_a_released_one(
    newsroom: Newsroom, desks: dict[str, Desk], phone: Desk
) -> None:
    send(phone, newsroom)
    describe_all(phone)
    name_one(phone, newsroom)

    minh, thu, dung = (desks[name].page for name in ("minh", "thu", "dung"))
    minh.goto(f"{newsroom.url}/")
    story_url = begin(minh, HEADLINE, body="Hai bờ sông chật người.", standfirst="Hội làng mở sớm.")
    put_in_cropped(desks["minh"])
    minh.goto(f"{newsroom.url}/kho/?q=lang+ha")
    minh.get_by_role("link", name=ONE).first.click()
    asset_url = minh.url
    lease(minh, first=-9, last=-1)

    for page, step, then in (
        (minh, "Gửi ban biên tập", "Biên tập"),
        (minh, "Gửi thư ký tòa soạn", "Thư ký"),
        (thu, "Trình duyệt xuất bản", "Chờ duyệt"),
        (dung, "Duyệt xuất bản", "Đã duyệt"),
    ):
        page.goto(story_url)
        pass_on(page, step, then)
    expect(dung.locator("#releases")).to_contain_text("Phép dùng đã hết")
    desks["dung"].shoot("photographer-release-refused")

    minh.goto(asset_url)
    lease(minh, first=0, last=30)
    press_again(dung, story_url)
    link = dung.get_by_role("link", name="Mở trang bạn đọc thấy")
    expect(link).to_be_visible(timeout=15_000)
    dung.goto(str(link.get_attribute("href")))
    picture = dung.get_by_alt_text(ONE).first
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], rel=0.02), "cut to a square for this story only"
    desks["dung"].shoot("photographer-reader")
    minh.goto(asset_url)
    used = minh.locator("#quyen tr", has_text=HEADLINE)
    expect(used).to_contain_text("Đang hiện")
    whole = minh.locator("img.picture-large").bounding_box()
    assert whole is not None
    assert whole["width"] == pytest.approx(1.5 * whole["height"], rel=0.02), "the archive keeps it whole"


def send(phone: Desk, newsroom: Newsroom) -> None:
    page = phone.page
    page.goto(f"{newsroom.url}/kho/")
    began = time.monotonic()
    page.set_input_files("#up-files", list(pictures()))  # type: ignore[arg-type]
    total = page.locator("[data-upload-total]")
    expect(total).to_contain_text(f"/{PICTURES} tệp đã xong")
    phone.shoot("photographer-sending")
    expect(total).to_contain_text(f"{PICTURES}/{PICTURES} tệp đã xong", timeout=300_000)
    print(f"{PICTURES} pictures sent and made in {time.monotonic() - began:.0f} s")  # noqa: T201 - shown by pytest -s
    phone.shoot("photographer-sent")


def describe_all(phone: Desk) -> None:
    """Say the same of all pictures, on the phone, with a look before."""
    page = phone.page
    page.get_by_role("button", name=f"Ghi thông tin cho {PICTURES} tệp vừa gửi").click()
    for field, words in (
        ("caption", CAPTION),
        ("credit", "Nguyễn Thị Lan"),
        ("alt", "Thuyền đua giữa hai bờ người xem"),
    ):
        page.locator(f"[name=text-{field}]").fill(words)  # says "replace" by itself
    phone.shoot("photographer-describing")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("#xem-truoc")).to_contain_text(CAPTION)
    phone.shoot("photographer-look-before")
    page.get_by_role("button", name=f"Sửa {PICTURES} tệp").click()
    expect(page.get_by_text(f"Đã sửa {PICTURES} tệp.")).to_be_visible(timeout=60_000)


def name_one(phone: Desk, newsroom: Newsroom) -> None:
    page = phone.page
    page.goto(f"{newsroom.url}/kho/?q=dua+thuyen")
    page.locator("[data-grid] .card-link").first.click()
    page.get_by_label("Chú thích").fill(ONE)
    page.get_by_label("Mô tả cho người không nhìn thấy").fill(ONE)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    phone.shoot("photographer-one")


def put_in_cropped(desk: Desk) -> None:
    """Find the picture without diacritics, put it in, cut it to a square around its upper left."""
    page = desk.page
    page.get_by_role("button", name="Chọn ảnh từ kho").click()
    dialog = page.get_by_role("dialog", name="Chọn ảnh từ kho")
    page.keyboard.type("thuyen lang ha")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    desk.shoot("photographer-picker")
    dialog.locator("label", has_text=ONE).click()
    dialog.get_by_role("button", name="Chèn ảnh").click()
    figure = page.locator("#story-editor .se-focus")
    figure.locator("summary").click()
    page.locator(".se-focus-frame:has-text('1:1')").click()
    stage = page.locator(".se-focus-stage")
    stage.press("ArrowLeft")
    stage.press("ArrowUp")
    desk.shoot("photographer-crop")
    page.wait_for_function("storyEditor.state.kind === 'saved'")


def press_again(page: Page, story_url: str) -> None:
    page.goto(story_url)
    press(page, "Gửi lại")
