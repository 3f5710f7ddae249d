"""Small readings of HTML that every source needs: plain text, pictures, shortening."""

import html
import re
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from hoitu.imports.data import PictureRef

_TAG: Final = re.compile(r"<[^>]*>")
_SPACE: Final = re.compile(r"\s+")
_EXCERPT_CHARACTERS: Final = 300


def plain(markup: str) -> str:
    """Return one line of text without tags and character references."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip() if markup else ""


def excerpt(text: str) -> str:
    """Return the beginning of some raw text, for a person to recognise the row by."""
    line = _SPACE.sub(" ", text[: _EXCERPT_CHARACTERS * 4]).strip()
    return line if len(line) <= _EXCERPT_CHARACTERS else line[:_EXCERPT_CHARACTERS] + "…"


def parse(markup: str) -> lxml_html.HtmlElement:
    """Return the root of a piece of HTML. Whatever comes in, something comes out; lxml mends what it can."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    wrapped = f"<div>{markup}</div>".encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(wrapped, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = lxml_html.document_fromstring(b"<div></div>")
    return root.find(".//div")


def serialise(root: lxml_html.HtmlElement) -> str:
    """Return the HTML inside an element that `parse` gave."""
    pieces = [html.escape(root.text or "", quote=False)]
    pieces += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(pieces)


def pictures_in(root: lxml_html.HtmlElement) -> tuple[PictureRef, ...]:
    """Return the pictures of a piece of HTML in order, each address once."""
    found: dict[str, PictureRef] = {}
    for image in root.iter("img"):
        address = (image.get("src") or "").strip()
        if address and not address.startswith("data:") and address not in found:
            found[address] = PictureRef(
                address=address, caption=_caption_of(image), alt=(image.get("alt") or "").strip()
            )
    return tuple(found.values())


def _caption_of(image: lxml_html.HtmlElement) -> str:
    for parent in image.iterancestors("figure"):
        caption = parent.find(".//figcaption")
        return _SPACE.sub(" ", caption.text_content()).strip() if caption is not None else ""
    return ""
