"""Charts: drawn on the server, told in words, and kept as a table for ears, copying and doubt."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from hoitu.site.rendering.document.chart_data import ChartData, chart_of, columns_of, rows_of
from hoitu.site.rendering.document.chart_svg import draw
from hoitu.site.rendering.document.markup import tag
from hoitu.site.rendering.document.writer import Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.stories.document.tree import Node


def chart(page: Writer, node: Node) -> Markup:
    page.charts_shown += 1
    title = str(node.attr("title") or page.say(_("Biểu đồ")))
    words = str(node.attr("alt") or "")
    found = chart_of(node)
    head = Markup('<figcaption class="box-title">{}{}</figcaption>').format(title, _unit(found))
    if found is None:
        # Nothing we can draw: the words and figures stand open.
        shown = Markup('<p class="chart-alt">{}</p>{}').format(words, _table(page, node))
    else:
        name = f"bd-{page.charts_shown}"
        picture = draw(found, page.words.number, name=name, title=title, words=words)
        shown = picture + _legend(page, found) + _details(page, node)
    layout = str(node.attr("layout") or "normal")
    return Markup('<figure class="chart {}">{}{}{}</figure>').format(layout, head, shown, page.source(node))


def _unit(found: ChartData | None) -> Markup:
    return Markup(" <small>{}</small>").format(found.unit) if found and found.unit else Markup("")


def _legend(page: Writer, found: ChartData) -> Markup:
    """Return what the colours mean; shares of a whole are told with figure and per cent."""
    if found.mark == "arc":
        values = [value or 0.0 for value in found.series[0].values]
        total = sum(values)
        rows = [
            f"{label}: {page.words.number(value)} ({page.words.number(round(100 * value / total, 1))}%)"
            for label, value in zip(found.labels, values, strict=True)
        ]
    else:
        rows = [series.name for series in found.series] if len(found.series) > 1 else []
    items = Markup("").join(
        Markup('<li><span class="swatch s{}"></span>{}</li>').format(number, words)
        for number, words in enumerate(rows)
    )
    return Markup('<ul class="legend">{}</ul>').format(items) if items else Markup("")


def _details(page: Writer, node: Node) -> Markup:
    return Markup("<details><summary>{}</summary>{}</details>").format(
        page.say(_("Xem số liệu")), _table(page, node)
    )


def _table(page: Writer, node: Node) -> Markup:
    rows = rows_of(node)
    if not rows:
        return Markup("")
    columns = columns_of(node, rows)
    head = _cells(page, "th", columns)
    body = Markup("").join(
        tag("tr", _cells(page, "td", [row.get(name, "") for name in columns])) for row in rows
    )
    return Markup(
        '<div class="table" tabindex="0" role="group" aria-label="{}"><table>{}{}</table></div>'
    ).format(page.say(_("Bảng")), tag("tr", head), body)


def _cells(page: Writer, name: str, values: Iterable[Any]) -> Markup:
    return Markup("").join(tag(name, Markup("{}").format(_words(page, value))) for value in values)


def _words(page: Writer, value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return page.words.number(value) if is_number else "" if value is None else str(value)


RENDERERS: Renderers = {"chart": chart}
