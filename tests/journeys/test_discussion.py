"""Two people talk about a passage beside the text; a task that is not done holds up the approval."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk, Newsroom
from tests.journeys.steps import press, select, write

pytestmark = pytest.mark.timeout(300)


def ready(page: Page) -> None:
    page.wait_for_selector("#story-editor .ProseMirror")
    page.locator("#talk-threads").wait_for()


def test_a_task_is_given_answered_and_done_before_the_approval(
    newsroom: Newsroom, desks: dict[str, Desk]
) -> None:
    lan, minh, thu, dung = (desks[name].page for name in ("lan", "minh", "thu", "dung"))
    lan.goto(f"{newsroom.url}/tin-bai/moi/")
    lan.get_by_label("Tít tạm").fill("Cầu Yên Lộc: kinh phí bao nhiêu")
    lan.get_by_label("Chuyên mục").select_option(label="Thời sự")
    lan.get_by_role("button", name="Bắt đầu viết").click()
    lan.wait_for_url(re.compile(r"/tin-bai/[0-9a-f-]{36}/$"))
    story_url = lan.url
    write(lan, ".ProseMirror", "Sáng nay, cầu thông xe. Kinh phí 200 tỷ đồng.")
    write(lan, "[data-field=standfirst], textarea[name=standfirst]", "Cây cầu nối hai bờ sông Vân.")
    press(lan, "Gửi ban biên tập")
    expect(lan.locator("#story-side .story-marks")).to_contain_text("Biên tập")

    # Minh gives Lan a task about a figure, naming her with @ on the way.
    minh.goto(story_url)
    ready(minh)
    expect(minh.locator("#talk-new")).to_be_attached()  # the talk comes after the text
    select(minh, "200 tỷ đồng")
    minh.keyboard.press("Control+Alt+KeyM")
    words = minh.locator("#talk-new-words")
    expect(words).to_be_focused()
    expect(minh.locator("#talk-new .talk-quote")).to_have_text("200 tỷ đồng")
    minh.keyboard.type("@lan")
    expect(minh.locator(".talk-names li").first).to_have_text("Nguyễn Thị Lan")
    minh.keyboard.press("Enter")
    minh.keyboard.type("số này lấy ở đâu?")
    expect(words).to_have_value("@Nguyễn Thị Lan số này lấy ở đâu?")
    minh.get_by_label("Việc phải làm").check()
    minh.locator("#talk-assignee").select_option(label="Nguyễn Thị Lan")
    desks["minh"].shoot("discussion-form")
    minh.locator("#talk-new").get_by_role("button", name="Gửi").click()
    task = minh.locator(".talk-thread.talk-task")
    expect(task).to_contain_text("Phải xong trước khi duyệt")
    expect(minh.locator(".se-prose .talk-mark")).to_have_text("200 tỷ đồng")

    # Lan sees it without reloading, goes from the text to the thread, and answers.
    theirs = lan.locator(".talk-thread.talk-task")
    expect(theirs).to_contain_text("số này lấy ở đâu?")
    expect(theirs.locator(".talk-lost")).to_be_hidden()
    mark = lan.locator(".se-prose .talk-mark")
    expect(mark).to_have_text("200 tỷ đồng", timeout=30_000)
    mark.click()
    expect(theirs).to_have_class(re.compile("talk-chosen"))
    theirs.get_by_label("Trả lời").fill("Quyết định 15 của Sở Xây dựng.")
    theirs.get_by_role("button", name="Gửi").click()
    expect(task).to_contain_text("Quyết định 15 của Sở Xây dựng.")
    desks["lan"].shoot("discussion-answered")

    # Her private note is hers alone.
    lan.locator("#talk-new > summary").click()
    lan.get_by_label("Ghi chú riêng").check()
    lan.locator("#talk-new-words").fill("hỏi thêm chú Tư")
    lan.locator("#talk-new").get_by_role("button", name="Gửi").click()
    expect(lan.locator(".talk-thread.talk-note")).to_contain_text("hỏi thêm chú Tư")

    # The approval is refused while the task is open.
    press(minh, "Gửi thư ký tòa soạn")
    expect(minh.locator("#story-side .story-marks")).to_contain_text("Thư ký")
    ready(minh)
    expect(minh.locator("#talk")).not_to_contain_text("chú Tư")
    thu.goto(story_url)
    ready(thu)
    thu.locator("#tro-chuyen > summary").click()
    thu.locator("#talk-say-words").fill("Trình luôn nhé, anh Dũng chờ.")
    thu.locator("#talk-say").get_by_role("button", name="Gửi").click()
    expect(thu.locator("#talk-chat")).to_contain_text("anh Dũng chờ")
    expect(thu.locator("#talk-say-words")).to_have_value("")
    press(thu, "Trình duyệt xuất bản")
    expect(thu.locator("#story-side .story-marks")).to_contain_text("Chờ duyệt")
    dung.goto(story_url)
    ready(dung)
    expect(dung.locator("#talk-chat")).to_contain_text("anh Dũng chờ")
    press(dung, "Duyệt xuất bản")
    expect(
        dung.locator(".toast, [role=status], [role=alert]").filter(has_text="Còn việc chưa xong")
    ).to_be_visible()
    desks["dung"].shoot("discussion-refused")
    expect(dung.locator("#story-side .story-marks")).to_contain_text("Chờ duyệt")

    # Lan has done it: the mark is gone from everybody's text, and the story is approved.
    theirs.get_by_role("button", name="Xong").click()
    expect(theirs).to_have_count(0)
    expect(lan.locator(".se-prose .talk-mark")).to_have_count(0)
    expect(minh.locator(".se-prose .talk-mark")).to_have_count(0)
    expect(dung.locator(".talk-thread.talk-task")).to_have_count(0)
    press(dung, "Duyệt xuất bản")
    expect(dung.locator("#story-side .story-marks")).to_contain_text("Đã duyệt")

    # The same at phone width, and for somebody who only reads now.
    lan.set_viewport_size({"width": 390, "height": 844})
    lan.goto(story_url)
    ready(lan)
    lan.get_by_role("link", name="Đã xong").click()
    expect(lan.locator(".talk-thread.talk-task")).to_contain_text("Việc đã xong")
    lan.locator("#binh-luan").scroll_into_view_if_needed()
    desks["lan"].shoot("discussion-phone")
