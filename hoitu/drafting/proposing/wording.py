"""Words of the administrative genre, compared so that damage (lost blanks, letters, tones) does not matter."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(r"<sup>.*?</sup>|</?[a-z][^<>]*>", re.I)
_EMPHASIS: Final = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^#{1,6}\s+|^>\s+")
_BLANKS: Final = re.compile(r"[\s\u00a0\u200b\u00ad]+")
_LOOSE_PREFIX_LENGTH: Final = 7


def tidy(text: str) -> str:
    """Return the words of a line: without mark-up, blanks made single. Letters stay as they are."""
    plain = _TAG.sub("", text.replace("\u00ad", ""))
    return _BLANKS.sub(" ", _EMPHASIS.sub("", _BLANKS.sub(" ", plain).strip())).strip()


@lru_cache(maxsize=65_536)
def skeleton(text: str) -> str:
    """Return letters and digits alone, small and without tones: "MỤC TIÊU" and "Muctiêu" are both "muctieu"."""
    small = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in small if letter.isalnum())


def begins(text: str, keywords: Iterable[str], *, is_loose: bool = True) -> str | None:
    """Return the keyword (a skeleton) that a text begins with; `is_loose` allows one wrong letter in a long one."""
    bones = skeleton(text)
    for keyword in keywords:
        if bones.startswith(keyword):
            return keyword
    for keyword in keywords:
        if is_loose and len(keyword) >= _LOOSE_PREFIX_LENGTH and _one_off(bones, keyword):
            return keyword
    return None


def _one_off(bones: str, keyword: str) -> bool:
    """Say whether a text begins with the keyword but for one letter lost, added or changed after the first."""
    if not bones or bones[0] != keyword[0]:
        return False
    size = len(keyword)
    for length in (size - 1, size, size + 1):
        start = bones[:length]
        if len(start) < length:
            continue
        at = next(
            (i for i, (a, b) in enumerate(zip(start, keyword, strict=False)) if a != b), min(length, size)
        )
        skip_start, skip_keyword = (at + (length >= size), at + (length <= size))
        if start[skip_start:] == keyword[skip_keyword:]:
            return True
    return False


def alike(one: str, other: str) -> float:
    """Return how much two texts say the same words, 0–1."""
    a, b = skeleton(one), skeleton(other)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0


def is_capitals(text: str) -> bool:
    """Say whether a line is printed in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)
