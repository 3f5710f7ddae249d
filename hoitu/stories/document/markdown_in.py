"""Markdown as a tree, with the front matter that blogs and note programs put before it."""

import re

from markdown_it import MarkdownIt

from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.html_in import from_html
from hoitu.stories.document.pictures import ReadDocument

MAX_MARKDOWN_CHARS = 4_000_000

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([\w-]{1,40}):[ \t]*(.*)")


def from_markdown(markdown: str, *, base_url: str = "", take_title: bool = False) -> ReadDocument:
    """Return the document of CommonMark with tables and strike-through. Raises `UnreadableDocument`.

    HTML inside is read as foreign HTML is. The title is the front matter's, else with `take_title` a heading
    that opens the text.
    """
    if len(markdown) > MAX_MARKDOWN_CHARS:
        raise UnreadableDocument
    body, fields = split_front_matter(markdown)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
    read = from_html(parser.render(body), base_url=base_url, take_title=take_title and "title" not in fields)
    return ReadDocument(read.tree, read.pictures, fields.get("title") or read.title)


def split_front_matter(markdown: str) -> tuple[str, dict[str, str]]:
    """Return the text without its front matter, and the front matter's simple fields by small-letter name."""
    match = _FRONT_MATTER.match(markdown)
    if not match:
        return markdown.removeprefix("\ufeff"), {}
    fields = {}
    for line in match.group(1).splitlines():
        if field := _FIELD.fullmatch(line.strip()):
            fields[field.group(1).lower()] = field.group(2).strip().strip("\"'")
    return markdown[match.end() :], fields
