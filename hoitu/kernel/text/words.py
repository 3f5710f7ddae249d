"""Words and syllables: counting, cutting, search tokens and highlighting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from hoitu.kernel.text.letters import fold, has_diacritics, nfc
from hoitu.kernel.text.tones import normalise_tone_marks

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SENTENCE_END = ".,;:!?…-–—"
# Vietnamese has some 7,000 syllables; with names and numbers a newspaper's words fit into this many.
_KNOWN_WORDS = 50_000

READING_SYLLABLES_PER_MINUTE: Final = 300
"""Silent reading of news. Confidence: low. No measured rate for adult Vietnamese readers was found; this is
238 English words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047, 190 studies) at about 1.3 syllables
for each English word of the same message, rounded down."""

SPEAKING_SYLLABLES_PER_MINUTE: Final = 220
"""Newsreader's pace with its pauses. Confidence: low, a desk may set its own. Reading aloud without broadcast
pauses was measured at 5.22 syllables a second, 313 a minute (Pellegrino, Coupé, Marsico 2011,
doi:10.1353/lan.2011.0057); about 30 % is left for pauses, names and figures."""


class Token(NamedTuple):
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
    return list(_tokens(text))


def indexed_words(text: str) -> tuple[str, str]:
    """Return a text's search tokens joined by spaces, accented and folded: what `search_tokens` finds, faster."""
    forms = list(map(_forms, _WORD.findall(text)))
    return " ".join([accented for accented, _ in forms]), " ".join([folded for _, folded in forms])


def highlight_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return half-open spans of `text` that the query found, in order, never overlapping.

    A query word without diacritics finds all its accented forms; one with diacritics finds only itself. The
    last word also finds words that begin with it, because the reader may still be typing. Neighbouring words
    become one span. The caller escapes the pieces between the cuts.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _found(text, query):
        if spans and text[spans[-1][1] : start].isspace():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def marked(text: str, query: str) -> Markup:
    """Return the text as HTML, escaped, with what the query found inside `<mark>`."""
    html, last = Markup(""), 0
    for start, end in highlight_spans(text, query):
        html += escape(text[last:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        last = end
    return html + escape(text[last:])


def first_found(text: str, query: str) -> int:
    """Return where the first word that the query found begins, 0 when there is none; reads no further."""
    return next((start for start, _ in _found(text, query)), 0)


def _tokens(text: str) -> Iterator[Token]:
    for match in _words(text):
        yield Token(*_forms(match[0]), match.start(), match.end())


@lru_cache(_KNOWN_WORDS)
def _forms(word: str) -> tuple[str, str]:
    return normalise_tone_marks(word).lower(), fold(word)


def _found(text: str, query: str) -> Iterator[tuple[int, int]]:
    if not _wanted(query):
        return
    for match in _words(text):
        if _finds(query, match[0]):
            yield match.start(), match.end()


@lru_cache(_KNOWN_WORDS)
def _finds(query: str, word: str) -> bool:
    """Tell whether the query found this word; a page of results asks the same again and again."""
    accented, folded = _forms(word)
    return any(wanted.finds(accented, folded) for wanted in _wanted(query))


@dataclass(frozen=True, slots=True)
class _Wanted:
    word: str
    is_accented: bool
    may_be_prefix: bool

    def finds(self, accented: str, folded: str) -> bool:
        candidate = accented if self.is_accented else folded
        return candidate.startswith(self.word) if self.may_be_prefix else candidate == self.word


@lru_cache(256)
def _wanted(query: str) -> tuple[_Wanted, ...]:
    tokens = search_tokens(query)
    return tuple(
        _Wanted(token.accented if accented else token.folded, accented, index == len(tokens) - 1)
        for index, token in enumerate(tokens)
        for accented in [has_diacritics(token.accented)]
    )
