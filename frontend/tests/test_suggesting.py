"""Suggesting mode in a real browser: what stood is never lost, who holds the story answers, typing goes on."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from frontend.tests.conftest import _raise, _refuse_policy_breaks
from frontend.tests.fake_server import Story
from frontend.tests.test_editor import body, paste, until, write
from hoitu.stories.document import crdt
from hoitu.stories.document.suggestions import only_suggestions_changed, rejected
from hoitu.stories.document.tree import Node

LAN = "0190a000-0000-7000-8000-0000000000aa"
THU = "0190a000-0000-7000-8000-0000000000bb"
Opener = Callable[[str, str], Page]

# The text as refusing everything would leave it, and as it stands, with looks and without ids.
REFUSED = """() => {
    const runs = [];
    storyEditor.editor.state.doc.descendants((node, place, parent) => {
        if (node.isBlock) runs.push(['¶' + node.type.name]);
        if (!node.isText || node.marks.some(mark => mark.type.name === 'insertion')) return;
        const looks = node.marks.find(mark => mark.type.name === 'formatting');
        const formats = looks ? looks.attrs.before.map(mark => mark.type)
            : node.marks.map(mark => mark.type.name).filter(name => !['deletion', 'insertion'].includes(name));
        for (const letter of node.text) runs.push([letter, ...formats]);
    });
    return JSON.stringify(runs);
}"""
RUNS = """() => {
    const runs = [];
    storyEditor.editor.state.doc.descendants(node => {
        if (node.isText) runs.push([node.text, ...node.marks.map(mark => mark.type.name)]);
    });
    return runs;
}"""


@pytest.fixture
def opened(browser: Browser, server: tuple[str, Story]) -> Iterator[Opener]:
    """Return a function that opens the story for a person in a mode, each in a browser of their own."""
    contexts = []

    def open_for(person: str, mode: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", _raise)
        page.on("console", _refuse_policy_breaks)
        page.route(
            server[0],
            lambda route: route.fulfill(
                body=route.fetch().text().replace(LAN, person, 1).replace(
                    'data-may-write="true"', f'data-may-write="true" data-mode="{mode}"'
                ),
                content_type="text/html",
            ),
        )  # fmt: skip
        page.goto(server[0])
        page.wait_for_selector(".se-prose")
        return page

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def with_words(opened: Opener) -> Callable[[str], None]:
    """Return a function that puts words into the story before anybody suggests."""

    def prepare(words: str) -> None:
        page = opened(THU, "write")
        write(page, words)
        assert page.evaluate("storyEditor.flush()")
        page.close()

    return prepare


def caret(page: Page, place: int) -> None:
    page.evaluate(
        "place => { storyEditor.editor.commands.setTextSelection(place); storyEditor.editor.view.focus(); }",
        place,
    )


def select(page: Page, start: int, end: int) -> None:
    page.evaluate(
        "([from, to]) => {storyEditor.editor.commands.setTextSelection({from, to}); storyEditor.editor.view.focus()}",
        [start, end],
    )


def meet(page: Page) -> None:
    """Send what is here and fetch what is there."""
    page.evaluate("storyEditor.flush()")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(250)


def test_typed_struck_and_formatted_words_are_suggestions(
    opened: Opener, with_words: Callable[[str], None], story: Story
) -> None:
    with_words("Cầu dài ba km.")
    page = opened(LAN, "suggest")
    before = page.evaluate(REFUSED)
    caret(page, 5)
    page.keyboard.type("rất ")
    assert page.evaluate(RUNS) == [["Cầu "], ["rất ", "insertion"], ["dài ba km."]]
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert page.evaluate(RUNS)[1] == ["rấ", "insertion"], "own new words really go"
    select(page, 11, 13)
    page.keyboard.type("bốn")
    assert [run for run in page.evaluate(RUNS) if len(run) > 1] == [
        ["rấ", "insertion"], ["ba", "deletion"], ["bốn", "insertion"],
    ]  # fmt: skip
    select(page, 17, 19)
    page.keyboard.press("Control+b")
    assert page.evaluate(RUNS)[-2:] == [["km", "bold", "formatting"], ["."]]
    assert page.evaluate(REFUSED) == before
    page.keyboard.press("Control+b")
    assert page.evaluate(RUNS)[-1] == [" km."], "formatted back is no suggestion"
    meet(page)
    until(lambda: "insertion" in story.xml(), "the suggestion was not stored")
    assert page.get_attribute("ins.se-suggestion", "title").startswith("Đề nghị thêm · Nguyễn Thị Lan · ")


def test_backspace_goes_over_struck_words_and_undo_takes_back(
    opened: Opener, with_words: Callable[[str], None]
) -> None:
    with_words("Một hai ba")
    page = opened(LAN, "suggest")
    page.evaluate("storyEditor.focus('end')")
    for _ in range(3):
        page.keyboard.press("Backspace")
    assert page.evaluate(RUNS) == [["Một hai"], [" ba", "deletion"]]
    page.keyboard.type(" bốn")
    assert page.evaluate(RUNS) == [["Một hai"], [" bốn", "insertion"], [" ba", "deletion"]]
    page.keyboard.press("Control+z")
    page.wait_for_timeout(100)
    assert body(page) == "Một hai ba"
    caret(page, 1)
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    assert page.evaluate(RUNS)[0] == ["Mộ", "deletion"]


def test_paragraphs_and_blocks_stay_and_a_sentence_says_why(
    opened: Opener, with_words: Callable[[str], None]
) -> None:
    with_words("Đoạn một.\nĐoạn hai.")
    page = opened(LAN, "suggest")
    before = page.evaluate("JSON.stringify(storyEditor.editor.getJSON())")
    caret(page, 5)
    page.keyboard.press("Enter")
    page.wait_for_selector(".se-suggest-said:not([hidden]) >> text=ghi bình luận")
    caret(page, 12)
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+Alt+2")
    page.keyboard.press("Alt+Shift+ArrowUp")
    page.keyboard.press("Shift+Enter")
    paste(page, "<p>a</p><p>b</p>")
    assert page.evaluate("JSON.stringify(storyEditor.editor.getJSON())") == before
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    assert page.evaluate(RUNS) == [["Đoạn một.", "deletion"], ["Đoạn hai.", "deletion"]]
    assert page.evaluate("document.querySelector('.se-headline').readOnly") is True
    assert page.get_by_label("Đề nghị sửa", exact=True).first.is_disabled()


def test_one_suggests_the_other_accepts_and_refuses(
    opened: Opener, with_words: Callable[[str], None], story: Story
) -> None:
    with_words("Cầu dài ba km.")
    lan = opened(LAN, "suggest")
    caret(lan, 1)
    lan.keyboard.type("Cây ")
    select(lan, 13, 15)
    lan.keyboard.type("bốn")
    lan.evaluate("storyEditor.focus('end')")
    lan.keyboard.type(" Đẹp lắm.")
    meet(lan)
    thu = opened(THU, "write")
    thu.get_by_label("Các đề nghị sửa").click()
    rows = thu.locator(".se-suggestion-row")
    assert rows.count() == 3
    assert "Nguyễn Thị Lan" in rows.nth(0).inner_text()
    rows.nth(1).get_by_role("button", name="Chấp nhận").click()
    rows.nth(0).get_by_role("button", name="Từ chối").click()
    assert rows.count() == 1
    thu.locator(".se-suggestions select").select_option(LAN)
    thu.get_by_role("button", name="Chấp nhận tất cả").click()
    thu.wait_for_selector("text=Không còn đề nghị nào")
    assert thu.evaluate(RUNS) == [["Cầu dài bốn km. Đẹp lắm."]]
    meet(thu)
    until(lambda: story.words("body") == "Cầu dài bốn km. Đẹp lắm.", "what was settled is not stored")
    meet(lan)
    lan.wait_for_function("() => storyEditor.editor.getText() === 'Cầu dài bốn km. Đẹp lắm.'")


def test_who_suggests_takes_back_only_the_own(opened: Opener, with_words: Callable[[str], None]) -> None:
    with_words("Cầu dài.")
    thu = opened(THU, "write")
    thu.get_by_label("Đề nghị sửa", exact=True).first.click()
    thu.evaluate("storyEditor.focus('end')")
    thu.keyboard.type(" Của Thu.")
    meet(thu)
    lan = opened(LAN, "suggest")
    caret(lan, 1)
    lan.keyboard.type("Cây ")
    lan.get_by_label("Các đề nghị sửa").click()
    rows = lan.locator(".se-suggestion-row")
    assert rows.count() == 2
    assert lan.get_by_role("button", name="Chấp nhận tất cả").count() == 0
    assert rows.nth(1).get_by_role("button").count() == 0
    lan.keyboard.press("ArrowDown")
    assert lan.evaluate("document.activeElement.innerText").startswith("Lê Thị Thu")
    rows.nth(0).get_by_role("button", name="Rút lại").click()
    assert lan.evaluate(RUNS) == [["Cầu dài."], [" Của Thu.", "insertion"]]


def test_words_typed_into_a_suggestion_by_who_writes_are_the_texts_own(
    opened: Opener, with_words: Callable[[str], None]
) -> None:
    with_words("Cầu.")
    lan = opened(LAN, "suggest")
    caret(lan, 4)
    lan.keyboard.type(" dài")
    meet(lan)
    thu = opened(THU, "write")
    caret(thu, 6)
    thu.keyboard.type("X")
    caret(thu, 9)
    thu.keyboard.type("Y")
    assert thu.evaluate(RUNS) == [["Cầu"], [" d", "insertion"], ["X"], ["ài", "insertion"], ["Y."]]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["alone", "while another types"])
@pytest.mark.parametrize("place", [1, 5, 15], ids=["start", "middle", "end"])
def test_composing_a_syllable_as_a_suggestion(
    opened: Opener, with_words: Callable[[str], None], story: Story, elsewhere: bool, place: int
) -> None:
    with_words("Cầu dài ba km.")
    page = opened(LAN, "suggest")
    before = page.evaluate(REFUSED)
    caret(page, place)
    ime = page.context.new_cdp_session(page)
    for syllable in ("v", "vi", "viê", "việ", "việt"):
        compose(ime, syllable)
        if elsewhere:
            story.type_from_elsewhere(f"[{syllable}]", before=True)
            page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(120)
    ime.send("Input.insertText", {"text": "việt"})
    if elsewhere:
        page.wait_for_function("() => storyEditor.editor.getText().includes('[việt]')", timeout=10_000)
    else:
        assert page.evaluate(REFUSED) == before
    page.wait_for_timeout(150)
    assert ["việt", "insertion"] in page.evaluate(RUNS)
    page.keyboard.type(" nam")
    assert ["việt nam", "insertion"] in page.evaluate(RUNS)
    words = "Cầu dài ba km."
    assert body(page).splitlines()[-1] == f"{words[: place - 1]}việt nam{words[place - 1 :]}"


def compose(ime: Any, syllable: str) -> None:
    ime.send(
        "Input.imeSetComposition",
        {"text": syllable, "selectionStart": len(syllable), "selectionEnd": len(syllable)},
    )


def press_for_input_method(ime: Any) -> None:
    """A key that an input method takes: browsers tell the page its code 229 before anything is composed."""
    key = {"windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229, "key": "Process", "code": "KeyB"}
    ime.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})


def test_composing_over_selected_words_keeps_them(opened: Opener, with_words: Callable[[str], None]) -> None:
    with_words("Cầu dài ba km.")
    page = opened(LAN, "suggest")
    before = page.evaluate(REFUSED)
    select(page, 9, 11)
    ime = page.context.new_cdp_session(page)
    for syllable in ("b", "bô", "bốn"):
        press_for_input_method(ime)
        compose(ime, syllable)
        page.wait_for_timeout(80)
    ime.send("Input.insertText", {"text": "bốn"})
    page.wait_for_timeout(150)
    assert page.evaluate(REFUSED) == before
    assert [run for run in page.evaluate(RUNS) if len(run) > 1] == [["ba", "deletion"], ["bốn", "insertion"]]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["alone", "while another types"])
def test_erase_and_retype_as_a_suggestion(
    opened: Opener, with_words: Callable[[str], None], story: Story, elsewhere: bool
) -> None:
    """Unikey and its like compose by erasing: no composition events come."""
    with_words("Cầu dài ba km.")
    page = opened(LAN, "suggest")
    caret(page, 5)
    page.keyboard.type("vie")
    for step, letters in enumerate(("ê", "ệ", "ệt ")):
        if elsewhere:
            page.evaluate("storyEditor.flush()")
            story.type_from_elsewhere(f"[{step}]", before=True)
            page.evaluate("window.dispatchEvent(new Event('online'))")
            page.wait_for_timeout(150)
        page.keyboard.press("Backspace")
        page.keyboard.insert_text(letters)
    if elsewhere:
        page.wait_for_function("() => storyEditor.editor.getText().includes('[2]')", timeout=10_000)
    assert page.evaluate(RUNS)[-3:] == [["Cầu "], ["việt ", "insertion"], ["dài ba km."]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_refusing_all_after_random_typing_gives_the_text_that_stood(
    opened: Opener, with_words: Callable[[str], None], story: Story, seed: int
) -> None:
    with_words("Cầu dài ba km, rộng hai mươi mét.\nNgười dân vui.\nHết.")
    page = opened(LAN, "suggest")
    before, tree = page.evaluate(REFUSED), page.evaluate("JSON.stringify(storyEditor.editor.getJSON())")
    stored = stored_tree(story)
    chance = random.Random(seed)
    for step in range(200):
        disturb(page, chance)
        assert page.evaluate(REFUSED) == before, f"step {step} of seed {seed} lost something"
    meet(page)
    until(lambda: "insertion" in story.xml(), "the suggestions were not stored")
    assert only_suggestions_changed(stored, stored_tree(story), LAN), "the server would not take it"
    assert rejected(stored_tree(story)) == stored
    thu = opened(THU, "write")
    thu.get_by_label("Các đề nghị sửa").click()
    thu.get_by_role("button", name="Từ chối tất cả").click()
    assert thu.evaluate("JSON.stringify(storyEditor.editor.getJSON())") == tree
    meet(thu)
    until(lambda: "insertion" not in story.xml() and "deletion" not in story.xml(), "marks are left")


def stored_tree(story: Story) -> Node:
    """Return the body as the newsroom's server reads it."""
    with story.lock:
        return crdt.tree_of(story.doc.get_update())


def disturb(page: Page, chance: random.Random) -> None:
    """Do one thing that a hand at the keyboard does."""
    size = page.evaluate("storyEditor.editor.state.doc.content.size")
    start, end = sorted((chance.randrange(1, size), chance.randrange(1, size)))
    if chance.random() < 0.5:
        caret(page, start)
    else:
        select(page, start, min(end, start + chance.randrange(1, 12)))
    act = chance.choice(
        ["type", "type", "Backspace", "Delete", "Enter", "Control+b", "Control+i", "undo", "cut", "paste"]
    )
    if act == "type":
        page.keyboard.type(chance.choice(["a", "mới ", "Đà Nẵng", " x"]))
    elif act == "undo":
        page.keyboard.press(chance.choice(["Control+z", "Control+y"]))
    elif act == "cut":
        page.keyboard.press("Control+x")
    elif act == "paste":
        paste(page, chance.choice(["<b>dán</b> vào", "<p>một</p><p>hai</p>", "chữ"]))
    else:
        page.keyboard.press(act)
