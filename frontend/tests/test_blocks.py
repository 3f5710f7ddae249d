"""Blocks are made with real controls: a chart's grid takes a sheet from Excel, a figure's point goes by keys."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from frontend.tests.fake_server import Story
from frontend.tests.test_editor import PICTURE, until, write

SHEET = "Năm\tTrong nước\tQuốc tế\n2024\t1.200\t150\n2025\tn/a\t310"
PASTE = """(text) => {
    const cell = document.querySelector('.se-cell');
    cell.focus();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
ATTRS = "(name) => storyEditor.editor.getJSON().content.find((node) => node.type === name).attrs"


def test_a_pasted_sheet_is_a_chart_and_grows_by_keys(page: Page, story: Story) -> None:
    write(page, "/bieu do")
    page.keyboard.press("Enter")
    page.wait_for_selector(".se-sheet")
    page.evaluate(PASTE, SHEET)
    assert "hàng 2 “n/a”" in page.inner_text(".se-sheet-problems")
    page.fill("[data-row='1'][data-column='1']", "1.850,5")
    page.keyboard.press("Enter")
    page.keyboard.type("2026")
    page.keyboard.press("Tab")
    page.select_option(".se-chart-choices select", "columnStacked")

    chart = page.evaluate(ATTRS, "chart")

    assert chart["data"] == [
        {"Năm": "2024", "Trong nước": 1200, "Quốc tế": 150},
        {"Năm": "2025", "Trong nước": 1850.5, "Quốc tế": 310},
        {"Năm": "", "Trong nước": 2026, "Quốc tế": ""},
    ]
    assert chart["spec"]["encoding"]["y"]["stack"] == "zero"
    until(lambda: "1850.5" in story.xml(), "the figures were not stored")


def test_two_cells_that_two_people_change_at_once_both_stay(
    context: BrowserContext,
    page: Page,
    story: Story,
    open_page: Callable[[BrowserContext], Page],
    browser: Browser,
) -> None:
    write(page, "/bieu do")
    page.keyboard.press("Enter")
    page.wait_for_selector(".se-sheet")
    page.evaluate(PASTE, "Năm\tKhách\n2024\t1\n2025\t2")
    until(lambda: "2025" in story.xml(), "the figures were not stored")
    elsewhere = browser.new_context(locale="vi-VN")
    other = open_page(elsewhere)
    other.wait_for_selector(".se-sheet")
    for each in (context, elsewhere):
        each.set_offline(True)
    page.fill("[data-row='0'][data-column='1']", "10")
    page.evaluate("document.activeElement.blur()")
    other.fill("[data-row='1'][data-column='1']", "20")
    other.evaluate("document.activeElement.blur()")
    assert [row["Khách"] for row in page.evaluate(ATTRS, "chart")["data"]] == [10, 2]
    assert [row["Khách"] for row in other.evaluate(ATTRS, "chart")["data"]] == [1, 20]

    for each in (context, elsewhere):
        each.set_offline(False)

    for each in (page, other):
        until(
            lambda each=each: [row["Khách"] for row in each.evaluate(ATTRS, "chart")["data"]] == [10, 20],  # type: ignore[misc]
            "a cell was lost",
            seconds=40,
        )
    elsewhere.close()


def test_a_figures_point_and_frame_are_stored_and_suggesting_leaves_them(
    page: Page, story: Story, context: BrowserContext, tmp_path: Path
) -> None:
    file = tmp_path / "cau.png"
    file.write_bytes(PICTURE)
    write(page, "Cầu.")
    with page.expect_file_chooser() as chooser:
        page.click("[aria-label='Thêm ảnh']")
    chooser.value.set_files(file)
    page.click(".se-focus > summary")
    page.focus(".se-focus-stage")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    page.click(".se-focus-frame:has-text('16:9')")
    figure = page.evaluate(ATTRS, "figure")
    assert (figure["focusX"], figure["focusY"], figure["ratio"]) == (45, 51, "16:9")
    until(lambda: "16:9" in story.xml(), "the frame was not stored")

    page.click("[aria-label='Đề nghị sửa']")

    assert page.is_disabled(".se-focus-stage")
    assert page.is_disabled(".se-figure > .se-below input")


def test_entries_change_places_by_keys_inside_their_block(page: Page) -> None:
    write(page, "/dong thoi gian")
    page.keyboard.press("Enter")
    page.evaluate("""() => {
        const entry = (words) => ({type: 'timelineEntry', content: [
            {type: 'paragraph', content: [{type: 'text', text: words}]}]});
        storyEditor.editor.commands.setContent({type: 'doc', content: [
            {type: 'timeline', content: [entry('Một'), entry('Hai')]}, {type: 'paragraph'}]});
        storyEditor.focus('start');
    }""")
    page.keyboard.press("Alt+Shift+ArrowDown")
    assert page.evaluate("storyEditor.editor.getText({blockSeparator: ' '})").split() == ["Hai", "Một"]
