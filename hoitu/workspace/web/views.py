"""Home, the board, notifications."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.audit import api as audit
from hoitu.channels import api as channels
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.stories import api as stories
from hoitu.stories.data import StageCount, StoryCard
from hoitu.workspace.models import MailPreference, Notification, SavedView
from hoitu.workspace.operations.notify import mark_read
from hoitu.workspace.queries.duties import waiting_for
from hoitu.workspace.web import push
from hoitu.workspace.web.forms import BoardForm

PER_COLUMN = 25
COUNTED_AT_MOST = 1_000  # in each stage; more is shown as "1.000+"
PER_PAGE = 50
BELL_ROWS = 15
STORIES_SHOWN = 12


@dataclass(frozen=True)
class Column:
    """A stage of the board with its first stories."""

    stage: StageCount
    cards: list[StoryCard]


@signed_in
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Show what waits for this person in every room, what is theirs, what goes out next and what just happened."""
    actor = request.actor
    if actor.agency_id is None:
        return render(request, "workspace/no_agency.html")
    mine = stories.my_stories(actor=actor, limit=STORIES_SHOWN)
    counts = _stage_counts(actor) if actor.may("stories.read") else []
    final = [stage for stage in counts if stage.kind == "final"] if actor.may("stories.approve_final") else []
    at_final = {stage_id for stage in final for stage_id in stage.stage_ids}
    # What waits for approval stands apart, above: room for as many others.
    waiting = stories.waiting_for(actor=actor, limit=2 * STORIES_SHOWN)
    now = clock.now()
    return render(
        request,
        "workspace/home.html",
        {
            # What others publish fetches the newsroom's part again, and need not ask every room for it.
            "duties": None if request.headers.get("HX-Target") == "home" else waiting_for(actor),
            "writes": actor.may("stories.write") or actor.may("stories.read"),
            "to_approve": _to_approve(actor, final),
            "final": final[0] if final else None,
            "waiting": [card for card in waiting if card.stage_id not in at_final][:STORIES_SHOWN],
            "mine": mine,
            "late": [card for card in mine if card.due_at and card.due_at < now and card.life == "working"],
            "counts": counts,
            "upcoming": channels.upcoming_releases(actor=actor, limit=8)
            if actor.may("channels.read")
            else [],
            "troubled": channels.troubled_releases(actor=actor, limit=8)
            if actor.may("channels.read")
            else [],
            "orders": list(channels.open_takedowns(actor=actor)[:5])
            if actor.may("channels.takedown")
            else [],
            "activity": audit.trail(agency_id=actor.agency_id, limit=12).entries
            if actor.may("audit.read")
            else [],
            "now": now,
            "hour": clock.local(now).hour,
        },
    )


@signed_in
@require_GET
def duties(request: ActorRequest) -> HttpResponse:
    """Show what waits for this person in every room but the newsroom, for an open start page."""
    return render(request, "workspace/duties.html", {"duties": waiting_for(request.actor)})


@needs("stories.read")
@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """Show all stories by stage; with a stage chosen, as a list with pages."""
    actor = request.actor
    form = BoardForm(request.GET, agency_id=actor.agency)
    wanted = form.wanted()
    stages = _stage_counts(actor, wanted)
    chosen = request.GET.get("khau", "")
    context: dict[str, object] = {
        "form": form,
        "stages": stages,
        "chosen": chosen,
        "views": list(SavedView.objects.for_agency(actor.agency).filter(person_id=actor.person)),
        "query": request.GET.urlencode(),
        "tabs": _tabs(request.GET, stages, chosen),
    }
    if chosen:
        context |= _list(actor, wanted, chosen, request.GET.get("after", ""))
    else:
        context["columns"] = [
            Column(
                stage,
                stories.stories(
                    actor=actor, wanted=replace(wanted, stage_ids=stage.stage_ids), limit=PER_COLUMN
                )
                if stage.count
                else [],
            )
            for stage in stages
            if stage.kind != "spiked"
        ]
    template = (
        "workspace/board_part.html" if request.headers.get("HX-Target") == "board" else "workspace/board.html"
    )
    return render(request, template, context)


