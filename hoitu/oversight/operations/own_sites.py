"""Items of the sites of this installation: read from what is published, nothing is fetched."""

from uuid import UUID

from hoitu.channels import api as channels
from hoitu.channels.events import StoryReleased
from hoitu.kernel.jobs import later
from hoitu.oversight.data import SeenItem
from hoitu.oversight.models import Item, Source
from hoitu.oversight.operations.complaints import on_corrected
from hoitu.oversight.operations.take import take

RELEASES_PER_JOB = 200


def on_story_released(fact: StoryReleased) -> None:
    """Note what readers see of a story now. The fact may come twice or late: what stands is read again."""
    note_release(fact.release_id)
    if fact.action == "correct" and fact.agency_id is not None:
        on_corrected(agency_id=fact.agency_id, story_id=fact.story_id, where=fact.url)


def note_release(release_id: UUID) -> None:
    """Take in one release on a website of this installation; others are not public pages of ours."""
    published = channels.publication(release_id=release_id)
    if published is None or published.medium != "web" or published.by_hand:
        return
    source, _made = Source.objects.for_agency(published.agency_id).get_or_create(
        agency_id=published.agency_id, url="", defaults={"label": published.channel_name[:150]}
    )
    guid = f"release:{release_id}"
    take(
        source,
        [
            SeenItem(
                guid=guid,
                url=published.url,
                title=published.title,
                summary=published.standfirst,
                section=published.section,
                published_at=published.published_at,
                story_id=published.story_id,
            )
        ],
    )
    rows = Item.objects.for_agency(published.agency_id).filter(source=source, url=published.url)
    rows = rows.filter(story_id=published.story_id)
    rows.update(gone_at=published.removed_at)
    if published.is_corrected:
        rows.update(is_notice=True)


def note_everything(*, after: UUID | None = None) -> None:
    """Take in what was published before this room was built, one piece after the other."""
    ids = channels.releases_ever_out(after=after, limit=RELEASES_PER_JOB)
    for release_id in ids:
        note_release(release_id)
    if len(ids) == RELEASES_PER_JOB:
        later("oversight.note_everything", queue="reports", lock="oversight:past", after=str(ids[-1]))
