"""The archive for editors: upload, show, browse, describe, download."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.rest import cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.data import Asset, Upload, Verdict
from hoitu.media.models import AssetRow
from hoitu.media.web import about, collections, finding, rights
from hoitu.media.web.forms import ArchiveFilter

PER_PAGE = 48
CHOICES = 24
SCREEN_WIDTH = 1080
THUMB_WIDTH = 320
ICONS = {"picture": "photo", "video": "video", "audio": "headphones", "document": "file-text"}


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


@needs("media.add")
@require_GET
def outcomes(request: ActorRequest) -> JsonResponse:
    """Say what became of the person's own uploads (`id`, many)."""
    ids = [one for text in request.GET.getlist("id")[: CHOICES * 4] if (one := _uuid(text))]
    actor = request.actor
    found = api.uploads(agency_id=actor.agency, person_id=actor.person, upload_ids=ids)
    return JsonResponse({"items": [_outcome(upload, actor) for upload in found.values()]})


@needs("media.read")
@require_GET
def archive(request: ActorRequest) -> HttpResponse:
    """Browse the agency's files: newest first, filtered, with what is still being worked on above."""
    form = ArchiveFilter(request.GET, collections=collections.choices(request.actor))
    cursor = request.GET.get("after", "")[:200]
    wanted = form.wanted()
    agency = request.actor.agency
    is_best = form.cleaned_data.get("order") == "best" and bool(wanted.words.strip())
    rights_asked = form.cleaned_data.get("rights")
    before = read_cursor(cursor) if cursor else None
    if rights_asked or (before and not is_best):
        counts = api.count_assets(agency_id=agency, wanted=wanted)
    if rights_asked:
        verdict, most = Verdict(rights_asked), PER_PAGE + 1
        rows = api.usable_assets(agency_id=agency, wanted=wanted, verdict=verdict, before=before, limit=most)
    elif before and not is_best:
        rows = api.search_assets(agency_id=agency, wanted=wanted, before=before, limit=PER_PAGE + 1)
    else:
        order: api.Order = "best" if is_best else "newest"
        most = PER_PAGE if is_best else PER_PAGE + 1
        rows, counts = api.first_page(agency_id=agency, wanted=wanted, order=order, limit=most)
    shown = rows[:PER_PAGE]
    return render(
        request,
        "media/archive.html",
        {
            "form": form,
            "counts": counts,
            "facets": finding.facets_of(request, counts),
            "said": finding.said(request.actor, wanted.words) if wanted.words and not cursor else [],
            "saved": finding.saved_searches(request.actor),
            "is_list": form.cleaned_data.get("view") == "list",
            "grid_url": finding.view_url(request, "grid"),
            "list_url": finding.view_url(request, "list"),
            "is_filtered": form.is_filtered(),
            "after": cursor_of(shown[-1].added_at, shown[-1].pk) if len(rows) > PER_PAGE else "",
            "cards": [_card(asset) for asset in map(api.as_data, shown)],
            "may_add": request.actor.may("media.add"),
            "may_edit": request.actor.may("media.edit"),
            "most_bytes": settings.ARCHIVE_LIMIT_BYTES,
            **rights.batch_context(request),
            **collections.batch_context(request),
        },
    )


@needs("media.edit", "media.add")
@require_POST
def describe_many(request: ActorRequest) -> HttpResponse:
    """Write the same words on the marked files (`asset`, many); what is empty stays as it is."""
    ids = [found for text in request.POST.getlist("asset") if (found := _uuid(text))]
    back = request.POST.get("back", "")
    address = reverse("media:archive") + (f"?{back}" if back else "")
    if not ids:
        messages.warning(request, _("Chưa chọn tệp nào. Hãy đánh dấu vào các tệp cần sửa."))
        return redirect(address)
    changed = api.describe_many(
        actor=request.actor,
        asset_ids=ids,
        caption=request.POST.get("caption", ""),
        credit=request.POST.get("credit", ""),
        rights_note=request.POST.get("rights_note", ""),
        add_tags=request.POST.get("add_tags", "").split(","),
        drop_tags=request.POST.get("drop_tags", "").split(","),
    )
    messages.success(request, _("Đã sửa mô tả của %(count)d tệp.") % {"count": changed})
    return redirect(address)


