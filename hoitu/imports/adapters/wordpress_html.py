"""WordPress's own ways inside an article: shortcodes, paragraphs that are empty lines, picture sizes."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from django.utils.translation import gettext_noop

from hoitu.imports.adapters.markup import parse, pictures_in, serialise
from hoitu.imports.data import PictureRef

_CAPTION: Final = re.compile(r"\[caption\b[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_CAPTION_PARTS: Final = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_EMBED: Final = re.compile(r"\[(embed|video|audio|youtube)\b([^\]]*)\](?:(.*?)\[/\1\])?", re.DOTALL)
_GALLERY: Final = re.compile(r"\[gallery\b([^\]]*)\]")
_SHORTCODE: Final = re.compile(r"\[/?([a-z][a-z0-9_-]{2,40})(?:\s+[\w-]+=[^\]]*)?/?\]")
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\]]+")
_BLOCK_TAG: Final = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|figure|pre|hr|section|article|aside"
    r"|iframe|video|audio|form|dl|dt|dd|script|style)\b",
    re.IGNORECASE,
)
_SIZED: Final = re.compile(r"-\d{2,5}x\d{2,5}(?=\.[A-Za-z]{3,5}$)")
_IMAGE_CLASS: Final = re.compile(r"\bwp-image-(\d+)\b")
SHORTCODE_DROPPED: Final = gettext_noop("Bỏ mã ngắn của WordPress")
_ATTACHMENT_IDS: Final = re.compile(r"\bids\s*=\s*[\"']?([\d,\s]+)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture's own entry in an export."""

    address: str
    title: str = ""
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Attachments:
    """All pictures' entries of an export."""

    by_id: Mapping[str, Attachment] = field(default_factory=dict)

    @cached_property
    def addresses(self) -> frozenset[str]:
        return frozenset(attachment.address for attachment in self.by_id.values())


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text as ordinary HTML, its pictures by full-size addresses, and what was left out."""

    html: str
    pictures: tuple[PictureRef, ...] = ()
    notes: tuple[str, ...] = ()


def ordinary_html(content: str, attachments: Attachments) -> Body:
    """Return WordPress's stored content as ordinary HTML."""
    notes: list[str] = []
    if "[" in content:
        content = _CAPTION.sub(_figure, content)
        content = _GALLERY.sub(lambda match: _gallery(match[1], attachments.by_id), content)
        content = _EMBED.sub(_link, content)
        content = _drop_shortcodes(content, notes)
    if "<!-- wp:" not in content:
        content = _with_paragraphs(content)
    if "<img" not in content:
        return Body(content, (), tuple(notes))
    root = parse(content)
    for image in root.iter("img"):
        image.set("src", _full_size(image.get("src") or "", image.get("class") or "", attachments))
    return Body(serialise(root), pictures_in(root), tuple(notes))


def _figure(match: re.Match[str]) -> str:
    parts = _CAPTION_PARTS.fullmatch(match[1])
    if parts is None:
        return match[1]
    return f"\n\n<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>\n\n"


def _gallery(attributes: str, attachments: Mapping[str, Attachment]) -> str:
    ids = _ATTACHMENT_IDS.search(attributes)
    chosen = [
        attachments[key.strip()] for key in (ids[1] if ids else "").split(",") if key.strip() in attachments
    ]
    figures = "".join(
        f'<figure><img src="{html.escape(picture.address)}" alt="{html.escape(picture.alt)}">'
        f"<figcaption>{html.escape(picture.caption)}</figcaption></figure>"
        for picture in chosen
    )
    return f"\n\n{figures}\n\n" if figures else ""


def _link(match: re.Match[str]) -> str:
    address = _ADDRESS.search(f"{match[3] or ''} {match[2]}")
    if address is None:
        return ""
    shown = html.escape(address[0])
    return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'


def _drop_shortcodes(content: str, notes: list[str]) -> str:
    """Leave out plugins' shortcodes but keep what stands between them. "[sic]" is just text."""
    closed = set(re.findall(r"\[/([a-z][a-z0-9_-]{2,40})\]", content))

    def drop(match: re.Match[str]) -> str:
        name = match[1]
        if name not in closed and "=" not in match[0]:
            return match[0]
        note = f"{SHORTCODE_DROPPED} → [{name}]"
        if note not in notes:
            notes.append(note)
        return ""

    return _SHORTCODE.sub(drop, content)


def _with_paragraphs(content: str) -> str:
    """Make paragraphs of texts parted by empty lines, as WordPress does when it shows an article."""
    pieces = re.split(r"\n\s*\n", content.replace("\r\n", "\n").strip())
    return "\n".join(
        piece
        if not piece.strip() or _BLOCK_TAG.match(piece)
        else f"<p>{piece.strip().replace(chr(10), '<br>')}</p>"
        for piece in pieces
    )


def _full_size(address: str, classes: str, attachments: Attachments) -> str:
    by_class = _IMAGE_CLASS.search(classes)
    if by_class and by_class[1] in attachments.by_id:
        return attachments.by_id[by_class[1]].address
    full = _SIZED.sub("", address)
    return full if full in attachments.addresses else address
