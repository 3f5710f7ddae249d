"""Plain text in any usual encoding of Vietnamese; rows of tabs or pipes keep their cells."""

import codecs
import re
from typing import Final

from hoitu.drafting.proposing.piped import join_piped
from hoitu.drafting.proposing.reading import Line, NotADocument
from hoitu.kernel.text import nfc

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_BREAK: Final = re.compile("\r\n|\n|\r")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_VIETNAMESE_LETTER: Final = re.compile(
    "[àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ]", re.I
)
_RULE: Final = re.compile(r"[\s|:+=_-]*")
_MIN_TABS: Final = 2
_MUCH_CONTROL: Final = 0.02


def read_text(data: bytes) -> list[Line]:
    """Return the lines of a text file. Raises `NotADocument` for bytes that are no text."""
    text = _decode(data)
    if len(_CONTROL.findall(text)) > _MUCH_CONTROL * len(text):
        raise NotADocument("Tệp này không phải văn bản: hãy chọn tệp DOCX, PDF có lớp chữ hoặc TXT.")
    pieces = _LINE_BREAK.split(nfc(_CONTROL.sub("", text)))
    if pieces and not pieces[-1]:
        pieces.pop()
    return join_piped([Line(number, piece, _cells(piece)) for number, piece in enumerate(pieces, 1)])


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    sample = data[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        # Half of the bytes of digits, blanks and plain letters are zero in UTF-16, and none in other encodings.
        if zeros.count(0) > len(zeros) // 4:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates = [data.decode(encoding, "replace") for encoding in ("cp1258", "utf-8", "latin-1")]
    return max(candidates, key=_sense)


def _sense(text: str) -> float:
    """Return how Vietnamese the accented letters of a text are, 0–1."""
    sample = nfc(text[:20_000])
    accented = [letter for letter in sample if ord(letter) > 127]
    return len(_VIETNAMESE_LETTER.findall(sample)) / len(accented) if accented else 0.0


def _cells(text: str) -> tuple[str, ...] | None:
    """Return the columns of a row typed with pipes or tabs; () for a rule between rows, None for a sentence."""
    stripped = text.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        if _RULE.fullmatch(stripped):
            return ()
        return tuple(cell.strip() for cell in stripped.strip("|").split("|"))
    if text.count("\t") >= _MIN_TABS and stripped:
        return tuple(cell.strip() for cell in text.split("\t"))
    if " | " in text or (stripped.endswith("|") and len(stripped) > 1):
        return tuple(cell.strip() for cell in text.split("|"))
    return None
