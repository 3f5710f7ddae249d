"""Rights stop a release: the reason is seen, the lease is renewed, the use stands on the file's page."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from hoitu.kernel import clock
from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, pass_on, press
from tests.journeys.test_pictures_and_preview import CAPTION, add_pictures

pytestmark = pytest.mark.timeout(300)

HEADLINE = "Mường Lai đón khách mùa lúa chín"


def test_a_lease_that_ended_stops_the_release_until_it_is_renewed(
    newsroom: Newsroom, desks: dict[str, Desk]
) -> None:
    lan, minh, thu, dung = (desks[name].page for name in ("lan", "minh", "thu", "dung"))
    add_pictures(lan, newsroom)
    lan.goto(f"{newsroom.url}/")
    story_url = begin(lan, HEADLINE, body="Lúa đã vàng khắp thung lũng.", standfirst="Mùa đẹp nhất năm.")
    put_picture_in(lan)
    minh.goto(f"{newsroom.url}/kho/")
    minh.get_by_role("link", name=CAPTION).first.click()
    asset_url = minh.url
    lease(minh, first=-9, last=-1)
    expect(minh.locator("#quyen")).to_contain_text("Phép dùng đã hết")
    desks["minh"].shoot("rights-of-a-file")

    # The page of the story says so long before the release; the dialog no longer gives the picture to a reporter.
    lan.reload()
    expect(lan.locator("#story-rights")).to_contain_text("Phép dùng đã hết")
    lan.get_by_role("button", name="Chọn ảnh từ kho").click()
    dialog = lan.get_by_role("dialog", name="Chọn ảnh từ kho")
    expect(dialog).to_contain_text("Không được dùng")
    dialog.locator("label", has_text=CAPTION).click()
    expect(dialog).to_contain_text("Phép dùng đã hết")
    expect(dialog.get_by_role("button", name="Chèn ảnh")).to_be_disabled()
    desks["lan"].shoot("picker-refuses")
    lan.keyboard.press("Escape")

    pass_on(lan, "Gửi ban biên tập", "Biên tập")
    for page, step, then in (
        (minh, "Gửi thư ký tòa soạn", "Thư ký"),
        (thu, "Trình duyệt xuất bản", "Chờ duyệt"),
        (dung, "Duyệt xuất bản", "Đã duyệt"),
    ):
        page.goto(story_url)
        pass_on(page, step, then)
    releases = dung.locator("#releases")
    expect(releases).to_contain_text("Quyền sử dụng không cho phát")
    expect(releases).to_contain_text("Phép dùng đã hết")
    expect(releases).to_contain_text("Cho dùng dù quyền chặn")
    desks["dung"].shoot("release-refused")

    minh.goto(asset_url)
    lease(minh, first=0, last=30)
    expect(minh.locator("#quyen")).to_contain_text("Đã ghi thời hạn.")
    dung.goto(story_url)
    press(dung, "Gửi lại")
    link = dung.get_by_role("link", name="Mở trang bạn đọc thấy")
    expect(link).to_be_visible(timeout=10_000)
    minh.goto(asset_url)
    used = minh.locator("#quyen tr", has_text=HEADLINE)
    expect(used).to_contain_text("Báo điện tử Vân Giang")
    expect(used).to_contain_text("Đang hiện")


def put_picture_in(page: Page) -> None:
    page.get_by_role("button", name="Chọn ảnh từ kho").click()
    dialog = page.get_by_role("dialog", name="Chọn ảnh từ kho")
    dialog.locator("label", has_text=CAPTION).click()
    dialog.get_by_role("button", name="Chèn ảnh").click()
    expect(page.locator("#story-editor")).to_contain_text(CAPTION)
    expect(page.locator("#story-side")).to_contain_text(re.compile("Gửi ban biên tập"))


def lease(page: Page, *, first: int, last: int) -> None:
    """Allow the file's use from one day to another, counted from today, on the file's page."""
    page.get_by_text("Thêm thời hạn", exact=True).click()
    today = clock.today()
    page.get_by_label("Từ ngày").fill((today + timedelta(days=first)).isoformat())
    page.get_by_label("Đến hết ngày").fill((today + timedelta(days=last)).isoformat())
    page.get_by_role("button", name="Ghi thời hạn").click()
    expect(page.locator("#quyen")).to_contain_text("Đã ghi thời hạn.")
