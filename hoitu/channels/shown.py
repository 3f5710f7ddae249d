"""The files that a release shows: may they go out there, then?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.channels.data import Action, ReleaseState
from hoitu.channels.models import ChannelRow, DeliveryRow, Release
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.media import api as media
from hoitu.media.data import FileForRelease, Place
from hoitu.stories import api as stories

PLACES = {
    ChannelRow.Medium.WEB: Place.WEB,
    ChannelRow.Medium.PRINT: Place.PRINT,
    ChannelRow.Medium.RADIO: Place.BROADCAST,
    ChannelRow.Medium.TV: Place.BROADCAST,
    ChannelRow.Medium.SOCIAL: Place.SOCIAL,
    ChannelRow.Medium.WIRE: Place.WIRE,
}


def place_of(channel: ChannelRow) -> Place:
    """Return the place of use that a channel is; what is pushed to others is exchange, whatever its medium."""
    if channel.kind == ChannelRow.Kind.NINJS:
        return Place.WIRE
    return PLACES.get(ChannelRow.Medium(channel.medium), Place.WEB)


def files_of(
    release: Release, *, revision_id: UUID | None = None, at: datetime | None = None
) -> list[FileForRelease]:
    """Return the files of a release's revision with whether they may go out on its channel."""
    wanted = revision_id or release.revision_id
    if wanted is None:
        return []
    return media.files_for_release(
        agency_id=release.agency_id,
        asset_ids=stories.shown_assets(revision_id=wanted),
        place=place_of(release.channel),
        key=release.key,
        at=at,
        said=stories.said_in(revision_id=wanted),
    )


def files_of_releases(*, actor: Actor, story_id: UUID) -> dict[UUID, list[FileForRelease]]:
    """Return, for each release of the story that has a revision, its files as they may be used there now.

    What waits for its time is asked at that time. Raises `NotFound`.
    """
    stories.story_card(actor=actor, story_id=story_id)
    rows = Release.objects.for_agency(actor.agency).filter(story_id=story_id).select_related("channel")
    shown = rows.exclude(state__in=[ReleaseState.CANCELLED, ReleaseState.WITHDRAWN])
    return {row.pk: files_of(row, at=_asked_at(row)) for row in shown if row.revision_id}


def _asked_at(release: Release) -> datetime:
    due_at = max(filter(None, [release.due_at, release.embargo_until]), default=None)
    waits = release.state == ReleaseState.ARMED and due_at is not None
    return max(due_at, clock.now()) if waits and due_at else clock.now()


def stopping(row: DeliveryRow) -> str:
    """Return why rights stop a delivery, "" when they do not.

    A withdrawal is never stopped. A correction is not stopped by files that stand there already: what is wrong must
    be put right at once, and the report of ended rights names those files.
    """
    if row.action == Action.WITHDRAW:
        return ""
    files = files_of(row.release, revision_id=row.revision_id)
    if row.action == Action.CORRECT and any(file.is_stopped for file in files):
        there = {
            use.asset_id
            for use in media.uses_of(
                agency_id=row.release.agency_id, asset_ids=[file.asset_id for file in files], open_only=True
            )
            if use.key == row.release.key
        }
        files = [file for file in files if file.asset_id not in there]
    return sentence_of(files)


def sentence_of(files: Sequence[FileForRelease]) -> str:
    """Return one text naming each stopped file, why, and what to do; "" when none is stopped."""
    stopped = [file for file in files if file.is_stopped]
    if not stopped:
        return ""
    named = " ".join(f"“{file.name}”: {file.usability.sentence}" for file in stopped)
    if all(media.lacks_words_only(file.usability) for file in stopped):
        why = _("Tệp chưa ghi đủ thông tin để phát.")
        todo = _("Hãy ghi cho đủ trong kho, hoặc nhờ lãnh đạo, thư ký tòa soạn cho dùng.")
        return f"{why} {named} {todo}"
    todo = _("Hãy thay tệp, sửa quyền trong kho, hoặc nhờ lãnh đạo, thư ký tòa soạn cho dùng.")
    return f"{_('Quyền sử dụng không cho phát.')} {named} {todo}"
