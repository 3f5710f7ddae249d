"""A tree as plain semantic HTML: for feeds, subscribers, previews. No script, style or outside frame.

One method per node type: `on_bullet_list` for `bulletList`. An output that knows where its files
are overrides `media_url`; one that shows a node differently overrides that node's method.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, takewhile
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from hoitu.kernel import clock
from hoitu.kernel.text import format_datetime
from hoitu.stories.document.addresses import safe_address
from hoitu.stories.document.errors import UnresolvedSuggestions
from hoitu.stories.document.schema import schema
from hoitu.stories.document.tree import Child, Mark, Node, Text
from hoitu.stories.document.validity import unresolved_suggestions

_MARK_TAGS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "subscript": "sub",
    "superscript": "sup",
    "code": "code",
    "insertion": "ins",
    "deletion": "del",
}
_EMPTY = Markup("")


def render_html(tree: Node) -> str:
    """Return the tree as HTML without addresses of media. Raises `UnresolvedSuggestions`."""
    return HtmlRenderer().render(tree)


class HtmlRenderer:
    """Renders one document; make a new one for each, because footnotes are counted.

    `show_suggestions` shows suggested changes as <ins> and <del>; without it they are refused.
    """

    def __init__(self, *, show_suggestions: bool = False) -> None:
        self.show_suggestions = show_suggestions
        self.footnotes: list[Markup] = []

    def render(self, tree: Node) -> str:
        """Return the HTML of the whole document, footnotes at the end."""
        if not self.show_suggestions and (count := unresolved_suggestions(tree)):
            raise UnresolvedSuggestions(count)
        self.footnotes = []
        body = self.children(tree)
        return str(body + self._footnote_list())

    def media_url(self, asset: str) -> str | None:
        """Return where readers get this asset, or None when this output shows no media."""
        return None

    def node(self, node: Node) -> Markup:
        """Return the HTML of one node. A type unknown to the schema shows its words."""
        method = getattr(self, method_name(node.type), None)
        return method(node) if method else self.children(node)

    def children(self, node: Node) -> Markup:
        """Return the HTML of everything in the node."""
        parts: list[Markup] = []
        for is_text, group in groupby(node.children, lambda child: isinstance(child, Text)):
            if is_text:
                parts.append(self._runs([(run.text, run.marks) for run in group if isinstance(run, Text)]))
            else:
                parts.extend(self.node(child) for child in group if isinstance(child, Node))
        return _EMPTY.join(parts)

    def _runs(self, runs: Sequence[tuple[str, tuple[Mark, ...]]]) -> Markup:
        """Return runs with neighbours under the same mark in one element: a link stays one link."""
        parts: list[Markup] = []
        for mark, group in groupby(runs, lambda run: run[1][0] if run[1] else None):
            members = list(group)
            if mark is None:
                parts.append(escape("".join(text for text, _marks in members)))
            else:
                inner = self._runs([(text, marks[1:]) for text, marks in members])
                parts.append(self.mark(mark, inner))
        return _EMPTY.join(parts)

    def mark(self, mark: Mark, inner: Markup) -> Markup:
        """Return the HTML of a marked run; comments leave no trace."""
        if mark.type == "link":
            href = safe_address(str(mark.attrs.get("href") or ""))
            return element("a", inner, href=href, title=mark.attrs.get("title")) if href else inner
        tag = _MARK_TAGS.get(mark.type)
        return element(tag, inner) if tag else inner

    def on_paragraph(self, node: Node) -> Markup:
        inner = self.children(node)
        return element("p", inner, class_=_align(node)) if inner.strip() else _EMPTY

    def on_heading(self, node: Node) -> Markup:
        inner = self.children(node)
        return element(f"h{node.attr('level')}", inner, class_=_align(node)) if inner.strip() else _EMPTY

    def on_bullet_list(self, node: Node) -> Markup:
        return element("ul", self.children(node))

    def on_ordered_list(self, node: Node) -> Markup:
        start = node.attr("start")
        return element("ol", self.children(node), start=None if start == 1 else start)

    def on_list_item(self, node: Node) -> Markup:
        return element("li", self._tight(node))

    def on_blockquote(self, node: Node) -> Markup:
        return element("blockquote", self.children(node) + self._attribution(node))

    def on_pull_quote(self, node: Node) -> Markup:
        inner = element("p", self.children(node)) + self._attribution(node)
        return element("aside", inner, class_="pull-quote")

    def on_figure(self, node: Node) -> Markup:
        image = self.picture(node.attr("asset"), node.attr("alt"))
        return self.figure(f"layout-{node.attr('layout')}", image, node)

    def on_gallery(self, node: Node) -> Markup:
        return element("section", self._title(node) + self.children(node), class_="gallery")

    def on_gallery_item(self, node: Node) -> Markup:
        return self.figure("", self.picture(node.attr("asset"), node.attr("alt")), node)

    def on_video(self, node: Node) -> Markup:
        return self.figure("video", self._player("video", node), node)

    def on_audio(self, node: Node) -> Markup:
        return self.figure("audio", self._player("audio", node), node)

    def on_table(self, node: Node) -> Markup:
        rows = [child for child in node.children if isinstance(child, Node)]
        head = list(takewhile(_is_heading_row, rows))
        caption = node.attr("caption")
        inner = element("caption", caption) if caption else _EMPTY
        if head:
            inner += element("thead", _EMPTY.join(self.node(row) for row in head))
        if rows[len(head) :]:
            inner += element("tbody", _EMPTY.join(self.node(row) for row in rows[len(head) :]))
        return element("table", inner) + self._source(node)

    def on_table_row(self, node: Node) -> Markup:
        return element("tr", self.children(node))

    def on_table_header(self, node: Node) -> Markup:
        return self._cell("th", node)

    def on_table_cell(self, node: Node) -> Markup:
        return self._cell("td", node)

    def on_chart(self, node: Node) -> Markup:
        caption = self._title(node) + element("p", node.attr("alt")) + self.rows(node.attr("data"))
        return element("figure", caption + self._source(node), class_="chart")

    def on_map_locator(self, node: Node) -> Markup:
        lat, lon, zoom, label = (node.attr(name) for name in ("lat", "lon", "zoom", "label"))
        if lat is None or lon is None:
            return element("p", label, class_="map") if label else _EMPTY
        href = f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={zoom}/{lat}/{lon}"
        return element("p", element("a", label or f"{lat}, {lon}", href=href), class_="map")

    def on_timeline(self, node: Node) -> Markup:
        return element("section", self._title(node) + element("ol", self.children(node)), class_="timeline")

    def on_timeline_entry(self, node: Node) -> Markup:
        words = [element("strong", node.attr(name)) for name in ("date", "label") if node.attr(name)]
        return element("li", element("p", Markup(" · ").join(words)) + self.children(node))

    def on_box(self, node: Node) -> Markup:
        inner = self._title(node) + self.children(node)
        return element("aside", inner, class_=f"box box-{node.attr('tone')}")

    def on_question_answer(self, node: Node) -> Markup:
        return element("section", self.children(node), class_="question-answer")

    def on_question(self, node: Node) -> Markup:
        return element("p", element("strong", self._speaker(node) + self.children(node)), class_="question")

    def on_answer(self, node: Node) -> Markup:
        speaker = node.attr("speaker")
        name = element("p", element("strong", speaker)) if speaker else _EMPTY
        return element("div", name + self.children(node), class_="answer")

    def on_live_entry(self, node: Node) -> Markup:
        at, title = node.attr("at"), node.attr("title")
        shown = element("time", _instant(at), datetime=at) if at else _EMPTY
        head = element("h3", shown + " " + (title or "")) if at or title else _EMPTY
        return element("article", head + self.children(node), class_="live-entry")

    def on_embed(self, node: Node) -> Markup:
        href = safe_address(str(node.attr("url") or ""))
        if not href:
            return _EMPTY
        provider = schema().providers.get(str(node.attr("provider")))
        words = node.attr("title") or _("Xem trên %s") % (provider.label if provider else href)
        return element("p", element("a", words, href=href), class_="embed")

    def on_poll(self, node: Node) -> Markup:
        options = _EMPTY.join(element("li", option) for option in node.attr("options") or ())
        question = element("p", element("strong", node.attr("question") or ""))
        return element("section", question + (element("ul", options) if options else _EMPTY), class_="poll")

    def on_panorama360(self, node: Node) -> Markup:
        return self.figure("panorama", self.picture(node.attr("asset"), node.attr("alt")), node)

    def on_ar_scene(self, node: Node) -> Markup:
        return self.figure("ar-scene", self.picture(node.attr("poster"), node.attr("alt")), node)

    def on_before_after(self, node: Node) -> Markup:
        alt = node.attr("alt") or ""
        pictures = _EMPTY.join(
            element("p", label) + self.picture(node.attr(which), f"{alt} ({label})")
            for which, label in (("before", node.attr("beforeLabel")), ("after", node.attr("afterLabel")))
        )
        return self.figure("before-after", pictures, node)

    def on_scrolly_section(self, node: Node) -> Markup:
        return element("section", self.children(node), class_="scrolly")

    def on_scrolly_step(self, node: Node) -> Markup:
        image = self.picture(node.attr("asset"), node.attr("alt"))
        shown = element("figure", image + self._caption(_EMPTY, node.attr("credit"))) if image else _EMPTY
        return element("div", shown + self.children(node), class_="scrolly-step")

    def on_note(self, node: Node) -> Markup:
        titles = {"update": _("Cập nhật"), "correction": _("Đính chính")}
        title = element("p", element("strong", titles.get(node.attr("kind"), _("Lời tòa soạn"))))
        return element("aside", title + self.children(node), class_=f"note note-{node.attr('kind')}")

    def on_ai_label(self, node: Node) -> Markup:
        words = node.attr("statement") or ai_sentence(str(node.attr("extent")))
        return element("p", words, class_="ai-label")

    def on_code_block(self, node: Node) -> Markup:
        return element("pre", element("code", self.children(node)))

    def on_horizontal_rule(self, node: Node) -> Markup:
        return Markup("<hr>")

    def on_hard_break(self, node: Node) -> Markup:
        return Markup("<br>")

    def on_footnote(self, node: Node) -> Markup:
        self.footnotes.append(self.children(node))
        number = len(self.footnotes)
        link = element("a", str(number), href=f"#chu-giai-{number}", id=f"cho-chu-giai-{number}")
        return element("sup", link, class_="footnote")

    def picture(self, asset: str | None, alt: str | None) -> Markup:
        """Return the image element of an asset; nothing when this output has no address for it."""
        url = self.media_url(asset) if asset else None
        return element("img", None, src=url, alt=alt or "") if url else _EMPTY

    def figure(self, kind: str, shown: Markup, node: Node) -> Markup:
        """Return something to look at with title, caption and credit; nothing at all when all are absent."""
        inner = self._title(node) + shown + self._caption(self.children(node), node.attr("credit"))
        return element("figure", inner, class_=kind or None) if inner else _EMPTY

    def rows(self, data: Any) -> Markup:
        """Return a chart's data as a table, so that it can be read without the picture."""
        if not isinstance(data, list) or not data or not all(isinstance(row, Mapping) for row in data):
            return _EMPTY
        names = list(data[0])
        head = element("tr", _EMPTY.join(element("th", name) for name in names))
        body = _EMPTY.join(
            element("tr", _EMPTY.join(element("td", str(row.get(name, ""))) for name in names))
            for row in data
        )
        return element("table", element("thead", head) + element("tbody", body))

    def _player(self, tag: str, node: Node) -> Markup:
        url = self.media_url(node.attr("asset")) if node.attr("asset") else None
        if not url:
            return _EMPTY
        poster = self.media_url(node.attr("poster")) if tag == "video" and node.attr("poster") else None
        return element(tag, _EMPTY, src=url, poster=poster, controls="", preload="none")

    def _cell(self, tag: str, node: Node) -> Markup:
        spans = {name: node.attr(name) for name in ("colspan", "rowspan") if node.attr(name) != 1}
        return element(tag, self._tight(node), **spans)

    def _tight(self, node: Node) -> Markup:
        """Return the content; a first paragraph alone, or before a nested list, stands without <p>."""
        first, *rest = node.children or (Text(""),)
        if isinstance(first, Node) and first.type == "paragraph" and not any(map(_is_paragraph, rest)):
            return self.children(first) + self.children(Node(node.type, {}, tuple(rest)))
        return self.children(node)

    def _title(self, node: Node) -> Markup:
        title = node.attr("title")
        return element("h3", title) if title else _EMPTY

    def _speaker(self, node: Node) -> Markup:
        speaker = node.attr("speaker")
        return escape(f"{speaker}: ") if speaker else _EMPTY

    def _attribution(self, node: Node) -> Markup:
        attribution = node.attr("attribution")
        return element("footer", attribution) if attribution else _EMPTY

    def _source(self, node: Node) -> Markup:
        source = node.attr("source")
        return element("p", _("Nguồn: %s") % source, class_="source") if source else _EMPTY

    def _caption(self, caption: Markup, credit: str | None) -> Markup:
        shown = element("small", credit) if credit else _EMPTY
        both = Markup(" ").join(part for part in (caption, shown) if part)
        return element("figcaption", both) if both else _EMPTY

    def _footnote_list(self) -> Markup:
        if not self.footnotes:
            return _EMPTY
        items = _EMPTY.join(
            element("li", note + " " + _back(number), id=f"chu-giai-{number}")
            for number, note in enumerate(self.footnotes, 1)
        )
        return element("section", element("ol", items), class_="footnotes")


