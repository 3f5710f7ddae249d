"""Keep the operating records in step with the work. Facts may come twice, or late: what stands now is read again."""

from uuid import UUID

from django.db import transaction

from hoitu.channels import api as channels
from hoitu.channels.data import Publication as Published
from hoitu.channels.events import ReleaseConfirmed, StoryReleased
from hoitu.kernel import clock
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.strategy.models import Publication

WHY = "operating records of the agency that the fact names"
RELEASES_PER_JOB = 500


def on_release(fact: StoryReleased | ReleaseConfirmed) -> None:
    """Note what the public has of a release now."""
    note_release(fact.release_id)


def note_release(release_id: UUID) -> bool:
    """Add a version of the release's record when something about it changed; return whether it did."""
    published = channels.publication(release_id=release_id)
    if published is None:
        return False
    with transaction.atomic():
        key = f"release:{release_id}"
        last = (
            Publication.objects.for_agency(published.agency_id)
            .select_for_update()
            .filter(key=key, superseded_at=None)
            .first()
        )
        values = _values(published)
        if last is not None and all(getattr(last, name) == value for name, value in values.items()):
            return False
        now = clock.now()
        if last is not None:
            last.superseded_at = now
            last.save(update_fields=["superseded_at"])
        Publication.objects.create(
            agency_id=published.agency_id, key=key, recorded_at=now, superseded_at=None, **values
        )
        notify_live(published.agency_id, "strategy", key)
    return True


def note_everything(*, after: UUID | None = None) -> None:
    """Take in what was published before this room was built, one piece after the other."""
    ids = channels.releases_ever_out(after=after, limit=RELEASES_PER_JOB)
    for release_id in ids:
        note_release(release_id)
    if len(ids) == RELEASES_PER_JOB:
        later("strategy.note_everything", queue="reports", lock="strategy:past", after=str(ids[-1]))


def _values(published: Published) -> dict[str, object]:
    by_hand = published.by_hand
    return {
        "root": f"story:{published.story_id}",
        "title": published.title,
        "url": published.url,
        "platform": published.channel_name,
        "medium": published.medium,
        "is_domestic": published.is_domestic,
        "provenance": Publication.Provenance.DECLARED if by_hand else Publication.Provenance.COMPUTED,
        "published_at": published.published_at,
        "removed_at": published.removed_at,
        "confirmed_at": published.confirmed_at,
    }
