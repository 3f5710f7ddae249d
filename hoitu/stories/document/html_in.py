"""Foreign HTML as a tree: from Word, Google Docs, web pages, other systems. Only what the schema knows survives.

Nothing is trusted: the text is parsed by the rules browsers use and rebuilt as typed nodes, never copied.
"""

import re
from html import unescape

import lxml.etree
import lxml.html
import nh3
from lxml.html import HtmlElement

from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.fit import fit
from hoitu.stories.document.html_media import Pictures
from hoitu.stories.document.html_reader import HtmlReader
from hoitu.stories.document.html_style import words_of
from hoitu.stories.document.lines import paragraphs
from hoitu.stories.document.pictures import ReadDocument
from hoitu.stories.document.tree import Node, walk

MAX_HTML_CHARS = 8_000_000
MAX_NESTING = 100

_DROPPED = {
    "script", "style", "noscript", "template", "svg", "math", "head", "title", "xml", "nav", "button", "select",
    "textarea", "canvas", "map", "object", "applet", "datalist", "dialog",
}  # fmt: skip
_KEPT = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "br", "caption", "center",
    "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed", "figcaption", "figure",
    "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd",
    "label", "li", "main", "mark", "menu", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small",
    "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "tt", "u", "ul", "var", "video", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"style", "class", "align", "role"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "data-src", "data-original", "data-lazy-src", "srcset"},
    "source": {"src", "srcset"},
    "iframe": {"src", "title", "data-src"},
    "embed": {"src"},
    "video": {"src", "title", "data-src"},
    "audio": {"src", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "blockquote": {"cite", "data-instgrm-permalink"},
    "div": {"data-href"},
}
_VOID = {"br", "embed", "hr", "img", "source", "wbr"}
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>')
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def from_html(html: str, *, base_url: str = "", take_title: bool = False) -> ReadDocument:
    """Return the document of any HTML. Raises `UnreadableDocument` when it is too large to be a story.

    Relative addresses are resolved against `base_url`. With `take_title` a heading that opens the text
    becomes the title instead of a part of the body.
    """
    if len(html) > MAX_HTML_CHARS:
        raise UnreadableDocument
    root = _parse(html)
    pictures = Pictures(base_url)
    reader = HtmlReader(pictures)
    tree = fit(Node("doc", {}, tuple(paragraphs(reader.children(root, ())))))
    title = _title_of(html)
    if take_title:
        heading, tree = without_opening_heading(tree)
        title = heading or title
    used = {node.attrs.get("pending") for node in walk(tree)}
    return ReadDocument(tree, tuple(picture for picture in pictures.found if picture.url in used), title)


def _parse(html: str) -> HtmlElement:
    """Return the element tree as a browser would build it, without anything that could run."""
    clean = nh3.clean(
        html.replace("\x00", ""),
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(f"<body>{_flattened(clean)}</body>".encode(), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        raise UnreadableDocument from error
    body = root.find("body")
    return root if body is None else body


def _flattened(html: str) -> str:
    """Return clean HTML without the elements that lie too deep; their words stay. The next parser drops them."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag.group(2) in _VOID:
            return tag.group()
        depth += -1 if tag.group(1) else 1
        return tag.group() if depth + bool(tag.group(1)) <= MAX_NESTING else " "

    return _TAG.sub(keep, html)


def _title_of(html: str) -> str:
    """Return what a whole page calls itself."""
    match = _TITLE.search(html[:20_000])
    return " ".join(unescape(match.group(1)).split()) if match else ""


def without_opening_heading(tree: Node) -> tuple[str, Node]:
    """Return the words of a heading that opens the tree, and the tree without it."""
    first = tree.children[0]
    if not isinstance(first, Node) or first.type != "heading":
        return "", tree
    return words_of(first.children).strip(), fit(Node(tree.type, {}, tree.children[1:]))
