"""Exports in the form WordPress writes them, and filled sheets, for tests and benchmarks."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.utils import translation
from openpyxl import load_workbook

from hoitu.imports.adapters.sheet import template
from hoitu.imports.books import Book
from hoitu.imports.operations.bring_sheet import bring_sheet
from hoitu.kernel.actor import Actor

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.1.1" created="2026-11-21 21:15" -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
\t<title>Báo Cũ</title>
\t<link>http://bao-cu.example</link>
\t<pubDate>Sat, 21 Nov 2026 14:15:28 +0000</pubDate>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:base_site_url>http://bao-cu.example</wp:base_site_url>
\t<wp:base_blog_url>http://bao-cu.example</wp:base_blog_url>
\t<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[lan.pv]]></wp:author_login>\
<wp:author_display_name><![CDATA[Trần Thị Lan]]></wp:author_display_name></wp:author>
\t<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename><![CDATA[thoi-su]]></wp:category_nicename>\
<wp:category_parent><![CDATA[]]></wp:category_parent><wp:cat_name><![CDATA[Thời sự]]></wp:cat_name></wp:category>
"""
_TAIL = "</channel>\n</rss>\n"


@dataclass(frozen=True)
class Post:
    """One item of an export."""

    number: int
    title: str = "Khánh thành cầu Yên Lộc"
    content: str = "<p>Sáng nay, cầu được thông xe.</p>"
    guid: str | None = None
    date_gmt: str = "2024-05-01 01:30:00"
    excerpt: str = ""
    section: str = "Thời sự"
    tags: Sequence[str] = ()
    status: str = "publish"
    kind: str = "post"
    extra: str = ""


def item(post: Post) -> str:
    """Return the XML of one item."""
    guid = f"http://bao-cu.example/?p={post.number}" if post.guid is None else post.guid
    tags = "".join(
        f'\n\t\t<category domain="post_tag" nicename="t"><![CDATA[{tag}]]></category>' for tag in post.tags
    )
    return f"""\t<item>
\t\t<title>{_cdata(post.title)}</title>
\t\t<link>http://bao-cu.example/2024/05/bai-{post.number}.html</link>
\t\t<pubDate>{_rfc822(post.date_gmt)}</pubDate>
\t\t<dc:creator>{_cdata("lan.pv")}</dc:creator>
\t\t<guid isPermaLink="false">{html.escape(guid)}</guid>
\t\t<description></description>
\t\t<content:encoded>{_cdata(post.content)}</content:encoded>
\t\t<excerpt:encoded>{_cdata(post.excerpt)}</excerpt:encoded>
\t\t<wp:post_id>{post.number}</wp:post_id>
\t\t<wp:post_date_gmt>{_cdata(post.date_gmt)}</wp:post_date_gmt>
\t\t<wp:post_modified_gmt>{_cdata(post.date_gmt)}</wp:post_modified_gmt>
\t\t<wp:post_name>{_cdata(f"bai-{post.number}")}</wp:post_name>
\t\t<wp:status>{_cdata(post.status)}</wp:status>
\t\t<wp:post_type>{_cdata(post.kind)}</wp:post_type>
\t\t<category domain="category" nicename="thoi-su">{_cdata(post.section)}</category>{tags}{post.extra}
\t</item>
"""


def export(path: Path, items: Iterable[str], *, encoding: str = "utf-8") -> Path:
    """Write an export of ready-made items and return its path."""
    with path.open("w", encoding=encoding, newline="\n") as file:
        file.write(_HEAD)
        file.writelines(items)
        file.write(_TAIL)
    return path


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _rfc822(date_gmt: str) -> str:
    try:
        at = datetime.strptime(date_gmt, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return at.strftime("%a, %d %b %Y %H:%M:%S +0000")


def sheet_of(actor: Actor, book: Book, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return the book's sheet with these rows filled in, cells by field name."""
    form = book.form_class(actor)
    with translation.override("vi"):
        made = load_workbook(BytesIO(template(form, str(book.title), book.rows_limit)))
    for row in rows:
        made.worksheets[0].append([row.get(name) for name in form.base_fields])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def bring(actor: Actor, book: Book, rows: Sequence[Mapping[str, object]]) -> UUID:
    """Bring a sheet with these rows; the first one stands on line 2."""
    content = sheet_of(actor, book, rows)
    return bring_sheet(actor=actor, book=book, file_name=f"{book.key}.xlsx", content=content)
