"""Words that no Vietnamese spelling allows, and what was probably meant."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hoitu.kernel.text import split_tone
from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.lists import FOREIGN, common
from hoitu.language.proofing.syllables import is_syllable, is_vietnamese_spelling, toned, with_case_of
from hoitu.language.proofing.text import LONGEST_SYLLABLE, Taken

_GROUPS: Final = "aăâ eê oôơ uư dđ iy nm tp sx ln bv io ui er rt gh hj nb ck"
_LIKE: Final = tuple(_GROUPS.split())
_STARTS: Final = "gh>g g>gh ngh>ng ng>ngh k>c c>k qu>q q>qu tr>ch"
_PAIRS: Final = f"{_STARTS} ie>iê iê>yê yê>iê uo>ươ ươ>ưa uô>ua nh>n n>nh ng>n n>ng c>t t>c"
_STRINGS: Final = tuple((old, new) for old, _arrow, new in (each.partition(">") for each in _PAIRS.split()))
_ALPHABET: Final = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_MOST: Final = 3


def misspelt(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield words in Vietnamese letters that are no syllable. Foreign words and names are left in peace."""
    for index, word in enumerate(taken.words):
        if (
            not 2 <= len(word.text) <= LONGEST_SYLLABLE
            or not word.text.isalpha()
            or word.text[1:] != word.text[1:].lower()
        ):
            continue
        if word.low in rules.allowed or word.low in FOREIGN or is_syllable(word.text):
            continue
        if not is_vietnamese_spelling(word.text):
            continue
        meant = swapped(word.low) if word.is_ascii else candidates(word.low)
        is_name = word.is_capital and not taken.begins_sentence(index)
        if not meant and (word.is_ascii or word.is_capital):
            continue
        if word.is_ascii and (is_name or _touches_foreign(taken, index)):
            continue
        if is_name and not _is_surely(meant):
            continue
        said = f" Có lẽ là “{with_case_of(word.text, meant[0])}”." if meant else ""
        yield Finding(
            word.start, word.end, "spelling", f"“{word.text}” không phải âm tiết tiếng Việt.{said}",
            tuple(with_case_of(word.text, each) for each in meant), "spelling.syllable",
        )  # fmt: skip


def _is_surely(meant: tuple[str, ...]) -> bool:
    return bool(meant) and common().get(meant[0], 0) > 0


@lru_cache(maxsize=4096)
def swapped(word: str) -> tuple[str, ...]:
    """Return common syllables that two neighbouring letters in the wrong order can hide: "trogn" → "trong"."""
    turned = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word}
    return tuple(sorted((each for each in turned if each in common() and is_syllable(each)), key=_rank))[:1]


@lru_cache(maxsize=4096)
def candidates(word: str) -> tuple[str, ...]:
    """Return up to three syllables one slip away, the most used first."""
    base, tones = split_tone(word)
    tone = tones[:1]
    near = {base}
    near |= {base[:at] + base[at + 1 :] for at in range(len(base))}
    near |= {base[:at] + base[at + 1] + base[at] + base[at + 2 :] for at in range(len(base) - 1)}
    near |= {base[:at] + letter + base[at:] for at in range(len(base) + 1) for letter in _ALPHABET}
    for group in _LIKE:
        for at, letter in enumerate(base):
            if letter in group:
                near |= {base[:at] + other + base[at + 1 :] for other in group}
    near |= {base.replace(old, new, 1) for old, new in _STRINGS if old in base}
    found = {toned(each, tone) for each in near}
    found |= {toned(base, other) for other in _TONES}
    return tuple(sorted((each for each in found if each != word and is_syllable(each)), key=_rank))[:_MOST]


def _rank(word: str) -> tuple[int, str]:
    return -common().get(word, 0), word


def _touches_foreign(taken: Taken, index: int) -> bool:
    places = [index - 1] if taken.follows(index) else []
    if index + 1 < len(taken.words) and taken.follows(index + 1):
        places.append(index + 1)
    around = [taken.words[place] for place in places]
    return any(word.is_ascii and (word.low in FOREIGN or not is_syllable(word.text)) for word in around)
