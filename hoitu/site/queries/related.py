"""Stories that belong together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.site.models import Entry, Listing, Site

WHY = "lists of one site"


def related_stories(
    site: Site, keys: Sequence[str], *, own: UUID, before: datetime, limit: int = 4
) -> list[UUID]:
    """Return older live stories that share lists with a story: topics and tags weigh more than the section.

    Only older ones, so that a page, once baked, stays as it is when newer stories arrive.
    """
    weights = {"topic": 3.0, "tag": 2.0, "author": 0.5, "section": 1.0}
    wanted = Q()
    for key in keys:
        kind, _, slug = key.partition(":")
        if kind in weights and slug:
            wanted |= Q(kind=kind, slug=slug)
    if not wanted:
        return []
    scores: dict[UUID, float] = {}
    newest: dict[UUID, datetime] = {}
    for listing in Listing.objects.unscoped(why=WHY).filter(wanted, site=site):
        entries = (
            Entry.objects.unscoped(why=WHY)
            .filter(listing=listing, is_live=True, published_at__lte=before)
            .order_by("-published_at", "-position")
        )
        rows = list(entries.values_list("article__story_id", "published_at")[:24])
        for rank, (story_id, published_at) in enumerate(rows):
            if story_id != own:
                scores[story_id] = scores.get(story_id, 0.0) + weights[listing.kind] * (1 - rank / 100)
                newest[story_id] = published_at
    return sorted(scores, key=lambda story_id: (scores[story_id], newest[story_id]), reverse=True)[:limit]
