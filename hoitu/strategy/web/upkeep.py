"""Screens that keep figures right: which topics serve what, and whether stored figures are true."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Max, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts.api import OPERATE
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.stories import api as stories
from hoitu.strategy import api
from hoitu.strategy.definitions import name_of
from hoitu.strategy.models import ServiceTopic, StoredTally, Subject, TallyDifference

LISTED_MAX = 200
WHY = "the operator sees which figures were wrong, not what they count"


@needs("strategy.classify")
@require_http_methods(["GET", "POST"])
def topics(request: ActorRequest) -> HttpResponse:
    """Say which of the agency's topics serve political tasks, defence, essential information."""
    listed = stories.topics(agency_id=request.actor.agency)
    if request.method == "POST":
        given = {topic.id: request.POST.get(f"topic-{topic.id}", "") for topic in listed}
        try:
            changed = api.classify_topics(actor=request.actor, subjects=given)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(
                request,
                _("Đã lưu; số liệu được đếm lại trong ít phút.") if changed else _("Không có gì thay đổi."),
            )
        return redirect("strategy:topics")
    rows = ServiceTopic.objects.for_agency(request.actor.agency)
    chosen: dict[UUID, str] = dict(rows.values_list("topic_id", "subject"))
    context = {
        "topics": [(topic, chosen.get(topic.id, "")) for topic in listed],
        "subjects": Subject.choices,
    }
    return render(request, "strategy/topics.html", context)


@needs(OPERATE)
@require_GET
def figures(request: ActorRequest) -> HttpResponse:
    """Show when figures were counted last, and which stored ones the nightly recount found wrong."""
    stored = StoredTally.objects.unscoped(why=WHY)
    differences = TallyDifference.objects.unscoped(why=WHY).select_related("agency")[:LISTED_MAX]
    context = {
        "count": stored.count(),
        "times": stored.aggregate(first=Min("computed_at"), last=Max("computed_at")),
        "differences": [(row, name_of(row.indicator)) for row in differences],
    }
    return render(request, "strategy/figures.html", context)


@needs(OPERATE)
@require_POST
def recount(request: ActorRequest) -> HttpResponse:
    """Count everything anew."""
    api.ask_recount(actor=request.actor)
    messages.success(request, _("Đang đếm lại; kết quả hiện ở đây khi xong."))
    return redirect("strategy:figures")
