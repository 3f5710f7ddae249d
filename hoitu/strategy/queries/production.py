"""What an agency published in a stretch of time. Every number here is the length of the list behind it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.figures import Window
from hoitu.strategy.models import Publication

DIGITAL = ("web", "social")


class Part(StrEnum):
    """One way to count what was published."""

    ITEMS = "items"  # stories that came out for the first time
    RELEASES = "releases"  # every story on every platform
    WEB = "web"
    PRINT = "print"
    RADIO = "radio"
    TV = "tv"
    SOCIAL = "social"
    DOMESTIC = "domestic"  # releases on domestic digital platforms
    DIGITAL = "digital"
    SEVERAL_MEDIA = "several_media"  # stories that came out in two kinds of media or more
    REMOVED = "removed"  # releases taken down again


def published(
    agency_id: UUID, window: Window, part: Part, *, known_at: datetime | None = None
) -> ScopedQuerySet[Publication]:
    """Return exactly the publications that a part counts, newest first; of a story counted once, its first."""
    rows = _known(agency_id, known_at)
    within = Q(published_at__gte=window.start, published_at__lt=window.end)
    if part is Part.REMOVED:
        found = rows.filter(removed_at__gte=window.start, removed_at__lt=window.end)
    elif part is Part.ITEMS:
        found = rows.filter(pk__in=_first_of_each(rows)).filter(within)
    elif part is Part.SEVERAL_MEDIA:
        several = (
            rows.filter(within)
            .values("root")
            .annotate(media=Count("medium", distinct=True))
            .filter(media__gte=2)
        )
        found = rows.filter(pk__in=_first_of_each(rows.filter(within, root__in=several.values("root"))))
    elif part is Part.RELEASES:
        found = rows.filter(within)
    elif part is Part.DIGITAL:
        found = rows.filter(within, medium__in=DIGITAL)
    elif part is Part.DOMESTIC:
        found = rows.filter(within, medium__in=DIGITAL, is_domestic=True)
    else:
        found = rows.filter(within, medium=part.value)
    return found.order_by("-published_at", "pk")


def first_publication(agency_id: UUID) -> datetime | None:
    """Return when the first record of the agency was published: before that the records say nothing."""
    first: datetime | None = _known(agency_id, None).aggregate(first=Min("published_at"))["first"]
    return first


def _first_of_each(rows: ScopedQuerySet[Publication]) -> "QuerySet[Publication, Any]":
    return rows.order_by("root", "published_at", "pk").distinct("root").values("pk")


def _known(agency_id: UUID, known_at: datetime | None) -> ScopedQuerySet[Publication]:
    rows = Publication.objects.for_agency(agency_id)
    if known_at is None:
        return rows.filter(superseded_at=None)
    return rows.filter(recorded_at__lte=known_at).exclude(superseded_at__lte=known_at)
