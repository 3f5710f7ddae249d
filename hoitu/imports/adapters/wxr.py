"""WordPress exports (WXR 1.0–1.2): what each item is, and what it says."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from lxml import etree

from hoitu.imports.adapters.dates import read_date
from hoitu.imports.adapters.encodings import decode
from hoitu.imports.adapters.markup import excerpt, plain
from hoitu.imports.adapters.wordpress_html import Attachment, Attachments, ordinary_html
from hoitu.imports.adapters.wordpress_seo import search_of
from hoitu.imports.adapters.wxr_split import RawItem, WxrFile
from hoitu.imports.data import DeadRow, ImportedItem, PictureRef, Position, Row, SkippedRow, Standing
from hoitu.imports.errors import UnreadableSource

MAX_ITEM_BYTES: Final = 8 * 1024 * 1024
_READ_BYTES: Final = MAX_ITEM_BYTES + 1
MAX_HEAD_BYTES: Final = 32 * 1024 * 1024
_NAMESPACES: Final = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_NAMESPACE = re.compile(r"xmlns:(\w+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)[\"']")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ELEMENT = re.compile(
    r"<((?:wp:|dc:|content:|excerpt:)?\w+)((?:\s[^>]*)?)(?<!/)>((?:<!\[CDATA\[.*?\]\]>|(?!<!\[CDATA\[).)*?)</\1\s*>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_WHOLE_CONTENT = re.compile(
    r"<content:encoded>\s*(?:<!\[CDATA\[.*?\]\]>\s*)*[^<]*</content:encoded>", re.DOTALL
)
RECODED: Final = gettext_noop("Chuyển mã sang Unicode, mã cũ")
NOT_AN_ARTICLE: Final = gettext_noop("Loại nội dung không phải bài báo")
_POST_TYPE = re.compile(rb"<wp:post_type>\s*(?:<!\[CDATA\[)?([\w-]+)")
_ATTACHMENT = re.compile(rb"<wp:post_type>\s*(?:<!\[CDATA\[)?attachment")
_SKIPPED_KINDS: Final = {
    "attachment": gettext_noop("Mục của tệp ảnh; ảnh đi theo bài có dùng ảnh."),
    "page": gettext_noop("Trang tĩnh: tạo lại ở phần Trang tĩnh của trang web."),
    "nav_menu_item": gettext_noop("Mục của trình đơn."),
    "revision": gettext_noop("Bản lưu cũ của bài."),
}
_SKIPPED_STATES: Final = {
    "trash": gettext_noop("Bài trong thùng rác."),
    "auto-draft": gettext_noop("Bản nháp tự động, trống."),
}
_DRAFT_STATES: Final = {
    "draft": "",
    "pending": gettext_noop("Bài đang chờ duyệt ở hệ thống cũ: nhập thành bản nháp."),
    "private": gettext_noop("Bài riêng tư ở hệ thống cũ: nhập thành bản nháp."),
    "future": gettext_noop("Bài hẹn giờ ở hệ thống cũ: nhập thành bản nháp."),
}


@dataclass(frozen=True)
class _Channel:
    prefix: str
    encoding: str
    key: str
    title: str
    authors: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Section names and parents by short name."""


