"""What every node's renderer works with: the story's pictures, its language, and what was counted so far."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from hoitu.site.rendering.document.markup import SAFE_SCHEMES, missing, tag
from hoitu.site.rendering.language import Language, _
from hoitu.site.rendering.pictures import srcset
from hoitu.stories.document.tree import Node, Text

Pictures = Mapping[str, Mapping[str, Any]]
_MARKS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "subscript": "sub",
    "superscript": "sup",
    "code": "code",
}


class Writer:
    """Renders nodes by a table from node type to function, and keeps notes, headings and counts of one body."""

    def __init__(self, renderers: "Renderers", pictures: Pictures, media: Pictures, words: Language):
        self._renderers = renderers
        self.pictures = pictures
        self.media = media
        self.words = words
        self.footnotes: list[Markup] = []
        self.headings: list[tuple[str, str]] = []
        self.pictures_shown = 0
        self.charts_shown = 0
        self.players_shown = 0

    def say(self, words: str) -> str:
        """Return chrome words in the story's language."""
        return self.words.say(words)

    def children(self, node: Node) -> Markup:
        return Markup("").join(
            self.text(child) if isinstance(child, Text) else self.node(child) for child in node.children
        )

    def node(self, node: Node) -> Markup:
        """Return a node; a type that has no renderer shows what it holds."""
        render = self._renderers.get(node.type)
        return render(self, node) if render else self.children(node)

    def text(self, run: Text) -> Markup:
        html = escape(run.text)
        for mark in run.marks:
            if mark.type in _MARKS:
                html = tag(_MARKS[mark.type], html)
            elif mark.type == "link":
                html = _link(html, mark.attrs)
            elif mark.type == "insertion":
                return Markup("")  # a suggestion nobody accepted is not part of the story
        return html

    def image(self, asset: object, alt: object, sizes: str, classes: str = "") -> Markup:
        """Return a picture in every width the archive has; the first of a page is not loaded lazily."""
        picture = self.pictures.get(str(asset))
        if not picture or not picture["src"]:
            return missing(self.say(_("Ảnh không còn trong kho.")))
        self.pictures_shown += 1
        lazy = (
            Markup(' loading="lazy" decoding="async"')
            if self.pictures_shown > 1
            else Markup(' decoding="async"')
        )
        named = Markup(' class="{}"').format(classes) if classes else ""
        image = Markup('<img{} src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>').format(
            named,
            picture["src"],
            srcset(picture),
            sizes,
            picture["w"],
            picture["h"],
            alt or picture["alt"],
            lazy,
        )
        if not picture.get("avif"):
            return image
        smaller = Markup('<source type="image/avif" srcset="{}" sizes="{}">')
        return Markup("<picture>{}{}</picture>").format(smaller.format(srcset(picture, "avif"), sizes), image)

    def credit(self, node: Node) -> str:
        """Return who made what a node shows: its own words, else the archive's."""
        own = node.attr("credit")
        asset = str(node.attr("asset") or node.attr("before"))
        return str(own or self.pictures.get(asset, {}).get("credit", ""))

    def source(self, node: Node) -> Markup:
        """Return where a table's or chart's figures come from."""
        if not node.attr("source"):
            return Markup("")
        words = self.say(_("Nguồn: %(source)s")) % {"source": node.attr("source")}
        return Markup('<p class="source">{}</p>').format(words)


Render = Callable[[Writer, Node], Markup]
Renderers = Mapping[str, Render]


def _link(html: Markup, attrs: Mapping[str, Any]) -> Markup:
    href = str(attrs.get("href") or "")
    if not href.startswith(SAFE_SCHEMES):
        return html
    rel = Markup(' rel="noopener"') if href.startswith("http") else Markup("")
    return Markup('<a href="{}"{}>{}</a>').format(href, rel, html)
