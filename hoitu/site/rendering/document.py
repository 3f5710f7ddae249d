"""A story's body as the readers' HTML: every node type of the schema, no script needed to read any of them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from hoitu.kernel import clock
from hoitu.kernel.text import format_date, format_number, format_time, slugify
from hoitu.site.rendering.pictures import srcset
from hoitu.stories.document.tree import Node, Text

VERSION = 1
SIZES = {
    "normal": "(min-width: 760px) 720px, 100vw",
    "wide": "(min-width: 1100px) 1080px, 100vw",
    "full": "100vw",
    "left": "(min-width: 760px) 340px, 100vw",
    "right": "(min-width: 760px) 340px, 100vw",
}
NOTE_TITLES = {"editor": "Lời tòa soạn", "update": "Cập nhật", "correction": "Thông tin cải chính, xin lỗi"}
AI_WORDS = {
    "assisted": "Bài viết có sử dụng công cụ AI hỗ trợ, đã được biên tập viên kiểm chứng.",
    "translated": "Bài viết được dịch với sự hỗ trợ của AI, đã được biên tập viên hiệu đính.",
    "generated": "Nội dung do AI tạo, đã được biên tập viên kiểm chứng.",
    "voice": "Giọng đọc trong bài do AI tạo.",
    "image": "Hình ảnh trong bài do AI tạo, không phải ảnh ghi lại sự kiện có thật.",
}
_SIMPLE_MARKS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "subscript": "sub",
    "superscript": "sup",
    "code": "code",
}
_SIMPLE_NODES = {"bulletList": "ul", "listItem": "li", "tableRow": "tr", "hardBreak": "br"}
_SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:", "/", "#")


class PageRenderer:
    """Turns one body into HTML. `pictures` holds the story's assets as `rendering.pictures` describes them."""

    def __init__(
        self, pictures: Mapping[str, Mapping[str, Any]], media: Mapping[str, Mapping[str, Any]] | None = None
    ):
        self.pictures = pictures
        self.media = media or {}
        self.footnotes: list[Markup] = []
        self.headings: list[tuple[str, str]] = []
        self.pictures_shown = 0

    def body(self, tree: Node) -> Markup:
        """Return the whole body; footnotes follow as a list with ways back."""
        html = self.children(tree)
        if self.footnotes:
            notes = Markup("").join(
                Markup(
                    '<li id="cg-{n}">{note} <a href="#vt-{n}" aria-label="Về chỗ đang đọc">↩</a></li>'
                ).format(n=number, note=note)
                for number, note in enumerate(self.footnotes, 1)
            )
            html += Markup('<section class="footnotes" aria-label="Chú giải"><ol>{}</ol></section>').format(
                notes
            )
        return html

    def children(self, node: Node) -> Markup:
        return Markup("").join(
            self.text(child) if isinstance(child, Text) else self.node(child) for child in node.children
        )

    def node(self, node: Node) -> Markup:
        render: Callable[[Node], Markup] | None = getattr(self, _method_of(node.type), None)
        if render is not None:
            return render(node)
        tag = _SIMPLE_NODES.get(node.type)
        if tag == "br":
            return Markup("<br>")
        return _tag(tag, self.children(node)) if tag else self.children(node)

    def text(self, run: Text) -> Markup:
        html = escape(run.text)
        for mark in run.marks:
            if mark.type in _SIMPLE_MARKS:
                html = _tag(_SIMPLE_MARKS[mark.type], html)
            elif mark.type == "link":
                html = _link(html, mark.attrs)
            elif mark.type == "insertion":
                return Markup("")  # a suggestion nobody accepted is not part of the story
        return html

    def on_paragraph(self, node: Node) -> Markup:
        inner = self.children(node)
        return _tag("p", inner, _align(node)) if inner.strip() else Markup("")

    def on_heading(self, node: Node) -> Markup:
        words = _plain(node)
        anchor = slugify(words, 60) or f"muc-{len(self.headings) + 1}"
        if any(anchor == known for known, _ in self.headings):
            anchor = f"{anchor}-{len(self.headings) + 1}"
        self.headings.append((anchor, words))
        return _tag(f"h{node.attr('level') or 2}", self.children(node), f' id="{anchor}"{_align(node)}')

    def on_ordered_list(self, node: Node) -> Markup:
        start = int(node.attr("start") or 1)
        return _tag("ol", self.children(node), f' start="{start}"' if start != 1 else "")

    def on_blockquote(self, node: Node) -> Markup:
        return _tag("blockquote", self.children(node) + _cite(node))

    def on_pull_quote(self, node: Node) -> Markup:
        return Markup('<div role="note" class="pull"><p>{}</p>{}</div>').format(
            self.children(node), _cite(node)
        )

    def on_figure(self, node: Node) -> Markup:
        layout = str(node.attr("layout") or "normal")
        image = self.image(node.attr("asset"), node.attr("alt"), SIZES[layout])
        return _figure(f"fig {layout}", image, self.children(node), self._credit(node))

    def on_gallery(self, node: Node) -> Markup:
        title = node.attr("title")
        heading = Markup('<p class="box-title">{}</p>').format(title) if title else Markup("")
        return Markup('<div class="gallery {}">{}{}</div>').format(
            node.attr("layout"), heading, self.children(node)
        )

    def on_gallery_item(self, node: Node) -> Markup:
        image = self.image(node.attr("asset"), node.attr("alt"), SIZES["normal"])
        return _figure("", image, self.children(node), self._credit(node))

    def on_video(self, node: Node) -> Markup:
        media = self.media.get(str(node.attr("asset")), {})
        poster = self.pictures.get(str(node.attr("poster")), {}).get("src") or media.get("poster", "")
        player = Markup(
            '<video controls preload="none" playsinline poster="{poster}" title="{title}"><source src="{src}">'
            '<a href="{src}">Tải video</a></video>'
        ).format(poster=poster, title=node.attr("title") or "Video", src=media.get("src", ""))
        shown = player if media.get("src") else _missing("Video chưa sẵn sàng.")
        return _figure(
            f"fig video {node.attr('layout') or 'normal'}", shown, self.children(node), self._credit(node)
        )

    def on_audio(self, node: Node) -> Markup:
        media = self.media.get(str(node.attr("asset")), {})
        title = (
            Markup('<p class="box-title">{}</p>').format(node.attr("title"))
            if node.attr("title")
            else Markup("")
        )
        player = Markup('<audio controls preload="none" src="{}"></audio>').format(media.get("src", ""))
        shown = player if media.get("src") else _missing("Bản ghi âm chưa sẵn sàng.")
        return _figure("fig audio", title + shown, self.children(node), self._credit(node))

    def on_table(self, node: Node) -> Markup:
        caption = (
            Markup("<caption>{}</caption>").format(node.attr("caption"))
            if node.attr("caption")
            else Markup("")
        )
        source = (
            Markup('<p class="source">Nguồn: {}</p>').format(node.attr("source"))
            if node.attr("source")
            else ""
        )
        return Markup(
            '<div class="table" tabindex="0" role="group" aria-label="Bảng"><table>{}{}</table>{}</div>'
        ).format(caption, self.children(node), source)

    def on_table_cell(self, node: Node) -> Markup:
        return self._cell("td", node)

    def on_table_header(self, node: Node) -> Markup:
        return self._cell("th", node)

    def _cell(self, tag: str, node: Node) -> Markup:
        spans = "".join(
            f' {name}="{int(node.attr(name))}"'
            for name in ("colspan", "rowspan")
            if int(node.attr(name) or 1) > 1
        )
        inner = self.children(node)
        # One paragraph in a cell needs no paragraph's margins.
        if inner.count("<p>") == 1 and inner.startswith("<p>") and inner.endswith("</p>"):
            inner = inner[3:-4]
        return _tag(tag, inner, spans)

    def on_chart(self, node: Node) -> Markup:
        """Show the chart's words and figures; the drawn SVG comes with the asset when the desk rendered one."""
        rows = _chart_rows(node)
        title = node.attr("title") or "Biểu đồ"
        source = (
            Markup('<p class="source">Nguồn: {}</p>').format(node.attr("source"))
            if node.attr("source")
            else ""
        )
        return Markup(
            '<figure class="chart"><figcaption class="box-title">{}</figcaption>'
            '<p class="chart-alt">{}</p>{}{}</figure>'
        ).format(title, node.attr("alt") or "", rows, source)

    def on_map_locator(self, node: Node) -> Markup:
        lat, lon, zoom = (
            float(node.attr("lat") or 0),
            float(node.attr("lon") or 0),
            int(node.attr("zoom") or 12),
        )
        return Markup(
            '<p class="map"><a href="https://www.openstreetmap.org/?mlat={lat}&amp;mlon={lon}'
            '#map={zoom}/{lat}/{lon}" '
            'rel="noopener nofollow">Xem vị trí trên bản đồ: <strong>{label}</strong></a></p>'
        ).format(lat=f"{lat:.5f}", lon=f"{lon:.5f}", zoom=zoom, label=node.attr("label") or "")

    def on_timeline(self, node: Node) -> Markup:
        title = Markup('<p class="box-title">{}</p>').format(node.attr("title")) if node.attr("title") else ""
        return Markup('<section class="timeline">{}<ol>{}</ol></section>').format(title, self.children(node))

    def on_timeline_entry(self, node: Node) -> Markup:
        label = Markup(" <strong>{}</strong>").format(node.attr("label")) if node.attr("label") else ""
        return Markup('<li><p class="when"><span>{}</span>{}</p>{}</li>').format(
            node.attr("date") or "", label, self.children(node)
        )

    def on_box(self, node: Node) -> Markup:
        title = Markup('<p class="box-title">{}</p>').format(node.attr("title")) if node.attr("title") else ""
        return Markup('<div role="note" class="box {}">{}{}</div>').format(
            node.attr("tone") or "plain", title, self.children(node)
        )

    def on_question_answer(self, node: Node) -> Markup:
        return _tag("div", self.children(node), ' class="qa"')

    def on_question(self, node: Node) -> Markup:
        return Markup('<p class="q">{}{}</p>').format(_speaker(node), self.children(node))

    def on_answer(self, node: Node) -> Markup:
        return Markup('<div class="a">{}{}</div>').format(_speaker(node), self.children(node))

    def on_live_entry(self, node: Node) -> Markup:
        at = _instant(node.attr("at"))
        when = Markup('<time datetime="{}">{} <span>{}</span></time>').format(
            at.isoformat() if at else "", format_time(at) if at else "", format_date(at) if at else ""
        )
        title = Markup("<h2>{}</h2>").format(node.attr("title")) if node.attr("title") else ""
        pinned = " pinned" if node.attr("pinned") else ""
        return Markup('<article class="live-entry{}" id="tt-{}">{}{}{}</article>').format(
            pinned, slugify(str(node.attr("key") or ""), 60), when, title, self.children(node)
        )

    def on_embed(self, node: Node) -> Markup:
        """Offer foreign content as a link: no request leaves the reader's device unless the reader asks."""
        url = str(node.attr("url") or "")
        title = node.attr("title") or f"Xem nội dung trên {node.attr('provider') or 'nền tảng khác'}"
        if not url.startswith(_SAFE_SCHEMES):
            return Markup("")
        return Markup('<p class="embed {}"><a href="{}" rel="noopener nofollow">{}</a></p>').format(
            slugify(str(node.attr("provider") or "")), url, title
        )

    def on_poll(self, node: Node) -> Markup:
        options = Markup("").join(
            Markup("<li>{}</li>").format(option) for option in node.attr("options") or []
        )
        return Markup(
            '<div role="note" class="box poll" data-poll="{}"><p class="box-title">{}</p><ul>{}</ul></div>'
        ).format(node.attr("poll") or "", node.attr("question") or "", options)

    def on_panorama_360(self, node: Node) -> Markup:
        image = self.image(node.attr("asset"), node.attr("alt"), SIZES["wide"])
        scroller = Markup(
            '<div class="pan" tabindex="0" role="group" aria-label="Ảnh 360°, kéo ngang để xem">{}</div>'
        ).format(image)
        return _figure("fig wide pano", scroller, self.children(node), self._credit(node))

    def on_ar_scene(self, node: Node) -> Markup:
        model = self.media.get(str(node.attr("asset")), {}).get("src", "")
        shown = self.image(node.attr("poster"), node.attr("alt"), SIZES["normal"])
        if model:
            shown += Markup('<a class="ar" href="{}" rel="ar">Xem mô hình ba chiều</a>').format(model)
        return _figure(
            "fig",
            shown or Markup("<p>{}</p>").format(node.attr("alt") or ""),
            self.children(node),
            self._credit(node),
        )

    def on_before_after(self, node: Node) -> Markup:
        sides = Markup("").join(
            Markup("<div>{}<span>{}</span></div>").format(
                self.image(
                    node.attr(side),
                    f"{node.attr('alt') or ''} – {node.attr(side + 'Label')}",
                    SIZES["normal"],
                ),
                node.attr(f"{side}Label") or "",
            )
            for side in ("before", "after")
        )
        pair = Markup('<div class="pair">{}</div>').format(sides)
        return _figure("fig wide before-after", pair, self.children(node), self._credit(node))

    def on_scrolly_section(self, node: Node) -> Markup:
        return _tag("section", self.children(node), f' class="scrolly {node.attr("layout") or "overlay"}"')

    def on_scrolly_step(self, node: Node) -> Markup:
        image = (
            self.image(node.attr("asset"), node.attr("alt"), SIZES["full"])
            if node.attr("asset")
            else Markup("")
        )
        credit = (
            Markup('<span class="credit">{}</span>').format(node.attr("credit"))
            if node.attr("credit")
            else ""
        )
        back = Markup('<div class="scene">{}{}</div>').format(image, credit) if image else ""
        return Markup('<div class="step">{}<div class="words">{}</div></div>').format(
            back, self.children(node)
        )

    def on_note(self, node: Node) -> Markup:
        kind = str(node.attr("kind") or "editor")
        return Markup('<div role="note" class="box note {}"><p class="box-title">{}</p>{}</div>').format(
            kind, NOTE_TITLES[kind], self.children(node)
        )

    def on_ai_label(self, node: Node) -> Markup:
        words = node.attr("statement") or AI_WORDS.get(str(node.attr("extent")), AI_WORDS["assisted"])
        return Markup('<p class="ai-label"><abbr title="Trí tuệ nhân tạo">AI</abbr> {}</p>').format(words)

    def on_code_block(self, node: Node) -> Markup:
        return Markup("<pre><code>{}</code></pre>").format(self.children(node))

    def on_horizontal_rule(self, node: Node) -> Markup:
        return Markup("<hr>")

    def on_footnote(self, node: Node) -> Markup:
        self.footnotes.append(self.children(node))
        return Markup('<sup><a id="vt-{n}" href="#cg-{n}" aria-label="Chú giải {n}">{n}</a></sup>').format(
            n=len(self.footnotes)
        )

    def image(self, asset: object, alt: object, sizes: str) -> Markup:
        """Return an `img` with every width the archive has; the first of a page is not loaded lazily."""
        picture = self.pictures.get(str(asset))
        if not picture or not picture["src"]:
            return _missing("Ảnh không còn trong kho.")
        self.pictures_shown += 1
        lazy = (
            Markup(' loading="lazy" decoding="async"')
            if self.pictures_shown > 1
            else Markup(' decoding="async"')
        )
        return Markup('<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>').format(
            picture["src"], srcset(picture), sizes, picture["w"], picture["h"], alt or picture["alt"], lazy
        )

    def _credit(self, node: Node) -> str:
        own = node.attr("credit")
        return str(
            own or self.pictures.get(str(node.attr("asset") or node.attr("before")), {}).get("credit", "")
        )


