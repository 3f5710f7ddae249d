"""A yearly report: from the duty to two recipients, back with a reason at a number, mended, accepted, locked."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Desk, Newsroom

pytestmark = pytest.mark.timeout(300)

MOST_CLICKS = 15
MOST_TABS = 250  # a yearly report has some eighty fields, each with an opening list beside it
WRONG = "Chưa gồm quý IV"


def test_a_report_is_sent_returned_mended_accepted_and_locked(
    newsroom: Newsroom, desks: dict[str, Desk]
) -> None:
    dung, yen, tam = (desks[name].page for name in ("dung", "yen", "tam"))
    clicks = _count_clicks(dung)
    dung.get_by_role("link", name="Báo cáo", exact=True).first.click()
    row = dung.get_by_role("row", name=re.compile("trước ngày 15.11 hằng năm"))
    row.get_by_role("button", name=re.compile("Lập báo cáo")).click()
    for label, number in (
        ("Tổng nguồn thu", "2.400"),
        ("Trong đó thu từ nền tảng số", "300"),
        ("Mức tự bảo đảm chi thường xuyên", "42,5 %"),
    ):
        dung.get_by_label(label, exact=True).first.fill(number)
    desks["dung"].shoot("report-draft")
    dung.get_by_role("button", name="Gửi báo cáo").click()
    expect(dung.get_by_text("Đã gửi báo cáo tới các nơi nhận.")).to_be_visible()
    assert clicks() <= MOST_CLICKS
    report = dung.url

    _open_last(tam)
    tam.get_by_role("button", name="Tiếp nhận").click()
    expect(tam.get_by_text("Đã tiếp nhận báo cáo.")).to_be_visible()
    _open_last(yen)
    yen.get_by_role("link", name="Trả lại…").click()
    yen.get_by_label("Chỗ cần sửa: Tổng nguồn thu").fill(WRONG)
    yen.get_by_role("button", name="Trả lại báo cáo").click()
    expect(yen.get_by_text("Đã trả lại báo cáo kèm lý do.")).to_be_visible()

    dung.goto(report)
    dung.goto(re.sub(r"ban/\d+/$", "", dung.url))
    expect(dung.get_by_text(WRONG)).to_be_visible()
    dung.get_by_label("Tổng nguồn thu", exact=True).first.fill("2.950")
    dung.get_by_role("button", name="Gửi báo cáo").click()
    expect(dung.get_by_text("Đã gửi báo cáo tới các nơi nhận.")).to_be_visible()

    for page in (tam, yen):
        _open_last(page)
        expect(page.get_by_text("2.950").first).to_be_visible()
        page.get_by_role("button", name="Tiếp nhận").click()
        expect(page.get_by_text("Đã tiếp nhận báo cáo.")).to_be_visible()
    expect(yen.get_by_text("Báo cáo đã khóa; muốn sửa phải đính chính.")).to_be_visible()
    desks["yen"].shoot("report-locked")
    words = _words(yen, "DOCX")
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "2.950",
        "Nơi nhận:",
    ):
        assert expected in words
    assert "DỰ THẢO" not in words
    _correct_by_keys_on_a_phone(desks["dung"], report)


def _correct_by_keys_on_a_phone(desk: Desk, report: str) -> None:
    """Open the locked report again, change a number, send it: at 390 px, without touching the mouse."""
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(re.sub(r"ban/\d+/$", "", report))
    desk.shoot("report-phone-locked")
    _assert_no_sideways_scroll(page)
    _walk_to(page, page.get_by_label("Lý do đính chính"))
    page.keyboard.type("Số thu quý IV có sau")
    _press(page, page.get_by_role("button", name="Mở lại để đính chính"))
    expect(page.get_by_text("Đang đính chính báo cáo đã khóa")).to_be_visible()
    _assert_no_sideways_scroll(page)
    _walk_to(page, page.get_by_label("Tổng nguồn thu", exact=True).first)
    page.keyboard.press("Control+a")
    page.keyboard.type("3.000")
    desk.shoot("report-phone-correcting")
    _press(page, page.get_by_role("button", name="Gửi báo cáo"))
    expect(page.get_by_text("Đã gửi báo cáo tới các nơi nhận.")).to_be_visible()
    expect(page.get_by_text("3.000").first).to_be_attached()
    _assert_no_sideways_scroll(page)
    desk.shoot("report-phone-sent")


def _walk_to(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus, as who has no mouse does; it must then be in sight."""
    expect(wanted).to_have_count(1)
    for _ in range(MOST_TABS):
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} Tabs do not reach {wanted}")


def _press(page: Page, button: Locator) -> None:
    _walk_to(page, button)
    page.keyboard.press("Enter")


def _assert_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.evaluate("innerWidth"), wide


def _open_last(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo", exact=True).first.click()
    page.get_by_role("row", name=re.compile("Chờ tiếp nhận")).get_by_role("link").first.click()


def _words(page: Page, kind: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=kind).first.click()
    body = Document(BytesIO(waiting.value.path().read_bytes())).element.body
    return "".join((element.text or "") + "\n" for element in body.iter() if element.tag.endswith("}t"))


def _count_clicks(page: Page) -> "Clicks":
    page.context.expose_function("countClick", (counted := Clicks()).add)
    page.context.add_init_script(
        "addEventListener('click', (event) => event.isTrusted && countClick(), true)"
    )
    page.reload()
    return counted


class Clicks:
    """How often the person pressed the mouse."""

    def __init__(self) -> None:
        self.number = 0

    def add(self) -> None:
        self.number += 1

    def __call__(self) -> int:
        assert self.number, "the counter hears nothing"
        return self.number
