"""The main job, whole: written, returned, approved, read within a second, corrected, withdrawn, all on the trail."""

import re
import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import open_fold, press, until, write

pytestmark = pytest.mark.timeout(300)

HEADLINE = "Cầu Yên Lộc thông xe sau ba năm thi công"


def test_a_story_from_the_first_word_to_its_withdrawal(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    lan, minh, thu, dung = (desks[name].page for name in ("lan", "minh", "thu", "dung"))

    # Lan writes and sends.
    lan.get_by_role("link", name="Viết bài mới").first.click()
    lan.get_by_label("Tít tạm").fill(HEADLINE)
    lan.get_by_label("Chuyên mục").select_option(label="Thời sự")
    lan.get_by_role("button", name="Bắt đầu viết").click()
    lan.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    story_url = lan.url
    write(lan, ".ProseMirror", "Sáng nay, cầu Yên Lộc chính thức thông xe. Kinh phí 200 tỷ đồng.")
    write(lan, "[data-field=standfirst], textarea[name=standfirst]", "Cây cầu nối hai bờ sông Vân.")
    desks["lan"].shoot("editor")
    press(lan, "Gửi ban biên tập")
    expect(lan.locator("#story-side")).to_contain_text("Biên tập")

    # Minh sees it without reloading, returns it, Lan sends it again.
    minh.goto(f"{newsroom.url}/")
    minh.get_by_role("link", name=HEADLINE).first.click()
    press(minh, "Trả lại phóng viên")
    minh.get_by_label("Lý do", exact=True).first.fill("Bổ sung nguồn của con số 200 tỷ")
    minh.locator("dialog[open]").get_by_role("button", name="Trả lại phóng viên").click()
    expect(minh.locator("#story-side")).to_contain_text("Đang viết")
    lan.goto(story_url)
    expect(lan.locator("#story-side")).to_contain_text("Bổ sung nguồn của con số 200 tỷ")
    write(lan, ".ProseMirror", " Theo Sở Xây dựng.")
    press(lan, "Gửi ban biên tập")
    expect(lan.locator("#story-side .story-marks")).to_contain_text("Biên tập")

    # Minh edits and passes it on, Thu presents it, Dũng decides.
    minh.goto(story_url)
    press(minh, "Gửi thư ký tòa soạn")
    expect(minh.locator("#story-side .story-marks")).to_contain_text("Thư ký")
    thu.goto(story_url)
    press(thu, "Trình duyệt xuất bản")
    expect(thu.locator("#story-side .story-marks")).to_contain_text("Chờ duyệt")
    dung.goto(story_url)
    press(dung, "Duyệt xuất bản")
    expect(dung.locator("#story-side .story-marks")).to_contain_text("Đã duyệt")

    # Readers have it within a second, on its page, the front, the feed and the sitemap.
    link = dung.get_by_role("link", name="Mở trang bạn đọc thấy")
    expect(link).to_be_visible(timeout=5000)
    address = link.get_attribute("href")
    assert address is not None
    until(1, address, words="chính thức thông xe")
    until(5, f"{newsroom.public_url}/", words=HEADLINE)
    until(5, f"{newsroom.public_url}/feed.xml", words=HEADLINE)
    months = re.findall(r"<loc>([^<]+)</loc>", httpx.get(f"{newsroom.public_url}/sitemap.xml").text)
    until(5, months[0], words=address)
    lan.goto(address)
    expect(lan.get_by_role("heading", name=HEADLINE)).to_be_visible()

    # A wrong figure is corrected, approved again, and the notice stands on the page.
    thu.goto(story_url)
    open_fold(thu, "Cải chính, gỡ, khôi phục")
    thu.get_by_label("Nội dung sai").fill("Kinh phí 200 tỷ đồng")
    thu.get_by_label("Nội dung cải chính").fill("Kinh phí 20 tỷ đồng")
    press(thu, "Mở cải chính")
    expect(thu.locator("#story-side")).to_contain_text("Có thay đổi chưa duyệt")
    press(thu, "Trình duyệt xuất bản")
    expect(thu.locator("#story-side .story-marks")).to_contain_text("Chờ duyệt")
    dung.goto(story_url)
    press(dung, "Duyệt xuất bản")
    until(5, address, words="Kinh phí 20 tỷ đồng")
    until(5, f"{newsroom.public_url}/", words="cải chính")

    # It is withdrawn everywhere, and every step stands in the trail.
    dung.goto(story_url)
    open_fold(dung, "Cải chính, gỡ, khôi phục")
    dung.get_by_label("Lý do gỡ").fill("Yêu cầu của cơ quan quản lý")
    press(dung, "Gỡ bài trên mọi kênh")
    until(5, address, status=410)
    front = httpx.get(f"{newsroom.public_url}/").text
    until(5, f"{newsroom.public_url}/feed.xml")
    deadline = time.monotonic() + 5
    while HEADLINE in front and time.monotonic() < deadline:
        time.sleep(0.1)
        front = httpx.get(f"{newsroom.public_url}/").text
    assert HEADLINE not in front
    dung.goto(f"{newsroom.url}/nhat-ky/")
    trail = dung.locator("main").inner_text()
    for step in ("Gỡ", "Duyệt", "Trả lại", HEADLINE):
        assert step in trail
