"""Captions of videos and recordings over HTTP."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema

from hoitu.kernel.rest import REFUSALS, acting
from hoitu.media import api
from hoitu.media.data import Asset

router = Router(tags=["media"])
Language = Path[str]


class CaptionsOut(Schema):
    """The captions of one language, as strict WebVTT and SRT."""

    language: str
    vtt: str
    srt: str

    @classmethod
    def all_of(cls, asset: Asset) -> list["CaptionsOut"]:
        return [
            cls(
                language=track.language,
                vtt=api.captions_text(track=track, form="vtt"),
                srt=api.captions_text(track=track, form="srt"),
            )
            for track in api.caption_tracks(asset=asset)
        ]


class CaptionsIn(Schema):
    """Text of a WebVTT or SRT file; nothing takes the language's captions away."""

    text: str = ""


@router.get("/assets/{uuid:asset_id}/captions", response={200: list[CaptionsOut], **REFUSALS})
def list_captions(request: HttpRequest, asset_id: UUID) -> list[CaptionsOut]:
    """Return the captions of a video or recording, one for each language. Needs `media.read`."""
    actor = acting(request, "media.read")
    return CaptionsOut.all_of(api.asset(agency_id=actor.agency, asset_id=asset_id))


@router.put("/assets/{uuid:asset_id}/captions/{language}", response={200: list[CaptionsOut], **REFUSALS})
def put_captions(
    request: HttpRequest, asset_id: UUID, language: Language, given: CaptionsIn
) -> list[CaptionsOut]:
    """Replace the captions of a language ("vi") and return all. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    data = given.text.encode("utf-8", errors="replace")
    asset = api.set_captions(actor=actor, asset_id=asset_id, language=language, data=data)
    return CaptionsOut.all_of(asset)