@needs("stories.read")
@require_POST
def save_view(request: ActorRequest) -> HttpResponse:
    """Keep the board's filters under a name, or drop a kept one."""
    actor = request.actor
    rows = SavedView.objects.for_agency(actor.agency).filter(person_id=actor.person)
    if any("\0" in value for value in request.POST.values()):
        raise BadInput()  # PostgreSQL keeps no zero byte
    if "drop" in request.POST:
        rows.filter(name=request.POST["drop"]).delete()
        return redirect("workspace:board")
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        raise BadInput(_("Hãy đặt tên cho cách xem này."))
    query = QueryDict(request.POST.get("query", "")[:500]).urlencode()
    SavedView.objects.for_agency(actor.agency).update_or_create(
        agency_id=actor.agency,
        person_id=actor.person,
        name=name,
        defaults={"query": query, "made_at": clock.now()},
    )
    messages.success(request, _("Đã lưu cách xem."))
    return redirect(f"{request.path.removesuffix('cach-xem/')}?{query}")


@signed_in
@require_GET
def bell(request: ActorRequest) -> HttpResponse:
    """Show how many notifications are new, and the last ones, for the top bar."""
    return render(request, "workspace/bell.html", _notices(request.actor, BELL_ROWS))


@signed_in
def notifications(request: ActorRequest) -> HttpResponse:
    """List notifications; posting marks them read or changes the mail preference."""
    actor = request.actor
    if request.method == "POST":
        if "by_mail" in request.POST:
            MailPreference.objects.update_or_create(
                person_id=actor.person, defaults={"by_mail": request.POST["by_mail"] == "1"}
            )
        else:
            mark_read(actor=actor)
        return redirect("workspace:notifications")
    silent = MailPreference.objects.filter(person_id=actor.person, by_mail=False).exists()
    context = _notices(actor, 100) | {"by_mail": not silent} | push.switch(request)
    return render(request, "workspace/notifications.html", context)


@signed_in
@require_GET
def stages_help(request: ActorRequest) -> HttpResponse:
    """Explain each stage of the agency's workflow."""
    actor = request.actor
    stages = _stage_counts(actor) if actor.agency_id and actor.may("stories.read") else []
    return render(request, "workspace/help.html", {"stages": stages})


def _notices(actor: Actor, limit: int) -> dict[str, object]:
    if actor.agency_id is None:
        return {"notices": [], "unread": 0}
    rows = Notification.objects.for_agency(actor.agency_id).filter(person_id=actor.person)
    return {"notices": list(rows.order_by("-made_at")[:limit]), "unread": rows.filter(read_at=None).count()}


def _list(actor: Actor, wanted: stories.StoryFilter, stage: str, after: str) -> dict[str, object]:
    rows = stories.stories(actor=actor, wanted=_at(wanted, stage), after=_cursor(after), limit=PER_PAGE + 1)
    more = len(rows) > PER_PAGE
    rows = rows[:PER_PAGE]
    last = rows[-1] if more else None
    return {
        "cards": rows,
        "after": f"{last.updated_at.timestamp():.6f}_{last.id}" if last else "",
    }


def _cursor(text: str) -> stories.Cursor | None:
    seconds, _sep, story_id = text.partition("_")
    try:
        return stories.Cursor(datetime.fromtimestamp(float(seconds), clock.VIETNAM), UUID(story_id))
    except (ValueError, OverflowError, OSError):
        return None


def _at(wanted: stories.StoryFilter, stage: str) -> stories.StoryFilter:
    return replace(wanted, stage_key=stage)


def _stage_counts(actor: Actor, wanted: stories.StoryFilter | None = None) -> list[StageCount]:
    return stories.stage_counts(actor=actor, wanted=wanted or stories.StoryFilter(), at_most=COUNTED_AT_MOST)


def _to_approve(actor: Actor, final: list[StageCount]) -> list[StoryCard]:
    """Return stories that stand before their approval, urgent ones first, then the one that has waited longest."""
    stage_ids = tuple(stage_id for stage in final for stage_id in stage.stage_ids)
    if not any(stage.count for stage in final):
        return []
    found = stories.stories(actor=actor, wanted=stories.StoryFilter(stage_ids=stage_ids), limit=STORIES_SHOWN)
    return sorted(found, key=lambda card: (card.urgency, card.updated_at))


def _tabs(query: QueryDict, stages: list[StageCount], chosen: str) -> list[dict[str, object]]:
    kept = {k: v for k, v in query.items() if k not in ("khau", "after")}
    total = sum(stage.count for stage in stages)
    rows: list[dict[str, object]] = [
        {
            "label": _("Bảng"),
            "url": f"?{urlencode(kept)}",
            "current": not chosen,
            "count": total,
            "has_more": any(stage.has_more for stage in stages),
        }
    ]
    return rows + [
        {
            "label": stage.name,
            "url": f"?{urlencode(kept | {'khau': stage.key})}",
            "current": chosen == stage.key,
            "count": stage.count,
            "has_more": stage.has_more,
        }
        for stage in stages
    ]