@needs("media.read")
@require_GET
def original(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Send the browser to the file as it came, always a download; the trail notes who took it."""
    return redirect(api.original_url(actor=request.actor, asset_id=asset_id))


@needs("media.read")
@require_GET
def choices(request: ActorRequest) -> JsonResponse:
    """Return one page of pictures for the editor's dialog (`q`, `tiep`), newest first, with their rights."""
    cursor = request.GET.get("tiep", "")[:200]
    rows = api.search_assets(
        agency_id=request.actor.agency,
        words=request.GET.get("q", "")[:200],
        before=read_cursor(cursor) if cursor else None,
        limit=CHOICES + 1,
    )
    shown = rows[:CHOICES]
    following = cursor_of(shown[-1].added_at, shown[-1].pk) if len(rows) > CHOICES else ""
    marks = rights.marks(request, [row.pk for row in shown])
    items = [_choice(row, api.as_data(row)) | {"rights": marks[row.pk]} for row in shown]
    return JsonResponse({"items": items, "next": following})


@needs("media.read")
@require_http_methods(["GET", "POST"])
def asset_page(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show one file and change what is said about it."""
    found = api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    if request.method == "POST":
        api.describe_asset(
            actor=request.actor,
            asset_id=asset_id,
            caption=request.POST.get("caption", ""),
            credit=request.POST.get("credit", ""),
            alt=request.POST.get("alt", ""),
            rights_note=request.POST.get("rights_note", ""),
            tags=request.POST["tags"].split(",") if "tags" in request.POST else None,
            about=about.typed(request.POST),
        )
        messages.success(request, _("Đã lưu."))
        return redirect("media:picture", asset_id)
    return render(
        request,
        "media/asset.html",
        {
            "asset": found,
            "kind": AssetRow.Kind(found.kind).label,
            "state": AssetRow.State(found.state).label,
            "length": length(found.duration_ms),
            "url": _address(found, SCREEN_WIDTH),
            "playable": _playable(found),
            "tags": ", ".join(found.tags),
            "second": finding.second(request),
            "alike": finding.alike(
                request.actor,
                api.similar_assets(agency_id=request.actor.agency, asset_id=found.id, limit=12),
            ),
            "about": about.shown(found.about),
            "embedded": api.embedded(agency_id=request.actor.agency, asset_id=asset_id),
            "may_edit": request.actor.may("media.edit"),
            "may_describe": api.may_describe(request.actor, found.added_by_id),
            "may_export": found.media_type in api.TAKES_WORDS,
            "may_download": api.may_download_original(request.actor, found),
        },
    )


def length(duration_ms: int) -> str:
    """Return how long something lasts as players show it: 1:02:03, 4:05; "" when it does not last."""
    seconds = round(duration_ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if not duration_ms:
        return ""
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _card(asset: Asset) -> dict[str, object]:
    return {
        "asset": asset,
        "thumb": _address(asset, THUMB_WIDTH),
        "kind": AssetRow.Kind(asset.kind).label,
        "icon": ICONS[asset.kind],
        "state": AssetRow.State(asset.state).label,
        "length": length(asset.duration_ms),
        "name": asset.caption or asset.original_name,
    }


def _playable(asset: Asset) -> dict[str, str]:
    """Return the address and type of the file that every browser plays, nothing while there is none."""
    for form, kind in (("mp4", "video"), ("mpeg", "audio"), ("mp3", "audio")):
        found = next((r for r in asset.renditions if r.format == form and r.name.startswith("play.")), None)
        if found is not None and kind == asset.kind:
            return {"url": api.signed_url(found.key), "kind": kind}
    return {}


def _outcome(upload: Upload, actor: Actor) -> dict[str, object]:
    known = upload.asset_id is not None
    is_ready = upload.asset_id and upload.asset_state == "ready" and actor.may("media.read")
    return {
        "id": str(upload.id),
        "state": upload.state,
        "asset_state": upload.asset_state,
        "is_duplicate": upload.is_duplicate,
        "refused_because": upload.refused_because,
        "alike": len(api.similar_assets(agency_id=actor.agency, asset_id=upload.asset_id, limit=9))
        if is_ready and upload.asset_id
        else 0,
        "asset": str(upload.asset_id or ""),
        "url": reverse("media:picture", args=[upload.asset_id]) if known else "",
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


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
