"""Rights that end while readers have a file, or soon: every place of use, and the way to take it down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.channels import api
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.media import api as media
from hoitu.media.data import EndingRights

THUMB_WIDTH = 320
DAYS = (7, 30, 90)


@needs("media.read")
@require_GET
def ending(request: ActorRequest) -> HttpResponse:
    """Show files that readers have without a right, and those whose rights end within so many days (`ngay`)."""
    actor = request.actor
    days = next((each for each in DAYS if str(each) == request.GET.get("ngay")), DAYS[1])
    ended = [_line(each) for each in media.ended_in_use(agency_id=actor.agency)]
    stories = {use["story_id"] for line in ended for use in line["uses"] if use["story_id"]}  # type: ignore[attr-defined]
    address = reverse("channels:ending-rights")
    context = {
        "ended": ended,
        "ending": [_line(each) for each in media.ending_rights(agency_id=actor.agency, days=days)],
        "days": days,
        "tabs": [
            {
                "label": _("%d ngày tới") % each,
                "url": f"{address}?ngay={each}",
                "current": each == days,
            }
            for each in DAYS
        ],
        "story_ids": sorted(stories),
        "may_withdraw": actor.may("stories.withdraw"),
    }
    return render(request, "channels/rights.html", context)


@needs("stories.withdraw")
@require_POST
def withdraw(request: ActorRequest) -> HttpResponse:
    """Withdraw the stories (`story`, many) that show a file whose rights ended, from every channel."""
    ids = [found for text in request.POST.getlist("story")[:500] if (found := _uuid(text))]
    reason = request.POST.get("reason", "").strip() or _("Quyền sử dụng ảnh, tư liệu đã hết.")
    if not ids:
        messages.warning(request, _("Chưa chọn bài nào."))
        return redirect("channels:ending-rights")
    try:
        count = api.withdraw_for_rights(actor=request.actor, story_ids=ids, reason=reason)
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đang gỡ %(count)d bài trên mọi kênh.") % {"count": count})
    return redirect("channels:ending-rights")


def _line(each: EndingRights) -> dict[str, object]:
    rendition = each.asset.rendition(width=THUMB_WIDTH)
    return {
        "asset": each.asset,
        "name": each.asset.caption or each.asset.original_name,
        "thumb": media.signed_url(rendition.key) if rendition else "",
        "ends_at": each.ends_at,
        "sentences": each.sentences,
        "uses": [{"use": use, "story_id": _story_id(use.subject)} for use in each.uses],
    }


def _story_id(subject: str) -> str:
    kind, _colon, found = subject.partition(":")
    return found if kind == "story" else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
