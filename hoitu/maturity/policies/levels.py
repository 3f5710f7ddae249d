"""From a total to a level, also while some thresholds are not known."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from hoitu.maturity.data import Band, Level


def level_of(points: Decimal, bands: Sequence[Band]) -> Level:
    """Return which level the total means; all that are possible where a threshold between them is unknown.

    `bands` stand in ascending order; the first known floor that is not above the total and the next one that is
    above it enclose the answer.
    """
    lowest, after = 0, len(bands)
    for at, band in enumerate(bands):
        if band.floor is None:
            continue
        if band.floor <= points:
            lowest = at
        else:
            after = at
            break
    return Level(tuple(bands[lowest:after]))


def problem_with_bands(bands: Sequence[Band], *, total: Decimal | None) -> str:
    """Return what is wrong with a list of levels, "" when they can be used: from 0 upwards, each above the last."""
    if not bands or any(not band.name.strip() for band in bands):
        return _("Cần tên của từng mức.")
    if bands[0].floor != 0:
        return _("Mức thấp nhất phải bắt đầu từ 0 điểm.")
    floors = [band.floor for band in bands if band.floor is not None]
    if any(above <= below for below, above in pairwise(floors)):
        return _("Ngưỡng phải tăng dần, không trùng nhau.")
    if total is not None and floors[-1] > total:
        return _("Ngưỡng không được vượt tổng điểm.")
    return ""