@cache
def _method_of(node_type: str) -> str:
    """Return the method's name: "pullQuote" → "on_pull_quote"."""
    return "on_" + re.sub(r"(?<=[a-z])(?=[A-Z0-9])", "_", node_type).lower()


def _tag(name: str, inner: str, attributes: str = "") -> Markup:
    return Markup(f"<{name}{attributes}>{inner}</{name}>")  # noqa: S704 - inner is escaped by whoever made it


def _figure(classes: str, shown: Markup, caption: Markup, credit: str) -> Markup:
    source = Markup(' <span class="credit">{}</span>').format(credit) if credit else Markup("")
    words = (
        Markup("<figcaption>{}{}</figcaption>").format(caption, source) if caption or credit else Markup("")
    )
    return Markup('<figure class="{}">{}{}</figure>').format(classes.strip(), shown, words)


def _link(html: Markup, attrs: Mapping[str, Any]) -> Markup:
    href = str(attrs.get("href") or "")
    if not href.startswith(_SAFE_SCHEMES):
        return html
    rel = Markup(' rel="noopener"') if href.startswith("http") else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(href, rel, html)


def _align(node: Node) -> str:
    align = node.attr("textAlign")
    return f' class="t-{align}"' if align in ("center", "right") else ""


def _cite(node: Node) -> Markup:
    words = node.attr("attribution")
    return Markup("<footer>{}</footer>").format(words) if words else Markup("")


