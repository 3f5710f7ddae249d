"""The front editor: arrange, preview, publish, schedule."""

import json
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import nfc
from hoitu.site.data import STYLES, FrontLayout
from hoitu.site.models import Front, FrontChange, Listing
from hoitu.site.operations import fronts as operations
from hoitu.site.queries import Card, reads_of, site_card, stories_to_pin
from hoitu.site.rendering.pages import fill

STYLE_NAMES = {
    "lead": gettext_lazy("Mở trang (một tin lớn)"),
    "grid": gettext_lazy("Hàng thẻ"),
    "band": gettext_lazy("Dải chuyên mục"),
    "list": gettext_lazy("Danh sách tít"),
    "media": gettext_lazy("Dải đa phương tiện"),
    "opinion": gettext_lazy("Ý kiến"),
    "literary": gettext_lazy("Tác phẩm"),
    "contents": gettext_lazy("Mục lục"),
    "latest": gettext_lazy("Mới nhất"),
    "notice": gettext_lazy("Thông báo"),
}


@needs("site.curate")
def front(request: ActorRequest, front_id: UUID) -> HttpResponse:
    """Show the editor, or do what its form asks."""
    row = _own_front(request, front_id)
    if request.method == "POST":
        return _act(request, row)
    layout = FrontLayout.from_json(row.draft or row.layout)
    sources = (
        Listing.objects.for_agency(request.actor.agency)
        .filter(site=row.site)
        .exclude(kind__in=("author", "tag"))
    )
    changes = FrontChange.objects.for_agency(request.actor.agency).filter(front=row)
    return render(
        request,
        "site/front.html",
        {
            "front": row,
            "site": row.site,
            "url": site_card(row.site).url(row.path),
            "state": {
                "layout": layout.as_json(),
                "styles": {style: str(STYLE_NAMES[style]) for style in STYLES},
                "sources": {listing.key: listing.title for listing in sources.order_by("kind", "title")},
                "cards": _cards_of(row, layout),
                "filled": _filled(row, layout),
            },
            "planned": changes.filter(applied_at=None, cancelled_at=None).order_by("goes_live_at"),
            "past": changes.filter(applied_at__isnull=False).order_by("-applied_at")[:8],
        },
    )


@needs("site.curate")
def find_stories(request: ActorRequest, front_id: UUID) -> JsonResponse:
    """Return stories to pin, as JSON."""
    row = _own_front(request, front_id)
    cards = stories_to_pin(row.site, nfc(request.GET.get("q", ""))[:100])
    return JsonResponse({"stories": [_small(card) for card in cards]})


@needs("site.curate")
@require_POST
def cancel(request: ActorRequest, change_id: UUID) -> HttpResponse:
    """Take back a scheduled arrangement."""
    change = FrontChange.objects.for_agency(request.actor.agency).filter(pk=change_id).first()
    operations.cancel_change(actor=request.actor, change_id=change_id)
    messages.success(request, _("Đã bỏ lịch lên trang."))
    return redirect("site:front", front_id=change.front_id) if change else redirect("site:sites")


@needs("site.curate")
@require_POST
def section_front(request: ActorRequest, listing_id: UUID) -> HttpResponse:
    """Begin to arrange a section's page by hand."""
    return redirect(
        "site:front", front_id=operations.open_section_front(actor=request.actor, listing_id=listing_id)
    )


def _act(request: ActorRequest, row: Front) -> HttpResponse:
    try:
        layout = operations.layout_of(json.loads(request.POST.get("layout", "")))
    except json.JSONDecodeError:
        raise operations.BadLayout() from None
    act = request.POST.get("act")
    if act == "fill":
        return JsonResponse({"cards": _cards_of(row, layout), "filled": _filled(row, layout)})
    if act == "preview":
        url = operations.preview(actor=request.actor, front_id=row.pk, layout=layout)
        # Not a redirect: form-action 'self' would forbid going on to the readers' host.
        link = format_html('<p><a href="{}">{}</a></p>', url, _("Mở bản xem trước"))
        return HttpResponse(link, headers={"Refresh": f"0; url={url}"})
    try:
        _change(request, row, layout, act or "")
    except Refused as refused:
        # The work stays: what was arranged is kept as a draft beside the sentence.
        operations.save_draft(actor=request.actor, front_id=row.pk, layout=layout)
        messages.error(request, refused.sentence)
    return redirect("site:front", front_id=row.pk)


def _change(request: ActorRequest, row: Front, layout: FrontLayout, act: str) -> None:
    if act == "publish":
        operations.publish_front(actor=request.actor, front_id=row.pk, layout=layout)
        messages.success(request, _("Đã lên trang."))
    elif act == "schedule":
        at = _when(request.POST.get("goes_live_at", ""))
        operations.schedule_front(actor=request.actor, front_id=row.pk, layout=layout, goes_live_at=at)
        messages.success(request, _("Đã hẹn giờ lên trang."))
    elif act == "discard":
        operations.discard_draft(actor=request.actor, front_id=row.pk)
        messages.success(request, _("Đã bỏ bản nháp."))
    else:
        operations.save_draft(actor=request.actor, front_id=row.pk, layout=layout)
        messages.success(request, _("Đã lưu nháp."))


def _when(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=clock.VIETNAM)
    except ValueError:
        raise operations.BadSchedule() from None


def _filled(row: Front, layout: FrontLayout) -> dict[str, list[str]]:
    """Return which stories each block would show now, by the block's key."""
    return {
        filled.block.key: [card["id"] for card in filled.cards] for filled in fill(reads_of(row.site), layout)
    }


def _cards_of(row: Front, layout: FrontLayout) -> dict[str, dict[str, str]]:
    reads = reads_of(row.site)
    shown = {card["id"]: _small(card) for filled in fill(reads, layout) for card in filled.cards}
    named = [pin.story_id for block in layout.blocks for pin in block.pins]
    named += [story_id for block in layout.blocks for story_id in block.excluded]
    return {**{key: _small(card) for key, card in reads.cards(named).items()}, **shown}


def _small(card: Card) -> dict[str, str]:
    picture = card["picture"]
    return {
        "id": card["id"],
        "title": card["title"],
        "at": card["at"],
        "section": card["section"],
        "picture": "yes" if picture else "",
    }


def _own_front(request: ActorRequest, front_id: UUID) -> Front:
    row = Front.objects.for_agency(request.actor.agency).select_related("site").filter(pk=front_id).first()
    if row is None:
        raise NotFound()
    return row
