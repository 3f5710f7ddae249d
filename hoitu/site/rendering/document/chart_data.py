"""What a chart node says: the subset of Vega-Lite that the editor writes, read into labels and series."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoitu.stories.document.tree import Node

MARKS = {"bar": "bar", "line": "line", "area": "area", "point": "line", "arc": "arc", "pie": "arc"}
MOST_ROWS = 60
MOST_SERIES = 6
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Series:
    """One row of figures, one for each label; None where there is no figure."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ChartData:
    """A chart that can be drawn. `mark`: bar, line, area or arc. `unit` may be empty.

    Stacked series (`is_stacked`) add up to a whole; none of their figures is negative.
    """

    mark: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    is_horizontal: bool
    is_stacked: bool = False

    def figures(self) -> list[float]:
        """Return every figure there is."""
        return [value for series in self.series for value in series.values if value is not None]

    def extent(self) -> tuple[float, float]:
        """Return the least and the most that the picture must reach; zero is always in it."""
        reached = self.totals() if self.is_stacked else self.figures()
        return min(0.0, *reached), max(0.0, *reached)

    def totals(self) -> list[float]:
        """Return what the series add up to at each label."""
        return [sum(value or 0.0 for value in values) for values in zip(*self._columns(), strict=True)]

    def feet(self) -> list[tuple[float, ...]]:
        """Return, for each series, where its part of the stack begins at each label."""
        below = [0.0] * len(self.labels)
        begun = []
        for values in self._columns():
            begun.append(tuple(below))
            below = [foot + (value or 0.0) for foot, value in zip(below, values, strict=True)]
        return begun

    def _columns(self) -> list[tuple[float | None, ...]]:
        return [series.values for series in self.series]


def rows_of(node: Node) -> list[Row]:
    """Return the chart's rows as they are; they stand in `data`, or inside the spec."""
    data: Any = _parsed(node.attr("data"))
    spec = _spec(node)
    if not data and isinstance(spec.get("data"), dict):
        data = spec["data"]
    if isinstance(data, dict):
        data = data.get("values")
    rows: list[Row] = [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []
    return rows[:MOST_ROWS]


def columns_of(node: Node, rows: Sequence[Row]) -> list[str]:
    """Return the columns as the chart reads them, labels first: the shared document keeps no order of keys."""
    spec = _spec(node)
    label, value, colour = _fields(spec)
    known = [label, colour, *(_folded(spec) or [value])]
    return [name for name in dict.fromkeys([*known, *(rows[0] if rows else [])]) if name and name in rows[0]]


def chart_of(node: Node) -> ChartData | None:
    """Return what can be drawn, or None: then the figures are shown as a table alone."""
    spec, rows = _spec(node), rows_of(node)
    mark = spec.get("mark")
    mark = MARKS.get(str(mark.get("type")) if isinstance(mark, dict) else str(mark))
    label, value, colour = _fields(spec)
    if not mark or not rows or not label:
        return None
    folded = _folded(spec)
    if folded:
        labels, series = _wide(rows, label, folded)
    elif colour and mark != "arc" and colour != label:
        labels, series = _long(rows, label, value, colour)
    else:
        labels, series = _wide(rows, label, [value])
    chart = ChartData(
        mark, labels, series, _unit(spec), _is_horizontal(spec, labels), _is_stacked(spec, mark, series)
    )
    return chart if _is_drawable(chart) else None


def _is_drawable(chart: ChartData) -> bool:
    figures = chart.figures()
    if not figures or not 0 < len(chart.series) <= MOST_SERIES:
        return False
    if chart.mark == "arc":
        # A share of a whole can neither be negative nor stand beside another whole.
        return len(chart.series) == 1 and len(chart.labels) <= 8 and min(figures) >= 0 < sum(figures)
    return chart.mark == "bar" or len(chart.labels) > 1


def _wide(
    rows: Sequence[Row], label: str, columns: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    labels = tuple(str(row.get(label, "")) for row in rows)
    return labels, tuple(Series(name, tuple(_figure(row.get(name)) for row in rows)) for name in columns)


def _long(
    rows: Sequence[Row], label: str, value: str, colour: str
) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    labels = tuple(dict.fromkeys(str(row.get(label, "")) for row in rows))
    names = dict.fromkeys(str(row.get(colour, "")) for row in rows)
    found = {(str(row.get(colour, "")), str(row.get(label, ""))): _figure(row.get(value)) for row in rows}
    return labels, tuple(Series(name, tuple(found.get((name, at)) for at in labels)) for name in names)


def _fields(spec: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the fields of label, figure and colour; "" where the spec names none."""
    theta, colour = _channel(spec, "theta"), _channel(spec, "color")
    if theta:
        return _name(colour), _name(theta), ""
    x, y = _channel(spec, "x"), _channel(spec, "y")
    label, value = (y, x) if _lies(spec) else (x, y)
    return _name(label), _name(value), _name(colour)


def _lies(spec: Mapping[str, Any]) -> bool:
    """Say whether figures run along the x axis: bars that lie."""
    x, y = _channel(spec, "x"), _channel(spec, "y")
    return x.get("type") == "quantitative" and y.get("type") != "quantitative"


def _is_horizontal(spec: Mapping[str, Any], labels: Sequence[str]) -> bool:
    # Long names do not fit under upright bars on a phone.
    return _lies(spec) or max(map(len, labels), default=0) * len(labels) > 44


def _is_stacked(spec: Mapping[str, Any], mark: str, series: Sequence[Series]) -> bool:
    """Say whether series stand on each other: only when the spec says so, and when nothing is negative."""
    stack = _channel(spec, "x" if _lies(spec) else "y").get("stack")
    values = [value for one in series for value in one.values if value is not None]
    can_stack = mark in ("bar", "area") and len(series) > 1 and min(values, default=0.0) >= 0
    return stack in ("zero", True) and can_stack


def _folded(spec: Mapping[str, Any]) -> list[str]:
    steps = spec.get("transform")
    first = steps[0] if isinstance(steps, list) and steps else None
    fold = first.get("fold") if isinstance(first, dict) else None
    return [str(name) for name in fold] if isinstance(fold, list) else []


def _unit(spec: Mapping[str, Any]) -> str:
    channel = _channel(spec, "theta") or _channel(spec, "x" if _lies(spec) else "y")
    title = channel.get("title")
    return str(title) if title and title != channel.get("field") else ""


def _channel(spec: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    encoding = spec.get("encoding")
    channel = encoding.get(name) if isinstance(encoding, dict) else None
    return channel if isinstance(channel, dict) else {}


def _name(channel: Mapping[str, Any]) -> str:
    return str(channel.get("field") or "")


def _spec(node: Node) -> Mapping[str, Any]:
    spec = _parsed(node.attr("spec"))
    return spec if isinstance(spec, dict) else {}


def _parsed(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _figure(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e15 else None
