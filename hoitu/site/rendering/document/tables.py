"""Tables."""

from markupsafe import Markup

from hoitu.site.rendering.document.blocks import simple
from hoitu.site.rendering.document.markup import tag
from hoitu.site.rendering.document.writer import Render, Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.stories.document.tree import Node


def table(page: Writer, node: Node) -> Markup:
    caption = (
        Markup("<caption>{}</caption>").format(node.attr("caption")) if node.attr("caption") else Markup("")
    )
    return Markup(
        '<div class="table" tabindex="0" role="group" aria-label="{}"><table>{}{}</table>{}</div>'
    ).format(page.say(_("Bảng")), caption, page.children(node), page.source(node))


def cell(name: str) -> Render:
    """Return the renderer of a cell: `td` or `th`."""

    def render(page: Writer, node: Node) -> Markup:
        spans = "".join(
            f' {side}="{int(node.attr(side))}"'
            for side in ("colspan", "rowspan")
            if int(node.attr(side) or 1) > 1
        )
        inner = page.children(node)
        # One paragraph in a cell needs no paragraph's margins.
        if inner.count("<p>") == 1 and inner.startswith("<p>") and inner.endswith("</p>"):
            inner = inner[3:-4]
        return tag(name, inner, spans)

    return render


RENDERERS: Renderers = {
    "table": table,
    "tableRow": simple("tr"),
    "tableCell": cell("td"),
    "tableHeader": cell("th"),
}
