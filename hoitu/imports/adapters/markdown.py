"""Markdown with front matter (YAML, TOML), as Jekyll, Hugo and note programs write it."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from hoitu.imports.adapters.dates import read_date
from hoitu.imports.adapters.encodings import decode
from hoitu.imports.adapters.markup import parse, pictures_in, plain, serialise
from hoitu.imports.data import ImportedItem, PictureRef, Position, Standing
from hoitu.imports.errors import UnreadableSource

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_FRONT_MATTER_CHARACTERS: Final = 64 * 1024
_FRONT: Final = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_GAP_IN_TABLE: Final = re.compile(
    r"(\|[ \t]*\n)[ \t]*\n(?=\|)"
)  # papers that were PDF files leave a line between rows


def read_markdown(path: Path, position: Position) -> ImportedItem:
    """Read one Markdown file. Raises `UnreadableSource` for front matter that cannot be read."""
    decoded = decode(path.read_bytes())
    return from_markdown(decoded.text.replace("\r\n", "\n"), path.stem, position)


def from_markdown(text: str, name: str, position: Position) -> ImportedItem:
    """Return the article of a Markdown text; the first heading is the headline unless the front matter has one."""
    fields, body = _parted(text)
    root = parse(_markdown().render(_GAP_IN_TABLE.sub(r"\1", body)))
    headline = _text(fields, "title", "headline")
    first = next((child for child in root if child.tag in ("h1", "h2")), None)
    if not headline and first is not None:
        headline = plain(first.text_content())
        root.remove(first)
    image = _text(fields, "image", "cover", "featured_image", "thumbnail")
    is_draft = fields.get("draft") is True or _text(fields, "status").lower() in ("draft", "nháp")
    return ImportedItem(
        position=position,
        guid=_text(fields, "guid", "id"),
        headline=headline or name,
        html=serialise(root),
        standfirst=_text(fields, "standfirst", "sapo", "description", "summary", "excerpt"),
        published_at=_date(fields, "date", "published", "published_at", "ngày"),
        updated_at=_date(fields, "lastmod", "updated", "updated_at"),
        authors=_names(fields, "authors", "author", "tác giả"),
        section_path=_names(fields, "section", "category", "categories", "chuyên mục")[:1],
        tags=_names(fields, "tags", "keywords"),
        slug=_text(fields, "slug"),
        old_url=_text(fields, "url", "permalink", "link"),
        standing=Standing.DRAFT if is_draft else Standing.PUBLISHED,
        lead_picture=PictureRef(image) if image else None,
        pictures=pictures_in(root),
    )


@lru_cache(maxsize=1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _parted(text: str) -> tuple[Mapping[str, Any], str]:
    front = _FRONT.match(text)
    if front is None:
        return {}, text
    if len(front[2]) > MAX_FRONT_MATTER_CHARACTERS:
        raise UnreadableSource(_("Phần khai báo đầu tệp quá dài."))
    import yaml  # with the others at the top every process would wait for it

    try:
        fields = tomllib.loads(front[2]) if front[1] == "+++" else yaml.safe_load(front[2])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise UnreadableSource(_("Phần khai báo đầu tệp (front matter) bị hỏng.")) from error
    if not isinstance(fields, Mapping):
        return {}, text
    return {str(key).lower(): value for key, value in fields.items()}, text[front.end() :]


def _text(fields: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return plain(str(value))
    return ""


def _names(fields: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return tuple(part.strip() for part in value.split(",") if part.strip())
        if isinstance(value, list):
            found = [part.get("name", "") if isinstance(part, Mapping) else part for part in value[:50]]
            return tuple(str(part).strip() for part in found if str(part).strip())
    return ()


def _date(fields: Mapping[str, Any], *names: str) -> datetime | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, date):  # a datetime is one too
            return read_date(value.isoformat())
        if isinstance(value, str) and (found := read_date(value)):
            return found
    return None
