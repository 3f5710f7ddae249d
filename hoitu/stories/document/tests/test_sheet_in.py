"""A spreadsheet's cells come in as they stand; what is left out is said in a sentence."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from hoitu.stories.document.sheet_in import FILE_LIMIT_BYTES, ROWS_LIMIT, SheetUnreadable, read_sheet


def workbook(*rows: list[object], sheets: int = 1) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for _more in range(sheets - 1):
        book.create_sheet()
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_numbers_of_a_workbook_stay_numbers_and_empty_lines_are_told() -> None:
    data = workbook(
        ["Năm", None, "Khách"], ["2024", None, 1200.5], [None, None, None], [datetime(2025, 3, 1), None, 7.0]
    )
    read = read_sheet("khach.xlsx", data)
    assert read.rows == (("Năm", "Khách"), ("2024", 1200.5), ("01/03/2025", 7))
    assert read.notes == ("Bỏ 1 hàng trống: 3.",)


def test_only_the_first_sheet_is_read_and_that_is_said() -> None:
    read = read_sheet("a.xlsx", workbook(["a", "b"], [1, 2], sheets=3))
    assert read.notes == ("Tệp có 3 trang tính, chỉ đọc trang đầu.",)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_different_programs_write_it(separator: str, encoding: str) -> None:
    text = f'Huyện{separator}"Số, hộ"\r\nVân Giang{separator}"1.234,5"\r\n'
    assert read_sheet("ho.csv", text.encode(encoding)).rows == (("Huyện", "Số, hộ"), ("Vân Giang", "1.234,5"))


def test_a_row_without_a_name_and_rows_beyond_the_limit_are_told() -> None:
    lines = ["a;b", ";5", *(f"x{number};{number}" for number in range(ROWS_LIMIT + 10))]
    read = read_sheet("a.csv", "\n".join(lines).encode())
    assert len(read.rows) == ROWS_LIMIT + 1
    assert "chỉ lấy 200 hàng đầu" in read.notes[0]
    assert read.notes[1] == "Hàng 2 không có tên ở cột đầu: hãy kiểm tra lại."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 no workbook"),
        ("cu.xls", b"\xd0\xcf\x11\xe0"),
        ("a.csv", b"\x00\x01\x00"),
        ("trong.csv", b" ;\n;"),
        ("lon.csv", b"a" * (FILE_LIMIT_BYTES + 1)),
    ],
)
def test_what_is_no_table_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(SheetUnreadable):
        read_sheet(name, data)
