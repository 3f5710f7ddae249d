"""Draws a chart as inline SVG that fits any width without shrinking its letters.

Places along the page are percentages, heights are pixels; only lines and areas, which take no percentages, lie in an
inner picture that is stretched. Colours come from the site's style, so that the dark and the printed page follow.
"""

import math
from collections.abc import Callable, Iterable
from textwrap import wrap

from markupsafe import Markup, escape

from hoitu.site.rendering.document.chart_data import ChartData

Print = Callable[[float], str]
PLOT_PX = 220
TOP_PX = 22
AXIS_PX = 26
LINE_PX = 19
BAR_PX = 18
GAP_PX = 14
LABEL_CHARACTERS = 42
BARS_END_PERCENT = 80.0
MOST_AXIS_LABELS = 6


def draw(chart: ChartData, say: Print, *, name: str, title: str, words: str) -> Markup:
    """Return the `svg` element. `name` makes its ids unique in the page, `title` and `words` tell what it shows."""
    height, inner = _arc(chart) if chart.mark == "arc" else _bars_or_plot(chart, say)
    size = f'viewBox="0 0 {height} {height}" class="pie"' if chart.mark == "arc" else f'height="{height}"'
    return Markup(  # noqa: S704 - title, words and labels are escaped, the rest is ours
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" {size}><title id="{name}-t">'
        f'{escape(title)}</title><desc id="{name}-d">{escape(words)}</desc>{"".join(inner)}</svg>'
    )


def _bars_or_plot(chart: ChartData, say: Print) -> tuple[int, list[str]]:
    if chart.mark == "bar" and chart.is_horizontal:
        return _lying_bars(chart, say)
    return _plot(chart, say)


# -- bars that lie: the name above, the figure at the end ----------------------------------------------------


def _lying_bars(chart: ChartData, say: Print) -> tuple[int, list[str]]:
    place = scale(*chart.extent(), BARS_END_PERCENT)
    top, parts = 0, []
    for index, label in enumerate(chart.labels):
        for line in _lines(label):
            top += LINE_PX
            parts.append(_text(0, top - 5, line))
        for end, words, bars in _bars_of(chart, index, say):
            for number, start, stop in bars:
                left, right = sorted((place(start), place(stop)))
                parts.append(_rect(left, top, max(right - left, 0.3), BAR_PX, number))
            parts.append(_text(max(place(0.0), place(end)), top + 14, words, 'dx="6" class="n"'))
            top += BAR_PX + 2
        top += GAP_PX
    return max(top - GAP_PX, LINE_PX), parts


def _bars_of(
    chart: ChartData, index: int, say: Print
) -> Iterable[tuple[float, str, list[tuple[int, float, float]]]]:
    """Yield the bars of one label: where each ends, what it says, and its parts (series, from, to)."""
    values = [series.values[index] for series in chart.series]
    if chart.is_stacked:
        feet = [foot[index] for foot in chart.feet()]
        parts = [
            (number, foot, foot + value)
            for number, (foot, value) in enumerate(zip(feet, values, strict=True))
            if value
        ]
        total = chart.totals()[index]
        yield total, say(total), parts
        return
    for number, value in enumerate(values):
        if value is not None:
            yield value, say(value), [(number, 0.0, value)]


def _lines(label: str) -> list[str]:
    return wrap(label, LABEL_CHARACTERS, max_lines=2, placeholder="…") or [""]


# -- upright bars, lines, areas ------------------------------------------------------------------------------


def _plot(chart: ChartData, say: Print) -> tuple[int, list[str]]:
    ticks = nice_ticks(*chart.extent())
    height = scale(ticks[0], ticks[-1], float(PLOT_PX))

    def down(value: float) -> float:
        return TOP_PX + PLOT_PX - height(value)

    parts = [_tick(down(tick), is_zero=tick == 0) for tick in ticks]
    if chart.mark == "bar":
        parts += _upright_bars(chart, down)
        middles = [100 * (index + 0.5) / len(chart.labels) for index in range(len(chart.labels))]
    else:
        middles = [3 + 94 * index / (len(chart.labels) - 1) for index in range(len(chart.labels))]
        parts += _lines_and_areas(chart, middles, lambda value: PLOT_PX - height(value))
        parts += _points(chart, middles, down)
    # After the bars: the first of them may stand where the figures are.
    parts += [_text(0, down(tick) - 4, say(tick), 'class="k"') for tick in ticks]
    parts += _axis(chart.labels, middles)
    return TOP_PX + PLOT_PX + AXIS_PX, parts


def _upright_bars(chart: ChartData, down: Callable[[float], float]) -> list[str]:
    slot = 100 / len(chart.labels)
    width = slot * 0.72 / (1 if chart.is_stacked else len(chart.series))
    feet = chart.feet()
    parts = []
    for number, series in enumerate(chart.series):
        for index, value in enumerate(series.values):
            if value is None:
                continue
            below = feet[number][index] if chart.is_stacked else 0.0
            left = slot * (index + 0.14) + (0 if chart.is_stacked else width * number)
            top, foot = sorted((down(below + value), down(below)))
            parts.append(_rect(left, top, width, max(foot - top, 1), number))
    return parts