class WxrSource:
    """One export file. Reading it twice gives the same rows with the same positions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with WxrFile(path) as file:
            self._channel = _read_channel(file.head(MAX_HEAD_BYTES))
            self._attachments = Attachments(dict(self._find_attachments(file)))

    @property
    def key(self) -> str:
        """Return what names this source among others: the old site's address."""
        return self._channel.key

    @property
    def label(self) -> str:
        return self._channel.title

    def rows(self) -> Iterator[Row]:
        """Yield what becomes of each item, in the order of the file."""
        with WxrFile(self._path) as file:
            for raw in file.items(at_most=_READ_BYTES):
                yield self._row(raw)

    def _find_attachments(self, file: WxrFile) -> Iterator[tuple[str, Attachment]]:
        if not file.holds(_ATTACHMENT):
            return
        for raw in file.items(at_most=_READ_BYTES):
            kind = _POST_TYPE.search(raw.data)
            if not kind or kind[1] != b"attachment" or len(raw.data) > MAX_ITEM_BYTES:
                continue
            parsed = _parse(raw, self._channel)
            if isinstance(parsed, _Fields) and (
                address := parsed.text("wp:attachment_url") or parsed.text("guid")
            ):
                yield (
                    parsed.text("wp:post_id"),
                    Attachment(
                        address=address,
                        title=plain(parsed.text("title")),
                        caption=plain(parsed.text("excerpt:encoded")),
                        alt=plain(parsed.meta("_wp_attachment_image_alt")),
                    ),
                )

    def _row(self, raw: RawItem) -> Row:
        position = Position(raw.number, self._path.name, raw.line)
        if len(raw.data) > MAX_ITEM_BYTES:
            return DeadRow(
                position,
                gettext_noop("Bài quá lớn (trên 8 MB)."),
                excerpt=excerpt(_raw_text(raw.data[:4000])),
            )
        fields = _parse(raw, self._channel)
        if isinstance(fields, str):
            return DeadRow(position, fields, excerpt=excerpt(_raw_text(raw.data[:4000])))
        label = plain(fields.text("title"))
        kind, state = fields.text("wp:post_type") or "post", fields.text("wp:status") or "publish"
        if kind != "post":
            return SkippedRow(position, _SKIPPED_KINDS.get(kind, f"{NOT_AN_ARTICLE} → {kind}"), label)
        if state in _SKIPPED_STATES:
            return SkippedRow(position, _SKIPPED_STATES[state], label)
        return self._article(fields, position, label, state)

    def _article(self, fields: "_Fields", position: Position, label: str, state: str) -> Row:
        notes = list(fields.notes)
        standing = Standing.PUBLISHED if state == "publish" else Standing.DRAFT
        if _DRAFT_STATES.get(state):
            notes.append(_DRAFT_STATES[state])
        if standing is Standing.PUBLISHED and fields.text("wp:post_password"):
            standing = Standing.DRAFT
            notes.append(gettext_noop("Bài có mật khẩu ở hệ thống cũ: nhập thành bản nháp."))
        body = ordinary_html(fields.text("content:encoded"), self._attachments)
        lead = self._attachments.by_id.get(fields.meta("_thumbnail_id"))
        guid = fields.text("guid") or fields.text("wp:post_id")
        published_at = _published_at(fields)
        problem = _problem(
            guid=guid, label=label, has_body=bool(plain(body.html) or body.pictures or lead),
            is_dated=published_at is not None or standing is Standing.DRAFT,
        )  # fmt: skip
        if problem:
            return DeadRow(position, problem, label, excerpt(fields.text("content:encoded")))
        standfirst = plain(fields.text("excerpt:encoded"))
        search = search_of(fields.meta, headline=label, standfirst=standfirst, site=self._channel.title)
        return ImportedItem(
            position=position,
            guid=guid,
            headline=label,
            html=body.html,
            standfirst=standfirst or search.description,
            search_title=search.title,
            search_description=search.description if standfirst else "",
            published_at=published_at,
            updated_at=read_date(fields.text("wp:post_modified_gmt"), zone=UTC),
            authors=self._authors(fields.text("dc:creator")),
            section_path=self._section_path(fields),
            tags=tuple(
                dict.fromkeys(plain(name) for domain, _key, name in fields.terms if domain == "post_tag")
            ),
            slug=fields.text("wp:post_name"),
            old_url=fields.text("link"),
            standing=standing,
            lead_picture=PictureRef(lead.address, lead.caption, lead.alt) if lead else None,
            pictures=body.pictures,
            comments_count=fields.comments,
            notes=(*notes, *body.notes),
        )

    def _authors(self, login: str) -> tuple[str, ...]:
        return (self._channel.authors.get(login, login),) if login else ()

    def _section_path(self, fields: "_Fields") -> tuple[str, ...]:
        """Return the first category of the item with its parents before it."""
        for domain, key, name in fields.terms:
            if domain == "category":
                path = [plain(name)]
                while key in self._channel.sections and len(path) < 6:
                    key = self._channel.sections[key][1]
                    if key in self._channel.sections:
                        path.insert(0, self._channel.sections[key][0])
                return tuple(path)
        return ()


@dataclass(frozen=True)
class _Fields:
    """The elements of one item by prefixed name."""

    values: Mapping[str, str]
    metas: Mapping[str, str]
    terms: tuple[tuple[str, str, str], ...]
    comments: int
    notes: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def meta(self, key: str) -> str:
        return self.metas.get(key, "")


def _problem(*, guid: str, label: str, has_body: bool, is_dated: bool) -> str:
    if not guid:
        return gettext_noop("Bài không có mã (guid), nên không thể biết đã nhập hay chưa.")
    if not label:
        return gettext_noop("Bài không có tít.")
    if not has_body:
        return gettext_noop("Bài không có nội dung.")
    return "" if is_dated else gettext_noop("Không đọc được ngày đăng.")


def _published_at(fields: _Fields) -> datetime | None:
    return (
        read_date(fields.text("wp:post_date_gmt"), zone=UTC)
        or read_date(fields.text("wp:post_date"))
        or read_date(fields.text("pubDate"))
    )


def _raw_text(data: bytes) -> str:
    return decode(data).text


