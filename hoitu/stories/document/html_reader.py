"""Turn elements of foreign HTML into tree records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from hoitu.stories.document.embeds import embed_of
from hoitu.stories.document.html_media import Pictures, social_embed
from hoitu.stories.document.html_style import (
    alignment_of,
    as_line,
    class_of,
    is_hidden,
    lone_address,
    number_of,
    remove,
    style_of,
    tag_of,
    with_style,
    with_tag,
    without_bold,
    words_of,
)
from hoitu.stories.document.lines import BREAK, EMPTY_PARAGRAPH, is_inline, paragraphs, tidy
from hoitu.stories.document.pictures import PendingImage
from hoitu.stories.document.tables import squared
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text
from hoitu.stories.document.word_lists import WordItem, as_lists, is_marker_style, level_of

_BLOCK_TAGS = {
    "address",
    "article",
    "aside",
    "center",
    "dd",
    "div",
    "footer",
    "form",
    "header",
    "main",
    "p",
    "section",
}


@dataclass
class HtmlReader:
    """Turns elements into tree records. Inline and block children may come mixed; `paragraphs` sorts them."""

    pictures: Pictures

    def children(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        """Return everything in the element, its text included."""
        out: list[Child] = []
        if element.text:
            out.append(Text(element.text, marks))
        word_items: list[WordItem] = []
        for child in element:
            item = self._word_item(child, marks)
            if item is not None:
                word_items.append(item)
            else:
                if word_items:
                    out.extend(as_lists(word_items))
                    word_items = []
                out.extend(self.element(child, marks))
            if child.tail and (child.tail.strip() or not word_items):
                out.extend(as_lists(word_items))
                word_items = []
                out.append(Text(child.tail, marks))
        return [*out, *as_lists(word_items)]

    def element(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        """Return what one element stands for."""
        tag, style = tag_of(element), style_of(element)
        if is_hidden(style) or is_marker_style(style):
            return []
        read = _BY_TAG.get(tag)
        if read is not None:
            return read(self, element, marks)
        return self.children(element, with_style(with_tag(marks, tag), style))

    def block(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        """Return a paragraph or the blocks of a container."""
        if embed := social_embed(element):
            return [embed]
        if "wp-caption" in class_of(element).split() or "wp-block-gallery" in class_of(element):
            return self.figure(element, marks)
        style = style_of(element)
        blocks = paragraphs(self.children(element, with_style(marks, style)), alignment_of(element))
        lone = lone_address(blocks)
        if lone and (embed := embed_of(lone)):
            return [embed]
        return blocks or [EMPTY_PARAGRAPH]

    def heading(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        level = min(max(int(tag_of(element)[1]), 2), 4)
        kept = tuple(mark for mark in marks if mark.type != "bold")
        blocks = paragraphs(without_bold(self.children(element, kept)), alignment_of(element))
        return [
            Node("heading", {**block.attrs, "level": level}, block.children)
            if isinstance(block, Node) and block.type == "paragraph"
            else block
            for block in blocks
        ]

    def items(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        items: list[Node] = []
        for child in element:
            if tag_of(child) in ("ul", "ol", "menu") and items:
                # Google Docs and old editors put the nested list beside the item it belongs to.
                last = items.pop()
                items.append(Node("listItem", {}, (*last.children, *self.element(child, marks))))
            elif tag_of(child) == "li":
                items.append(Node("listItem", {}, tuple(paragraphs(self.children(child, marks)))))
            else:
                items.append(Node("listItem", {}, tuple(paragraphs(self.element(child, marks)))))
            if child.tail and child.tail.strip():
                items.append(Node("listItem", {}, tuple(paragraphs([Text(child.tail, marks)]))))
        if tag_of(element) == "ol":
            start = number_of(element.get("start"), 1)
            return [Node("orderedList", {"start": start}, tuple(items))]
        return [Node("bulletList", {}, tuple(items))]

    def quote(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        if embed := social_embed(element):
            return [embed]
        attribution = ""
        for named in element.xpath("./footer|./cite|./p/cite"):
            attribution = attribution or " ".join(named.text_content().split()).lstrip("—–- ")
            remove(named)
        attrs: dict[str, Json] = {"attribution": attribution} if attribution else {}
        return [Node("blockquote", attrs, tuple(paragraphs(self.children(element, marks))))]

    def link(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        href = self.pictures.address(element.get("href") or "")
        if href is None or href.startswith("#") or any(mark.type == "link" for mark in marks):
            return self.children(element, marks)
        attrs: dict[str, Json] = {"href": href}
        if title := (element.get("title") or "").strip():
            attrs["title"] = title
        style = style_of(element)
        return self.children(element, with_style((*marks, Mark("link", attrs)), style, underline=False))

    def image(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        picture = self.pictures.take(element)
        return [_figure(picture)] if picture else []

    def figure(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        """Return picture, gallery, embed, table or quote with the caption that belongs to it."""
        caption, credit = self._caption(element, marks)
        images = [image for image in element.iter("img") if self.pictures.source_of(image)]
        if not images:
            return [_titled(child, caption) for child in self._rest(element, marks, caption)]
        found = [picture for image in images if (picture := self.pictures.take(image, caption, credit))]
        if len(found) == 1:
            return [_figure(found[0], caption, credit)]
        items = tuple(_figure(picture, kind="galleryItem") for picture in found)
        title: dict[str, Json] = {"title": words_of(caption)} if caption else {}
        return [Node("gallery", title, items)] if items else []

    def table(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        cells = [[cell for cell in row if tag_of(cell) in ("td", "th")] for row in rows]
        count = sum(map(len, cells))
        if pictured := self._picture_table(cells, marks):
            return pictured
        if count <= 1 or element.get("role") == "presentation":
            return [
                child for row in cells for cell in row for child in paragraphs(self.children(cell, marks))
            ]
        caption = element.find("caption")
        attrs: dict[str, Json] = (
            {"caption": " ".join(caption.text_content().split())} if caption is not None else {}
        )
        parts = tuple(Node("tableRow", {}, self._cells(row, marks)) for row in cells if row)
        return [squared(Node("table", attrs, parts))]

    def code(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        words = "".join(element.itertext()).replace("\r\n", "\n").strip("\n")
        return [Node("codeBlock", {}, (Text(words),))] if words.strip() else []

    def frame(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        embed = embed_of(
            element.get("src") or element.get("data-src") or "", (element.get("title") or "").strip()
        )
        return [embed] if embed else []

    def player(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        """Return a link to a film or sound file: it is not ours, so it is not shown as ours."""
        sources = [
            element.get("src"),
            element.get("data-src"),
            *(each.get("src") for each in element.iter("source")),
        ]
        address = next(
            (safe for source in sources if source and (safe := self.pictures.address(source))), None
        )
        if address is None:
            return []
        words = (element.get("title") or "").strip() or urlsplit(address).path.rsplit("/", 1)[-1] or address
        return [Node("paragraph", {}, (Text(words, (Mark("link", {"href": address}),)),))]

    def details(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        summary = element.find("summary")
        title = "" if summary is None else " ".join(summary.text_content().split())
        if summary is not None:
            remove(summary)
        return [
            Node("box", {"title": title} if title else {}, tuple(paragraphs(self.children(element, marks))))
        ]

    def term(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        return paragraphs(self.children(element, with_tag(marks, "b")))

    def quoted(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        return [Text("“", marks), *self.children(element, marks), Text("”", marks)]

    def line_break(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        return [BREAK]

    def rule(self, element: HtmlElement, marks: tuple[Mark, ...]) -> list[Child]:
        return [Node("horizontalRule")]

    def _cells(self, row: Sequence[HtmlElement], marks: tuple[Mark, ...]) -> tuple[Node, ...]:
        cells = []
        for cell in row:
            spans: dict[str, Json] = {
                "colspan": min(number_of(cell.get("colspan"), 1), 100) or 1,
                "rowspan": min(number_of(cell.get("rowspan"), 1), 1000) or 1,
            }
            kind = "tableHeader" if tag_of(cell) == "th" else "tableCell"
            content = self.children(cell, with_style(marks, style_of(cell)))
            cells.append(Node(kind, spans, tuple(paragraphs(content, alignment_of(cell)))))
        return tuple(cells)

    def _picture_table(self, cells: list[list[HtmlElement]], marks: tuple[Mark, ...]) -> list[Child]:
        """Return a figure for the table that old news sites put round a picture and its caption."""
        flat = [cell for row in cells for cell in row]
        if len(flat) != 2 or any(len(row) != 1 for row in cells):
            return []
        above, below = flat
        if (
            len(list(above.iter("img"))) != 1
            or above.text_content().strip()
            or next(below.iter("img"), None) is not None
        ):
            return []
        caption = as_line(paragraphs(self.children(below, marks)))
        picture = self.pictures.take(next(above.iter("img")), caption)
        return [_figure(picture, caption)] if picture else []

    def _rest(self, element: HtmlElement, marks: tuple[Mark, ...], caption: list[Child]) -> list[Child]:
        rest = paragraphs(self.children(element, marks))
        shown = any(isinstance(child, Node) and child.type in ("embed", "table") for child in rest)
        lone = lone_address(rest)
        if lone and (embed := embed_of(lone)):
            return [embed]
        return rest if shown or not caption else [*rest, Node("paragraph", {}, tuple(caption))]

    def _caption(self, element: HtmlElement, marks: tuple[Mark, ...]) -> tuple[list[Child], str]:
        """Return the caption and the credit inside it, and take them out of the element."""
        own = element.xpath(".//figcaption|.//*[contains(@class,'wp-caption-text')]")
        if not own:
            return [], ""
        given = own[-1].xpath(".//small|.//*[contains(@class,'credit')]")
        credit = " ".join(given[-1].text_content().split()) if given else ""
        for each in given[-1:]:
            remove(each)
        caption = as_line(paragraphs(self.children(own[-1], marks)))
        for each in own:
            remove(each)
        return caption, credit

    def _word_item(self, element: HtmlElement, marks: tuple[Mark, ...]) -> WordItem | None:
        """Return the list item that a Word paragraph is, or None."""
        if tag_of(element) != "p":
            return None
        style = style_of(element)
        level = level_of(style, class_of(element))
        if level is None:
            return None
        markers = [span for span in element.iter("span") if is_marker_style(style_of(span))]
        marker = markers[0].text_content().strip() if markers else ""
        content = tidy([child for child in self.children(element, marks) if is_inline(child)])
        return WordItem(level, marker, tuple(content))


_BY_TAG: dict[str, Callable[[HtmlReader, HtmlElement, tuple[Mark, ...]], list[Child]]] = {
    **dict.fromkeys(_BLOCK_TAGS, HtmlReader.block),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HtmlReader.heading),
    **dict.fromkeys(("ul", "ol", "menu"), HtmlReader.items),
    **dict.fromkeys(("iframe", "embed"), HtmlReader.frame),
    **dict.fromkeys(("video", "audio"), HtmlReader.player),
    "a": HtmlReader.link,
    "blockquote": HtmlReader.quote,
    "br": HtmlReader.line_break,
    "details": HtmlReader.details,
    "dt": HtmlReader.term,
    "figure": HtmlReader.figure,
    "hr": HtmlReader.rule,
    "img": HtmlReader.image,
    "pre": HtmlReader.code,
    "q": HtmlReader.quoted,
    "table": HtmlReader.table,
}


def _figure(
    picture: PendingImage, caption: Sequence[Child] = (), credit: str = "", kind: str = "figure"
) -> Node:
    attrs: dict[str, Json] = {"pending": picture.url}
    for name, value in (("alt", picture.alt), ("credit", credit)):
        if value:
            attrs[name] = value
    return Node(kind, attrs, tuple(caption))


def _titled(child: Child, caption: Sequence[Child]) -> Child:
    """Return an embed or table that takes its figure's caption as title."""
    name = {"embed": "title", "table": "caption"}.get(child.type) if isinstance(child, Node) else None
    if not isinstance(child, Node) or name is None or not caption or child.attrs.get(name):
        return child
    return Node(child.type, {**child.attrs, name: words_of(caption)}, child.children)
