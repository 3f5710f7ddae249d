"""Keep the operating records in step with the work. Facts may come twice, or late: what stands now is read again."""

from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.accounts.events import WorkChanged
from hoitu.channels import api as channels
from hoitu.channels.data import Publication as Published
from hoitu.channels.events import ReleaseConfirmed, StoryReleased
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.registers.events import RowsChanged
from hoitu.strategy.models import Publication, ServiceTopic, Subject
from hoitu.strategy.operations.refresh import begin_change, records_changed

WHY = "operating records of the agency that the fact names"
RELEASES_PER_JOB = 500
RELEASE = "release:"
TRAINING_BOOKS = ("khoa-hoc", "buoi-hoc", "diem-danh", "ket-qua-hoc")
# The registers from which stored figures are counted; what one body answers for a plan is counted on reading.
BOOKS = (*TRAINING_BOOKS, "he-thong", "ho-so-cap-do", "danh-gia-an-toan", "tu-chu", "giay-phep")


def on_release(fact: StoryReleased | ReleaseConfirmed) -> None:
    """Note what the public has of a release now."""
    note_release(fact.release_id)


@transaction.atomic
def on_rows_changed(fact: RowsChanged) -> None:
    """Let the figures follow a register; a course counts wherever those who took it work."""
    if fact.book not in BOOKS or fact.agency_id is None:
        return
    also = (
        accounts.agencies_sharing_people(agency_id=fact.agency_id) if fact.book in TRAINING_BOOKS else set()
    )
    for agency_id in (fact.agency_id, *sorted(also)):
        records_changed(agency_id, counter="registers_version")


@transaction.atomic
def on_work_changed(fact: WorkChanged) -> None:
    """Let the figures follow who works for an agency."""
    if fact.agency_id is not None:
        records_changed(fact.agency_id, counter="registers_version")


def note_release(release_id: UUID) -> bool:
    """Add a version of the release's record when something about it changed; return whether it did."""
    published = channels.publication(release_id=release_id)
    if published is None:
        return False
    with transaction.atomic():
        key = f"{RELEASE}{release_id}"
        last = (
            Publication.objects.for_agency(published.agency_id)
            .select_for_update()
            .filter(key=key, superseded_at=None)
            .first()
        )
        values = _values(published)
        if last is not None and all(getattr(last, name) == value for name, value in values.items()):
            return False
        now = begin_change()
        if last is not None:
            last.superseded_at = now
            last.save(update_fields=["superseded_at"])
        Publication.objects.create(
            agency_id=published.agency_id, key=key, recorded_at=now, superseded_at=None, **values
        )
        records_changed(published.agency_id)
        notify_live(published.agency_id, "strategy", key)
    return True


def note_everything(*, after: UUID | None = None) -> None:
    """Take in what was published before this room was built, one piece after the other."""
    ids = channels.releases_ever_out(after=after, limit=RELEASES_PER_JOB)
    for release_id in ids:
        note_release(release_id)
    if len(ids) == RELEASES_PER_JOB:
        later("strategy.note_everything", queue="reports", lock="strategy:past", after=str(ids[-1]))


def note_agency(agency_id: UUID, *, after: str = "") -> None:
    """Read every release of an agency again, because its topics serve other public services than before."""
    keys = list(
        Publication.objects.for_agency(agency_id)
        .filter(superseded_at=None, key__startswith=RELEASE, key__gt=after)
        .order_by("key")
        .values_list("key", flat=True)[:RELEASES_PER_JOB]
    )
    for key in keys:
        note_release(UUID(key.removeprefix(RELEASE)))
    if len(keys) == RELEASES_PER_JOB:
        lock = f"strategy:agency:{agency_id}"
        later("strategy.note_agency", queue="reports", lock=lock, agency_id=str(agency_id), after=keys[-1])


def _subject(published: Published) -> str:
    """Return the public service that the item serves: the first of its topics' in the order of the plans' words."""
    if published.source_credit:
        return ""  # somebody else's item
    rows = ServiceTopic.objects.for_agency(published.agency_id).filter(topic_id__in=published.topic_ids)
    served = set(rows.values_list("subject", flat=True))
    return next((one for one in Subject.values if one in served), "")


def _values(published: Published) -> dict[str, object]:
    by_hand = published.by_hand
    return {
        "root": f"story:{published.story_id}",
        "title": published.title,
        "url": published.url,
        "platform": published.channel_name,
        "medium": published.medium,
        "is_domestic": published.is_domestic,
        "subject": _subject(published),
        "provenance": Publication.Provenance.DECLARED if by_hand else Publication.Provenance.COMPUTED,
        "published_at": published.published_at,
        "removed_at": published.removed_at,
        "confirmed_at": published.confirmed_at,
    }
