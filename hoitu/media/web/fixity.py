"""The technicians' screen of the store: is every original still what it was, and what was repaired."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoitu.kernel.access import ActorRequest, needs
from hoitu.media import api

SHOWN = 200


@needs("kernel.operate")
@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show how whole the store is and what was found."""
    context = {
        "fixity": api.fixity(),
        "findings": api.findings()[:SHOWN],
        "away": api.is_away(),
        "days": settings.FIXITY_DAYS,
    }
    return render(request, "media/fixity.html", context)
