"""Surfaces of blocks in the running editor: filled, moved and deleted by keys, honest about what they lack."""

from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from frontend.tests.fake_server import Story
from frontend.tests.test_blocks import ATTRS
from frontend.tests.test_editor import PICTURE, body, paste, until, write

SQUARE = f"data:image/png;base64,{b64encode(PICTURE).decode()}"
TYPES = "storyEditor.editor.getJSON().content.map((node) => node.type)"


def insert(page: Page, words: str) -> None:
    """Choose a block in the slash menu by a few letters."""
    write(page, f"/{words}")
    page.keyboard.press("Enter")


def attrs(page: Page, name: str) -> dict[str, Any]:
    """Return the attributes of the first block of this kind."""
    found: dict[str, Any] = page.evaluate(ATTRS, name)
    return found


def test_a_place_is_found_without_marks_pasted_and_moved_by_keys(page: Page, story: Story) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    insert(page, "ban do")
    search = page.get_by_label("Tìm tỉnh, thành phố, hoặc dán tọa độ")
    assert search.evaluate("(field) => field === document.activeElement"), "what is inserted takes the keys"
    page.keyboard.type("hoang sa")
    page.keyboard.press("Enter")
    place = attrs(page, "mapLocator")
    assert (place["province"], place["label"]) == ("da-nang", "Đà Nẵng")
    assert "trung tâm hành chính của Đà Nẵng" in page.inner_text(".se-place-said")
    assert page.locator(".se-place-here").count() == 2

    search.fill("https://www.google.com/maps/@16.061,108.227,17z")
    place = attrs(page, "mapLocator")
    assert (place["lat"], place["lon"], place["province"]) == (16.061, 108.227, "da-nang")
    page.focus(".se-place-nudge")
    page.keyboard.press("ArrowUp")
    assert attrs(page, "mapLocator")["lat"] == pytest.approx(16.0619, abs=1e-5)
    search.fill("https://maps.app.goo.gl/abc")
    assert "không ghi tọa độ" in page.inner_text(".se-place-said")
    until(lambda: "da-nang" in story.xml(), "the place was not stored")
    assert {url.split("/")[2].split(":")[0] for url in asked} <= {"127.0.0.1"}


def test_a_live_entry_is_now_newest_above_and_never_has_anothers_key(page: Page) -> None:
    insert(page, "tin truc tuyen")
    page.keyboard.type("Một")
    page.get_by_role("button", name="Tin mới hơn").click()
    page.keyboard.type("Hai")
    page.keyboard.press("Control+Alt+d")
    blocks = page.evaluate("storyEditor.editor.getJSON().content")
    keys = [block["attrs"]["key"] for block in blocks if block["type"] == "liveEntry"]
    assert body(page).split() == ["Hai", "Hai", "Một"]
    assert len(set(keys)) == 3
    page.get_by_label("Lúc").first.fill("2020-01-01T00:00")
    page.get_by_role("button", name="Bây giờ").first.click()
    assert not attrs(page, "liveEntry")["at"].startswith("2020")


def test_a_timeline_reads_dates_tells_mistakes_and_sorts(page: Page) -> None:
    insert(page, "dong thoi gian")
    when = page.get_by_label("Thời điểm")
    when.fill("31/2/2026")
    when.blur()
    assert "không có ngày 31" in page.inner_text(".se-timelineEntry .se-field-problem >> nth=0")
    when.fill("hôm nay")
    when.blur()
    assert when.input_value().count("/") == 2
    when.fill("tháng 9/1945")
    page.get_by_role("button", name="Thêm mốc").click()
    when.nth(1).fill("19/8/1945")
    page.get_by_role("button", name="Xếp theo thời gian").click()
    dates = page.evaluate("storyEditor.editor.getJSON().content[0].content.map((entry) => entry.attrs.date)")
    assert dates == ["19/8/1945", "tháng 9/1945"]


