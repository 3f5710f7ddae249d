"""The charts of the dashboards: what each draws, for a desk and for a phone, kept while their numbers stay."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoitu.kernel.text import format_number
from hoitu.outlook.queries.agency import Week
from hoitu.outlook.queries.forecasts import Outlook
from hoitu.papers import api as papers

log = logging.getLogger(__name__)
WIDE, NARROW = 860, 300
KEPT_SECONDS = 86_400
ROW, BAR = 42, 8
INK = "currentColor"
BLUE, ORANGE = "#2b7f9e", "#d9822b"
Spec = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """One chart in two widths; both empty where it could not be drawn, and the table behind it has to do."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its share and the share that is needed in percent, its numbers as words."""

    label: str
    share: float
    needed: float | None
    words: str


def weeks_chart(weeks: Sequence[Week]) -> Chart:
    """Draw how many stories came out week by week; the running week is paler."""
    rows = [
        {"week": f"{week.starts_on:%d/%m}", "items": week.items, "running": week is weeks[-1]}
        for week in weeks
    ]
    words = _("Tin, bài ra lần đầu mỗi tuần, %(n)d tuần gần nhất: %(numbers)s.") % {
        "n": len(weeks),
        "numbers": ", ".join(f"{row['week']}: {row['items']}" for row in rows),
    }

    def spec(width: int) -> Spec:
        every = 1 if width == WIDE else 3
        return {
            "description": words,
            "width": width - 60,
            "height": 180,
            "data": {"values": rows},
            "mark": {"type": "bar", "color": BLUE, "cornerRadiusEnd": 2},
            "encoding": {
                "x": {
                    "field": "week",
                    "type": "ordinal",
                    "sort": None,
                    "title": _("Tuần bắt đầu từ"),
                    "axis": {"labelAngle": 0, "values": [row["week"] for row in rows[::-every]]},
                },
                "y": {
                    "field": "items",
                    "type": "quantitative",
                    "title": None,
                    "axis": {"tickMinStep": 1, "tickCount": 4},
                },
                "opacity": {"condition": {"test": "datum.running", "value": 0.45}, "value": 1},
            },
        }

    return drawn(spec)


def bars_chart(bars: Sequence[Bar], *, words: str) -> Chart:
    """Draw shares as bars under their words, with a line where each has to reach."""
    rows = [
        {
            "place": str(place),
            "label": bar.label,
            "share": bar.share,
            "needed": bar.needed,
            "words": bar.words,
        }
        for place, bar in enumerate(bars)
    ]
    listed = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)

    def spec(width: int) -> Spec:
        inner = width - 20
        place = {"field": "place", "type": "nominal", "sort": None, "axis": None}
        scale = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": None}
        end = {"datum": 100, **scale}
        start = {"datum": 0, **scale}
        size = 13 if width == WIDE else 11
        name = {"type": "text", "align": "left", "dy": -14, "fontSize": size, "color": INK}
        return {
            "description": f"{words}: {listed}.",
            "width": inner,
            "height": ROW * len(rows),
            "data": {"values": rows},
            "encoding": {"y": place},
            "layer": [
                _bar(INK, {"x": end}, opacity=0.12),
                _bar(BLUE, {"x": {"field": "share", **scale}}),
                {
                    "transform": [{"filter": "datum.needed !== null"}],
                    "mark": {"type": "tick", "color": INK, "thickness": 2.5, "size": 12},
                    "encoding": {"x": {"field": "needed", **scale}},
                },
                {
                    "mark": {**name, "limit": inner - 55},
                    "encoding": {"x": start, "text": {"field": "label"}},
                },
                {
                    "mark": {**name, "align": "right", "fontWeight": 600},
                    "encoding": {"x": end, "text": {"field": "words"}},
                },
            ],
        }

    return drawn(spec)