def _speaker(node: Node) -> Markup:
    speaker = node.attr("speaker")
    return Markup("<strong>{}:</strong> ").format(speaker) if speaker else Markup("")


def _missing(words: str) -> Markup:
    return Markup('<p class="missing">{}</p>').format(words)


def _plain(node: Node) -> str:
    return "".join(child.text if isinstance(child, Text) else _plain(child) for child in node.children)


def _instant(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return clock.local(at) if at.tzinfo else at


def _chart_rows(node: Node) -> Markup:
    """Return the chart's figures as a table: the same facts for eyes, ears and printers."""
    data: Any = node.attr("data")
    if isinstance(data, str):
        data = json.loads(data)
    spec: Any = node.attr("spec")
    if not data and isinstance(spec, dict):
        inline = spec.get("data")
        data = inline.get("values") if isinstance(inline, dict) else None
    if isinstance(data, dict):
        data = data.get("values")
    rows = [row for row in data or [] if isinstance(row, dict)][:60]
    if not rows:
        return Markup("")
    names = list(rows[0])
    head = _cells("th", names)
    body = Markup("").join(_tag("tr", _cells("td", [row.get(name, "") for name in names])) for row in rows)
    return Markup('<div class="table"><table><tr>{}</tr>{}</table></div>').format(head, body)


def _cells(tag: str, values: Iterable[Any]) -> Markup:
    return Markup("").join(Markup(f"<{tag}>{{}}</{tag}>").format(_figure_words(value)) for value in values)  # noqa: S704 - cleaned where it was made


def _figure_words(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return format_number(value) if is_number else str(value)
