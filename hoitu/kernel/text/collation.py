"""Vietnamese alphabetical order as stored bytes.

PostgreSQL builds differ (ours has no ICU), so order never comes from the database: the key is a column,
compared byte by byte. Why not a library: docs/decisions/0004-vietnamese-text.md.

A key is a run of elements and a tail. Each syllable is its letters, END, its tones, END; each number is
NUMBER, its length, its digits. So letters decide first, then the tone, then the next syllable, as in a
Vietnamese dictionary. Spaces and punctuation only part syllables. The tail (capitals) decides when all else
is equal: small letters first.
"""

import re
from typing import Final

from hoitu.kernel.text.letters import BREVE, CIRCUMFLEX, HORN, TONE_MARKS, nfc, nfd

MAX_SORTED_CHARACTERS: Final = 400
"""Text beyond this does not take part: a key stays small enough for a database index (2,704 bytes)."""

_TAIL, _END, _NO_TONE, _NUMBER, _OTHER_SCRIPT = 0x00, 0x01, 0x02, 0x10, 0xFE
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER: Final = {letter: 0x20 + index for index, letter in enumerate(_ALPHABET)}
_TONE: Final = {mark: _NO_TONE + 1 + index for index, mark in enumerate(TONE_MARKS)}
_FOREIGN_MARK: Final = 0x0F
_SHAPES: Final = {BREVE, CIRCUMFLEX, HORN}
_LOOKS_LIKE: Final = {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "ı": "i"}
_PIECES = re.compile("[0-9]+|(?:[^\\W\\d_][\u0300-\u036f]*)+")


def sort_key(text: str) -> bytes:
    """Return the collation key of a Vietnamese text; store it in a BinaryField and order by it.

    a ă â b c d đ e ê … x y, with f j w z at their Latin places; ngang, huyền, hỏi, ngã, sắc, nặng; "Số 2"
    before "Số 10"; digits before letters; other scripts after z.
    """
    key = bytearray()
    capitals = bytearray()
    for piece in _PIECES.findall(nfc(text)[:MAX_SORTED_CHARACTERS]):
        if piece[0].isdecimal():
            key += _number_element(piece)
        else:
            key += _syllable_element(piece)
            capitals += bytes(letter.isupper() for letter in piece)
    return bytes(key) + bytes([_TAIL]) + bytes(capitals).rstrip(b"\x00")


def name_sort_key(full_name: str) -> bytes:
    """Return the key that lists people as Vietnamese lists do: "Nguyễn Văn An" stands under An.

    The given name (the last word) decides, then the family name, then the middle names.
    """
    words = full_name.split()
    if len(words) < 2:
        return sort_key(full_name)
    return sort_key(" ".join([words[-1], words[0], *words[1:-1]]))


def _number_element(digits: str) -> bytes:
    figure = digits.lstrip("0").encode("ascii")
    return bytes([_NUMBER]) + len(figure).to_bytes(2, "big") + figure


def _syllable_element(syllable: str) -> bytes:
    letters = bytearray()
    tones = bytearray()
    for letter in nfc(syllable.lower()):
        apart = nfd(letter)
        base, marks = apart[0], apart[1:]
        shape = next((mark for mark in marks if mark in _SHAPES), "")
        shaped = nfc(base + shape)
        letters += _letter_weight(shaped if shaped in _LETTER else base)
        tones += bytes(_mark_weight(mark) for mark in marks if mark not in _SHAPES or shaped not in _LETTER)
    return bytes(letters) + bytes([_END]) + (bytes(tones) or bytes([_NO_TONE])) + bytes([_END])


def _letter_weight(letter: str) -> bytes:
    if letter in _LETTER:
        return bytes([_LETTER[letter]])
    if letter in _LOOKS_LIKE:
        return bytes(_LETTER[part] for part in _LOOKS_LIKE[letter])
    return bytes([_OTHER_SCRIPT]) + ord(letter).to_bytes(3, "big")


def _mark_weight(mark: str) -> int:
    return _TONE.get(mark, _FOREIGN_MARK)
