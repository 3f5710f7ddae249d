"""Tables: cells of a spreadsheet come in as a table or fill one, and everything goes by keys."""

from typing import Any

from playwright.sync_api import Page

from frontend.tests.fake_server import Story
from frontend.tests.test_editor import paste, until, write

SHEET = "Tỉnh\t2024\t2025\nLai Châu\t1.200\t1.350\nCà Mau\t980"
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><style>.xl65{mso-number-format:"0"}</style></head>
<body><!--StartFragment--><table border=0 cellpadding=0 style='width:96pt'><col width=64 span=2 style='width:48pt'>
<tr height=20><td class=xl65 height=20 style='height:15pt'>Chỉ tiêu</td><td class=xl65 x:num>Số</td></tr>
<tr height=20><td colspan=2 style='mso-ignore:colspan'>Cộng: <font color=red>12</font></td></tr>
</table><!--EndFragment--></body></html>"""
# What follows within this time is undone together.
UNDO_GROUPS_MS = 600
GRID = """() => {
    const rows = [];
    storyEditor.editor.state.doc.descendants((node) => {
        if (node.type.name !== 'tableRow') return;
        rows.push([]);
        node.forEach((cell) => rows.at(-1).push(
            (cell.type.name === 'tableHeader' ? '*' : '') + cell.textContent
            + (cell.attrs.colspan > 1 ? `|${cell.attrs.colspan}` : '')));
    });
    return rows;
}"""


def grid(page: Page) -> list[list[str]]:
    """Return the words of all cells; a star marks a header."""
    rows: list[list[str]] = page.evaluate(GRID)
    return rows


def table(page: Page) -> None:
    """Put an empty table in, by its name without marks."""
    write(page, "/bang")
    page.keyboard.press("Enter")


def kinds(page: Page) -> list[Any]:
    """Return the types of the body's blocks."""
    found: list[Any] = page.evaluate("storyEditor.editor.getJSON().content.map((node) => node.type)")
    return found


def test_text_with_tabs_is_a_square_table_with_its_header(page: Page, story: Story) -> None:
    write(page, "Trước.")
    page.keyboard.press("Enter")
    paste(page, "", SHEET)
    assert grid(page) == [
        ["*Tỉnh", "*2024", "*2025"],
        ["Lai Châu", "1.200", "1.350"],
        ["Cà Mau", "980", ""],
    ]
    assert kinds(page)[:2] == ["paragraph", "table"]
    until(lambda: "1.350" in story.xml(), "the table was not stored")


def test_a_sheet_fills_the_cells_from_the_caret_and_the_table_grows(page: Page) -> None:
    table(page)
    page.keyboard.type("Đầu")
    for _ in range(7):
        page.keyboard.press("Tab")
    page.wait_for_timeout(UNDO_GROUPS_MS)
    paste(page, "", "a\tb\tc\nd\te\tf")
    assert grid(page) == [
        ["*Đầu", "*", "*", "*"],
        ["", "", "", ""],
        ["", "a", "b", "c"],
        ["", "d", "e", "f"],
    ]
    page.keyboard.press("Control+z")
    assert grid(page)[0] == ["*Đầu", "*", "*"]


def test_excels_own_cells_fill_too_and_keep_the_header(page: Page) -> None:
    table(page)
    paste(page, EXCEL, "Chỉ tiêu\tSố\nCộng: 12\t")
    assert grid(page) == [["*Chỉ tiêu", "*Số", "*"], ["Cộng: 12|2", ""], ["", "", ""]]


def test_a_row_too_short_is_filled_up(page: Page) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(page, "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td></tr></table>")
    assert grid(page) == [["a", "b", "c"], ["d", "", ""]]


def test_a_table_is_written_and_shaped_by_keys_alone(page: Page) -> None:
    table(page)
    for words in ("Tên", "Một", "Hai", "a", "b", "c", "d", "e", "f"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("mới")
    assert grid(page)[3] == ["mới", "", ""], "Tab in the last cell makes the next row"
    page.keyboard.press("Control+Alt+ArrowUp")
    page.keyboard.press("Control+Alt+ArrowRight")
    assert (len(grid(page)), len(grid(page)[0])) == (5, 4)
    page.keyboard.press("Control+Alt+Backspace")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Alt+Shift+Backspace")
    assert len(grid(page)) == 4

    page.keyboard.press("Alt+F10")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Thêm hàng trên"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Cột đầu là tiêu đề"
    page.keyboard.press("Enter")
    assert [row[0][:1] for row in grid(page)] == ["*"] * 4
    page.keyboard.press("Escape")
    assert page.evaluate("storyEditor.editor.view.hasFocus()")


def test_cells_are_chosen_and_joined_by_keys(page: Page) -> None:
    table(page)
    page.keyboard.type("Cả hàng")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Alt+g")
    assert grid(page)[0] == ["*Cả hàng|3"]
    page.keyboard.press("Control+Alt+g")
    assert grid(page)[0] == ["*Cả hàng", "*", "*"]


def test_who_suggests_is_told_that_a_table_keeps_its_shape(page: Page) -> None:
    table(page)
    page.keyboard.type("ô")
    page.click("[aria-label='Đề nghị sửa']")
    before = grid(page)
    page.keyboard.press("Control+Alt+ArrowDown")
    paste(page, "", "a\tb\tc\td")
    assert grid(page) == before
    assert "chỉ thêm, bỏ chữ" in page.inner_text(".se-suggest-said")
    assert page.get_by_label("Thêm hàng dưới").is_disabled()
