"""Videos and recordings for the editor: choosing one, its captions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput
from hoitu.kernel.rest import cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.data import Asset
from hoitu.media.models import AssetRow
from hoitu.media.web import rights

CHOICES = 24
KINDS = ("video", "audio")
LARGEST_CAPTIONS_BYTES = 4 * 1024 * 1024


@needs("media.read")
@require_GET
def choices(request: ActorRequest) -> JsonResponse:
    """Return one page of videos or recordings (`loai`) for the editor's dialog (`q`, `tiep`), newest first."""
    kind = request.GET.get("loai", "video")
    if kind not in KINDS:
        raise BadInput(_("Chỉ chọn được video hoặc âm thanh ở đây."))
    cursor = request.GET.get("tiep", "")[:200]
    before: tuple[datetime, UUID] | None = read_cursor(cursor) if cursor else None
    wanted = api.Wanted(words=request.GET.get("q", "")[:200], kinds=(kind,))
    agency = request.actor.agency
    rows = api.search_assets(agency_id=agency, wanted=wanted, before=before, limit=CHOICES + 1)
    shown = rows[:CHOICES]
    following = cursor_of(shown[-1].added_at, shown[-1].pk) if len(rows) > CHOICES else ""
    marks = rights.marks(request, [row.pk for row in shown])
    items = [_choice(row, api.as_data(row)) | {"rights": marks[row.pk]} for row in shown]
    return JsonResponse({"items": items, "next": following})


@needs("media.read")
@require_http_methods(["GET", "POST"])
def captions(request: ActorRequest, asset_id: UUID) -> JsonResponse:
    """Return the captions of a video or recording; a POST replaces those of a language by `file` or `text`."""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is not None and (file.size or 0) > LARGEST_CAPTIONS_BYTES:
            raise BadInput(_("Tệp phụ đề lớn quá 4 MB. Hãy kiểm tra lại có đúng tệp không."))
        data = file.read() if file is not None else request.POST.get("text", "").encode()
        asset = api.set_captions(
            actor=request.actor, asset_id=asset_id, language=request.POST.get("language", ""), data=data
        )
    else:
        asset = api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    return JsonResponse({"tracks": _tracks(asset), "may_edit": request.actor.may("media.edit")})


def _tracks(asset: Asset) -> list[dict[str, Any]]:
    return [
        {
            "language": track.language,
            "text": api.captions_text(track=track, form="vtt"),
            "srt": api.captions_text(track=track, form="srt"),
            "lines": len(track.cues),
        }
        for track in api.caption_tracks(asset=asset)
    ]


def _choice(row: AssetRow, asset: Asset) -> dict[str, object]:
    poster = asset.file("poster.webp")
    return {
        "id": str(asset.id),
        "url": api.played_url(asset),
        "thumb": api.signed_url(poster.key) if poster else "",
        "width": asset.width,
        "height": asset.height,
        "duration_ms": asset.duration_ms,
        "alt": asset.alt,
        "credit": asset.credit,
        "caption": asset.caption,
        "rights_note": asset.rights_note,
        "name": asset.original_name,
        "added_at": row.added_at.isoformat(),
    }
