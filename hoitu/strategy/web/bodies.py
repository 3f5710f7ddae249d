"""Screens on which organisation each body of a plan is here, and who has its duties today."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import pressed
from hoitu.strategy import api
from hoitu.strategy.queries.addressees import duties_of
from hoitu.strategy.web.readable import readable_plan


@needs("strategy.read")
@require_GET
def bodies(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show which organisation each body of a plan is here, and who has its duties today."""
    plan = readable_plan(request, plan_id)
    duties, today = duties_of(plan), clock.today()
    rows = [
        (body, api.succession(body, today), duties.get(body.pk, 0))
        for body in plan.bodies.select_related("organisation")
    ]
    rows.sort(key=lambda row: (-row[2], row[0].name))
    context = {
        "plan": plan,
        "rows": rows,
        "lost": sum(1 for _body, way, count in rows if count and way.addressee is None),
        "may_join": api.may_join(request.actor, plan),
        "organisations": accounts.known_organisations(),
    }
    return render(request, "strategy/bodies.html", context)


@needs("strategy.manage")
@require_POST
def join_body(request: ActorRequest, plan_id: UUID, body_id: UUID) -> HttpResponse:
    """Say which organisation a body is, or take that back."""
    plan = readable_plan(request, plan_id)
    organisation_id = _id(request.POST.get("organisation", ""))
    return pressed(
        request,
        lambda: api.join_body(
            actor=request.actor, plan_id=plan.pk, body_id=body_id, organisation_id=organisation_id
        ),
        _("Đã lưu."),
        reverse("strategy:bodies", args=[plan_id]),
    )


def _id(typed: str) -> UUID | None:
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound() from None