def forecast_chart(outlook: Outlook) -> Chart:
    """Draw the past as points, the coming years as a line in its band, and the share that the target asks for."""
    assert outlook.forecast is not None
    past = [{"x": position(point.on), "share": 100 * point.share} for point in outlook.points]
    coming = [
        {"x": position(step.on), "share": 100 * step.share, "low": 100 * step.low, "high": 100 * step.high}
        for step in outlook.forecast.steps
    ]
    joined = [past[-1] | {"low": past[-1]["share"], "high": past[-1]["share"]}, *coming]
    first, end = int(past[0]["x"]), outlook.forecast.last.on.year
    target = [] if outlook.target_share is None else [_target_rule(100 * outlook.target_share)]
    words = _forecast_words(outlook)

    def spec(width: int) -> Spec:
        every = 1 if width == WIDE else 2
        x = {
            "field": "x",
            "type": "quantitative",
            "title": _("Hết năm"),
            "scale": {"domain": [first - 0.2, end + 0.2], "nice": False, "zero": False},
            "axis": {"format": "d", "values": list(range(end, first - 1, -every)), "grid": False},
        }
        layers = [*_forecast_layers(past, joined, x), *target]
        return {"description": words, "width": width - 60, "height": 240, "layer": layers}

    return drawn(spec)


def _forecast_layers(past: list[Spec], joined: list[Spec], x: Spec) -> list[Spec]:
    scale = {"domain": [0, 100]}
    y: Spec = {"type": "quantitative", "title": "%", "scale": scale, "axis": {"tickCount": 5}}
    share = {"x": x, "y": y | {"field": "share"}}
    line = {"type": "line", "color": BLUE, "strokeWidth": 2}
    dot = {"type": "point", "color": BLUE, "filled": True, "size": 50, "opacity": 1}
    return [
        {
            "data": {"values": joined},
            "mark": {"type": "area", "color": BLUE, "opacity": 0.18},
            "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
        },
        {"data": {"values": joined}, "mark": line | {"strokeDash": [5, 4]}, "encoding": share},
        {"data": {"values": past}, "mark": line, "encoding": share},
        {"data": {"values": past}, "mark": dot, "encoding": share},
    ]


def _forecast_words(outlook: Outlook) -> str:
    assert outlook.forecast is not None
    last = outlook.forecast.last
    words = _(
        "%(name)s: %(points)d điểm đã biết; dự báo hết %(year)d: %(share)s %%, từ %(low)s đến %(high)s %%."
    )
    return words % {
        "name": outlook.name,
        "points": len(outlook.points),
        "year": last.on.year,
        "share": format_number(round(100 * last.share)),
        "low": format_number(round(100 * last.low)),
        "high": format_number(round(100 * last.high)),
    }


def position(day: date) -> float:
    """Return where a day stands on an axis whose whole numbers are ends of years: 31/12/2025 is 2025."""
    return day.year - 1 + day.timetuple().tm_yday / date(day.year, 12, 31).timetuple().tm_yday


def drawn(spec: Callable[[int], Spec]) -> Chart:
    """Return a chart in both widths, from what is kept where the same was drawn before."""
    return Chart(_svg(spec(WIDE)), _svg(spec(NARROW)))


def _svg(spec: Spec) -> SafeString:
    plain = json.dumps(spec, ensure_ascii=False, sort_keys=True, default=str)
    key = f"outlook:chart:{hashlib.sha256(plain.encode()).hexdigest()}"
    kept: str | None = cache.get(key)
    if kept is None:
        try:
            kept = papers.chart_svg(spec)
        except papers.BadChart as problem:
            log.error("a chart could not be drawn: %s", problem)
            return SafeString()
        cache.set(key, kept, KEPT_SECONDS)
    return mark_safe(kept)  # noqa: S308 - `chart_svg` gives only shapes and escaped words


def _bar(colour: str, encoding: Spec, *, opacity: float = 1) -> Spec:
    zero = {"x2": {"datum": 0}}
    mark = {"type": "bar", "color": colour, "opacity": opacity, "size": BAR, "cornerRadius": 2}
    return {"mark": mark, "encoding": encoding | zero}


def _target_rule(share: float) -> Spec:
    y = {"datum": share, "type": "quantitative"}
    words = _("cần %(share)s %%") % {"share": format_number(round(share))}
    return {
        "data": {"values": [{}]},
        "layer": [
            {"mark": {"type": "rule", "color": ORANGE, "strokeWidth": 2}, "encoding": {"y": y}},
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "bottom",
                    "dx": 4,
                    "dy": -3,
                    "x": 0,
                    "text": words,
                    "fontSize": 12,
                },
                "encoding": {"y": y},
            },
        ],
    }
