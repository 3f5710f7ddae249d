"""What was published in a month. Every number is the length of the list that it opens."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.clock import VIETNAM
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold
from hoitu.oversight.data import Shown
from hoitu.oversight.models import Item, Source

WHY = "the agencies were found by what the actor may look at"
NOT_THERE = (404, 410, 0)


class Part(StrEnum):
    """One way to count items."""

    ALL = "tat-ca"
    COPIES = "trung"
    FIRST = "bi-trung"
    CHANGED = "da-sua"
    NOTICES = "cai-chinh"
    GONE = "da-go"
    BROKEN = "hong"
    SUSPECTS = "chinh-ta"


CONDITIONS: Mapping[Part, Q] = {
    Part.ALL: Q(),
    Part.COPIES: Q(first__isnull=False),
    Part.FIRST: Q(copies__isnull=False),
    Part.CHANGED: Q(changed_at__isnull=False),
    Part.NOTICES: Q(is_notice=True),
    Part.GONE: Q(gone_at__isnull=False),
    Part.BROKEN: Q(link_status__in=NOT_THERE) | Q(link_status__gte=500),
    Part.SUSPECTS: ~Q(suspects=[]),
}
PART_WORDS = {
    Part.ALL: _("Tin, bài đã đăng"),
    Part.COPIES: _("Trùng với cơ quan khác đăng trước"),
    Part.FIRST: _("Cơ quan khác đăng lại"),
    Part.CHANGED: _("Đã sửa tít, tóm tắt"),
    Part.NOTICES: _("Đính chính, cải chính"),
    Part.GONE: _("Không còn trên trang"),
    Part.BROKEN: _("Đường dẫn hỏng"),
    Part.SUSPECTS: _("Có chữ ngờ sai chính tả"),
}


@dataclass(frozen=True)
class Search:
    """What a list of items is narrowed to. `day` counts within the month, None is the whole month."""

    month: date
    part: Part = Part.ALL
    section: str | None = None
    day: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Tally:
    """One agency's month. `checked` is how many items had their link asked for."""

    agency_id: UUID
    counts: Mapping[Part, int] = field(default_factory=dict)
    checked: int = 0
    sketched: int = 0

    @property
    def items(self) -> int:
        return self.counts.get(Part.ALL, 0)

    @property
    def changed(self) -> int:
        return self.counts.get(Part.CHANGED, 0)

    @property
    def notices(self) -> int:
        return self.counts.get(Part.NOTICES, 0)

    @property
    def gone(self) -> int:
        return self.counts.get(Part.GONE, 0)

    @property
    def suspects(self) -> int:
        return self.counts.get(Part.SUSPECTS, 0)

    @property
    def original_percent(self) -> int | None:
        """Share, 0–100 cut, of the items long enough to compare that nobody else had before."""
        return 100 * (self.sketched - self.counts[Part.COPIES]) // self.sketched if self.sketched else None


def bounds(month: date) -> tuple[datetime, datetime]:
    """Return the instants between which a month lies in Vietnam, the second one outside."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), VIETNAM), datetime.combine(after, time(), VIETNAM)


def items(agency_ids: Collection[UUID], search: Search) -> ScopedQuerySet[Item]:
    """Return the items that a number counts, newest first."""
    start, end = bounds(search.month)
    rows = Item.objects.unscoped(why=WHY).filter(
        CONDITIONS[search.part], agency_id__in=agency_ids, published_at__gte=start, published_at__lt=end
    )
    if search.section is not None:
        rows = rows.filter(section=search.section)
    if search.day is not None:
        begins = datetime.combine(search.day, time(), VIETNAM)
        rows = rows.filter(published_at__gte=begins, published_at__lt=begins + timedelta(days=1))
    for word in fold(search.words).split():
        rows = rows.filter(folded__contains=word)
    return (rows.distinct() if search.part is Part.FIRST else rows).order_by("-published_at", "pk")


def tallies(agency_ids: Collection[UUID], month: date) -> dict[UUID, Tally]:
    """Count the month of every agency in one query; an agency without items has zeros."""
    start, end = bounds(month)
    rows = (
        Item.objects.unscoped(why=WHY)
        .filter(agency_id__in=agency_ids, published_at__gte=start, published_at__lt=end)
        .values("agency_id")
        .order_by("agency_id")
        .annotate(
            **{
                part.name: Count("pk", filter=condition or None, distinct=True)
                for part, condition in CONDITIONS.items()
            },
            checked=Count("pk", filter=Q(link_status__isnull=False), distinct=True),
            sketched=Count("pk", filter=~Q(bands=[]), distinct=True),
        )
    )
    found = {agency_id: Tally(agency_id, dict.fromkeys(Part, 0)) for agency_id in agency_ids}
    for row in rows:
        named: Mapping[str, int] = {name: value for name, value in row.items() if isinstance(value, int)}
        counts = {part: named[part.name] for part in Part}
        found[row["agency_id"]] = Tally(row["agency_id"], counts, row["checked"], row["sketched"])
    return found


def latest(*, agency_id: UUID, limit: int) -> list[Shown]:
    """Return an agency's newest items that are still there."""
    rows = Item.objects.for_agency(agency_id).filter(gone_at=None).order_by("-published_at", "pk")[:limit]
    return [Shown(row.pk, row.title, row.summary, row.published_at) for row in rows]


def by_section(agency_id: UUID, month: date) -> list[tuple[str, int]]:
    """Return the sections of a month with their counts, the biggest first; "" stands for none given."""
    rows = items([agency_id], Search(month)).order_by().values_list("section")
    counted = rows.annotate(n=Count("pk"))
    return sorted(((section, n) for section, n in counted), key=lambda pair: (-pair[1], pair[0]))


def by_day(agency_ids: Collection[UUID], month: date) -> list[tuple[date, int]]:
    """Return every day of a month up to today with its count."""
    rows = items(agency_ids, Search(month)).order_by().annotate(day=TruncDate("published_at", tzinfo=VIETNAM))
    counts = Counter(dict(rows.values_list("day").annotate(n=Count("pk"))))
    start, end = (clock.local(at).date() for at in bounds(month))
    last = min(end, clock.today() + timedelta(days=1))
    return [(day, counts[day]) for at in range((last - start).days) for day in [start + timedelta(days=at)]]


def sources_of(agency_ids: Collection[UUID]) -> ScopedQuerySet[Source]:
    """Return the watched sources of these agencies."""
    rows = Source.objects.unscoped(why=WHY).filter(agency_id__in=agency_ids).select_related("agency")
    return rows.order_by("agency__sort_key", "label")
