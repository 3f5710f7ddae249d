"""A story goes out in the newsroom; within a minute the department's figure counts it, and lists it."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, pass_on

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
    begin(
        lan,
        HEADLINE,
        body="Từ sáng sớm, hơn trăm chiếc thuyền đã về bến.",
        standfirst="Nước rút, thuyền về bến.",
    )
    pass_on(lan, "Gửi ban biên tập", "Biên tập")
    for name, step, then in (
        ("minh", "Gửi thư ký tòa soạn", "Thư ký"),
        ("thu", "Trình duyệt xuất bản", "Chờ duyệt"),
        ("dung", "Duyệt xuất bản", "Đã duyệt"),
    ):
        page = desks[name].page
        page.goto(lan.url)
        pass_on(page, step, then)
