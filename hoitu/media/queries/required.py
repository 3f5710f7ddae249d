"""What must be said about a file before it is used, and what it lacks."""

from collections.abc import Collection, Mapping
from uuid import UUID

from hoitu.media.data import PUBLISHING, Lack, Place, Verdict
from hoitu.media.default_required import DEFAULTS
from hoitu.media.models import AssetRow, RequiredField

REQUIRABLE = (
    "headline",
    "caption",
    "alt",
    "credit",
    "creator",
    "people",
    "place",
    "event",
    "taken_at",
    "tags",
)
NEVER: Mapping[str, tuple[str, ...]] = {
    AssetRow.Kind.DOCUMENT: REQUIRABLE,  # a paper says itself what it is
    AssetRow.Kind.VIDEO: ("alt",),
    AssetRow.Kind.AUDIO: ("alt",),
}


def required_fields(*, agency_id: UUID) -> dict[tuple[Place, str], Verdict]:
    """Return what the agency asks for: place and field → warned or refused; `default_required` until it decided."""
    rows = list(RequiredField.objects.for_agency(agency_id))
    if not rows:
        return dict(DEFAULTS)
    return {
        (Place(row.place), row.field): Verdict(row.verdict)
        for row in rows
        if row.verdict != Verdict.ALLOWED and row.field in REQUIRABLE
    }


def lacks_of(
    said: Mapping[str, object],
    required: Mapping[tuple[Place, str], Verdict],
    said_there: Collection[str] = (),
) -> tuple[Lack, ...]:
    """Return what a file (`kind` and its fields) lacks for which place, in the order of places and fields.

    `said_there`: what the place of use says itself, such as the caption of a story's figure.
    """
    asked = [field for field in REQUIRABLE if field not in NEVER.get(str(said["kind"]), ())]
    return tuple(
        Lack(place, field, required[place, field])
        for place in PUBLISHING
        for field in asked
        if (place, field) in required and field not in said_there and not str(said[field] or "").strip()
    )
