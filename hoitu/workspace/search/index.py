"""The index itself: words as written and folded, the agency of each story, and what lists filter by.

Vietnamese writes syllables apart, and a syllable stands in every second story: the places of all syllables of a
phrase take long to compare. Neighbouring syllables are therefore indexed as pairs, which are rare; a phrase is a
row of pairs.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import tantivy
from django.conf import settings
from markupsafe import Markup

from hoitu.kernel.text import (
    first_found,
    has_diacritics,
    indexed_words,
    marked,
    nfc,
    search_tokens,
    truncate_words,
)
from hoitu.stories.data import SearchableStory

WRITER_MEMORY_BYTES = 30_000_000
# While the index is made from nothing: fewer, larger parts, and both cores.
BUILDER_MEMORY_BYTES = 160_000_000
BUILDER_THREADS = 2
SNIPPET_WORDS = 36
LONGEST_QUERY_CHARACTERS = 200
MOST_WORDS = 12
SHOWN_CHARACTERS = 20_000
PHRASE = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
WORDS = ("head", "head_folded", "body", "body_folded")
FILTERS = ("section", "desk", "genre", "stage")
FORMAT = "2"


@dataclass(frozen=True)
class Found:
    """One found story: its id for the list, and its words with what was found marked."""

    story_id: UUID
    headline: Markup
    snippet: Markup


@dataclass(frozen=True)
class Results:
    """One page of what was found, best first."""

    total: int
    found: list[Found]


def folder() -> Path:
    """Return where this host keeps its index; it may be deleted at any time and is then made anew."""
    return settings.HOITU_HOME / "index" / f"stories-{FORMAT}"


def remove_older_forms() -> None:
    """Delete indexes that earlier versions of the program made on this host."""
    for other in folder().parent.glob("stories-*"):
        if other != folder():
            shutil.rmtree(other, ignore_errors=True)


def schema() -> tantivy.Schema:
    """Return the index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("agency", *FILTERS):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in WORDS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(f"{name}_pairs", stored=False, tokenizer_name="whitespace")
    for name in ("shown_head", "shown_body"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("changed", stored=False, indexed=True, fast=True)
    return builder.build()


class Writer:
    """The one writer of a host's index."""

    def __init__(self, at: Path, *, from_nothing: bool = False) -> None:
        at.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(schema(), path=str(at))
        self.writer = (
            self.index.writer(BUILDER_MEMORY_BYTES, BUILDER_THREADS)
            if from_nothing
            else self.index.writer(WRITER_MEMORY_BYTES, 1)
        )

    def put(self, stories: Iterable[SearchableStory]) -> int:
        """Replace these stories in the index; they are found once `commit` returned."""
        count = 0
        for story in stories:
            self.writer.delete_documents_by_term("id", str(story.story_id))
            self.writer.add_document(_document(story))
            count += 1
        return count

    def commit(self) -> None:
        """Let what was put be found."""
        self.writer.commit()

    def close(self) -> None:
        """Let go of the index: another writer may open it."""
        self.writer.wait_merging_threads()


def write_progress(at: Path, done: int, total: int) -> None:
    """Tell every process of this host how many stories of the first index are in it."""
    half = at / "progress.new"
    half.write_text(f"{done} {total}")
    half.replace(at / "progress")


def progress() -> int | None:
    """Return how many percent of the first index are made, None once it is whole."""
    try:
        done, total = map(int, (folder() / "progress").read_text().split())
    except (OSError, ValueError):
        return None
    return min(99, done * 100 // max(1, total))


def find(
    words: str, *, agency_id: UUID, filters: dict[str, str] | None = None, limit: int = 30, offset: int = 0
) -> Results:
    """Return stories of the agency that hold all the words, in any order, the best first.

    Words with diacritics mean exactly themselves; without, any. "…" makes a phrase. The last word may be the
    beginning of one. Words in the headline count more, neighbouring words more than scattered ones.
    """
    words = nfc(words)[:LONGEST_QUERY_CHARACTERS].strip()
    at = folder()
    if not search_tokens(words) or not (at / "meta.json").exists():
        return Results(0, [])
    index = _opened(str(at))
    index.reload()
    searcher = index.searcher()
    query = _query(index.schema, words, str(agency_id), filters or {})
    hits = searcher.search(query, limit, count=True, offset=offset)
    total = int(getattr(hits, "count", 0) or 0)
    return Results(total, [_found(searcher.doc(address), words) for _score, address in hits.hits])


@lru_cache(maxsize=4)
def _opened(at: str) -> tantivy.Index:
    return tantivy.Index.open(at)


def _query(fields: tantivy.Schema, words: str, agency: str, filters: dict[str, str]) -> tantivy.Query:
    must = [_exactly(fields, "agency", agency)]
    must += [_exactly(fields, name, filters[name]) for name in FILTERS if filters.get(name)]
    should: list[tantivy.Query] = []
    for phrase in PHRASE.findall(words):
        must.append(_phrase(fields, phrase))
    loose = search_tokens(PHRASE.sub(" ", words))[:MOST_WORDS]
    for position, token in enumerate(loose):
        is_last = position == len(loose) - 1 and not words.endswith((" ", '"', "”"))
        must.append(_word(fields, token.accented, token.folded, may_go_on=is_last))
    if len(loose) > 1:
        folded = [token.folded for token in loose]
        should.append(_boosted(_row_of_pairs(fields, "head_folded", folded), 8.0))
        should.append(_boosted(_row_of_pairs(fields, "body_folded", folded), 3.0))
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, part) for part in must] + [(tantivy.Occur.Should, part) for part in should]
    )


