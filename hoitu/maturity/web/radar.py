"""The pillars of an assessment as a radar: geometry only, the template draws it and sets a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext as _

from hoitu.kernel.text import format_percent
from hoitu.maturity.data import Totals

SIZE = 280
CENTRE = SIZE / 2
RADIUS = 98.0
LABEL_RADIUS = 118.0
RINGS_PERCENT = (25, 50, 75, 100)


@dataclass(frozen=True)
class Axis:
    """One pillar's axis: where it ends, where its label stands, how far the value reaches."""

    number: int
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    percent: float

    @property
    def words(self) -> str:
        return format_percent(round(self.percent))


@dataclass(frozen=True)
class Radar:
    """Points of polygons in a square of `SIZE`; `beside` is the mean of others, "" without one."""

    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    shape: str
    beside: str
    description: str
    size: int = SIZE


def radar(totals: Totals, beside: Sequence[float] | None = None) -> Radar | None:
    """Return the drawing; None for fewer than three pillars or while a pillar's maximum is unknown.

    `beside` are other agencies' mean points by pillar.
    """
    count = len(totals.pillars)
    shares = [pillar.share_percent for pillar in totals.pillars]
    if count < 3 or any(share is None for share in shares):
        return None
    percents = [float(share) for share in shares if share is not None]
    others = [
        100 * points / float(each.pillar.maximum or 1)
        for each, points in zip(totals.pillars, beside or (), strict=False)
    ]
    return Radar(
        axes=tuple(
            _axis(each.pillar.number, at, count, percent)
            for at, (each, percent) in enumerate(zip(totals.pillars, percents, strict=True))
        ),
        rings=tuple(_polygon([float(ring)] * count) for ring in RINGS_PERCENT),
        shape=_polygon(percents),
        beside=_polygon(others) if others else "",
        description="; ".join(
            _("trụ cột %(number)d: %(percent)s")
            % {"number": each.pillar.number, "percent": format_percent(round(percent))}
            for each, percent in zip(totals.pillars, percents, strict=True)
        ),
    )


def _axis(number: int, at: int, count: int, percent: float) -> Axis:
    x, y = _point(at, count, RADIUS)
    label_x, label_y = _point(at, count, LABEL_RADIUS)
    side = label_x - CENTRE
    anchor = "middle" if abs(side) < 5 else "start" if side > 0 else "end"
    return Axis(number, x, y, label_x, label_y, anchor, percent)


def _polygon(percents: Sequence[float]) -> str:
    places = [_point(at, len(percents), RADIUS * each / 100) for at, each in enumerate(percents)]
    return " ".join(f"{x},{y}" for x, y in places)


def _point(at: int, count: int, distance: float) -> tuple[float, float]:
    """Return a place on an axis; the first axis points upwards, the others follow clockwise."""
    angle = 2 * pi * at / count
    return round(CENTRE + distance * sin(angle), 1), round(CENTRE - distance * cos(angle), 1)
