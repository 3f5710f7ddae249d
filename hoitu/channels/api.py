"""The front door of the channels room."""

from hoitu.channels.data import DeliveryFailed
from hoitu.channels.operations.channels import save_channel
from hoitu.channels.operations.follow import (
    on_stories_imported,
    on_story_approved,
    on_story_restored,
    on_story_withdrawn,
)
from hoitu.channels.operations.plan import AlreadyOut, cancel_release, plan_release
from hoitu.channels.operations.record import record_by_hand
from hoitu.channels.operations.rights import let_files_go, withdraw_for_rights
from hoitu.channels.operations.send import try_again
from hoitu.channels.operations.takedown import order_takedown
from hoitu.channels.queries import (
    channels_of,
    open_takedowns,
    outgoing,
    public_url,
    publication,
    releases_ever_out,
    releases_of,
    troubled_releases,
    upcoming_releases,
)
from hoitu.channels.shown import files_of_releases

__all__ = [
    "AlreadyOut",
    "DeliveryFailed",
    "cancel_release",
    "channels_of",
    "files_of_releases",
    "let_files_go",
    "on_stories_imported",
    "on_story_approved",
    "on_story_restored",
    "on_story_withdrawn",
    "open_takedowns",
    "order_takedown",
    "outgoing",
    "plan_release",
    "public_url",
    "publication",
    "record_by_hand",
    "releases_ever_out",
    "releases_of",
    "save_channel",
    "troubled_releases",
    "try_again",
    "upcoming_releases",
    "withdraw_for_rights",
]