def _word(fields: tantivy.Schema, accented: str, folded: str, *, may_go_on: bool) -> tantivy.Query:
    exact = has_diacritics(accented)
    word, suffix = (accented, "") if exact else (folded, "_folded")
    parts = [
        _boosted(tantivy.Query.term_query(fields, f"head{suffix}", word), 4.0),
        tantivy.Query.term_query(fields, f"body{suffix}", word),
    ]
    if may_go_on and len(word) > 1:
        pattern = re.escape(word) + ".+"
        parts += [
            _boosted(tantivy.Query.regex_query(fields, f"{name}{suffix}", pattern), 0.5)
            for name in ("head", "body")
        ]
    return tantivy.Query.disjunction_max_query(parts)


def _phrase(fields: tantivy.Schema, phrase: str) -> tantivy.Query:
    tokens = search_tokens(phrase)[:MOST_WORDS]
    exact = any(has_diacritics(token.accented) for token in tokens)
    words = [token.accented if exact else token.folded for token in tokens]
    suffix = "" if exact else "_folded"
    if len(words) == 1:
        return _word(fields, tokens[0].accented, tokens[0].folded, may_go_on=False)
    return tantivy.Query.disjunction_max_query(
        [
            _boosted(_row_of_pairs(fields, f"head{suffix}", words), 4.0),
            _row_of_pairs(fields, f"body{suffix}", words),
        ]
    )


def _row_of_pairs(fields: tantivy.Schema, name: str, words: list[str]) -> tantivy.Query:
    """Return what finds two or more words one after the other; every second pair holds them all."""
    pairs = _pairs(words)
    places = sorted({*range(0, len(pairs), 2), len(pairs) - 1})
    if len(places) == 1:
        return tantivy.Query.term_query(fields, f"{name}_pairs", pairs[0])
    return tantivy.Query.phrase_query(fields, f"{name}_pairs", [(place, pairs[place]) for place in places])


def _pairs(words: list[str]) -> list[str]:
    return list(map("_".join, pairwise(words)))


def _exactly(fields: tantivy.Schema, name: str, value: str) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(fields, name, value, "basic"), 0.0)


def _boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)


def _document(story: SearchableStory) -> tantivy.Document:
    head = indexed_words(f"{story.headline} {story.names}")
    body = indexed_words(f"{story.standfirst} {story.body}")
    document = tantivy.Document()
    document.add_text("id", str(story.story_id))
    document.add_text("agency", str(story.agency_id))
    for name, value in zip(
        FILTERS, (story.section_id, story.desk_id, story.genre, story.stage_key), strict=True
    ):
        document.add_text(name, str(value or ""))
    for name, words in zip(WORDS, (*head, *body), strict=True):
        document.add_text(name, words)
        document.add_text(f"{name}_pairs", " ".join(_pairs(words.split())))
    document.add_text("shown_head", story.headline)
    document.add_text("shown_body", f"{story.standfirst} {story.body}".strip()[:SHOWN_CHARACTERS])
    document.add_unsigned("changed", int(story.updated_at.timestamp()))
    return document


def _found(document: tantivy.Document, words: str) -> Found:
    return Found(
        story_id=UUID(str(document.get_first("id"))),
        headline=marked(str(document.get_first("shown_head") or ""), words),
        snippet=_snippet(str(document.get_first("shown_body") or ""), words),
    )


def _snippet(text: str, words: str) -> Markup:
    """Return the words around the first place that was found."""
    first = first_found(text, words)
    start = text.rfind(" ", 0, first - 80) + 1 if first > 160 else 0
    piece = truncate_words(text[start:], SNIPPET_WORDS)
    return Markup("… ") + marked(piece, words) if start else marked(piece, words)
