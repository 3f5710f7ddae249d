"""Screens of a file's life: bin, purge by two people, legal hold."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.kernel.rest import cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.models import AssetRow, BinRow

PER_PAGE = 50
THUMB_WIDTH = 320
BACK = {"bin": "media:bin", "retention": "media:retention"}


@needs("media.delete", "media.purge")
@require_GET
def bin_page(request: ActorRequest) -> HttpResponse:
    """Show what lies in the bin, and what is left of purged files."""
    agency = request.actor.agency
    cursor, stone_cursor = (request.GET.get(name, "")[:200] for name in ("sau", "sau-xoa"))
    rows = list(api.bin_rows(agency_id=agency, before=_before(cursor))[: PER_PAGE + 1])
    stones = list(api.tombstones(agency_id=agency, before=_before(stone_cursor))[: PER_PAGE + 1])
    shown, buried = rows[:PER_PAGE], stones[:PER_PAGE]
    return render(
        request,
        "media/life/bin.html",
        {
            "lines": [_line(request, row) | {"thumb": _thumb(row.asset)} for row in shown],
            "stones": buried,
            "after": cursor_of(shown[-1].binned_at, shown[-1].asset_id) if len(rows) > PER_PAGE else "",
            "stones_after": cursor_of(buried[-1].purged_at, buried[-1].pk) if len(stones) > PER_PAGE else "",
            **_may(request),
        },
    )


@needs("media.read")
@require_GET
def panel(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show how a file stands: in use, in the bin, held."""
    return _panel(request, asset_id)


@needs("media.delete")
@require_POST
def put_in_bin(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Put a file into the bin."""
    reason = request.POST.get("reason", "")
    return _did(
        request,
        asset_id,
        lambda: api.put_in_bin(actor=request.actor, asset_id=asset_id, reason=reason),
        _("Đã bỏ tệp vào thùng rác."),
    )


@needs("media.delete")
@require_POST
def restore(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Take a file out of the bin."""
    return _did(
        request,
        asset_id,
        lambda: api.restore(actor=request.actor, asset_id=asset_id),
        _("Đã khôi phục tệp."),
    )


@needs("media.purge")
@require_POST
def ask_purge(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Ask that a file be purged."""
    return _did(
        request,
        asset_id,
        lambda: api.ask_purge(actor=request.actor, asset_id=asset_id),
        _("Đã đề nghị xóa hẳn. Người khác có quyền này xác nhận thì tệp mới mất."),
    )


@needs("media.purge")
@require_POST
def drop_purge(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Take back or turn down a wish to purge."""
    return _did(
        request,
        asset_id,
        lambda: api.drop_purge(actor=request.actor, asset_id=asset_id),
        _("Đã bỏ đề nghị xóa hẳn. Tệp vẫn ở thùng rác."),
    )


@needs("media.purge")
@require_POST
def confirm_purge(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Purge what another person asked to purge."""
    try:
        api.confirm_purge(actor=request.actor, asset_id=asset_id)
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã xóa hẳn tệp."))
    return redirect("media:bin")


@needs("media.hold")
@require_POST
def hold(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Keep a file as it is."""
    reason = request.POST.get("reason", "")
    return _did(
        request,
        asset_id,
        lambda: api.hold(actor=request.actor, asset_id=asset_id, reason=reason),
        _("Đã giữ nguyên tệp."),
    )


@needs("media.hold")
@require_POST
def lift_hold(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Lift a hold."""
    reason = request.POST.get("reason", "")
    return _did(
        request,
        asset_id,
        lambda: api.lift_hold(actor=request.actor, asset_id=asset_id, reason=reason),
        _("Đã bỏ lệnh giữ nguyên."),
    )


def _did(request: ActorRequest, asset_id: UUID, act: Callable[[], None], words: str) -> HttpResponse:
    """Act and lead back to where the form stood; a refused form is shown again with what was typed."""
    try:
        act()
    except Refused as refusal:
        if refusal.status == 404:
            raise
        if request.POST.get("from") not in BACK:
            return _panel(request, asset_id, error=refusal.sentence, typed=request.POST.get("reason", ""))
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
    if (back := request.POST.get("from")) in BACK:
        return redirect(BACK[back])
    if "HX-Request" in request.headers:
        # State and pictures of the whole page change with it.
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("media:picture", args=[asset_id])})
    return redirect("media:picture", asset_id)


def _panel(request: ActorRequest, asset_id: UUID, *, error: str = "", typed: str = "") -> HttpResponse:
    agency = request.actor.agency
    asset = api.asset(agency_id=agency, asset_id=asset_id)
    life = api.life_of(agency_id=agency, asset_id=asset_id)
    context: dict[str, object] = {"asset": asset, "life": life, "error": error, "typed": typed}
    context |= {"is_settled": asset.state in (AssetRow.State.READY, AssetRow.State.REFUSED), **_may(request)}
    own, holding = api.retention_of(agency_id=agency, asset_id=asset_id)
    context |= {"own_class": own.retention_id if own else None, "holding_class": holding}
    context |= {
        "classes": api.retention_classes(agency_id=agency),
        "may_edit": request.actor.may("media.edit"),
    }
    context |= {"line": _line(request, life.bin)} if life.bin else {}
    is_part = request.headers.get("HX-Request") == "true"
    name = "media/life/panel.html" if is_part else "media/life/page.html"
    return render(request, name, context)


def _line(request: ActorRequest, row: BinRow) -> dict[str, object]:
    """Return what is shown of a row of the bin, and whether this person may confirm that it is purged."""
    asked_by = row.purge_asked_by_id
    return {
        "row": row,
        "is_asked": asked_by is not None,
        "may_confirm": asked_by not in (None, request.actor.person_id),
    }


def _may(request: ActorRequest) -> dict[str, bool]:
    return {f"may_{name}": request.actor.may(f"media.{name}") for name in ("delete", "purge", "hold")}


def _before(cursor: str) -> tuple[datetime, UUID] | None:
    return read_cursor(cursor) if cursor else None


def _thumb(row: AssetRow) -> str:
    rendition = api.as_data(row).rendition(width=THUMB_WIDTH)
    return api.signed_url(rendition.key) if rendition else ""
