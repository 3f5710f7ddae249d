"""Pictures in a chat: taken into the archive by the media room, shown from the readers' origin."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from hoitu.kernel.access import ActorRequest
from hoitu.kernel.actor import Actor
from hoitu.media import api as media

THUMB_WIDTH, SCREEN_WIDTH = 320, 1080


@dataclass(frozen=True)
class Shown:
    """Signed, short-lived addresses of one picture: small in the chat, large when it is opened."""

    small: str
    large: str


def taken_picture(request: ActorRequest) -> UUID | None:
    """Take the picture of the form (`file`) into the archive and return its id; None when there is none.

    Raises `PictureTooLarge`, `UnreadablePicture`, `NotAllowed`.
    """
    file = request.FILES.get("file")
    if file is None:
        return None
    if file.size is None or file.size > settings.UPLOAD_LIMIT_BYTES:
        raise media.PictureTooLarge()
    return media.add_picture(actor=request.actor, filename=file.name or "", data=file.read()).id


def shown_pictures(actor: Actor, picture_ids: Iterable[UUID]) -> dict[UUID, Shown]:
    """Return where pictures of the actor's agency can be seen for some hours, by id."""
    found = media.assets(agency_id=actor.agency, asset_ids=picture_ids)
    shown = {}
    for picture_id, asset in found.items():
        small, large = asset.rendition(width=THUMB_WIDTH), asset.rendition(width=SCREEN_WIDTH)
        if small and large:
            shown[picture_id] = Shown(media.signed_url(small.key), media.signed_url(large.key))
    return shown
