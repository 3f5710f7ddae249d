"""Sheets, read again: kinds of columns, header, and no text that is a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from hoitu.kernel.money import Vnd
from hoitu.papers.adapters import workbook
from hoitu.papers.api import Column, Sheet, SheetTooLong, xlsx

COLUMNS = (
    Column("Tên cơ quan"),
    Column("Số tin", "integer"),
    Column("Hệ số", "decimal"),
    Column("Tỷ lệ", "percent"),
    Column("Ngày", "date"),
    Column("Kinh phí", "money"),
)


def opened(*sheets: Sheet) -> Workbook:
    return load_workbook(BytesIO(xlsx(sheets)))


def row_of(*values: object) -> tuple[Any, ...]:
    return opened(Sheet("Bảng", COLUMNS, [values])).worksheets[0][2]


def test_each_cell_has_the_kind_of_its_column() -> None:
    row = row_of("Báo Vạn Giang", 1284, Decimal("1.25"), 82.5, date(2026, 2, 5), Vnd(350_000_000))
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n", "d", "n"]
    assert [cell.value for cell in row[:4]] == ["Báo Vạn Giang", 1284, 1.25, 0.825]
    assert (row[4].value, row[5].value) == (datetime(2026, 2, 5), 350_000_000)
    formats = ["General", "#,##0", "#,##0.##", "0.0%", "dd/mm/yyyy", '#,##0 "₫"']
    assert [cell.number_format for cell in row] == formats


def test_an_instant_is_shown_on_vietnams_clocks() -> None:
    cell = row_of("", None, None, None, datetime(2026, 12, 31, 17, 30, tzinfo=UTC), None)[4]
    assert (cell.value, cell.number_format) == (datetime(2027, 1, 1, 0, 30), "dd/mm/yyyy hh:mm")


def test_what_is_no_such_thing_is_text() -> None:
    row = row_of(7, "chưa có", float("nan"), None, "quý II", 10**18)
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("7", "s"),
        ("chưa có", "s"),
        ("nan", "s"),
        (None, "n"),
        ("quý II", "s"),
        ("1000000000000000000", "s"),
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 90", "- mục một", "@SUM(A1)", "#N/A", " =1", '=HYPERLINK("http://x")', "＝1"]
)
def test_no_text_is_a_formula_and_none_is_changed(text: str) -> None:
    content = xlsx([Sheet(text, (Column(text), Column(text, "integer")), [(text, text)])])
    page = load_workbook(BytesIO(content)).worksheets[0]
    assert [(cell.value, cell.data_type) for row in page.iter_rows() for cell in row] == [(text, "s")] * 4
    with ZipFile(BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    marked, plain = row_of("=1", "x", None, None, None, None)[:2]
    assert (marked.quotePrefix, plain.quotePrefix) == (True, False)


def test_the_header_is_styled_and_stays_in_sight() -> None:
    page = opened(Sheet("Bảng", COLUMNS, [])).worksheets[0]
    assert [cell.value for cell in page[1]] == [column.title for column in COLUMNS]
    assert page["A1"].font.bold
    assert page["A1"].fill.fgColor.rgb == "FF0B5B76"
    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == ("A2", "$1:$1", "A1:F1")


def test_columns_are_wide_enough() -> None:
    columns = (Column("Kinhphíhoạtđộngthườngxuyên", "integer"), Column("A", "date"), Column("B", width=44))
    page = opened(Sheet("Bảng", columns, [])).worksheets[0]
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [28, 12, 44]


def test_titles_are_what_spreadsheets_take() -> None:
    titles = ("a/b: [2026]?", "A b   2026", "", "x" * 40, "X" * 40, "'quoted'")
    book = opened(*(Sheet(title, (Column("A"),), []) for title in titles))
    assert len({title.casefold() for title in book.sheetnames}) == 6
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in book.sheetnames)
    assert book.sheetnames[0] == "a b   2026"
    assert book.sheetnames[4].endswith(" (2)")
    assert book.sheetnames[5] == "quoted"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    columns = (Column("A"),)
    assert opened(Sheet("a", columns, [("1",), ("2",)])).worksheets[0].max_row == 3
    with pytest.raises(SheetTooLong, match="nhiều dòng"):
        xlsx([Sheet("a", columns, [("1",), ("2",), ("3",)])])


def test_a_workbook_without_sheets_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        xlsx([])
