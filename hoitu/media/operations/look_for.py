"""Look for pictures like one in hand, which is not kept."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.media.adapters.looks import look_of
from hoitu.media.adapters.pictures import read_picture
from hoitu.media.queries import similar_to_look


def similar_to_picture(*, actor: Actor, data: bytes) -> list[tuple[UUID, int]]:
    """Return the agency's files that look like the picture, nearest first, with the number of bits that differ.

    Raises `UnreadablePicture`, `PictureTooLarge`, `NotAllowed`.
    """
    actor.require("media.read")
    drawn = min(
        (one for one in read_picture(data).renditions if one.format == "webp"), key=lambda one: one.width
    )
    return similar_to_look(agency_id=actor.agency, look=look_of(drawn.data))
