"""A text taken apart once for all checks: its words, and the spans that no check touches."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hoitu.kernel.text import fold

_PROTECTED: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}"
    r"|[@#]\w+"
    r"|\b\w{1,64}(?:\.\w{1,64}){0,6}\.(?:vn|com|net|org|gov|edu|io|info|pdf|docx?|xlsx?|jpe?g|png|mp[34]|html?)\b(?:/\S*)?"
    r"|\b[\w]+(?:[-–/'’][\w]+)+\b",
    re.IGNORECASE,
)
# A mark that found no letter to join belongs to the word before it.
_WORD: Final = re.compile("[\\w\u0300-\u036f]+")
# Longer runs of letters are no slip of the hand, and judging them would cost time.
LONGEST_SYLLABLE: Final = 12
_SENTENCE_END: Final = frozenset(".!?…:\n")


@dataclass(frozen=True)
class Word:
    """One run of letters and digits."""

    start: int
    end: int
    text: str

    @cached_property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_ascii(self) -> bool:
        """Whether it could have been typed without any Vietnamese mark."""
        return self.text.isascii()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


class Taken:
    """A text with its words (those of protected spans left out)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.protected = [match.span() for match in _PROTECTED.finditer(text)]
        self._inside = {at for start, end in self.protected for at in range(start, end)}
        self.words = list(self._words())

    def _words(self) -> "list[Word]":
        return [
            Word(match.start(), match.end(), match[0])
            for match in _WORD.finditer(self.text)
            if match.start() not in self._inside
        ]

    def is_protected(self, start: int, end: int) -> bool:
        """Say whether a span touches an address, a hyphenated compound or the like."""
        return any(at in self._inside for at in range(start, end))

    def follows(self, index: int) -> bool:
        """Say whether only one blank or none stands between this word and the one before."""
        return (
            index > 0
            and self.text[self.words[index - 1].end : self.words[index].start].strip(" \u00a0") == ""
        )

    def begins_sentence(self, index: int) -> bool:
        """Say whether the word begins a sentence or the text."""
        before = self.text[: self.words[index].start].rstrip(" \u00a0“\"'(")
        return not before or before[-1] in _SENTENCE_END

    @cached_property
    def folded(self) -> list[str]:
        """The words without marks and capitals."""
        return [fold(word.text) for word in self.words]
