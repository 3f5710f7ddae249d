"""Which files of a story may not be used, and why, as a part of its page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoitu.kernel.access import ActorRequest, signed_in
from hoitu.stories.files import standing_files
from hoitu.stories.queries import story_for


@signed_in
@require_GET
def files(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the files of the story as it stands that rights stop or warn of; nothing when there are none."""
    found = standing_files(story_for(actor=request.actor, story_id=story_id))
    context = {
        "stopped": [file for file in found if file.standing.verdict == "refused"],
        "warned": [file for file in found if file.standing.verdict == "warned"],
        "may_read": request.actor.may("media.read"),
    }
    return render(request, "stories/rights.html", context)
