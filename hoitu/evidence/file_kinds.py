"""What a document may be, told by its bytes and never by its name.

Archives are not taken: whoever accepts a document must have seen the whole of it. Office files with macros neither.
"""

import warnings
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from hoitu.evidence.errors import FileRefused

LIMIT_BYTES: Final = 30_000_000
LARGEST_UNPACKED_BYTES: Final = 300_000_000
MOST_PARTS: Final = 5_000
_PDF_TAIL_BYTES: Final = 2_048


@dataclass(frozen=True)
class FileKind:
    """A kind that is taken: its name for people and the ending that its files get."""

    name: str
    ending: str


PDF = FileKind("PDF", ".pdf")
WORD = FileKind("Word", ".docx")
EXCEL = FileKind("Excel", ".xlsx")
PNG = FileKind("PNG", ".png")
JPEG = FileKind("JPEG", ".jpg")
OFFICE: Final = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}
PICTURES: Final = {"PNG": PNG, "JPEG": JPEG}


def kind_of(file: BinaryIO) -> FileKind:
    """Return what the file is; its position is lost. Raises `FileRefused` for anything that is not taken."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(b"%PDF-"):
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _picture(file)
    raise FileRefused()


def _pdf(file: BinaryIO) -> FileKind:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _PDF_TAIL_BYTES))
    if b"%%EOF" not in file.read():
        raise FileRefused(_("Tệp PDF này bị thiếu phần cuối. Hãy xuất hoặc quét lại rồi nộp."))
    return PDF


def _office(file: BinaryIO) -> FileKind:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileRefused() from None
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES:
        raise FileRefused(_("Tệp này phình ra quá lớn khi mở. Hãy xuất ra PDF rồi nộp."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(_("Tệp có chứa macro nên không nhận. Hãy lưu thành .docx, .xlsx hoặc PDF rồi nộp."))
    kinds = [kind for part, kind in OFFICE.items() if part in names]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        raise FileRefused(_("Không nhận tệp nén. Hãy nộp từng tệp PDF, Word, Excel hoặc ảnh."))
    return kinds[0]


def _picture(file: BinaryIO) -> FileKind:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=tuple(PICTURES)) as picture:
                kind = PICTURES[picture.format or ""]
                picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, EOFError):
        raise FileRefused(_("Không đọc được ảnh này. Hãy chụp hoặc quét lại rồi nộp.")) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FileRefused(_("Ảnh này quá lớn. Hãy thu nhỏ hoặc xuất ra PDF rồi nộp.")) from None
    return kind
