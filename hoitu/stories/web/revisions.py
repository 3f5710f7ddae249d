"""Earlier states of a story: list, compare, bring back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.stories import api, policies
from hoitu.stories.content import content_of
from hoitu.stories.document import compare, tree
from hoitu.stories.models import Story
from hoitu.stories.queries import story_for

NOW = "bay-gio"


@needs("stories.read")
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
            "revisions": rows,
            "may_write": policies.may_write(request.actor, found),
            "approved_id": found.approved_revision_id,
        },
    )


@needs("stories.read")
@require_GET
def comparison(request: ActorRequest, story_id: UUID, older: str, newer: str) -> HttpResponse:
    """Show two revisions (or one and the story as it is now) side by side or inline."""
    found = story_for(actor=request.actor, story_id=story_id)
    left, right = _content(found, older), _content(found, newer)
    return render(
        request,
        "stories/comparison.html",
        {
            "story": found,
            "left_title": _title(older),
            "right_title": _title(newer),
            "older": older,
            "newer": newer,
            "inline": request.GET.get("kieu") == "lien",
            "headline": compare.compare_text(left["headline"], right["headline"]),
            "standfirst": compare.compare_text(left["standfirst"], right["standfirst"]),
            "rows": compare.compare(tree.from_json(left["body"]), tree.from_json(right["body"])),
            "fields": _changed_fields(left, right),
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


def _content(story: Story, which: str) -> dict[str, str]:
    if which == NOW:
        return content_of(story)
    row = story.revisions.filter(number=int(which)).first() if which.isdecimal() else None
    if row is None:
        raise NotFound()
    content: dict[str, str] = row.content
    return content


def _title(which: str) -> str:
    return _("Bây giờ") if which == NOW else _("Phiên bản %s") % which


def _changed_fields(left: dict[str, str], right: dict[str, str]) -> list[tuple[str, object, object]]:
    labels = {
        "genre": _("Thể loại"),
        "section": _("Chuyên mục"),
        "topics": _("Chủ đề"),
        "tags": _("Từ khóa"),
        "bylines": _("Tác giả"),
        "location": _("Địa điểm"),
        "source_credit": _("Nguồn"),
        "ai_label": _("Nhãn AI"),
        "editions": _("Bản cho kênh"),
        "corrections": _("Cải chính"),
    }
    return [
        (label, _plain(left.get(name)), _plain(right.get(name)))
        for name, label in labels.items()
        if left.get(name) != right.get(name)
    ]


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return (
            str(value["name"])
            if "name" in value
            else "; ".join(f"{k}: {_plain(v)}" for k, v in value.items())
        )
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return str(value or "—")
