"""Correct a plan in the making, item by item."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.drafting.errors import NotInReview, StaleSave
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.queries.proposals import item_of
from hoitu.drafting.reviewing.fields import Entry
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.strategy import api as strategy

MAX_ITEMS = 2000
State = ProposalItem.State
Kind = ProposalItem.Kind


def locked(actor: Actor, proposal_id: UUID, *states: str) -> PlanProposal:
    """Return the actor's proposal, locked, in one of the states. Raises `NotFound`, `NotInReview`."""
    found = PlanProposal.objects.for_agency(actor.agency).select_for_update().filter(pk=proposal_id).first()
    if found is None:
        raise NotFound()
    if found.state not in states:
        raise NotInReview(_("Bản này hiện ở tình trạng “%(state)s”.") % {"state": found.get_state_display()})
    return found


@transaction.atomic
def save_item(
    *,
    actor: Actor,
    proposal_id: UUID,
    item_id: UUID,
    values: Mapping[str, str],
    version: int,
    checked: bool = False,
) -> ProposalItem:
    """Keep what was typed into an item; with `checked` it counts as seen, if it is complete.

    `version` is the one that the form was opened with. Raises `StaleSave`, `NotInReview`, `NotFound`, `BadInput`.
    """
    actor.require("strategy.manage")
    proposal = locked(actor, proposal_id, PlanProposal.State.REVIEW)
    item = item_of(actor.agency, proposal_id, item_id)
    # What a screen keeps while one types and what its button sends may overtake each other.
    is_own_run = item.changed_by_id == actor.person_id and version >= item.run_from
    if item.version != version and not is_own_run:
        raise StaleSave()
    if item.state == State.DROPPED:
        raise NotInReview(_("Mục này đã bỏ. Hãy lấy lại trước khi sửa."))
    entry = Entry(item.kind, values)
    before, after = item.values, entry.values
    # What is only kept while somebody types is not seen any more, unless nothing changed.
    changed = {
        name: (before.get(name, ""), value) for name, value in after.items() if value != before.get(name, "")
    }
    changed |= {name: (value, "") for name, value in before.items() if name not in after and value}
    state = State.CHECKED if checked and entry.is_complete else State.PROPOSED
    if not changed and (not checked or state == item.state):
        return item
    if item.kind == Kind.DOCUMENT:
        _choose_plans(actor, proposal, entry)
    _store(actor, item, state, after)
    _record(actor, "strategy.save_item", item, changed)
    return item


@transaction.atomic
def set_dropped(*, actor: Actor, proposal_id: UUID, item_id: UUID, dropped: bool) -> None:
    """Leave an item out of the plan, or take it back in as proposed. The head of the document always stays."""
    actor.require("strategy.manage")
    locked(actor, proposal_id, PlanProposal.State.REVIEW)
    item = item_of(actor.agency, proposal_id, item_id)
    if item.kind == Kind.DOCUMENT:
        raise BadInput(_("Thông tin văn bản không bỏ được."))
    if dropped == (item.state == State.DROPPED):
        return
    _store(actor, item, State.DROPPED if dropped else State.PROPOSED, item.values)
    _record(actor, "strategy.drop_item" if dropped else "strategy.restore_item", item)


@transaction.atomic
def add_item(*, actor: Actor, proposal_id: UUID, kind: str) -> ProposalItem:
    """Add an empty item by hand, at the end of its kind. Raises `BadInput`, `NotInReview`, `NotFound`."""
    actor.require("strategy.manage")
    proposal = locked(actor, proposal_id, PlanProposal.State.REVIEW)
    if kind not in Kind.values or kind == Kind.DOCUMENT:
        raise BadInput(_("Không có loại mục này."))
    own = proposal.items.all()
    if own.count() >= MAX_ITEMS:
        raise BadInput(_("Một kế hoạch có nhiều nhất %(n)s mục.") % {"n": MAX_ITEMS})
    last = own.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    values = {"m-count": "1"} if kind == Kind.TARGET else {}
    item = ProposalItem.objects.create(
        proposal=proposal,
        kind=kind,
        position=last + 1,
        values=values,
        by_hand=True,
        changed_by_id=actor.person_id,
        changed_by_name=actor.name,
        changed_at=clock.now(),
    )
    _record(actor, "strategy.add_item", item)
    return item


@transaction.atomic
def check_rest(*, actor: Actor, proposal_id: UUID, kind: str) -> int:
    """Count every complete item of a kind as seen; return how many were not before.

    Targets and the head are seen one by one: their figures are computed from what is chosen there.
    """
    actor.require("strategy.manage")
    proposal = locked(actor, proposal_id, PlanProposal.State.REVIEW)
    if kind not in Kind.values or kind in (Kind.DOCUMENT, Kind.TARGET):
        raise BadInput(_("Loại mục này phải soát từng mục."))
    waiting = proposal.items.filter(kind=kind, state=State.PROPOSED)
    done = [item for item in waiting if Entry(item.kind, item.values).is_complete]
    for item in done:
        _store(actor, item, State.CHECKED, item.values)
    if done:
        audit.record(
            actor=actor,
            verb="strategy.check_rest",
            object_key=f"proposal:{proposal_id}",
            object_label=label_of(proposal),
            changes={"checked": (0, len(done))},
            note=str(Kind(kind).label),
        )
    return len(done)


@transaction.atomic
def drop_proposal(*, actor: Actor, proposal_id: UUID) -> None:
    """Give a proposal up. It stays readable, its file is kept."""
    actor.require("strategy.manage")
    states = PlanProposal.State
    proposal = locked(actor, proposal_id, states.READING, states.FAILED, states.REVIEW)
    proposal.state = states.DROPPED
    proposal.save(update_fields=["state"])
    audit.record(
        actor=actor,
        verb="strategy.drop_proposal",
        object_key=f"proposal:{proposal_id}",
        object_label=label_of(proposal),
    )


def label_of(proposal: PlanProposal) -> str:
    """Return how the trail calls a proposal: the title typed into it, or its file."""
    head = proposal.items.filter(kind=Kind.DOCUMENT).first()
    return str((head and head.values.get("title")) or proposal.file_name or proposal.get_origin_display())


def _choose_plans(actor: Actor, proposal: PlanProposal, entry: Entry) -> None:
    """Let a file's plan adapt and replace the chosen ones. An own plan's parent was chosen when it was begun."""
    if proposal.is_own_plan:
        return
    entry.form.is_valid()
    chosen = {name: entry.form.cleaned_data.get(name) for name in ("parent", "replaces")}
    known = {
        "parent": {proposal.parent_id, *(card.id for card in strategy.plans_to_adapt(actor.agency))},
        "replaces": {proposal.replaces_id, *(card.id for card in strategy.plans_to_replace(actor.agency))},
    }
    if any(value and value not in known[name] for name, value in chosen.items()):
        raise BadInput(_("Hãy chọn một kế hoạch trong danh sách."))
    proposal.parent_id, proposal.replaces_id = chosen["parent"], chosen["replaces"]
    proposal.save(update_fields=["parent", "replaces"])


def _store(actor: Actor, item: ProposalItem, state: str, values: Mapping[str, str]) -> None:
    item.values, item.state = dict(values), state
    if item.changed_by_id != actor.person_id:
        item.run_from = item.version
    item.version += 1
    item.changed_by_id, item.changed_by_name, item.changed_at = actor.person_id, actor.name, clock.now()
    item.save()


def _record(
    actor: Actor,
    verb: str,
    item: ProposalItem,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"proposal:{item.proposal_id}",
        object_label=f"{item.get_kind_display()} {item.position}",
        changes=changes,
    )