def _read_channel(head: bytes) -> _Channel:
    """Read what stands before the items. Raises `UnreadableSource` for what is no export at all."""
    if b"<rss" not in head or b"<channel" not in head:
        raise UnreadableSource(_("Tệp này không phải tệp xuất của WordPress (WXR)."))
    if b"<!ENTITY" in head:
        raise UnreadableSource(
            _("Tệp khai báo thực thể XML, có thể là tệp tấn công. Hãy xuất lại từ WordPress.")
        )
    declared = _DECLARED_ENCODING.search(head)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    text = decode(head, encoding).text
    opening = text[text.index("<rss") : text.index("<channel")]
    namespaces = _NAMESPACES | dict(_NAMESPACE.findall(opening))
    prefix = "<rss" + "".join(f' xmlns:{name}="{html.escape(uri)}"' for name, uri in namespaces.items()) + ">"
    root = _element(f"{prefix}{text[text.index('<channel') :]}</channel></rss>")
    channel = root.find("channel") if root is not None else None
    if channel is None:
        raise UnreadableSource()
    top = {_name(child): (child.text or "").strip() for child in channel if isinstance(child.tag, str)}
    address = (
        top.get("wp:base_blog_url") or top.get("link") or top.get("wp:base_site_url") or top.get("title", "")
    )
    return _Channel(
        prefix=prefix,
        encoding=encoding,
        key=address.rstrip("/"),
        title=plain(top.get("title", "")) or address,
        authors=dict(_authors_of(channel)),
        sections={key: (name, parent) for key, name, parent in _sections_of(channel)},
    )


def _authors_of(channel: etree._Element) -> Iterator[tuple[str, str]]:
    for author in channel:
        if _name(author) == "wp:author":
            fields = {_name(child): (child.text or "").strip() for child in author}
            login = fields.get("wp:author_login", "")
            yield login, plain(fields.get("wp:author_display_name", "")) or login


def _sections_of(channel: etree._Element) -> Iterator[tuple[str, str, str]]:
    for category in channel:
        if _name(category) == "wp:category":
            fields = {_name(child): (child.text or "").strip() for child in category}
            key = fields.get("wp:category_nicename", "")
            yield key, plain(fields.get("wp:cat_name", "")) or key, fields.get("wp:category_parent", "")


def _parse(raw: RawItem, channel: _Channel) -> _Fields | str:
    """Return the fields of an item, or the reason why they cannot be had."""
    decoded = decode(raw.data, channel.encoding)
    notes = [f"{RECODED} → {decoded.encoding.upper()}"] if decoded.is_repaired else []
    text = decoded.text
    root = _element(f"{channel.prefix}{text}</rss>", strict=True) if raw.is_whole else None
    if root is None:
        if not _WHOLE_CONTENT.search(text):
            return gettext_noop("XML hỏng: bài bị cắt giữa chừng, phần nội dung không còn nguyên.")
        notes.append(gettext_noop("XML của bài bị hỏng; đã khôi phục, nên xem lại bài."))
        return _fields_by_pattern(text, tuple(notes))
    item = root.find("item")
    return gettext_noop("XML hỏng: không đọc được bài này.") if item is None else _fields(item, tuple(notes))


def _fields(item: etree._Element, notes: tuple[str, ...]) -> _Fields:
    values: dict[str, str] = {}
    metas: dict[str, str] = {}
    terms: list[tuple[str, str, str]] = []
    comments = 0
    for child in item:
        name = _name(child)
        if name == "wp:comment":
            comments += 1
        elif name == "wp:postmeta":
            pair = {_name(part): (part.text or "").strip() for part in child}
            metas[pair.get("wp:meta_key", "")] = pair.get("wp:meta_value", "")
        elif name == "category":
            terms.append((child.get("domain") or "category", child.get("nicename") or "", child.text or ""))
        else:
            values.setdefault(name, (child.text or "").strip())
    return _Fields(values, metas, tuple(terms), comments, notes)


def _element(text: str, *, strict: bool = False) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=not strict,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _fields_by_pattern(text: str, notes: tuple[str, ...]) -> _Fields:
    """Return the fields of an item that is no XML any more: each element that still has both its ends."""
    values: dict[str, str] = {}
    metas: dict[str, str] = {}
    terms: list[tuple[str, str, str]] = []
    for name, attributes, inner in _ELEMENT.findall(text.partition(">")[2]):
        if name == "wp:postmeta":
            pair = {key: _words(value) for key, _attributes, value in _ELEMENT.findall(inner)}
            metas[pair.get("wp:meta_key", "")] = pair.get("wp:meta_value", "")
        elif name == "category":
            given = dict(_ATTRIBUTE.findall(attributes))
            terms.append((given.get("domain", "category"), given.get("nicename", ""), _words(inner)))
        else:
            values.setdefault(name, _words(inner))
    return _Fields(values, metas, tuple(terms), len(re.findall("<wp:comment[\\s>]", text)), notes)


def _words(inner: str) -> str:
    """Return an element's text: CDATA as it stands, the rest with character references resolved."""
    parts = _CDATA.split(inner)
    return "".join(
        part[9:-3] if part.startswith("<![CDATA[") else html.unescape(part) for part in parts
    ).strip()


def _name(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local