def _lines_and_areas(
    chart: ChartData, middles: list[float], depth: Callable[[float], float]
) -> Iterable[str]:
    yield (
        f'<svg y="{TOP_PX}" width="100%" height="{PLOT_PX}" viewBox="0 0 100 {PLOT_PX}" '
        'preserveAspectRatio="none" overflow="visible">'
    )
    if chart.is_stacked:
        yield from _stacked_areas(chart, middles, depth)
        yield "</svg>"
        return
    for number, series in enumerate(chart.series):
        known = [
            (middle, depth(value))
            for middle, value in zip(middles, series.values, strict=True)
            if value is not None
        ]
        path = " ".join(f"{_short(x)},{_short(y)}" for x, y in known)
        if chart.mark == "area" and known:
            foot = _short(depth(0.0))
            ends = f"{_short(known[0][0])},{foot} {path} {_short(known[-1][0])},{foot}"
            yield f'<polygon class="a s{number}" points="{ends}"/>'
        yield f'<polyline class="l s{number}" points="{path}"/>'
    yield "</svg>"


def _stacked_areas(chart: ChartData, middles: list[float], depth: Callable[[float], float]) -> Iterable[str]:
    """Yield the layers; a missing figure is a layer without height there."""
    for number, (feet, series) in enumerate(zip(chart.feet(), chart.series, strict=True)):
        tops = [foot + (value or 0.0) for foot, value in zip(feet, series.values, strict=True)]
        way = list(zip(middles, tops, strict=True)) + list(zip(middles, feet, strict=True))[::-1]
        points = " ".join(f"{_short(x)},{_short(depth(y))}" for x, y in way)
        yield f'<polygon class="s{number}" points="{points}"/>'


def _points(chart: ChartData, middles: list[float], down: Callable[[float], float]) -> Iterable[str]:
    if chart.mark == "area" or len(middles) > 24:
        return
    for number, series in enumerate(chart.series):
        for middle, value in zip(middles, series.values, strict=True):
            if value is not None:
                yield (
                    f'<circle class="s{number}" cx="{_short(middle)}%" cy="{_short(down(value))}" r="3.5"/>'
                )


def _tick(y: float, *, is_zero: bool) -> str:
    kind = "zero" if is_zero else "tick"
    return f'<line class="{kind}" x1="0" x2="100%" y1="{_short(y)}" y2="{_short(y)}"/>'


def _axis(labels: tuple[str, ...], middles: list[float]) -> list[str]:
    step = max(1, math.ceil(len(labels) / MOST_AXIS_LABELS))
    baseline = TOP_PX + PLOT_PX + 18
    shown = range(0, len(labels), step)
    room = max(6, LABEL_CHARACTERS // max(1, len(shown)))
    parts = []
    for index in shown:
        words = labels[index] if len(labels[index]) <= room else f"{labels[index][: room - 1]}…"
        anchor = "start" if middles[index] < 6 else "end" if middles[index] > 94 else "middle"
        parts.append(_text(middles[index], baseline, words, f'text-anchor="{anchor}" class="k"'))
    return parts


# -- shares of a whole ---------------------------------------------------------------------------------------


def _arc(chart: ChartData) -> tuple[int, list[str]]:
    values = [value or 0.0 for value in chart.series[0].values]
    total, turn, parts = sum(values), 0.0, []
    for number, value in enumerate(values):
        share = value / total
        if share >= 0.9999:
            parts.append(f'<circle class="s{number}" cx="100" cy="100" r="100"/>')
        elif share:
            parts.append(_slice(turn, turn + share, number))
        turn += share
    return 200, parts


def _slice(start: float, end: float, number: int) -> str:
    (x1, y1), (x2, y2) = _on_circle(start), _on_circle(end)
    large = int(end - start > 0.5)
    return (
        f'<path class="s{number}" d="M100 100L{_short(x1)} {_short(y1)}'
        f'A100 100 0 {large} 1 {_short(x2)} {_short(y2)}Z"/>'
    )


def _on_circle(turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * (turn - 0.25)
    return 100 + 100 * math.cos(angle), 100 + 100 * math.sin(angle)


# -- arithmetic ----------------------------------------------------------------------------------------------


def scale(least: float, most: float, length: float) -> Callable[[float], float]:
    """Return the function that lays `least`…`most` onto 0…`length`; an empty range lies at 0."""
    span = most - least
    return lambda value: (value - least) / span * length if span else 0.0


def nice_ticks(least: float, most: float) -> list[float]:
    """Return three to seven round figures that enclose the range."""
    span = (most - least) or abs(most) or 1.0
    raw = span / 4
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [round(number * step, 12) for number in range(first, max(last, first + 1) + 1)]


def _rect(x_percent: float, y: float, width_percent: float, height: float, number: int) -> str:
    return (
        f'<rect class="s{number}" x="{_short(x_percent)}%" y="{_short(y)}" '
        f'width="{_short(width_percent)}%" height="{_short(height)}"/>'
    )


def _text(x_percent: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{_short(x_percent)}%" y="{_short(y)}"{" " if more else ""}{more}>{escape(words)}</text>'


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
