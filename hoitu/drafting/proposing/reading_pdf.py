"""PDF with a text layer by pdfplumber: printed lines in reading order, ruled tables with their cells."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from hoitu.drafting.proposing.reading import MAX_PAGES, Encrypted, Line, NotADocument, NoTextLayer, TooLarge
from hoitu.kernel.text import nfc

_MIN_LETTERS_A_PAGE: Final = 25
_MIN_COLUMNS: Final = 3
# A word of wide letters takes more room than the line's usual ones.
_WIDE: Final = 1.2
# Points: a letter taken from another font ("Ổ" among plain ones) stands higher than its line.
_SAME_LINE: Final = 5
_PAGE_NUMBER: Final = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?", re.I)
# Letters whose accents reach over the page's edge are drawn, unseen, on the page before, too.
_STRAY_LETTERS: Final = re.compile(r"(?:[À-ỹ]\s+)*[À-ỹ]")
# In a narrow column a line ends where the column does, unless the next one has a bullet.
_LINE_END: Final = re.compile(r"\n(?!\s*(?:[-–+•]\s|[a-zđ]\)))")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A printed line or a table row, with its page and height on it."""

    page: int
    top: float
    text: str
    cells: tuple[str, ...] | None = None
    is_full: bool = False


def read_pdf(data: bytes) -> list[Line]:
    """Return the lines of a PDF. Raises `Encrypted`, `NoTextLayer`, `NotADocument` or `TooLarge`."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > MAX_PAGES:
                raise TooLarge(f"Tệp PDF có hơn {MAX_PAGES} trang; hãy tách phần kế hoạch ra tệp riêng.")
            pages = [_pieces(page, number) for number, page in enumerate(opened.pages)]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Encrypted("Tệp PDF này có mật khẩu; hãy bỏ mật khẩu rồi chọn lại.") from error
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError):
            raise Encrypted("Tệp PDF này có mật khẩu; hãy bỏ mật khẩu rồi chọn lại.") from error
        raise NotADocument("Tệp PDF này bị hỏng, không mở được.") from error
    letters = sum(len(piece.text) for page in pages for piece in page)
    if letters < _MIN_LETTERS_A_PAGE * max(1, len(pages)):
        raise NoTextLayer("Tệp PDF này là ảnh chụp, không có lớp chữ; hãy nhận dạng chữ (OCR) trước.")
    kept = [piece for page in _without_margins(pages) for piece in page]
    return [Line(n, piece.text, piece.cells, piece.is_full) for n, piece in enumerate(kept, 1)]


def _pieces(page: Any, number: int) -> list[_Piece]:
    tables = [table for table in page.find_tables() if len(table.columns) >= _MIN_COLUMNS]
    pieces = [
        _Piece(number, row.bbox[1], " ".join(" ".join(cells).split()), cells)
        for table in tables
        for row, cells in zip(table.rows, _cells(table), strict=True)
    ]
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox)
    lines = outside.extract_text_lines(return_chars=False, y_tolerance=_SAME_LINE)
    right = max((line["x1"] for line in lines), default=0.0)
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        text = nfc(line["text"])
        full = following is not None and _is_full(line, following, right)
        pieces.append(_Piece(number, line["top"], text, is_full=full))
    return sorted(pieces, key=lambda piece: piece.top)


def _cells(table: Any) -> list[tuple[str, ...]]:
    """Return the texts of the rows; a cell merged over rows stands in each of them."""
    rows: list[tuple[str, ...]] = []
    above: dict[int, tuple[float, str]] = {}
    for row, texts in zip(table.rows, table.extract(y_tolerance=_SAME_LINE), strict=True):
        cells: list[str] = []
        for column, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            if box is not None:
                above[column] = (box[3], _LINE_END.sub(" ", nfc(text or "").strip()))
            foot, words = above.get(column, (0.0, ""))
            cells.append(words if box is not None or foot > row.bbox[1] + _SAME_LINE else "")
        rows.append(tuple(cells))
    return rows


def _is_full(line: dict[str, Any], following: dict[str, Any], right: float) -> bool:
    """Say whether the next line's first word would not have fitted on this one."""
    word = following["text"].split(" ", 1)[0]
    a_letter = (line["x1"] - line["x0"]) / max(1, len(line["text"]))
    return bool(line["x1"] + _WIDE * a_letter * (len(word) + 1) > right)


def _without_margins(pages: list[list[_Piece]]) -> list[list[_Piece]]:
    """Drop page numbers and what is printed at the top or foot of most pages."""
    edges = Counter(piece.text for page in pages for piece in {*page[:1], *page[-1:]} if not piece.cells)
    repeated = {text for text, count in edges.items() if count > max(2, len(pages) // 2)}

    def is_margin(piece: _Piece, page: list[_Piece]) -> bool:
        at_edge = piece in (*page[:2], *page[-2:]) and not piece.cells
        text = piece.text.strip()
        return at_edge and (
            text in repeated or bool(_PAGE_NUMBER.fullmatch(text) or _STRAY_LETTERS.fullmatch(text))
        )

    return [[piece for piece in page if not is_margin(piece, page)] for page in pages]
