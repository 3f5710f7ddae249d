"""A share from its past into the coming years, with how sure that is. No database, no library, no chance in it.

Method (docs/decisions/0023-forecasts.md): the log-odds of the share follow a straight line, fitted by least squares
in which a point weighs as much as its count of units tells. Into the future the slope fades: each further year keeps
85 % of it, so that what grows never runs off. The interval holds the middle 80 of 100 of 1,000 futures: each draws
every past share anew as its counts allow (beta distribution), fits again, and adds the scatter that the line left,
more of it the further ahead. The draws begin from the points themselves: the same points give the same forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from random import Random

YEAR_DAYS = 365.25
KEPT_OF_SLOPE = 0.85  # a year
DRAWS = 1_000
LOW, HIGH = 0.10, 0.90
HALF = 0.5  # Jeffreys: k + ½ of n + 1, so that none and all have log-odds too
LEAST_POINTS, LEAST_DAYS = 4, 450  # four points over fifteen months
LEAST_UNITS = 5  # of two or three units a share jumps by halves and thirds: no line goes through that
CHANCE_POINTS, CHANCE_UNITS = 5, 10  # with fewer a chance would be a guess


@dataclass(frozen=True)
class Point:
    """k of n at the end of a day; 0 ≤ k ≤ n, n > 0."""

    on: date
    k: int
    n: int

    @property
    def share(self) -> float:
        return self.k / self.n


@dataclass(frozen=True)
class Step:
    """The share expected at the end of a day, and between which shares it lies in 80 of 100 futures; 0 to 1."""

    on: date
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """The coming steps. `chance` that the asked count is reached on the last day, 0 to 1; None: not to be said."""

    steps: tuple[Step, ...]
    chance: float | None = None

    @property
    def last(self) -> Step:
        return self.steps[-1]


def has_history(points: Sequence[Point]) -> bool:
    """Say whether there are enough points, of enough units, to draw a line through."""
    if len(points) < LEAST_POINTS or min(point.n for point in points) < LEAST_UNITS:
        return False
    return (points[-1].on - points[0].on).days >= LEAST_DAYS


def forecast(points: Sequence[Point], days: Sequence[date], *, needed: int | None = None) -> Forecast | None:
    """Return the share on the coming days, oldest first; None where the past does not allow one.

    `points` are oldest first, `days` lie behind the last of them. `needed` is how many of the last point's n are
    asked: with it a chance is said where points, units and the length of the history allow one.
    """
    if not has_history(points) or not days:
        return None
    times = [_years(points[-1].on, point.on) for point in points]
    ahead = [_faded(_years(points[-1].on, day)) for day in days]
    weights = [_weight(point) for point in points]
    seen = [_log_odds((point.k + HALF) / (point.n + 1)) for point in points]
    level, slope = _line(times, seen, weights)
    scatter = _scatter(times, seen, weights, level, slope)
    shaken = [scatter * sqrt(1 + _years(points[-1].on, day)) for day in days]
    futures = _futures(points, times, weights, ahead, shaken)
    steps = []
    for place, day in enumerate(days):
        share = _share(level + slope * ahead[place])
        drawn = sorted(future[place] for future in futures)
        low, high = drawn[int(LOW * DRAWS)], drawn[int(HIGH * DRAWS)]
        steps.append(Step(day, share, min(low, share), max(high, share)))
    chance = None
    if needed is not None and _may_say_chance(points, days[-1]):
        n = points[-1].n
        chance = sum(round(future[-1] * n) >= needed for future in futures) / DRAWS
    return Forecast(tuple(steps), chance)


def _may_say_chance(points: Sequence[Point], until: date) -> bool:
    """The past must be half as long as the future that it is to tell."""
    past, coming = (points[-1].on - points[0].on).days, (until - points[-1].on).days
    return len(points) >= CHANCE_POINTS and points[-1].n >= CHANCE_UNITS and 2 * past >= coming


def _futures(
    points: Sequence[Point],
    times: Sequence[float],
    weights: Sequence[float],
    ahead: Sequence[float],
    shaken: Sequence[float],
) -> list[list[float]]:
    draw = Random("|".join(f"{point.on}:{point.k}/{point.n}" for point in points))  # noqa: S311 - no secret
    found = []
    for _number in range(DRAWS):
        shares = [draw.betavariate(point.k + HALF, point.n - point.k + HALF) for point in points]
        level, slope = _line(times, [_log_odds(share) for share in shares], weights)
        shock = draw.gauss(0, 1)
        steps = zip(ahead, shaken, strict=True)
        found.append([_share(level + slope * step + shock * size) for step, size in steps])
    return found


def _line(times: Sequence[float], values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Return level at time 0 and slope of the weighted least-squares line."""
    total = sum(weights)
    mid_time = sum(w * t for w, t in zip(weights, times, strict=True)) / total
    mid_value = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    spread = sum(w * (t - mid_time) ** 2 for w, t in zip(weights, times, strict=True))
    joint = sum(w * (t - mid_time) * (v - mid_value) for w, t, v in zip(weights, times, values, strict=True))
    slope = joint / spread if spread else 0.0
    return mid_value - slope * mid_time, slope


def _scatter(
    times: Sequence[float], values: Sequence[float], weights: Sequence[float], level: float, slope: float
) -> float:
    """Return by how much points lie beside the line, weighted, as a standard deviation of log-odds."""
    off = [w * (v - level - slope * t) ** 2 for w, t, v in zip(weights, times, values, strict=True)]
    return sqrt(sum(off) / sum(weights) * len(off) / (len(off) - 2))


def _weight(point: Point) -> float:
    share = (point.k + HALF) / (point.n + 1)
    return point.n * share * (1 - share)


def _years(start: date, day: date) -> float:
    return (day - start).days / YEAR_DAYS


def _faded(years: float) -> float:
    """Return how many full years of slope are left of so many fading ones."""
    fading = log(KEPT_OF_SLOPE)
    return (exp(fading * years) - 1) / fading


def _log_odds(share: float) -> float:
    kept = min(max(share, 1e-12), 1 - 1e-12)
    return log(kept / (1 - kept))


def _share(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds)) if log_odds > 0 else exp(log_odds) / (1 + exp(log_odds))
