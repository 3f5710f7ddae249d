"""The main job, whole: written, returned, approved, read within a second, corrected, withdrawn, all on the trail."""

import re
import time

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, open_fold, pass_on, press, until, write

pytestmark = pytest.mark.timeout(300)

HEADLINE = "Cầu Yên Lộc thông xe sau ba năm thi công"


def test_a_story_from_the_first_word_to_its_withdrawal(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    lan, minh, thu, dung = (desks[name].page for name in ("lan", "minh", "thu", "dung"))
    story_url = begin(
        lan,
        HEADLINE,
        body="Sáng nay, cầu Yên Lộc chính thức thông xe. Kinh phí 200 tỷ đồng.",
        standfirst="Cây cầu nối hai bờ sông Vân.",
    )
    desks["lan"].shoot("editor")
    pass_on(lan, "Gửi ban biên tập", "Biên tập")
    returned_and_sent_again(newsroom, minh, lan, story_url)
    for desk, step, then in (
        (minh, "Gửi thư ký tòa soạn", "Thư ký"),
        (thu, "Trình duyệt xuất bản", "Chờ duyệt"),
        (dung, "Duyệt xuất bản", "Đã duyệt"),
    ):
        desk.goto(story_url)
        pass_on(desk, step, then)

    address = readers_have_it(newsroom, dung)
    lan.goto(address)
    expect(lan.get_by_role("heading", name=HEADLINE)).to_be_visible()
    corrected(newsroom, thu, dung, story_url, address)
    withdrawn(newsroom, dung, story_url, address)
    dung.goto(f"{newsroom.url}/nhat-ky/")
    trail = dung.locator("main").inner_text()
    for step in ("Gỡ", "Duyệt", "Trả lại", HEADLINE):
        assert step in trail


def returned_and_sent_again(newsroom: Newsroom, editor: Page, author: Page, story_url: str) -> None:
    """The editor finds the story without reloading and returns it; the author reads why and sends it again."""
    editor.goto(f"{newsroom.url}/")
    editor.get_by_role("link", name=HEADLINE).first.click()
    press(editor, "Trả lại phóng viên")
    editor.get_by_label("Lý do", exact=True).first.fill("Bổ sung nguồn của con số 200 tỷ")
    editor.locator("dialog[open]").get_by_role("button", name="Trả lại phóng viên").click()
    expect(editor.locator("#story-side")).to_contain_text("Đang viết")
    author.goto(story_url)
    expect(author.locator("#story-side")).to_contain_text("Bổ sung nguồn của con số 200 tỷ")
    write(author, ".ProseMirror", " Theo Sở Xây dựng.")
    pass_on(author, "Gửi ban biên tập", "Biên tập")


def readers_have_it(newsroom: Newsroom, approver: Page) -> str:
    """Within a second readers have the story: its page, the front, the feed, the sitemap. Return its address."""
    link = approver.get_by_role("link", name="Mở trang bạn đọc thấy")
    expect(link).to_be_visible(timeout=5000)
    address = link.get_attribute("href")
    assert address is not None
    until(1, address, words="chính thức thông xe")
    until(5, f"{newsroom.public_url}/", words=HEADLINE)
    until(5, f"{newsroom.public_url}/feed.xml", words=HEADLINE)
    months = re.findall(r"<loc>([^<]+)</loc>", httpx.get(f"{newsroom.public_url}/sitemap.xml").text)
    until(5, months[0], words=address)
    return address


def corrected(newsroom: Newsroom, secretary: Page, approver: Page, story_url: str, address: str) -> None:
    """A wrong figure is corrected and approved again, and the notice stands on the page."""
    secretary.goto(story_url)
    open_fold(secretary, "Cải chính, gỡ, khôi phục")
    secretary.get_by_label("Nội dung sai").fill("Kinh phí 200 tỷ đồng")
    secretary.get_by_label("Nội dung cải chính").fill("Kinh phí 20 tỷ đồng")
    press(secretary, "Mở cải chính")
    expect(secretary.locator("#story-side")).to_contain_text("Có thay đổi chưa duyệt")
    pass_on(secretary, "Trình duyệt xuất bản", "Chờ duyệt")
    approver.goto(story_url)
    press(approver, "Duyệt xuất bản")
    until(5, address, words="Kinh phí 20 tỷ đồng")
    until(5, f"{newsroom.public_url}/", words="cải chính")


def withdrawn(newsroom: Newsroom, approver: Page, story_url: str, address: str) -> None:
    """The story goes from its page, the front and the feed."""
    approver.goto(story_url)
    open_fold(approver, "Cải chính, gỡ, khôi phục")
    approver.get_by_label("Lý do gỡ").fill("Yêu cầu của cơ quan quản lý")
    press(approver, "Gỡ bài trên mọi kênh")
    until(5, address, status=410)
    front = httpx.get(f"{newsroom.public_url}/").text
    until(5, f"{newsroom.public_url}/feed.xml")
    deadline = time.monotonic() + 5
    while HEADLINE in front and time.monotonic() < deadline:
        time.sleep(0.1)
        front = httpx.get(f"{newsroom.public_url}/").text
    assert HEADLINE not in front
