"""What became of whose words: the time line by keyboard, words lost with a passage, a lock that all see at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, open_fold, pass_on

pytestmark = pytest.mark.timeout(300)

FIRST = "Chợ nổi họp từ bốn giờ sáng."
SECOND = "Ghe từ miệt vườn về sớm."


def test_nothing_that_was_written_is_out_of_sight(newsroom: Newsroom, desks: dict[str, Desk]) -> None:
    lan, minh, thu = (desks[name].page for name in ("lan", "minh", "thu"))
    story_url = begin(lan, "Chợ nổi kể chuyện cũ", body=FIRST, standfirst="Một buổi sáng trên sông.")
    lan.keyboard.press("Tab")
    lan.evaluate("storyEditor.focus('end')")
    lan.keyboard.press("Enter")
    lan.keyboard.type(SECOND)
    pass_on(lan, "Gửi ban biên tập", "Biên tập")
    for page in (minh, thu):
        page.goto(story_url)
        page.wait_for_selector(".ProseMirror")
    lost_and_put_back(desks["minh"], thu)
    walked_through(desks["minh"], story_url)
    shown_by_writer(desks["thu"], story_url)
    locked(desks, story_url)


def lost_and_put_back(writer: Desk, other: Page) -> None:
    """One writes on without a line in a paragraph that another deletes: the words come back by one press."""
    page = writer.page
    page.context.set_offline(True)
    page.evaluate("storyEditor.focus('end')")
    page.keyboard.type(" Giá hôm nay tăng nhẹ.")
    expect(other.locator(".ProseMirror p")).to_have_count(2)
    other.locator(".ProseMirror p").nth(1).click(click_count=3)
    other.keyboard.press("Backspace")
    other.keyboard.press("Backspace")
    expect(other.locator(".ProseMirror")).not_to_contain_text("miệt vườn")
    other.wait_for_function("storyEditor.state.kind === 'saved'")
    page.context.set_offline(False)
    lost = page.locator(".lost-words")
    expect(lost).to_contain_text("Giá hôm nay tăng nhẹ.", timeout=40_000)
    lost.scroll_into_view_if_needed()
    writer.shoot("lost-words")
    page.set_viewport_size({"width": 390, "height": 844})
    lost.scroll_into_view_if_needed()
    writer.shoot("lost-words-phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    lost.get_by_role("button", name="Đưa lại vào bài").click()
    expect(other.locator(".ProseMirror")).to_contain_text("Giá hôm nay tăng nhẹ.")
    expect(page.locator(".lost-words")).to_have_count(0)


def walked_through(desk: Desk, story_url: str) -> None:
    """The time line is walked by keyboard to before the deletion, and the deleted passage comes back."""
    page = desk.page
    page.goto(f"{story_url}dong-thoi-gian/")
    scrub = page.get_by_label("Kéo để xem bài ở từng lúc")
    scrub.focus()
    page.keyboard.press("Home")
    expect(page.locator(".moment-when")).to_contain_text(re.compile(r"Lúc 1 trên \d+"))
    for _ in range(int(scrub.get_attribute("max") or 1)):
        if page.locator("#moment del", has_text="miệt vườn").count():
            break
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(600)
    expect(page.locator("#moment del").filter(has_text="miệt vườn").first).to_be_visible()
    desk.shoot("time-line")
    page.set_viewport_size({"width": 390, "height": 844})
    desk.shoot("time-line-phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(600)
    passage = page.locator(".moment-passage", has_text="miệt vườn").first
    expect(passage).to_be_visible()
    passage.get_by_role("button", name="Đưa đoạn này trở lại").click()
    page.wait_for_url(re.compile(r"/tin-bai/"))
    page.goto(story_url)
    expect(page.locator(".ProseMirror")).to_contain_text("miệt vườn")


def shown_by_writer(desk: Desk, story_url: str) -> None:
    """Who wrote which words, on a phone."""
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{story_url}ai-viet/")
    for name in ("Lan", "Minh"):
        expect(page.locator(".hand-legend")).to_contain_text(name)
    expect(page.locator(".hand", has_text="Giá hôm nay").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    desk.shoot("hands-phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(story_url)


def locked(desks: dict[str, Desk], story_url: str) -> None:
    """A lock holds everybody at once, without reloading, and lets go the same way."""
    minh, dung = desks["minh"].page, desks["dung"].page
    expect(minh.locator(".ProseMirror[contenteditable=true]")).to_have_count(1)
    dung.goto(story_url)
    open_fold(dung, "Khóa bài")
    fold = dung.locator("#story-side details.fold", has=dung.locator("summary", has_text="Khóa bài"))
    fold.locator("textarea, input[type=text]").first.fill("Giữ nguyên theo yêu cầu pháp lý")
    fold.get_by_role("button", name="Khóa bài").click()
    expect(minh.locator(".se-notice")).to_contain_text("Giữ nguyên theo yêu cầu pháp lý")
    expect(minh.locator(".ProseMirror[contenteditable=true]")).to_have_count(0)
    desks["minh"].shoot("locked")
    dung.get_by_role("button", name=re.compile("Mở khóa")).click()
    expect(minh.locator(".ProseMirror[contenteditable=true]")).to_have_count(1)
