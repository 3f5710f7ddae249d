"""The first sheet of an XLSX that somebody sent, read without trusting the file."""

import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO

UNPACKED_BYTES_MAX = 60 * 1024 * 1024


class NoWorkbook(ValueError):
    """Raised for what no spreadsheet program could open, and for what unpacks to far more than a table."""


@dataclass(frozen=True)
class FirstSheet:
    """The rows with their cells as openpyxl gives them, and how many sheets the workbook has."""

    rows: list[tuple[object, ...]]
    sheets: int


def first_sheet(content: bytes, *, rows: int, columns: int | None = None) -> FirstSheet:
    """Return at most so many rows and columns of the first sheet. Raises `NoWorkbook`."""
    from openpyxl import load_workbook  # slow to load, wanted seldom

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED_BYTES_MAX:
                raise NoWorkbook
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl remarks on styles that other programs leave out
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            found = book.worksheets[0].iter_rows(max_row=rows, max_col=columns, values_only=True)
            return FirstSheet(list(found), len(book.worksheets))
    except NoWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise NoWorkbook from error
