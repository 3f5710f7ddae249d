"""DOCX by python-docx: paragraphs and table rows in their order, merged cells counted once per row."""

import io
import zipfile

from docx import Document
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from hoitu.drafting.proposing.reading import MAX_UNPACKED_BYTES, Line, NotADocument, TooLarge
from hoitu.drafting.proposing.word_numbers import WordNumbers
from hoitu.kernel.text import nfc

_NOT_WORD = "Tệp này không phải tài liệu Word (DOCX) hoặc đã hỏng."


def read_word(data: bytes) -> list[Line]:
    """Return the lines of a DOCX. Raises `NotADocument` or `TooLarge`."""
    _check(data)
    try:
        document = Document(io.BytesIO(data))
        numbers = WordNumbers.of(document)
        lines: list[Line] = []
        for item in document.iter_inner_content():
            if isinstance(item, Paragraph):
                _add_paragraph(lines, item, numbers.sign(item))
            else:
                _add_table(lines, item, numbers)
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise NotADocument(_NOT_WORD) from error
    return lines


def _check(data: bytes) -> None:
    """Refuse what is no Word file, or would unpack to more than memory should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.infolist()
    except zipfile.BadZipFile as error:
        raise NotADocument(_NOT_WORD) from error
    if sum(name.file_size for name in names) > MAX_UNPACKED_BYTES:
        raise TooLarge("Tệp Word này giải nén ra quá lớn, không giống một kế hoạch.")
    if not any(name.filename == "word/document.xml" for name in names):
        raise NotADocument(_NOT_WORD)


def _add_paragraph(lines: list[Line], paragraph: Paragraph, sign: str) -> None:
    # A soft break (Shift+Enter) is a line to whoever reads the page.
    for text in nfc(sign + paragraph.text).split("\n"):
        lines.append(Line(len(lines) + 1, text))


def _add_table(lines: list[Line], table: Table, numbers: WordNumbers) -> None:
    for row in table.rows:
        cells = _cells(row, numbers)
        lines.append(Line(len(lines) + 1, " ".join(" ".join(cells).split()), cells))


def _cells(row: _Row, numbers: WordNumbers) -> tuple[str, ...]:
    """Return the row's columns; a cell merged over columns stands in its first, one merged over rows in each."""
    texts: list[str] = []
    before = None
    for cell in row.cells:
        same = cell._tc is before
        before = cell._tc
        written = (numbers.sign(paragraph) + paragraph.text for paragraph in cell.paragraphs)
        texts.append("" if same else nfc("\n".join(written)).strip())
    return tuple([""] * row.grid_cols_before + texts)
