"""What an input method leaves when it was off or late: Telex letters ("nguowif") and VNI digits ("hoa2")."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.lists import FOREIGN, common
from hoitu.language.proofing.syllables import is_syllable, toned, with_case_of
from hoitu.language.proofing.text import LONGEST_SYLLABLE, Taken, Word

_TONE_KEYS: Final = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_TONE_DIGITS: Final = {"2": "\u0300", "3": "\u0309", "4": "\u0303", "1": "\u0301", "5": "\u0323"}
_DOUBLED: Final = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"))
_SPLIT_DOUBLES: Final = (("a", "â"), ("e", "ê"), ("o", "ô"), ("d", "đ"))
_HOOKED: Final = (
    ("uo", "ươ"),
    ("uô", "ươ"),
    ("ua", "ưa"),
    ("uu", "ưu"),
    ("oa", "oă"),
    ("a", "ă"),
    ("o", "ơ"),
    ("u", "ư"),
)
_DIGITS: Final = re.compile(r"[a-zđ]+[1-9][a-zđ1-9]*", re.IGNORECASE)
_VOWELS: Final = "aăâeêioôơuưyw"


def typing_mistakes(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield words that are keys of Telex or VNI, not letters."""
    for index, word in enumerate(taken.words):
        if word.low in rules.allowed or word.low in FOREIGN or is_syllable(word.text):
            continue
        meant = _meant(word)
        if meant and not (word.text.isalpha() and word.is_ascii and _is_among_foreign(taken, index)):
            yield Finding(
                word.start, word.end, "typing",
                f"“{word.text}” còn phím gõ chưa thành dấu. Có lẽ là “{meant}”.",
                (meant,), "typing.keys",
            )  # fmt: skip


def _meant(word: Word) -> str:
    """Return the syllable whose keys the word shows, or nothing."""
    if not 2 <= len(word.text) <= LONGEST_SYLLABLE or word.text[1:] != word.text[1:].lower():
        return ""
    if _DIGITS.fullmatch(word.text):
        found = vni(word.low)
    elif word.text.isalpha():
        found, keys = telex(word.low)
        # One key in a capitalised word is a foreign name as often as not: Max, Lee, Oscar.
        if word.is_capital and word.is_ascii and keys < 2 and found not in common():
            return ""
    else:
        return ""
    return with_case_of(word.text, found)


@lru_cache(maxsize=4096)
def telex(word: str) -> tuple[str, int]:
    """Return the syllable that the Telex keys make (small letters) and how many keys were found; "" for none."""
    for tone_at in (None, *range(len(word) - 1, 0, -1)):
        tone = ""
        rest = word
        if tone_at is not None:
            if word[tone_at] not in _TONE_KEYS or not any(letter in _VOWELS for letter in word[:tone_at]):
                continue
            tone, rest = _TONE_KEYS[word[tone_at]], word[:tone_at] + word[tone_at + 1 :]
        for base, keys in _shapes(rest):
            made = toned(base, tone)
            if keys + bool(tone) and made != word and is_syllable(made):
                return made, keys + bool(tone)
    return "", 0


def _shapes(rest: str) -> Iterator[tuple[str, int]]:
    """Yield what the shape keys (w, doubled letters) can make of the letters, with how many there were."""
    base, keys = rest, 0
    for pair, letter in _DOUBLED:
        if pair in base:
            base, keys = base.replace(pair, letter, 1), keys + 1
    if "w" in base:
        yield from ((shaped, keys + 1) for shaped in _hooked(base))
        return
    yield base, keys
    # Typed behind the syllable: vieteej and vietej, duongwd.
    for plain, letter in _SPLIT_DOUBLES:
        first, last = base.find(plain), base.rfind(plain)
        if 0 <= first < last and last == len(base) - 1:
            yield base[:first] + letter + base[first + 1 : last], keys + 1


def _hooked(base: str) -> Iterator[str]:
    bare = base.replace("w", "", 1)
    for plain, shaped in _HOOKED:
        if plain in bare:
            yield bare.replace(plain, shaped, 1)
    yield base.replace("w", "ư", 1)


@lru_cache(maxsize=4096)
def vni(word: str) -> str:
    """Return the syllable that letters and VNI digits make, or ""."""
    base = "".join(letter for letter in word if not letter.isdigit())
    tone = ""
    for digit in (letter for letter in word if letter.isdigit()):
        if digit in _TONE_DIGITS:
            if tone:
                return ""
            tone = _TONE_DIGITS[digit]
            continue
        changed = _vni_shape(base, digit)
        # Some type the 7 behind both letters of ươ.
        if changed == base and not (digit == "7" and "ươ" in base):
            return ""
        base = changed
    made = toned(base, tone)
    return made if is_syllable(made) else ""


def _vni_shape(base: str, digit: str) -> str:
    pairs = {
        "6": (("a", "â"), ("e", "ê"), ("o", "ô")),
        "7": (("uo", "ươ"), ("ua", "ưa"), ("uu", "ưu"), ("o", "ơ"), ("u", "ư")),
        "8": (("a", "ă"),),
        "9": (("d", "đ"),),
    }[digit]
    return next((base.replace(plain, shaped, 1) for plain, shaped in pairs if plain in base), base)


def _is_among_foreign(taken: Taken, index: int) -> bool:
    """Say whether a neighbour is a foreign word: "Summer box office" is no Telex."""
    for other, joined in ((index - 1, taken.follows(index)), (index + 1, index + 1 < len(taken.words))):
        if not joined or (other > index and not taken.follows(other)):
            continue
        word = taken.words[other]
        if len(word.text) < 3 or not word.is_ascii or not word.text.isalpha() or is_syllable(word.text):
            continue
        if word.low in FOREIGN or not telex(word.low)[0]:
            return True
    return False
