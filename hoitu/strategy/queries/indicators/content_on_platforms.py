"""IND-01: which agencies bring their content to digital platforms.

An agency passes if in each of the last three months it has enough confirmed publications on one digital platform,
and one of its platforms is domestic. Confirmed means: read back from its public address.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel import clock
from hoitu.kernel.months import months_before
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Count, Lines, Question, Tally, UnitFigure, Window
from hoitu.strategy.models import Publication
from hoitu.strategy.queries.indicators import published

INDICATOR = "IND-01"
UNITS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS)
MONTHS = 3
DIGITAL = ("web", "social")
MANY, FEW = "strategy.ind01.items_a_month", "strategy.ind01.items_a_month_magazine"
RULES = (published.REMOVED_WITHIN, MANY, FEW)
COUNTING_RULES = (published.REMOVED_WITHIN,)
PARTS = {"counted": gettext_lazy("Tin, bài đã xác nhận trên nền tảng số")}
ROWS_HAVE_RECORDED_TIME = True

# The same story on the same platform counts once: the first time. Its window is that of the first time.
TALLIES = """
SELECT agency_id, width_bucket(first, %(edges)s) AS month, platform, is_domestic, count(*), max(provenance)
FROM (
    SELECT agency_id, platform, root, min(published_at) AS first, bool_or(is_domestic) AS is_domestic,
           max(provenance) AS provenance
    FROM {rows} GROUP BY agency_id, platform, root
) AS once
GROUP BY agency_id, month, platform, is_domestic ORDER BY agency_id, month, platform, is_domestic
"""


def windows(until: datetime) -> list[Window]:
    """Return the three months that end at an instant, the oldest first."""
    local = clock.local(until)
    edges = [months_before(local, months) for months in range(MONTHS, -1, -1)]
    return [Window(start, end) for start, end in pairwise(edges)]


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's publications of the three months by month and platform."""
    spans = windows(question.until)
    rows = published.select(
        TALLIES,
        _digital(question).filter(agency_id__in=agency_ids),
        "agency_id", "platform", "root", "published_at", "is_domestic", "provenance",
        edges=[span.start for span in spans],
    )  # fmt: skip
    counts: dict[UUID, list[Count]] = {}
    weakest: dict[UUID, str] = {}
    for agency_id, month, platform, is_domestic, records, provenance in rows:
        counts.setdefault(agency_id, []).append(Count(spans[month - 1], platform, is_domestic, records))
        weakest[agency_id] = max(weakest.get(agency_id, ""), provenance)
    return {
        agency_id: Tally({"counted": sum(one.records for one in found)}, weakest[agency_id], tuple(found))
        for agency_id, found in counts.items()
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the publications that one agency's tally counts, newest first."""
    rows = _digital(question).filter(agency_id=agency_id)
    first = rows.order_by("platform", "root", "published_at", "pk").distinct("platform", "root")
    counted = Publication.objects.unscoped(why=published.WHY).filter(pk__in=first.values("pk"))
    return Lines(counted.order_by("-published_at", "pk"), published.as_line)


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Ask for enough publications on one platform in each month, and for one domestic platform."""
    least = basis.rules[FEW if agency_id in basis.magazines else MANY]
    if tally is None:
        return UnitFigure(None, least=least, reason=_("Chưa có tin, bài nào được xác nhận trên nền tảng số."))
    best = _best_by_month(tally.detail)
    short = sum(1 for records in best if records < least)
    domestic = any(count.is_domestic for count in tally.detail)
    if short:
        reason = _("%(short)d trong %(of)d tháng chưa đủ %(least)d tin, bài trên một nền tảng.") % {
            "short": short,
            "of": MONTHS,
            "least": least,
        }
    elif not domestic:
        reason = _("Chưa có nền tảng trong nước nào.")
    else:
        reason = _("Cả %(of)d tháng đều có từ %(least)d tin, bài trên một nền tảng.") % {
            "of": MONTHS,
            "least": least,
        }
    return UnitFigure(not short and domestic, tally.parts, tally.detail, least, tally.provenance, reason)


def _best_by_month(counts: Iterable[Count]) -> list[int]:
    """Return the most publications on one platform for each month; a month without any is not in the counts."""
    best: dict[tuple[datetime, str], int] = {}
    for one in counts:  # a platform that changed hands has a line for each
        key = (one.window.start, one.platform)
        best[key] = best.get(key, 0) + one.records
    months: dict[datetime, int] = {}
    for (start, _platform), records in best.items():
        months[start] = max(months.get(start, 0), records)
    return [*months.values(), *[0] * (MONTHS - len(months))]


def _digital(question: Question) -> ScopedQuerySet[Publication]:
    start = windows(question.until)[0].start
    return published.counting(question).filter(medium__in=DIGITAL, published_at__gte=start)
