"""The index itself: words as written and folded, the agency of each story, and what lists filter by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
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
FILTERS = ("section", "desk", "genre", "stage")
FORMAT = "1"


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


def schema() -> tantivy.Schema:
    """Return the index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("agency", *FILTERS):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in ("head", "head_folded", "body", "body_folded"):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace")
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
        should.append(_boosted(tantivy.Query.phrase_query(fields, "head_folded", list(folded)), 8.0))
        should.append(_boosted(tantivy.Query.phrase_query(fields, "body_folded", list(folded)), 3.0))
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
            _boosted(tantivy.Query.phrase_query(fields, f"head{suffix}", list(words)), 4.0),
            tantivy.Query.phrase_query(fields, f"body{suffix}", list(words)),
        ]
    )


def _exactly(fields: tantivy.Schema, name: str, value: str) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(fields, name, value, "basic"), 0.0)


def _boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)


def _document(story: SearchableStory) -> tantivy.Document:
    head, head_folded = indexed_words(f"{story.headline} {story.names}")
    body, body_folded = indexed_words(f"{story.standfirst} {story.body}")
    document = tantivy.Document()
    document.add_text("id", str(story.story_id))
    document.add_text("agency", str(story.agency_id))
    for name, value in zip(
        FILTERS, (story.section_id, story.desk_id, story.genre, story.stage_key), strict=True
    ):
        document.add_text(name, str(value or ""))
    document.add_text("head", head)
    document.add_text("head_folded", head_folded)
    document.add_text("body", body)
    document.add_text("body_folded", body_folded)
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