def test_a_poll_says_what_it_lacks(page: Page) -> None:
    insert(page, "tham do")
    options = page.get_by_label("Phương án")
    options.fill("Có")
    options.blur()
    assert "Cần ít nhất hai phương án" in page.inner_text(".se-field-strings .se-field-problem")
    options.fill("Có\ncó")
    options.blur()
    assert "có hai lần" in page.inner_text(".se-field-strings .se-field-problem")
    options.fill("Có\nKhông")
    options.blur()
    assert page.inner_text(".se-field-strings .se-field-problem") == ""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tham do", "poll"), ("nhan ai", "aiLabel"), ("hoi dap", "questionAnswer"), ("hop thong tin", "box"),
        ("trich noi bat", "pullQuote"), ("noi dung nhung", "embed"), ("chuyen ke", "scrollySection"),
        ("dong thoi gian", "timeline"), ("tin truc tuyen", "liveEntry"), ("truoc va sau", "beforeAfter"),
        ("360", "panorama360"), ("ban do", "mapLocator"), ("bang", "table"),
    ],
)  # fmt: skip
def test_a_block_is_put_in_moved_deleted_and_brought_back_by_keys(page: Page, words: str, name: str) -> None:
    write(page, "Đầu.")
    page.keyboard.press("Enter")
    page.keyboard.type(f"/{words}")
    page.keyboard.press("Enter")
    assert page.evaluate(TYPES) == ["paragraph", name, "paragraph"]
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert page.evaluate(TYPES) == [name, "paragraph", "paragraph"]
    page.wait_for_timeout(600)
    if page.evaluate("document.activeElement.matches('input, select, textarea')"):
        page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+Backspace")
    assert name not in page.evaluate(TYPES)
    page.keyboard.press("Control+z")
    assert page.evaluate(TYPES)[0] == name


def test_two_pictures_are_compared_in_the_text_and_change_places(page: Page, story: Story) -> None:
    insert(page, "truoc va sau")
    for number, label in enumerate(("Ảnh trước", "Ảnh sau")):
        page.get_by_label(label, exact=True).set_input_files(
            {"name": f"{number}.png", "mimeType": "image/png", "buffer": PICTURE}
        )
        until(lambda: len(story.uploads) > number, "the picture was not sent")  # noqa: B023
    slider = page.get_by_role("slider", name="Kéo để so sánh hai ảnh")
    slider.wait_for()
    slider.focus()
    page.keyboard.press("Home")
    assert "0%" in page.evaluate("getComputedStyle(document.querySelector('.se-compare-after')).clipPath")
    before = attrs(page, "beforeAfter")
    page.get_by_role("button", name="Đổi chỗ hai ảnh").click()
    after = attrs(page, "beforeAfter")
    assert (after["before"], after["after"]) == (before["after"], before["before"])


