"""The readers' search index: one tantivy folder per site beside its pages, readable without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import tantivy
from markupsafe import Markup

from hoitu.kernel.text import (
    has_diacritics,
    highlight_spans,
    indexed_words,
    marked,
    nfc,
    search_tokens,
    truncate_words,
)

WRITER_MEMORY_BYTES = 50_000_000
SNIPPET_WORDS = 40
LONGEST_QUERY = 200
MOST_WORDS = 12


@dataclass(frozen=True)
class Searchable:
    """What the index keeps of one article."""

    story_id: str
    url: str
    title: str
    standfirst: str
    words: str
    published_at: datetime


@dataclass(frozen=True)
class Hit:
    """One found article, with the found words marked."""

    url: str
    title: Markup
    snippet: Markup
    at: str


def schema() -> tantivy.Schema:
    """Return the index's fields: words as they are written and folded, so that both ways of typing find them."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "title_folded", "body", "body_folded"):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace")
    for name in ("url", "shown_title", "shown_words", "at"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_date_field("published", stored=False, indexed=True, fast=True)
    return builder.build()


def open_index(folder: Path) -> tantivy.Index:
    """Return the index in a folder, made when there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(schema(), path=str(folder))


def write(folder: Path, changed: Iterable[Searchable], removed: Iterable[str]) -> int:
    """Put articles into the index and take others out; one commit."""
    index = open_index(folder)
    writer = index.writer(WRITER_MEMORY_BYTES, 1)
    count = 0
    for story_id in removed:
        writer.delete_documents_by_term("id", story_id)
    for article in changed:
        writer.delete_documents_by_term("id", article.story_id)
        writer.add_document(_document(article))
        count += 1
    writer.commit()
    # Without waiting, the writer's end breaks off every merge, and the index falls into one part per commit.
    writer.wait_merging_threads()
    return count


def find(folder: Path, words: str, *, limit: int = 20, offset: int = 0) -> tuple[int, list[Hit]]:
    """Return how many articles have all the words, and one page of them, best first."""
    words = nfc(words)[:LONGEST_QUERY].strip()
    tokens = search_tokens(words)[:MOST_WORDS]
    if not tokens or not (folder / "meta.json").exists():
        return 0, []
    index = _opened(str(folder))
    index.reload()
    searcher = index.searcher()
    query = tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, _word(index.schema, token.accented, token.folded)) for token in tokens]
        + [(tantivy.Occur.Should, phrase) for phrase in _phrases(index.schema, [t.folded for t in tokens])]
    )
    found = searcher.search(query, limit, count=True, offset=offset)
    hits = [_hit(searcher.doc(address), words) for _, address in found.hits]
    return int(getattr(found, "count", 0)), hits


@lru_cache(maxsize=16)
def _opened(folder: str) -> tantivy.Index:
    return tantivy.Index.open(folder)


def _word(schema: tantivy.Schema, accented: str, folded: str) -> tantivy.Query:
    """Words typed with diacritics mean exactly themselves; without, any accents will do."""
    if has_diacritics(accented):
        fields = (("title", accented, 4.0), ("body", accented, 1.0))
    else:
        fields = (("title_folded", folded, 3.0), ("body_folded", folded, 1.0))
    return tantivy.Query.disjunction_max_query(
        [
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, name, word), weight)
            for name, word, weight in fields
        ]
    )


def _phrases(schema: tantivy.Schema, folded: list[str]) -> list[tantivy.Query]:
    if len(folded) < 2:
        return []
    return [
        tantivy.Query.boost_query(tantivy.Query.phrase_query(schema, name, list(folded)), weight)
        for name, weight in (("title_folded", 8.0), ("body_folded", 3.0))
    ]


def _document(article: Searchable) -> tantivy.Document:
    title, title_folded = indexed_words(article.title)
    body, body_folded = indexed_words(f"{article.standfirst} {article.words}")
    document = tantivy.Document()
    document.add_text("id", article.story_id)
    document.add_text("title", title)
    document.add_text("title_folded", title_folded)
    document.add_text("body", body)
    document.add_text("body_folded", body_folded)
    document.add_text("url", article.url)
    document.add_text("shown_title", article.title)
    document.add_text("shown_words", f"{article.standfirst} {article.words}".strip()[:6000])
    document.add_text("at", article.published_at.isoformat())
    document.add_date("published", article.published_at.astimezone(UTC).replace(tzinfo=None))
    return document


def _hit(document: tantivy.Document, words: str) -> Hit:
    text = str(document.get_first("shown_words") or "")
    return Hit(
        url=str(document.get_first("url")),
        title=marked(str(document.get_first("shown_title")), words),
        snippet=_snippet(text, words),
        at=str(document.get_first("at")),
    )


def _snippet(text: str, words: str) -> Markup:
    """Return the words around the longest run that was found."""
    spans = highlight_spans(text, words)
    start = 0
    best = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    if best[0] > 160:
        start = text.rfind(" ", 0, best[0] - 80) + 1
    piece = truncate_words(text[start:], SNIPPET_WORDS)
    return Markup("… ") + marked(piece, words) if start else marked(piece, words)
