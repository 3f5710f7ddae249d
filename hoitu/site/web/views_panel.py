"""How often readers opened a story, for its author and editors: a part of the story's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoitu.kernel.access import ActorRequest, needs
from hoitu.site import queries
from hoitu.stories import api as stories

DAYS = 14


@needs("stories.read")
@require_GET
def views(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the last days' readers, bots apart. 404 for stories of other agencies."""
    actor = request.actor
    stories.story_card(actor=actor, story_id=story_id)
    days = queries.daily_views(agency_id=actor.agency, story_id=story_id, days=DAYS)
    return render(
        request,
        "site/views_panel.html",
        {
            "days": days,
            "total": sum(day.readers for day in days),
            "bots": sum(day.bots for day in days),
            "most": max((day.readers for day in days), default=0) or 1,
        },
    )
