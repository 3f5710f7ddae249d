"""What every dashboard shares: the tabs between them, and the clean page for printing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest
from hoitu.kernel.actor import Actor
from hoitu.strategy import api as strategy

SCREEN, PAPER = "ui/base.html", "outlook/paper.html"


def first_of(actor: Actor) -> str:
    """Return the dashboard that is meant for the actor's organisation: "agency", "area" or "nation"."""
    kind = accounts.organisation(organisation_id=actor.agency).kind
    if kind == "press_agency":
        return "agency"
    return "nation" if kind == "ministry" else "area"


def tabs(actor: Actor, here: str) -> list[dict[str, object]]:
    """Return the dashboards that the actor may open; who has nobody below sees no area."""
    own = first_of(actor)
    shown = {
        "agency": (_("Cơ quan tôi"), own == "agency"),
        "area": (_("Địa bàn"), own != "agency" and _answers_for_others(actor)),
        "nation": (_("Cả nước"), True),
    }
    order = sorted(shown, key=lambda name: name != own)
    return [
        {"label": shown[name][0], "url": reverse(f"outlook:{name}"), "current": name == here}
        for name in order
        if shown[name][1] or name in (own, here)
    ]


def page(request: ActorRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render a dashboard in the shell, or with `?in=1` as a page to print."""
    prints = request.GET.get("in") == "1"
    query = request.GET.copy()
    query["in"] = "1"
    common = {
        "frame": PAPER if prints else SCREEN,
        "prints": prints,
        "print_url": f"{request.path}?{query.urlencode()}",
        "office": accounts.organisation(organisation_id=request.actor.agency),
        "at": clock.now(),
    }
    return render(request, template, common | context)


def _answers_for_others(actor: Actor) -> bool:
    return bool(evidence.agencies_below(actor) or strategy.plans_of(actor.agency))