def element(tag: str, inner: Markup | str | None, **attrs: Any) -> Markup:
    """Return an element; text is escaped, attributes without a value are left out, inner None means void."""
    present = {name.rstrip("_"): value for name, value in attrs.items() if value is not None}
    shown = _EMPTY.join(Markup(' {}="{}"').format(name, value) for name, value in present.items())
    if inner is None:
        return Markup("<{}{}>").format(Markup(tag), shown)  # noqa: S704 - tags are constants
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), shown, inner)  # noqa: S704


def ai_sentence(extent: str) -> str:
    """Return the sentence that tells readers how AI was used."""
    sentences = {
        "translated": _("Bài viết được dịch với sự hỗ trợ của AI và đã được biên tập viên hiệu đính."),
        "generated": _("Nội dung do AI tạo và đã được biên tập viên kiểm chứng."),
        "voice": _("Giọng đọc do AI tạo."),
        "image": _("Hình ảnh do AI tạo, không ghi lại sự việc có thật."),
    }
    return sentences.get(extent, _("Bài viết có dùng công cụ AI hỗ trợ và đã được biên tập viên kiểm chứng."))


def _back(number: int) -> Markup:
    return element("a", "↩", href=f"#cho-chu-giai-{number}")


def _align(node: Node) -> str | None:
    align = node.attr("textAlign")
    return f"align-{align}" if align else None


def _instant(at: str) -> str:
    return format_datetime(clock.local(datetime.fromisoformat(at)))


def _is_heading_row(row: Node) -> bool:
    cells: Iterable[Child] = row.children
    return bool(row.children) and all(isinstance(cell, Node) and cell.type == "tableHeader" for cell in cells)


def _is_paragraph(child: Child) -> bool:
    return isinstance(child, Node) and child.type == "paragraph"


def method_name(node_type: str) -> str:
    """Return the name of the method that renders a node type."""
    return "on_" + re.sub(r"[A-Z]", lambda capital: "_" + capital.group().lower(), node_type)


def rendered_types() -> Iterator[str]:
    """Yield the node types this renderer has a method for."""
    return (name for name in schema().nodes if hasattr(HtmlRenderer, method_name(name)))
