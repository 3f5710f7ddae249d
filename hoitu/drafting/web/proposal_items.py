"""The screen of one item under review: its form beside the lines of the file, kept while somebody types."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.drafting import api
from hoitu.drafting.errors import StaleSave
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.queries.proposals import item_of, lines_around, span_of_items
from hoitu.drafting.reviewing.fields import MAX_MEASURES, Entry
from hoitu.drafting.web.proposal_rows import fill_choices, next_open, time_of
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.kernel.web.steps import GONE
from hoitu.strategy.api import Definition, definition_of, definitions

REACH = 4  # lines of the file before and after
REMOVE = "remove-"


@dataclass(frozen=True)
class Difference:
    """One field in which two people's versions differ."""

    label: str
    mine: str
    theirs: str


@needs("strategy.manage")
@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, proposal_id: UUID, item_id: UUID) -> HttpResponse:
    """Show one item, and save, drop or take it back."""
    row = item_of(request.actor.agency, proposal_id, item_id)
    if request.method == "GET":
        return _page(request, row, Entry(row.kind, row.values))
    action = request.POST.get("action", "save")
    try:
        if action in ("drop", "restore"):
            api.set_dropped(
                actor=request.actor, proposal_id=proposal_id, item_id=item_id, dropped=action == "drop"
            )
            return _onwards(request, row) if action == "drop" else redirect(request.path)
        return _save(request, row, action)
    except StaleSave as refusal:
        typed = Entry(row.kind, request.POST.dict())
        theirs = item_of(request.actor.agency, proposal_id, item_id)
        context = {"stale": refusal.sentence, "differences": _differences(typed, theirs)}
        return _page(request, theirs, typed, context, status=409)
    except Refused as refusal:
        if refusal.status in GONE:
            raise
        messages.error(request, refusal.sentence)
        return _page(request, row, Entry(row.kind, request.POST.dict()), status=refusal.status)


@needs("strategy.manage")
@require_POST
def keep_item(request: ActorRequest, proposal_id: UUID, item_id: UUID) -> HttpResponse:
    """Keep what somebody is typing, and say how its time and its indicators are understood."""
    row = item_of(request.actor.agency, proposal_id, item_id)
    values = request.POST.dict()
    context: dict[str, Any] = {}
    try:
        row = api.save_item(
            actor=request.actor,
            proposal_id=proposal_id,
            item_id=item_id,
            values=values,
            version=_version(request),
        )
    except Refused as refusal:
        if refusal.status in GONE:
            raise
        context["refused"] = refusal.sentence
    context |= _understood(row, Entry(row.kind, values))
    context |= {"item": row, "version": _version(request) if "refused" in context else row.version}
    return render(request, "drafting/proposal_kept.html", context)


def _save(request: ActorRequest, row: ProposalItem, action: str) -> HttpResponse:
    entry = Entry(row.kind, request.POST.dict())
    values, is_last_word = entry.values, action == "save"
    if action == "add" and len(entry.measures) < MAX_MEASURES:
        values = values | {"m-count": str(len(entry.measures) + 1)}
    elif action.startswith(REMOVE) and action.removeprefix(REMOVE).isdecimal():
        values = entry.without(int(action.removeprefix(REMOVE)))
    saved = api.save_item(
        actor=request.actor,
        proposal_id=row.proposal_id,
        item_id=row.pk,
        values=values,
        version=_version(request),
        checked=is_last_word,
    )
    if not is_last_word:
        return redirect(request.path)
    if saved.state != ProposalItem.State.CHECKED:
        messages.warning(
            request, _("Đã giữ những gì bạn ghi. Còn ô cần sửa trước khi mục này được tính là đã soát.")
        )
        return _page(request, saved, Entry(saved.kind, saved.values), status=422)
    messages.success(request, _("Đã lưu."))
    return _onwards(request, saved)


def _onwards(request: ActorRequest, row: ProposalItem) -> HttpResponse:
    """Go on to the next item that nobody has seen, or back to the list."""
    following = next_open(row.proposal, row)
    if following and request.POST.get("then") != "list":
        return redirect("drafting:proposal_item", row.proposal_id, following)
    return redirect(f"{reverse('drafting:proposal', args=[row.proposal_id])}?muc={row.kind}#m-{row.pk}")


def _version(request: ActorRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _page(
    request: ActorRequest,
    row: ProposalItem,
    entry: Entry,
    more: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    fill_choices(entry, row.proposal)
    line = row.line or 0
    context = {
        "item": row,
        "proposal": row.proposal,
        "entry": entry,
        "version": row.version,
        "lines": lines_around(row.proposal, [line] if line else [], reach=REACH).get(line, []),
        "is_open": row.proposal.state == PlanProposal.State.REVIEW,
        "can_add": entry.kind == "target" and len(entry.measures) < MAX_MEASURES,
        "definitions": list(definitions().values()) if entry.kind == "target" else [],
    }
    context |= _understood(row, entry) | (more or {})
    return render(request, "drafting/proposal_item.html", context, status=status)


def _understood(row: ProposalItem, entry: Entry) -> dict[str, Any]:
    """Return how time words are read and what the chosen indicators ask."""
    head = row.proposal.items.get(kind=ProposalItem.Kind.DOCUMENT)
    chosen: dict[str, Definition] = {}
    for form in entry.measures:
        key = str(form.data.get(form.add_prefix("indicator"), ""))
        definition = definition_of(key) if key else None
        if definition:
            chosen[definition.id] = definition
    return {
        "time": time_of(row.kind, dict(entry.form.data), span_of_items(head)),
        "chosen": list(chosen.values()),
    }


def _differences(typed: Entry, theirs: ProposalItem) -> list[Difference]:
    """Return what differs between what was typed and what is stored now, by the fields' labels."""
    labels = {name: str(field.label) for name, field in typed.form.fields.items()}
    for number, form in enumerate(typed.measures, 1):
        labels |= {form.add_prefix(name): f"{number}. {field.label}" for name, field in form.fields.items()}
    mine = typed.values
    names = [name for name in {**mine, **theirs.values} if mine.get(name, "") != theirs.values.get(name, "")]
    return [
        Difference(labels.get(name, name), mine.get(name, ""), theirs.values.get(name, "")) for name in names
    ]
