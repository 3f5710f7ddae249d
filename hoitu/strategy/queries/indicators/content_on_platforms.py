"""IND-01: which agencies bring their content to digital platforms.

An agency passes if in each of the last three months it has enough confirmed publications on one digital platform,
and one of its platforms is domestic. Confirmed means: read back from its public address.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models import Count as CountOf
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.registers import api as registers
from hoitu.strategy.figures import Count, UnitFigure, Window
from hoitu.strategy.models import Publication

INDICATOR = "IND-01"
MONTHS = 3
DIGITAL = ("web", "social")
WHY = "the state side counts what is published"


def windows(until: datetime) -> list[Window]:
    """Return the three months that end at an instant, the oldest first."""
    edges = [_months_before(until, months) for months in range(MONTHS, -1, -1)]
    return [Window(start, end) for start, end in pairwise(edges)]


def counted(
    agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
) -> ScopedQuerySet[Publication]:
    """Return exactly the publications that the figures count, as they were known at `known_at` (None: now).

    What was taken down within a day does not count. The same story on the same platform counts once: its first.
    """
    known = Publication.objects.unscoped(why=WHY).filter(agency_id__in=agency_ids)
    if known_at is None:
        known = known.filter(superseded_at=None)
    else:
        known = known.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
    at_least = timedelta(hours=_rule("removed_within_hours", until))
    stayed = Q(removed_at=None) | Q(removed_at__gte=F("published_at") + at_least)
    spans = windows(until)
    once = known.filter(
        stayed,
        medium__in=DIGITAL,
        confirmed_at__isnull=False,
        published_at__gte=spans[0].start,
        published_at__lt=until,
    )
    first = once.order_by("agency_id", "platform", "root", "published_at", "pk")
    ids = first.distinct("agency_id", "platform", "root").values("pk")
    return Publication.objects.unscoped(why=WHY).filter(pk__in=ids)


def figures(
    agency_ids: Collection[UUID], *, until: datetime, known_at: datetime | None = None
) -> dict[UUID, UnitFigure]:
    """Return each agency's figure as of `until`; an agency without a confirmed publication has no data."""
    spans = windows(until)
    month = Case(
        *(
            When(published_at__gte=span.start, published_at__lt=span.end, then=Value(at))
            for at, span in enumerate(spans)
        ),
        output_field=IntegerField(),
    )
    rows = (
        counted(agency_ids, until=until, known_at=known_at)
        .annotate(month=month)
        .values("agency_id", "month", "platform", "is_domestic")
        .annotate(records=CountOf("pk"))
        .order_by("month", "platform")
    )
    found: dict[UUID, list[Count]] = {}
    for row in rows:
        count = Count(spans[row["month"]], row["platform"], row["is_domestic"], row["records"])
        found.setdefault(row["agency_id"], []).append(count)
    magazines = registers.magazines(organisation_ids=agency_ids, on=clock.local(until).date())
    few, many = _rule("items_a_month_magazine", until), _rule("items_a_month", until)
    return {
        agency_id: figure(found.get(agency_id, ()), spans, least=few if agency_id in magazines else many)
        for agency_id in agency_ids
    }


def figure(counts: Iterable[Count], spans: Collection[Window], *, least: int) -> UnitFigure:
    """Judge one agency by its counts: `least` publications on one platform in each window, one platform domestic."""
    counts = tuple(counts)
    if not counts:
        return UnitFigure(None, least=least, reason=_("Chưa có tin, bài nào được xác nhận trên nền tảng số."))
    best = [max((c.records for c in counts if c.window == span), default=0) for span in spans]
    short = sum(1 for records in best if records < least)
    domestic = any(count.is_domestic for count in counts)
    if short:
        reason = _("%(short)d trong %(of)d tháng chưa đủ %(least)d tin, bài trên một nền tảng.") % {
            "short": short,
            "of": len(best),
            "least": least,
        }
    elif not domestic:
        reason = _("Chưa có nền tảng trong nước nào.")
    else:
        reason = _("Cả %(of)d tháng đều có từ %(least)d tin, bài trên một nền tảng.") % {
            "of": len(best),
            "least": least,
        }
    return UnitFigure(not short and domestic, counts, least, Publication.Provenance.COMPUTED, reason)


def _rule(name: str, until: datetime) -> int:
    return registers.legal_rule(key=f"strategy.ind01.{name}", on=clock.local(until).date()).integer()


def _months_before(at: datetime, months: int) -> datetime:
    """Return the same local day and hour some months earlier; the month's last day where it has no such day."""
    local = clock.local(at)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
