"""The newsroom's own settings: sections, topics, tags."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.text import slugify
from hoitu.stories import api
from hoitu.stories.models import Section, Story, Tag, Topic
from hoitu.stories.web.settings_forms import NameForm

TERMS_PER_PAGE = 100


def tabs(current: str) -> list[dict[str, object]]:
    """Return the tabs of the settings screens."""
    items: list[dict[str, object]] = [
        {"name": "sections", "label": _("Chuyên mục"), "icon": "list"},
        {"name": "topics", "label": _("Chủ đề"), "icon": "hash"},
        {"name": "tags", "label": _("Từ khóa"), "icon": "tags"},
        {"name": "workflows", "label": _("Quy trình"), "icon": "route"},
    ]
    return [
        item | {"url": reverse(f"stories:{item['name']}"), "current": item["name"] == current}
        for item in items
    ]


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def sections(request: ActorRequest, section_id: UUID | None = None) -> HttpResponse:
    """List the sections in their order; the form beside them opens one or renames the chosen one."""
    agency_id = request.actor.agency
    rows = list(Section.objects.for_agency(agency_id))
    chosen = next((row for row in rows if row.pk == section_id), None)
    if section_id and chosen is None:
        raise NotFound()
    form = NameForm(request.POST or None, initial={"name": chosen.name} if chosen else None)
    if request.method == "POST" and form.is_valid():
        try:
            api.save_section(actor=request.actor, section_id=section_id, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu chuyên mục."))
            return redirect("stories:sections")
    standing = Story.objects.for_agency(agency_id).order_by().values("section_id").annotate(n=Count("pk"))
    counts = {row["section_id"]: row["n"] for row in standing}
    context = {
        "tabs": tabs("sections"),
        "rows": [{"section": row, "stories": counts.get(row.pk, 0)} for row in rows],
        "chosen": chosen,
        "form": form,
    }
    return render(request, "stories/settings/sections.html", context)


@needs("stories.manage")
@require_POST
def shift_section(request: ActorRequest, section_id: UUID, way: str) -> HttpResponse:
    """Move a section one place up or down."""
    api.shift_section(actor=request.actor, section_id=section_id, up=way == "len")
    return redirect("stories:sections")


@needs("stories.manage")
@require_POST
def switch_section(request: ActorRequest, section_id: UUID, state: str) -> HttpResponse:
    """Close a section, or open it again."""
    api.switch_section(actor=request.actor, section_id=section_id, is_active=state == "mo")
    return redirect("stories:sections")


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def topics(request: ActorRequest, topic_id: UUID | None = None) -> HttpResponse:
    """List the topics; the form beside them adds one or renames the chosen one."""
    return _terms(request, "topic", topic_id)


@needs("stories.manage")
@require_http_methods(["GET", "POST"])
def tags(request: ActorRequest, tag_id: UUID | None = None) -> HttpResponse:
    """List the tags by name; the form beside them adds one or renames the chosen one."""
    return _terms(request, "tag", tag_id)


@needs("stories.manage")
@require_POST
def switch_topic(request: ActorRequest, topic_id: UUID, state: str) -> HttpResponse:
    """Close a topic, or open it again."""
    api.switch_topic(actor=request.actor, topic_id=topic_id, is_active=state == "mo")
    return redirect("stories:topics")


@needs("stories.manage")
@require_POST
def merge(request: ActorRequest, kind: str) -> HttpResponse:
    """Merge the ticked topics or tags into one."""
    try:
        into, ticked = UUID(request.POST.get("into", "")), [UUID(v) for v in request.POST.getlist("term")]
    except ValueError:
        raise BadInput(_("Hãy chọn các mục cần gộp và mục giữ lại.")) from None
    try:
        gone = api.merge_terms(actor=request.actor, kind=kind, into_id=into, from_ids=ticked)
        messages.success(request, ngettext("Đã gộp %d mục.", "Đã gộp %d mục.", gone) % gone)
    except BadInput as refusal:
        messages.error(request, refusal.sentence)
    return redirect(f"stories:{kind}s")


def _terms(request: ActorRequest, kind: str, term_id: UUID | None) -> HttpResponse:
    model: Any = Topic if kind == "topic" else Tag
    everything = model.objects.for_agency(request.actor.agency)
    chosen = everything.filter(pk=term_id).first() if term_id else None
    if term_id and chosen is None:
        raise NotFound()
    form = NameForm(request.POST or None, initial={"name": chosen.name} if chosen else None)
    if request.method == "POST" and form.is_valid():
        try:
            api.save_term(actor=request.actor, kind=kind, term_id=term_id, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(f"stories:{kind}s")
    words, after = slugify(request.GET.get("q", "")), request.GET.get("after", "")
    rows = list(
        everything.filter(slug__contains=words, slug__gt=after).order_by("slug")[: TERMS_PER_PAGE + 1]
    )
    page = rows[:TERMS_PER_PAGE]
    through: Any = Story.topics.through if kind == "topic" else Story.tags.through
    links = (
        through.objects.filter(**{f"{kind}__in": page})
        .order_by()
        .values(f"{kind}_id")
        .annotate(n=Count("pk"))
    )
    counts = {row[f"{kind}_id"]: row["n"] for row in links}
    context = {
        "tabs": tabs(f"{kind}s"),
        "kind": kind,
        "rows": [{"term": row, "stories": counts.get(row.pk, 0)} for row in page],
        "chosen": chosen,
        "form": form,
        "q": request.GET.get("q", ""),
        "next": page[-1].slug if len(rows) > TERMS_PER_PAGE else "",
        "list_url": reverse(f"stories:{kind}s"),
    }
    return render(request, "stories/settings/terms.html", context)