def test_the_first_view_of_a_panorama_is_chosen_by_press_and_keys(page: Page) -> None:
    insert(page, "360")
    page.locator(".se-panorama360 input[type=file]").first.set_input_files(
        {"name": "360.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    stage = page.locator(".se-direction .se-focus-stage")
    stage.wait_for()
    stage.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert {name: attrs(page, "panorama360")[name] for name in ("yaw", "pitch")} == {"yaw": -10, "pitch": 1}
    box = stage.bounding_box()
    assert box is not None
    stage.click(position={"x": box["width"] * 0.75, "y": box["height"] / 2})
    assert attrs(page, "panorama360")["yaw"] == pytest.approx(90, abs=4)


def test_replacing_all_asks_once_when_marks_differ_and_is_one_step(page: Page) -> None:
    write(page, "Bạn bán bàn.")
    page.wait_for_timeout(600)
    page.keyboard.press("Control+f")
    page.get_by_label("Tìm", exact=True).fill("ban")
    page.get_by_label("Thay bằng").fill("x")
    page.get_by_role("button", name="Thay hết").click()
    assert body(page) == "Bạn bán bàn."
    assert "bạn, bán, bàn" in page.inner_text(".se-find-said")
    page.get_by_role("button", name="Thay hết").click()
    assert body(page) == "x x x."
    assert "3 chỗ" in page.inner_text(".se-find-said")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    assert body(page) == "Bạn bán bàn."


def test_struck_words_are_neither_found_nor_replaced(page: Page) -> None:
    write(page, "cũ mới cũ")
    page.click("[aria-label='Đề nghị sửa']")
    page.evaluate("storyEditor.editor.commands.setTextSelection({from: 1, to: 3})")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+f")
    page.get_by_label("Tìm", exact=True).fill("cũ")
    assert page.inner_text(".se-find-count") == "1/1"
    page.get_by_label("Thay bằng").fill("khác")
    page.get_by_role("button", name="Thay hết").click()
    marks = page.evaluate(
        "storyEditor.editor.getJSON().content[0].content.map((run) => [run.text, run.marks?.[0]?.type ?? ''])"
    )
    assert marks == [["cũ", "deletion"], [" mới ", ""], ["cũ", "deletion"], ["khác", "insertion"]]


def test_the_slash_menu_stays_away_after_escape_and_names_what_is_chosen(page: Page) -> None:
    write(page, "/hop")
    chosen = page.evaluate("storyEditor.editor.view.dom.getAttribute('aria-activedescendant')")
    assert "Hộp thông tin" in page.inner_text(f"#{chosen}")
    page.keyboard.press("Escape")
    page.keyboard.type(" den")
    assert page.locator(".se-menu[role=listbox]").count() == 0
    assert body(page) == "/hop den"


def test_the_outline_goes_to_headings_and_blocks_by_keys(page: Page) -> None:
    page.evaluate("""storyEditor.editor.commands.setContent([
        {type: 'heading', attrs: {level: 2}, content: [{type: 'text', text: 'Một'}]}, {type: 'paragraph'},
        {type: 'poll', attrs: {question: 'Có nên?'}}, {type: 'paragraph'}])""")
    page.click("[aria-label='Dàn bài']")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Thăm dò ý kiến: Có nên?"
    page.keyboard.press("Enter")
    assert page.evaluate("storyEditor.editor.state.selection.node?.type.name") == "poll"


def test_a_phones_keyboard_covers_neither_toolbar_nor_caret(
    browser: Browser, server: tuple[str, Story]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    # A keyboard makes the visual viewport smaller, never the window.
    page.add_init_script("""
        const viewport = new EventTarget();
        let height = innerHeight;
        Object.defineProperties(viewport, {
            height: {get: () => height}, offsetTop: {value: 0}, width: {value: innerWidth}});
        Object.defineProperty(window, 'visualViewport', {value: viewport});
        window.keyboard = (pixels) => { height = innerHeight - pixels; viewport.dispatchEvent(new Event('resize')); };
    """)
    page.goto(server[0])
    page.wait_for_selector(".se-prose")
    page.evaluate("""storyEditor.editor.commands.setContent(
        Array.from({length: 30}, (_, n) => ({type: 'paragraph', content: [{type: 'text', text: `Đoạn ${n}`}]})))""")
    page.evaluate("storyEditor.editor.commands.setTextSelection(60); storyEditor.editor.view.focus()")
    places = """() => {
        const bar = document.querySelector('.se-toolbar').getBoundingClientRect();
        const {view} = storyEditor.editor;
        const foot = document.querySelector('.se-foot').getBoundingClientRect();
        return {top: Math.min(bar.top, foot.top), bottom: bar.bottom,
            caret: view.coordsAtPos(view.state.selection.head).bottom};
    }"""
    page.evaluate("keyboard(400)")
    seen = page.evaluate(places)
    assert seen["bottom"] <= 444
    assert seen["caret"] <= seen["top"]
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    page.keyboard.type("chữ")
    page.wait_for_timeout(100)
    seen = page.evaluate(places)
    assert 0 < seen["caret"] <= seen["top"]
    page.evaluate("keyboard(0)")
    assert page.evaluate(places)["bottom"] == pytest.approx(844, abs=1)
    context.close()


def test_a_pasted_inline_picture_goes_to_the_archive(page: Page, story: Story) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(page, f"<p>Chữ</p><p><img src='{SQUARE}' alt='Cầu'></p>")
    until(lambda: len(story.uploads) == 1, "the picture was not sent")
    until(lambda: attrs(page, "figure")["asset"] is not None, "the figure has no asset")
    assert attrs(page, "figure")["alt"] == "Cầu"


def test_words_note_becomes_a_footnote(page: Page) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(
        page,
        "<p class=MsoNormal>Lời<a href='#_ftn1' name='_ftnref1'>[1]</a>.</p><div id=ftn1><p>"
        "<a href='#_ftnref1' name='_ftn1'>[1]</a> Theo <b>ai</b>.</p></div>",
    )
    node = page.evaluate("storyEditor.editor.getJSON().content[0].content[1]")
    assert (node["type"], node["content"][0]["text"]) == ("footnote", "Theo ai.")


def test_a_copied_live_entry_is_another_and_a_cut_one_the_same(page: Page) -> None:
    insert(page, "tin truc tuyen")
    page.keyboard.type("Một")
    html = page.evaluate("storyEditor.editor.getHTML()")
    keys = "storyEditor.editor.getJSON().content.flatMap((node) => node.attrs?.key ?? [])"
    first = page.evaluate(keys)
    page.evaluate("storyEditor.focus('end')")
    paste(page, html)
    both = page.evaluate(keys)
    assert both[0] == first[0]
    assert len(set(both)) == 2
    page.evaluate("storyEditor.editor.commands.setContent('<p></p>')")
    paste(page, html)
    assert page.evaluate(keys) == first
