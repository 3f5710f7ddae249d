"""Bytes and old fonts: from whatever a system of the 1990s left behind to NFC Unicode.

Detection is by sense: each candidate is judged by how many of its words are Vietnamese syllables.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from hoitu.imports.adapters.legacy_fonts import from_tcvn3, from_vni
from hoitu.kernel.text import nfc
from hoitu.kernel.text.tones import is_syllable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_VIETNAMESE_CODEPAGE: Final = "cp1258"
_NON_ASCII_WORD = re.compile("[^\\W\\d_]*[^\x00-\x7f\\s][^\x00-\x7f\\s]*[^\\W\\d_]*|[^\x00-\x7f]\\w*")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
# Letters and signs that Vietnamese Unicode text hardly has, and that TCVN3, VNI or mojibake are full of.
_SUSPICIOUS = re.compile("[¡-¿ÄÅÆÇÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ]|Ã.|áº|á»")
_SAMPLE_CHARACTERS: Final = 20_000
_MUCH_BETTER: Final = 0.25
_ENOUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of the encoding it came in, and whether that differs from what was declared."""

    text: str
    encoding: str
    is_repaired: bool = False


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text of some bytes: by byte order mark, as UTF-8, as declared, else by what makes sense."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(clean(data.decode(encoding, "replace")), encoding)
    try:
        return repair(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    found = max(_candidates(data, declared), key=lambda decoded: sense(decoded.text), default=None)
    if found is None:
        return Decoded(clean(data.decode("utf-8", "replace")), "utf-8", is_repaired=True)
    return Decoded(found.text, found.encoding, is_repaired=True)


def repair(text: str, encoding: str = "utf-8") -> Decoded:
    """Return text that was decoded rightly but typed in TCVN3 or VNI fonts, or encoded twice, as Unicode."""
    tidy = clean(text)
    if not _SUSPICIOUS.search(tidy):
        return Decoded(tidy, encoding)
    before = sense(tidy)
    best, best_sense = Decoded(tidy, encoding), before
    for name, other in _reinterpretations(tidy):
        score = sense(other)
        if score > best_sense and score >= _ENOUGH and score - before >= _MUCH_BETTER:
            best, best_sense = Decoded(clean(other), name, is_repaired=True), score
    return best


def clean(text: str) -> str:
    """Return NFC text without characters that neither XML nor the database can hold."""
    return nfc(_UNSTORABLE.sub("", text))


def sense(text: str) -> float:
    """Return the share, 0–1, of accented words in a sample of the text that are Vietnamese syllables."""
    words = _NON_ASCII_WORD.findall(nfc(text[:_SAMPLE_CHARACTERS]))
    if not words:
        return 1.0
    return sum(1 for word in words if is_syllable(word.strip("“”‘’\"'.,;:!?…()[]-–—/"))) / len(words)


def _candidates(data: bytes, declared: str) -> list[Decoded]:
    found: list[Decoded] = []
    for encoding in dict.fromkeys([declared.lower(), _VIETNAMESE_CODEPAGE, "latin-1", _guess(data)]):
        try:
            if encoding:
                found.append(repair(data.decode(encoding), encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    # A few broken bytes in good UTF-8 are more likely than another encoding.
    found.append(Decoded(clean(data.decode("utf-8", "replace")), "utf-8"))
    return found


def _guess(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE_CHARACTERS]).best()
    return best.encoding if best else ""


def _reinterpretations(text: str) -> list[tuple[str, str]]:
    return [
        ("tcvn3", from_tcvn3(text)),
        ("vni", from_vni(text)),
        ("utf-8 (2)", _decoded_twice(text)),
    ]


def _decoded_twice(text: str) -> str:
    """Undo UTF-8 that was read as Windows Latin-1: "Tiáº¿ng" → "Tiếng"."""
    raw = b"".join(_latin_byte(letter) for letter in text)
    return raw.decode("utf-8", "replace")


def _latin_byte(letter: str) -> bytes:
    for encoding in ("cp1252", "latin-1", "utf-8"):
        try:
            return letter.encode(encoding)
        except UnicodeEncodeError:
            continue
    return b"?"
