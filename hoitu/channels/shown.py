"""The files that a release shows: may they go out there, then?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.channels.data import Action
from hoitu.channels.models import ChannelRow, DeliveryRow, Release
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
    )


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
    todo = _("Hãy thay tệp, sửa quyền trong kho, hoặc nhờ lãnh đạo, thư ký tòa soạn cho dùng.")
    return f"{_('Quyền sử dụng không cho phát.')} {named} {todo}"
