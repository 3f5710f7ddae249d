"""Charts as SVG, by vl-convert (Vega-Lite): the house's look, Vietnamese numbers, nothing from outside."""

import re
from typing import Any, Final

import vl_convert
from django.utils.translation import gettext as _
from lxml import etree

from hoitu.papers.errors import BadChart

# Middle tones that stay readable on light and dark ground and apart for eyes that confuse red and green.
COLOURS: Final = ("#2b7f9e", "#d9822b", "#5b9a4f", "#8e6bbf", "#c4554d", "#8a8f45", "#4f6bb0", "#9b7356")
FONT: Final = "Be Vietnam Pro, system-ui, sans-serif"
# Words and lines take the colour of the text around the chart, so that dark pages and print need no second drawing.
INK: Final = "currentColor"

_NUMBERS: Final = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", "\u00a0₫"],
    "percent": "%",
}
_TIMES: Final = {
    "dateTime": "%H:%M %d/%m/%Y",
    "date": "%d/%m/%Y",
    "time": "%H:%M:%S",
    "periods": ["SA", "CH"],
    "days": ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
    "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    "months": [f"Tháng {month}" for month in range(1, 13)],
    "shortMonths": [f"Th{month}" for month in range(1, 13)],
}
_WORDS: Final = {
    "labelFont": FONT,
    "titleFont": FONT,
    "labelColor": INK,
    "titleColor": INK,
    "titleFontWeight": 600,
}
_CONFIG: Final = {
    "background": "transparent",
    "font": FONT,
    "range": {"category": list(COLOURS), "ordinal": {"scheme": "teals"}, "ramp": {"scheme": "teals"}},
    "mark": {"color": COLOURS[0]},
    "text": {"font": FONT, "color": INK, "fontSize": 12},
    "title": {"font": FONT, "color": INK, "fontSize": 14, "fontWeight": 600, "anchor": "start"},
    "axis": {
        **_WORDS,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "domainColor": INK,
        "tickColor": INK,
        "gridColor": INK,
        "gridOpacity": 0.15,
        "domainOpacity": 0.5,
        "tickOpacity": 0.5,
    },
    "legend": {**_WORDS, "labelFontSize": 11, "titleFontSize": 11},
    "header": dict(_WORDS),
    "view": {"stroke": None},
}
_SHAPES: Final = frozenset(
    ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan")
)
_AROUND: Final = frozenset(
    ("svg", "g", "defs", "clipPath", "linearGradient", "radialGradient", "stop", "title", "desc")
)
_OWN_REFERENCE = re.compile(r"^url\(\s*['\"]?#[\w-]+['\"]?\s*\)$")


def chart_svg(spec: dict[str, Any]) -> str:
    """Return a Vega-Lite description as an SVG that stands in a page.

    `description` becomes its words for those who do not see it. Data stand in the description itself: an address in
    it, or anything in the result that runs or loads, is a BadChart; so is a description that cannot be drawn.
    """
    _refuse_addresses(spec)
    if not any(
        key in spec for key in ("mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec")
    ):
        raise BadChart(_("Không vẽ được biểu đồ này: phần mô tả không nói vẽ bằng gì (thiếu “mark”)."))
    try:
        drawing = vl_convert.vegalite_to_svg(
            spec,
            config=_CONFIG,
            allowed_base_urls=[],
            format_locale=_NUMBERS,
            time_format_locale=_TIMES,
        )
    except ValueError as failure:
        raise BadChart(
            _("Không vẽ được biểu đồ này: phần mô tả chưa đúng (%(why)s).") % {"why": _reason(failure)}
        ) from failure
    return _described(_checked(drawing), str(spec.get("description") or ""))


def _reason(failure: ValueError) -> str:
    """Return the line of the library's report that names the mistake."""
    lines = [line.strip() for line in str(failure).splitlines() if line.strip()]
    return next((line for line in lines if re.match(r"(\w*Error|Invalid)\b", line)), lines[0])[:200]


def _refuse_addresses(part: object) -> None:
    """Let no description name a file or address, wherever in it; rows of data may hold any word."""
    if isinstance(part, dict):
        if {"url", "href"} & part.keys() or part.get("mark") == "image":
            raise BadChart(
                _("Biểu đồ không được lấy dữ liệu hay hình từ nơi khác; hãy đưa số liệu vào phần mô tả.")
            )
        for name, value in part.items():
            if name not in ("values", "datasets"):
                _refuse_addresses(value)
    elif isinstance(part, list | tuple):
        for value in part:
            _refuse_addresses(value)


def _checked(drawing: str) -> etree._Element:
    """Return the drawing when it only draws: no script, no handler, no link, nothing that loads."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(drawing.encode(), parser)
    for element in root.iter():
        if not isinstance(element.tag, str) or etree.QName(element).localname not in _SHAPES | _AROUND:
            raise BadChart
        for name, value in element.attrib.items():
            if not _is_harmless(etree.QName(name).localname, str(value)):
                raise BadChart
    return root


def _described(root: etree._Element, description: str) -> str:
    """Return the drawing as one picture with its words, not as a hundred marks, to those who hear it."""
    for mark in root.iter():
        for name in [name for name in mark.attrib if name == "role" or str(name).startswith("aria-")]:
            del mark.attrib[name]
    root.set("role", "img")
    if description:
        root.set("aria-label", description)
    return etree.tostring(root, encoding="unicode")


def _is_harmless(name: str, value: str) -> bool:
    if name.startswith("on") or name in ("href", "src"):
        return False
    return "url(" not in value or name == "aria-label" or _OWN_REFERENCE.match(value) is not None
