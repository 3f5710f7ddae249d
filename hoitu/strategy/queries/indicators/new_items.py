"""IND-09: new items for political tasks, defence of the fatherland and essential information, year on year.

New is a story of the agency's own, in its first year of publication, whose topic a person put under one of these
services. The same story counts once, however often and wherever it is published. Texts that resemble older ones are
not found yet. The plans print two baselines, the year before and 2020: both are always counted.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure, Window
from hoitu.strategy.models import Publication
from hoitu.strategy.policies.passing import grew
from hoitu.strategy.queries.indicators import published

INDICATOR = "IND-09"
UNITS = (Unit.GROWTH_A_YEAR, Unit.GROWTH_SINCE_BASE_YEAR)
BASE_YEAR = 2020
RULES = COUNTING_RULES = (published.REMOVED_WITHIN,)
PARTS = {
    "year": gettext_lazy("Tin, bài mới trong năm"),
    "year_before": gettext_lazy("Tin, bài mới của năm trước"),
    "base": gettext_lazy("Tin, bài mới của năm 2020"),
}
ROWS_HAVE_RECORDED_TIME = True

TALLIES = """
SELECT agency_id, extract(year FROM first AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year, count(*), max(provenance)
FROM (
    SELECT agency_id, root, min(published_at) AS first, max(provenance) AS provenance
    FROM {rows} GROUP BY agency_id, root
) AS stories
GROUP BY agency_id, year
"""


def spans(until: datetime) -> dict[str, Window]:
    """Return the year up to an instant, the whole year before it, and the fixed base year."""
    year = clock.local(until - timedelta(microseconds=1)).year
    return {
        "year": Window(_new_year(year), until),
        "year_before": Window(_new_year(year - 1), _new_year(year)),
        "base": Window(_new_year(BASE_YEAR), _new_year(BASE_YEAR + 1)),
    }


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's new items of the year and of both baselines; a year without any is left out.

    Nothing in a baseline year is no zero: records of that time may be elsewhere.
    """
    years = {part: clock.local(span.start).year for part, span in spans(question.until).items()}
    rows = published.select(
        TALLIES,
        _of_services(question).filter(agency_id__in=agency_ids),
        "agency_id", "root", "published_at", "provenance",
    )  # fmt: skip
    counts: dict[UUID, dict[int, tuple[int, str]]] = {}
    for agency_id, year, records, provenance in rows:
        if year in years.values():
            counts.setdefault(agency_id, {})[year] = (records, provenance)
    return {agency_id: _tally(found, years) for agency_id, found in counts.items()}


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the first publication of each new story of a part, newest first."""
    rows = _of_services(question).filter(agency_id=agency_id)
    span = spans(question.until)[part]
    new = rows.order_by().values("root").annotate(first=Min("published_at"))
    new = new.filter(first__gte=span.start, first__lt=span.end)
    first = rows.filter(root__in=new.values("root")).order_by("root", "published_at", "pk").distinct("root")
    counted = Publication.objects.unscoped(why=published.WHY).filter(pk__in=first.values("pk"))
    return Lines(counted.order_by("-published_at", "pk"), published.as_line)


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Compare the year with the baseline that the target names; the other one stands beside it."""
    if tally is None:
        return UnitFigure(None, reason=_("Chưa có tin, bài nào được người xếp vào nhiệm vụ này."))
    parts, chosen = tally.parts, baseline(asked)
    both = [
        _("so với %(year)s: %(words)s") % {"year": _name(key), "words": _growth(parts, key)}
        for key in ("year_before", "base")
    ]
    reason = _("%(n)d tin, bài mới; %(both)s.") % {"n": parts["year"], "both": "; ".join(both)}
    passes = None
    if asked is not None and asked.value is not None and chosen in parts:
        passes = grew(before=parts[chosen], after=parts["year"], percent=asked.value)
    return UnitFigure(passes, parts, (), asked.value or 0 if asked else 0, tally.provenance, reason)


def baseline(asked: Asked | None) -> str:
    """Return the part with which a measure compares the year: a fixed year where its plan names one."""
    return "base" if asked is not None and asked.unit == "growth_since_base_year" else "year_before"


def _tally(found: dict[int, tuple[int, str]], years: dict[str, int]) -> Tally:
    parts = {part: found[year][0] for part, year in years.items() if year in found}
    return Tally({"year": 0} | parts, max(provenance for _records, provenance in found.values()))


def _name(key: str) -> str:
    return _("năm trước") if key == "year_before" else _("năm 2020")


def _growth(parts: Mapping[str, int], key: str) -> str:
    before = parts.get(key, 0)
    if not before:
        return _("chưa có số liệu")
    return _("%(change)+d %% (từ %(before)d)") % {
        "change": round(100 * (parts["year"] - before) / before),
        "before": before,
    }


def _of_services(question: Question) -> ScopedQuerySet[Publication]:
    return published.counting(question).exclude(subject="")


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=clock.VIETNAM)
