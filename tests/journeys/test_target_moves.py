"""A story goes out in the newsroom; within a minute the department's figure counts it, and lists it."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import press, write

pytestmark = pytest.mark.timeout(300)

HEADLINE = "Chợ nổi Yên Lộc họp lại sau mùa nước"
VISIBLE_SECONDS = 60


def test_a_released_story_moves_the_departments_figure(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    yen = desks["yen"].page
    yen.get_by_role("link", name="Chỉ tiêu chuyển đổi số").first.click()
    yen.get_by_role("link", name=re.compile("CÀ MAU")).click()
    row = yen.get_by_role("row", name=re.compile("000-T30.1"))
    row.get_by_role("link", name=re.compile(r"^\d+.\d+$")).click()
    expect(yen.get_by_role("heading", name="Đưa nội dung lên nền tảng số")).to_be_visible()
    before = _records(yen)

    _publish(newsroom, desks)
    until = time.monotonic() + VISIBLE_SECONDS
    while _records(yen) <= before and time.monotonic() < until:
        yen.reload()
    assert _records(yen) == before + 1
    desks["yen"].shoot("target")
    yen.get_by_role("link", name=re.compile(r"bản ghi$")).click()
    expect(yen.get_by_role("link", name=HEADLINE)).to_be_visible()
    yen.get_by_role("link", name=HEADLINE).click()
    expect(yen.get_by_role("heading", name=HEADLINE)).to_be_visible()


def _records(page: Page) -> int:
    """Return how many records the page says were counted for the one agency."""
    link = page.get_by_role("link", name=re.compile(r"bản ghi$"))
    return int(link.inner_text().split()[0]) if link.count() else 0


def _publish(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    lan = desks["lan"].page
    lan.get_by_role("link", name="Viết bài mới").first.click()
    lan.get_by_label("Tít tạm").fill(HEADLINE)
    lan.get_by_label("Chuyên mục").select_option(label="Thời sự")
    lan.get_by_role("button", name="Bắt đầu viết").click()
    lan.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    write(lan, ".ProseMirror", "Từ sáng sớm, hơn trăm chiếc thuyền đã về bến.")
    write(lan, "[data-field=standfirst], textarea[name=standfirst]", "Nước rút, thuyền về bến.")
    press(lan, "Gửi ban biên tập")
    expect(lan.locator("#story-side .story-marks")).to_contain_text("Biên tập")
    for name, step, then in (
        ("minh", "Gửi thư ký tòa soạn", "Thư ký"),
        ("thu", "Trình duyệt xuất bản", "Chờ duyệt"),
        ("dung", "Duyệt xuất bản", "Đã duyệt"),
    ):
        page = desks[name].page
        page.goto(lan.url)
        press(page, step)
        expect(page.locator("#story-side .story-marks")).to_contain_text(then)
