"""Words and syllables: counting, cutting, search tokens and highlighting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from hoitu.kernel.text.letters import fold, has_diacritics, nfc
from hoitu.kernel.text.tones import normalise_tone_marks

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SENTENCE_END = ".,;:!?…-–—"

READING_SYLLABLES_PER_MINUTE: Final = 300
"""Silent reading of news. Confidence: low. No measured rate for adult Vietnamese readers was found; this is
238 English words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047, 190 studies) at about 1.3 syllables
for each English word of the same message, rounded down."""

SPEAKING_SYLLABLES_PER_MINUTE: Final = 220
"""Newsreader's pace with its pauses. Confidence: low, a desk may set its own. Reading aloud without broadcast
pauses was measured at 5.22 syllables a second, 313 a minute (Pellegrino, Coupé, Marsico 2011,
doi:10.1353/lan.2011.0057); about 30 % is left for pauses, names and figures."""


@dataclass(frozen=True, slots=True)
class Token:
    """One searchable word: lower case with tone marks in their usual place; folded; and where it stood."""

    accented: str
    folded: str
    start: int
    end: int


def _words(text: str) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text)


def count_syllables(text: str) -> int:
    """Count syllables: each written word or number counts one, as Vietnamese newsrooms count "chữ"."""
    return sum(1 for _ in _words(text))


def reading_minutes(syllables: int) -> int:
    """Return whole minutes of silent reading, at least 1."""
    return max(1, round(syllables / READING_SYLLABLES_PER_MINUTE))


def speaking_seconds(syllables: int, *, per_minute: int = SPEAKING_SYLLABLES_PER_MINUTE) -> int:
    """Return seconds a newsreader needs, rounded up, so that a rundown never plans too little."""
    return ceil(max(0, syllables) * 60 / per_minute)


def slugify(text: str, max_length: int = 80) -> str:
    """Return an ASCII address part: "Hội nghị lần 2" → "hoi-nghi-lan-2".

    Words are kept whole, except one longer than max_length. Text without any Latin letter or digit gives "".
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    whole = slug[: max_length + 1].rpartition("-")[0]
    return whole or slug[:max_length]


def truncate_words(text: str, count: int) -> str:
    """Return the first `count` words, with "…" when something was cut."""
    words = nfc(text).split()
    if len(words) <= count:
        return " ".join(words)
    return " ".join(words[:count]).rstrip(_SENTENCE_END + " ") + "…"


def search_tokens(text: str) -> list[Token]:
    """Split text into search tokens; positions are those of the given string.

    Index and query must both come through here, so that "hoà", "hòa" and NFD "hòa" meet.
    """
    return [
        Token(normalise_tone_marks(match[0]).lower(), fold(match[0]), match.start(), match.end())
        for match in _words(text)
    ]


def highlight_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return half-open spans of `text` that the query found, in order, never overlapping.

    A query word without diacritics finds all its accented forms; one with diacritics finds only itself. The
    last word also finds words that begin with it, because the reader may still be typing. Neighbouring words
    become one span. The caller escapes the pieces between the cuts.
    """
    wanted = [_Wanted(token.accented, is_last) for token, is_last in _mark_last(search_tokens(query))]
    spans: list[tuple[int, int]] = []
    for token in search_tokens(text) if wanted else []:
        if not any(word.finds(token) for word in wanted):
            continue
        if spans and text[spans[-1][1] : token.start].isspace():
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
    return spans


@dataclass(frozen=True, slots=True)
class _Wanted:
    word: str
    may_be_prefix: bool

    def finds(self, token: Token) -> bool:
        candidate = token.accented if has_diacritics(self.word) else token.folded
        word = self.word if has_diacritics(self.word) else fold(self.word)
        return candidate.startswith(word) if self.may_be_prefix else candidate == word


def _mark_last(tokens: list[Token]) -> Iterator[tuple[Token, bool]]:
    for index, token in enumerate(tokens):
        yield token, index == len(tokens) - 1
