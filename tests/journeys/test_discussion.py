"""Two people talk about a passage beside the text; a task that is not done holds up the approval."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import begin, pass_on, press, select

pytestmark = pytest.mark.timeout(300)


def ready(page: Page) -> None:
    page.wait_for_selector("#story-editor .ProseMirror")
    page.locator("#talk-threads").wait_for()


def test_a_task_is_given_answered_and_done_before_the_approval(
    newsroom: Newsroom, desks: dict[str, Desk]
) -> None:
    lan, minh, thu, dung = (desks[name].page for name in ("lan", "minh", "thu", "dung"))
    story_url = begin(
        lan,
        "Cầu Yên Lộc: kinh phí bao nhiêu",
        body="Sáng nay, cầu thông xe. Kinh phí 200 tỷ đồng.",
        standfirst="Cây cầu nối hai bờ sông Vân.",
    )
    pass_on(lan, "Gửi ban biên tập", "Biên tập")
    minh.goto(story_url)
    task = given(desks["minh"])
    theirs = answered(desks["lan"])
    expect(task).to_contain_text("Quyết định 15 của Sở Xây dựng.")

    # Her private note is hers alone.
    lan.locator("#talk-new > summary").click()
    lan.get_by_label("Ghi chú riêng").check()
    lan.locator("#talk-new-words").fill("hỏi thêm chú Tư")
    lan.locator("#talk-new").get_by_role("button", name="Gửi").click()
    expect(lan.locator(".talk-thread.talk-note")).to_contain_text("hỏi thêm chú Tư")
    pass_on(minh, "Gửi thư ký tòa soạn", "Thư ký")
    ready(minh)
    expect(minh.locator("#talk")).not_to_contain_text("chú Tư")

    thu.goto(story_url)
    chatted(thu)
    pass_on(thu, "Trình duyệt xuất bản", "Chờ duyệt")
    dung.goto(story_url)
    refused_while_open(desks["dung"])

    # Lan has done it: the mark is gone from everybody's text, and the story is approved.
    theirs.get_by_role("button", name="Xong").click()
    expect(theirs).to_have_count(0)
    expect(lan.locator(".se-prose .talk-mark")).to_have_count(0)
    expect(minh.locator(".se-prose .talk-mark")).to_have_count(0)
    expect(dung.locator(".talk-thread.talk-task")).to_have_count(0)
    pass_on(dung, "Duyệt xuất bản", "Đã duyệt")

    # The same at phone width, and for somebody who only reads now.
    lan.set_viewport_size({"width": 390, "height": 844})
    lan.goto(story_url)
    ready(lan)
    lan.get_by_role("link", name="Đã xong").click()
    expect(lan.locator(".talk-thread.talk-task")).to_contain_text("Việc đã xong")
    lan.locator("#binh-luan").scroll_into_view_if_needed()
    desks["lan"].shoot("discussion-phone")


def given(editor: Desk) -> Locator:
    """The editor gives Lan a task about a figure, naming her with @ on the way. Return its thread."""
    page = editor.page
    ready(page)
    expect(page.locator("#talk-new")).to_be_attached()  # the talk comes after the text
    select(page, "200 tỷ đồng")
    page.keyboard.press("Control+Alt+KeyM")
    words = page.locator("#talk-new-words")
    expect(words).to_be_focused()
    expect(page.locator("#talk-new .talk-quote")).to_have_text("200 tỷ đồng")
    page.keyboard.type("@lan")
    expect(page.locator(".talk-names li").first).to_have_text("Nguyễn Thị Lan")
    page.keyboard.press("Enter")
    page.keyboard.type("số này lấy ở đâu?")
    expect(words).to_have_value("@Nguyễn Thị Lan số này lấy ở đâu?")
    page.get_by_label("Việc phải làm").check()
    page.locator("#talk-assignee").select_option(label="Nguyễn Thị Lan")
    editor.shoot("discussion-form")
    page.locator("#talk-new").get_by_role("button", name="Gửi").click()
    task = page.locator(".talk-thread.talk-task")
    expect(task).to_contain_text("Phải xong trước khi duyệt")
    expect(page.locator(".se-prose .talk-mark")).to_have_text("200 tỷ đồng")
    return task


def answered(author: Desk) -> Locator:
    """The author sees the task without reloading, goes from the text to its thread, and answers; return it."""
    page = author.page
    thread = page.locator(".talk-thread.talk-task")
    expect(thread).to_contain_text("số này lấy ở đâu?")
    expect(thread.locator(".talk-lost")).to_be_hidden()
    mark = page.locator(".se-prose .talk-mark")
    expect(mark).to_have_text("200 tỷ đồng", timeout=30_000)
    mark.click()
    expect(thread).to_have_class(re.compile("talk-chosen"))
    thread.get_by_label("Trả lời").fill("Quyết định 15 của Sở Xây dựng.")
    thread.get_by_role("button", name="Gửi").click()
    author.shoot("discussion-answered")
    return thread


def chatted(page: Page) -> None:
    ready(page)
    page.locator("#tro-chuyen > summary").click()
    page.locator("#talk-say-words").fill("Trình luôn nhé, anh Dũng chờ.")
    page.locator("#talk-say").get_by_role("button", name="Gửi").click()
    expect(page.locator("#talk-chat")).to_contain_text("anh Dũng chờ")
    expect(page.locator("#talk-say-words")).to_have_value("")


def refused_while_open(approver: Desk) -> None:
    """The approver reads the chat; the approval is refused while the task is open."""
    page = approver.page
    ready(page)
    expect(page.locator("#talk-chat")).to_contain_text("anh Dũng chờ")
    press(page, "Duyệt xuất bản")
    refusal = page.locator(".toast, [role=status], [role=alert]").filter(has_text="Còn việc chưa xong")
    expect(refusal).to_be_visible()
    approver.shoot("discussion-refused")
    expect(page.locator("#story-side .story-marks")).to_contain_text("Chờ duyệt")
