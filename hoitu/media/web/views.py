"""Pictures for editors: upload, show, browse, describe."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.rest import cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.data import Asset
from hoitu.media.models import AssetRow

PER_PAGE = 48
CHOICES = 24
SCREEN_WIDTH = 1080
THUMB_WIDTH = 320


@needs("media.add")
@require_POST
def upload(request: ActorRequest) -> JsonResponse:
    """Take one picture (`file`) into the archive and answer with what the editor shows."""
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("Chưa chọn tệp ảnh."))
    if file.size is None or file.size > settings.UPLOAD_LIMIT_BYTES:
        raise api.PictureTooLarge()
    asset = api.add_picture(
        actor=request.actor,
        filename=file.name or "",
        data=file.read(),
        caption=request.POST.get("caption", ""),
        credit=request.POST.get("credit", ""),
        alt=request.POST.get("alt", ""),
    )
    return JsonResponse(_shown(asset))


@signed_in
@require_GET
def show(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Send the browser to a picture's or film's short-lived address on the readers' origin."""
    asset = api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    address = api.played_url(asset) or _address(asset, SCREEN_WIDTH)
    if not address:
        raise NotFound(_("Tệp chưa xử lý xong. Hãy chờ ít phút rồi mở lại."))
    return redirect(address)


@needs("media.read")
@require_GET
def archive(request: ActorRequest) -> HttpResponse:
    """Browse the agency's pictures."""
    words = request.GET.get("q", "")[:200]
    try:
        page = max(int(request.GET.get("trang", "1")), 1)
    except ValueError:
        page = 1
    rows = list(
        api.search_assets(agency_id=request.actor.agency, words=words)[
            (page - 1) * PER_PAGE : page * PER_PAGE + 1
        ]
    )
    return render(
        request,
        "media/archive.html",
        {
            "q": words,
            "page": page,
            "has_more": len(rows) > PER_PAGE,
            "assets": [
                {"asset": asset, "thumb": _address(asset, THUMB_WIDTH)}
                for asset in map(api.as_data, rows[:PER_PAGE])
            ],
        },
    )


@needs("media.read")
@require_GET
def choices(request: ActorRequest) -> JsonResponse:
    """Return one page of pictures for the editor's dialog (`q`, `tiep`), newest first, with their rights."""
    cursor = request.GET.get("tiep", "")[:200]
    rows = list(
        api.search_assets(
            agency_id=request.actor.agency,
            words=request.GET.get("q", "")[:200],
            before=read_cursor(cursor) if cursor else None,
        )[: CHOICES + 1]
    )
    shown = rows[:CHOICES]
    following = cursor_of(shown[-1].added_at, shown[-1].pk) if len(rows) > CHOICES else ""
    return JsonResponse({"items": [_choice(row, api.as_data(row)) for row in shown], "next": following})


@needs("media.read")
@require_http_methods(["GET", "POST"])
def picture(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show one picture and change what is said about it."""
    found = api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    if request.method == "POST":
        api.describe_asset(
            actor=request.actor,
            asset_id=asset_id,
            caption=request.POST.get("caption", ""),
            credit=request.POST.get("credit", ""),
            alt=request.POST.get("alt", ""),
            rights_note=request.POST.get("rights_note", ""),
        )
        messages.success(request, _("Đã lưu."))
        return redirect("media:picture", asset_id)
    return render(
        request,
        "media/picture.html",
        {"asset": found, "url": _address(found, SCREEN_WIDTH), "may_edit": request.actor.may("media.edit")},
    )


def _shown(asset: Asset) -> dict[str, object]:
    return {
        "id": str(asset.id),
        "url": _address(asset, SCREEN_WIDTH),
        "width": asset.width,
        "height": asset.height,
        "alt": asset.alt,
        "credit": asset.credit,
        "caption": asset.caption,
    }


def _choice(row: AssetRow, asset: Asset) -> dict[str, object]:
    return {
        **_shown(asset),
        "thumb": _address(asset, THUMB_WIDTH),
        "rights_note": asset.rights_note,
        "name": asset.original_name,
        "added_at": row.added_at.isoformat(),
    }


def _address(asset: Asset, width: int) -> str:
    rendition = asset.rendition(width=width)
    return api.signed_url(rendition.key) if rendition else ""
