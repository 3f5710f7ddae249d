"""A plan's file as numbered source lines: DOCX, PDF with a text layer, or plain text.

Numbers are 1-based: lines of a text file as an editor counts them, paragraphs and table rows of a DOCX, printed
lines and table rows of a PDF. What cannot be read raises a `NotReadable` whose text is a sentence for the screen.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_PAGES: Final = 300
MAX_LINES: Final = 20_000
MAX_LINE_CHARACTERS: Final = 20_000
START_BYTES: Final = 1024
_PAGE_STARTS: Final = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")
_BINARY_STARTS: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x7fELF",
    b"MZ",
    b"Rar!",
)


class NotReadable(Exception):
    """The file cannot be read as a plan; the message is a sentence for the person who chose it."""


class NotADocument(NotReadable):
    """Neither DOCX nor PDF nor text."""


class NoTextLayer(NotReadable):
    """A PDF of pictures: a scan."""


class Encrypted(NotReadable):
    """The file asks for a password."""


class TooLarge(NotReadable):
    """More bytes, pages or lines than a plan has, packed or unpacked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source. `cells` are the columns of a table row, whose paragraphs are parted by newlines.

    `is_full` says whether the next word would not have fitted any more: the line break is the page's, not the
    writer's. None when the file does not tell.
    """

    number: int
    text: str
    cells: tuple[str, ...] | None = None
    is_full: bool | None = None


def read(data: bytes, name: str) -> list[Line]:
    """Return the lines of a file by its contents; `name` decides only where the contents do not."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy tách phần kế hoạch ra tệp riêng.")
    if not data.strip(b"\x00 \r\n\t"):
        raise NotADocument("Tệp trống, không có nội dung để đọc.")
    lines = _by_contents(data, PurePath(name).suffix.lower())
    if len(lines) > MAX_LINES or any(len(line.text) > MAX_LINE_CHARACTERS for line in lines):
        raise TooLarge(
            "Tệp có quá nhiều dòng, hoặc dòng quá dài, so với một kế hoạch; hãy tách phần kế hoạch ra tệp riêng."
        )
    return lines


def refuse_start(start: bytes, name: str) -> None:
    """Refuse what the first bytes of a file show to be no plan, or not what its name says.

    Raises `NotADocument` or `Encrypted`.
    """
    suffix = PurePath(name).suffix.lower()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotADocument("Tệp Word kiểu cũ (.doc): hãy mở bằng Word hoặc LibreOffice và lưu thành .docx.")
    if start.startswith(_BINARY_STARTS) or suffix in {".xlsx", ".xls", ".zip"}:
        raise NotADocument("Tệp này không phải văn bản: hãy chọn tệp DOCX, PDF có lớp chữ hoặc TXT.")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_STARTS):
        raise NotADocument(
            "Tệp này là trang web, không phải văn bản: hãy chọn tệp DOCX, PDF có lớp chữ hoặc TXT."
        )
    is_pdf, is_packed = start.lstrip().startswith(b"%PDF"), start.startswith(b"PK\x03\x04")
    if suffix == ".pdf" and not is_pdf:
        raise NotADocument("Tên tệp ghi là PDF nhưng bên trong không phải PDF; hãy mở lại và lưu đúng kiểu.")
    if suffix == ".docx" and not is_packed:
        raise NotADocument("Tên tệp ghi là DOCX nhưng bên trong không phải tài liệu Word.")


def _by_contents(data: bytes, suffix: str) -> list[Line]:
    # The readers load large libraries, which no process needs before somebody brings a plan.
    if data[:1024].lstrip().startswith(b"%PDF"):
        from hoitu.drafting.proposing.reading_pdf import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        from hoitu.drafting.proposing.reading_word import read_word

        return read_word(data)
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted("Tệp Word này có mật khẩu; hãy bỏ mật khẩu rồi chọn lại.")
    refuse_start(data[:START_BYTES], f"x{suffix}")
    from hoitu.drafting.proposing.reading_text import read_text

    return read_text(data)
