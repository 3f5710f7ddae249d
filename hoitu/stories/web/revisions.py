"""Earlier states of a story: list them, bring one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import Refused
from hoitu.stories import api, policies
from hoitu.stories.queries import story_for
from hoitu.stories.web.history_pages import tabs


@signed_in
@require_GET
def revisions(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """List the story's revisions, newest first."""
    found = story_for(actor=request.actor, story_id=story_id)
    rows = list(found.revisions.order_by("-number")[:200])
    return render(
        request,
        "stories/revisions.html",
        {
            "story": found,
            "tabs": tabs(found, "revisions"),
            "revisions": rows,
            "may_write": policies.may_write(request.actor, found),
            "approved_id": found.approved_revision_id,
        },
    )


@needs("stories.write")
@require_POST
def restore(request: ActorRequest, story_id: UUID, revision_id: UUID) -> HttpResponse:
    """Make an earlier revision's words the current ones."""
    try:
        api.restore_revision(actor=request.actor, story_id=story_id, revision_id=revision_id)
        messages.success(request, _("Đã trở về phiên bản đã chọn. Bản trước đó vẫn được giữ."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("stories:story", story_id)
