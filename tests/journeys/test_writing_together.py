"""Two windows, one of phone width, write one story through a server's death; what is approved is what readers get."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Desk, Newsroom, shoot
from tests.journeys.steps import begin, kill_web, pass_on, press, select, until

pytestmark = pytest.mark.timeout(300)

HEADLINE = "Hai người viết một bài về chợ nổi"
MINHS, THUS = "ñ", "ß"  # letters that no other word of the story has
LETTERS = 120


@pytest.fixture
def phone(newsroom: Newsroom, browser: Browser, desks: dict[str, Desk]) -> Iterator[Page]:
    """Thu's phone."""
    state = desks["thu"].page.context.storage_state()
    context = browser.new_context(
        locale="vi-VN", viewport={"width": 390, "height": 844}, has_touch=True, storage_state=state
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def test_two_write_one_story_through_a_servers_death(
    newsroom: Newsroom, desks: dict[str, Desk], phone: Page
) -> None:
    lan, minh, thu, dung = desks["lan"].page, desks["minh"].page, desks["thu"].page, desks["dung"].page
    begin(lan, HEADLINE, body="Chợ nổi họp từ bốn giờ sáng.", standfirst="Ghe thuyền về sớm.")
    pass_on(lan, "Gửi ban biên tập", "Biên tập")

    for page in (minh, phone):
        page.goto(lan.url)
        page.wait_for_selector(".ProseMirror")
    expect(minh.locator(".se-people")).to_contain_text("Thu")
    caret_to_end(minh)
    caret_to_end(phone)
    expect(minh.locator(".se-caret")).to_have_count(1)

    # Both type into the same paragraph; the server dies in the middle and comes back by itself.
    for at in range(LETTERS):
        minh.keyboard.insert_text(MINHS)
        phone.keyboard.insert_text(THUS)
        if at == LETTERS // 3:
            kill_web(newsroom.url)
        if at == LETTERS // 2:
            desks["minh"].shoot("together-server-away")
    both_have(minh, phone, {MINHS: LETTERS, THUS: LETTERS})

    # A syllable composed letter by letter stays whole while the other types beside it.
    compose(minh, phone, ["v", "vi", "viê", "việ", "việt"])
    both_have(minh, phone, {"việt": 1, THUS: LETTERS + 5})
    desks["minh"].shoot("together-desktop")
    shoot(phone, "together-phone")

    # The author, whose story is with the desk, suggests; Minh accepts.
    lan.goto(lan.url)
    expect(lan.locator(".se-notice")).to_contain_text("đề nghị sửa")
    lan.evaluate("storyEditor.focus('end')")
    lan.keyboard.type(" Giá vẫn vậy.")
    expect(minh.locator("ins.se-suggestion")).to_contain_text(
        "Giá vẫn vậy."
    )  # a caret and its name may stand in it
    minh.get_by_label("Các đề nghị sửa").click()
    desks["minh"].shoot("together-suggestion")
    minh.locator(".se-suggestion-row").get_by_role("button", name="Chấp nhận").click()
    expect(lan.locator("ins.se-suggestion")).to_have_count(0)
    minh.keyboard.press("Escape")

    # Minh asks about a passage, the phone answers it by resolving.
    select(minh, "bốn giờ sáng")
    minh.keyboard.press("Control+Alt+KeyM")
    minh.locator("#talk-new-words").fill("Có chắc không?")
    minh.locator("#talk-new").get_by_role("button", name="Gửi").click()
    asked = phone.locator(".talk-thread", has_text="Có chắc không?")
    asked.scroll_into_view_if_needed()
    shoot(phone, "together-comment-phone")
    asked.get_by_role("button", name="Xong").click()
    expect(minh.locator(".se-prose .talk-mark")).to_have_count(0)

    pass_on(minh, "Gửi thư ký tòa soạn", "Thư ký")
    thu.goto(lan.url)
    pass_on(thu, "Trình duyệt xuất bản", "Chờ duyệt")
    dung.goto(lan.url)
    dung.wait_for_selector(".ProseMirror")
    seen = text_of(dung)
    assert seen.endswith("Giá vẫn vậy.")
    press(dung, "Duyệt xuất bản")
    link = dung.get_by_role("link", name="Mở trang bạn đọc thấy")
    expect(link).to_be_visible(timeout=5000)
    address = link.get_attribute("href") or ""
    until(5, address, words="Chợ nổi")
    lan.goto(address)
    desks["lan"].shoot("together-published")
    shown = " ".join(lan.locator("article.story").inner_text().split())
    assert " ".join(seen.split()) in shown


def text_of(page: Page) -> str:
    return str(page.evaluate("window.storyEditor.editor.getText()"))


def caret_to_end(page: Page) -> None:
    page.locator("#story-editor .ProseMirror p").first.click()
    page.keyboard.press("End")


def both_have(one: Page, other: Page, wanted: dict[str, int]) -> None:
    """Wait until both windows show the same text with every letter, stored at the server."""
    end = time.monotonic() + 30
    while True:
        texts = [text_of(one), text_of(other)]
        saved = [page.evaluate("window.storyEditor.state.kind") == "saved" for page in (one, other)]
        counts = {word: texts[0].count(word) for word in wanted}
        if texts[0] == texts[1] and all(saved) and counts == wanted:
            return
        assert time.monotonic() < end, (counts, wanted, saved, texts)
        time.sleep(0.1)


def compose(page: Page, other: Page, steps: list[str]) -> None:
    """Compose a syllable as an input method does, while the other person types a letter at each step."""
    page.keyboard.type(" ")
    session = page.context.new_cdp_session(page)
    for step in steps:
        session.send(
            "Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
        )
        other.keyboard.insert_text(THUS)
        time.sleep(0.05)
    session.send("Input.insertText", {"text": steps[-1]})
