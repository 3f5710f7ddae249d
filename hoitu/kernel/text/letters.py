"""Letters, tones and folding: what a Vietnamese character is made of."""

import re
import unicodedata
from typing import Final

TONE_MARKS: Final = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks of huyền, hỏi, ngã, sắc, nặng, in dictionary order. Ngang has no mark."""

BREVE, CIRCUMFLEX, HORN = "\u0306", "\u0302", "\u031b"
_MARKS = re.compile("[\u0300-\u036f]+")
# Letters that Unicode does not decompose, with what a Vietnamese reader types for them.
_UNDECOMPOSED: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def nfc(text: str) -> str:
    """Return the text with every letter composed (NFC), the only form we store."""
    return unicodedata.normalize("NFC", text)


def nfd(text: str) -> str:
    """Return the text with every mark apart from its letter (NFD)."""
    return unicodedata.normalize("NFD", text)


def fold(text: str) -> str:
    """Return lower case without diacritics, đ as d: "Đà Nẵng" → "da nang". NFC and NFD give the same."""
    bare = _MARKS.sub("", nfd(nfd(text).lower())).translate(_UNDECOMPOSED)
    return nfc(bare)


def has_diacritics(text: str) -> bool:
    """Tell whether folding takes anything but case away from the text."""
    return fold(text) != nfc(text).lower()


def split_tone(text: str) -> tuple[str, str]:
    """Return the text without tone marks (NFC; ă â ê ô ơ ư đ stay) and the tone marks in their order."""
    apart = nfd(text)
    tones = "".join(mark for mark in apart if mark in TONE_MARKS)
    return nfc("".join(mark for mark in apart if mark not in TONE_MARKS)), tones
