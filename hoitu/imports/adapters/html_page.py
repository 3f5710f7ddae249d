"""Saved web pages: the article inside, and what the page's head says about it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from lxml import html as lxml_html

from hoitu.imports.adapters.dates import read_date
from hoitu.imports.adapters.encodings import decode
from hoitu.imports.adapters.markup import pictures_in, plain, serialise
from hoitu.imports.data import ImportedItem, PictureRef, Position

_ARTICLE_PATHS: Final = (
    ".//*[@itemprop='articleBody']",
    ".//article",
    ".//main",
    ".//*[@role='main']",
    ".//body",
)
_NO_TEXT: Final = (
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "noscript",
    "template",
    "button",
)
_ARTICLE_TYPES: Final = ("NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle")


def read_html_page(path: Path, position: Position) -> ImportedItem:
    """Read one HTML file."""
    text = decode(path.read_bytes()).text
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = lxml_html.document_fromstring((text or "<p></p>").encode("utf-8", "replace"), parser=parser)
    metas, linked = _metas(root), next(_linked_data(root), {})
    headline = _headline(root, metas, linked)
    for element in list(root.iter(*_NO_TEXT)):
        if isinstance(element, lxml_html.HtmlElement) and element.getparent() is not None:
            element.drop_tree()
    body = _body(root)
    for heading in list(body.iter("h1")):
        if plain(heading.text_content()) == headline:
            heading.drop_tree()
    image = metas.get("og:image", "")
    return ImportedItem(
        position=position,
        guid="",
        headline=headline,
        html=serialise(body) if plain(body.text_content()) or body.find(".//img") is not None else "",
        standfirst=metas.get("description") or metas.get("og:description", ""),
        published_at=read_date(
            metas.get("article:published_time")
            or str(linked.get("datePublished") or "")
            or metas.get("date", "")
        ),
        updated_at=read_date(metas.get("article:modified_time") or str(linked.get("dateModified") or "")),
        authors=_authors(metas, linked),
        section_path=(metas["article:section"],) if metas.get("article:section") else (),
        tags=tuple(part.strip() for part in metas.get("keywords", "").split(",") if part.strip()),
        old_url=metas.get("canonical") or metas.get("og:url", ""),
        lead_picture=PictureRef(image) if image else None,
        pictures=pictures_in(body),
    )


def _metas(root: lxml_html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            found.setdefault(name, plain(meta.get("content")))
    for link in root.xpath(".//link[@rel='canonical']/@href"):
        found.setdefault("canonical", str(link))
    return found


def _linked_data(root: lxml_html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in root.xpath(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for one in (
            data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        ):
            if isinstance(one, Mapping) and one.get("@type") in _ARTICLE_TYPES:
                yield one


def _headline(root: lxml_html.HtmlElement, metas: Mapping[str, str], linked: Mapping[str, Any]) -> str:
    heading = root.find(".//h1")
    title = root.find(".//title")
    return (
        plain(str(linked.get("headline") or ""))
        or (plain(heading.text_content()) if heading is not None else "")
        or metas.get("og:title", "")
        or (plain(title.text_content()) if title is not None else "")
    )


def _body(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    for where in _ARTICLE_PATHS:
        found = [element for element in root.xpath(where) if plain(element.text_content())]
        if found:
            return max(found, key=lambda element: len(element.text_content()))
    return root


def _authors(metas: Mapping[str, str], linked: Mapping[str, Any]) -> tuple[str, ...]:
    named = linked.get("author") or []
    named = named if isinstance(named, list) else [named]
    found = [plain(str(one.get("name", "") if isinstance(one, Mapping) else one)) for one in named]
    return tuple(name for name in found if name) or ((metas["author"],) if metas.get("author") else ())
