"""An organisation's own plan: begun from a plan above it or from its last version, submitted, decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.operations.confirm_plan import become_plan, ready
from hoitu.drafting.operations.proposals import label_of, locked
from hoitu.drafting.operations.read_plan_file import begin, sha256_of
from hoitu.drafting.queries.proposals import being_made, submitted_proposal
from hoitu.drafting.reviewing.items import Beginning, from_parent, from_version
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.storage import store
from hoitu.kernel.text import format_date, nfc
from hoitu.kernel.turns import take_turn
from hoitu.strategy import api as strategy
from hoitu.strategy.api import StoredPlan

MAX_SCAN_BYTES = 20 * 1024**2
SCAN_STARTS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG")
State = PlanProposal.State


@dataclass(frozen=True)
class Decision:
    """By what a plan is issued: number and day of the decision, and the title and name of who signed it."""

    number: str
    issued_on: date
    signed_by: str = ""


@transaction.atomic
def derive_plan(*, actor: Actor, plan_id: UUID) -> UUID:
    """Begin the organisation's own plan from an issued one, or go on with the one begun from it.

    Returns the proposal's id. Raises `NotFound`.
    """
    actor.require("strategy.manage")
    parent = _one_of(strategy.plans_to_adapt(actor.agency), plan_id)
    take_turn("begin_plan", actor.agency)
    begun = being_made(actor.agency, origin=PlanProposal.Origin.PARENT, parent=plan_id)
    if begun is not None:
        return begun
    own = accounts.organisation(organisation_id=actor.agency)
    beginning = from_parent(parent, issuer=own.name)
    return _begin(actor, PlanProposal.Origin.PARENT, beginning, parent)


@transaction.atomic
def amend_plan(*, actor: Actor, plan_id: UUID) -> UUID:
    """Begin the next version of a plan of the organisation, or go on with the one that was begun.

    Returns the proposal's id. Raises `NotFound`.
    """
    actor.require("strategy.manage")
    old = _one_of(strategy.plans_to_replace(actor.agency), plan_id)
    take_turn("begin_plan", actor.agency)
    begun = being_made(actor.agency, origin=PlanProposal.Origin.AMENDMENT, replaces=plan_id)
    if begun is not None:
        return begun
    return _begin(actor, PlanProposal.Origin.AMENDMENT, from_version(old), old)


@transaction.atomic
def submit_plan(*, actor: Actor, proposal_id: UUID) -> None:
    """Submit a plan whose items are all checked to the governing body. Raises `NotComplete`, `NotInReview`."""
    actor.require("strategy.manage")
    proposal = _own(actor, proposal_id, State.REVIEW)
    ready(proposal)
    proposal.state, proposal.submitted_at = State.SUBMITTED, clock.now()
    proposal.submitted_by_name, proposal.returned_because = actor.name, ""
    proposal.save()
    _record(actor, "strategy.submit_plan", proposal)


@transaction.atomic
def take_back_plan(*, actor: Actor, proposal_id: UUID) -> None:
    """Take a submitted plan back to change it."""
    actor.require("strategy.manage")
    proposal = _own(actor, proposal_id, State.SUBMITTED)
    _back_to_review(proposal)
    _record(actor, "strategy.take_back_plan", proposal)


@transaction.atomic
def return_plan(*, actor: Actor, proposal_id: UUID, reason: str) -> None:
    """Give a submitted plan back to its agency, with the reason. Only the governing body's people do."""
    actor.require("strategy.approve_plan")
    proposal = _below(actor, proposal_id)
    if not reason.strip():
        raise BadInput(_("Hãy ghi vì sao trả lại."))
    proposal.returned_because = nfc(reason.strip())
    _back_to_review(proposal)
    _record(actor, "strategy.return_plan", proposal, note=proposal.returned_because)


@transaction.atomic
def approve_plan(*, actor: Actor, proposal_id: UUID, decision: Decision) -> UUID:
    """Issue an agency's submitted plan by a decision of its governing body; return the plan's id.

    Raises `NotFound` for plans of agencies that the actor's organisation does not govern, `BadInput`.
    """
    actor.require("strategy.approve_plan")
    done = _decided(proposal_id)
    if done is not None and _governed_before(actor, done):
        return _plan_of(done)
    proposal = _below(actor, proposal_id)
    return _issue(actor, proposal, decision)


@transaction.atomic
def record_decision(
    *, actor: Actor, proposal_id: UUID, decision: Decision, scan: BinaryIO, scan_name: str, scan_size: int
) -> UUID:
    """Issue the own submitted plan by a decision that was signed on paper; its scan is kept. Return the plan's id."""
    actor.require("strategy.manage")
    proposal = _own(actor, proposal_id, State.SUBMITTED, State.DONE)
    if proposal.state == State.DONE:
        return _plan_of(proposal)
    start = scan.read(8)
    scan.seek(0)
    if scan_size > MAX_SCAN_BYTES or not start.startswith(SCAN_STARTS):
        raise BadInput(_("Bản quét quyết định là tệp PDF, JPEG hoặc PNG, không quá 20 MB."))
    proposal.decision_sha256 = sha256_of(scan)
    proposal.decision_file_name = nfc(Path(scan_name).name)[:200]
    store().put_file(proposal.decision_key, scan)
    return _issue(actor, proposal, decision)


def _one_of(cards: Iterable[strategy.PlanCard], plan_id: UUID) -> StoredPlan:
    if plan_id not in {card.id for card in cards}:
        raise NotFound()
    return strategy.stored_plan(plan_id)


def _begin(actor: Actor, origin: str, beginning: Beginning, begun_from: StoredPlan) -> UUID:
    proposal = PlanProposal.objects.create(
        agency_id=actor.agency,
        origin=origin,
        state=State.REVIEW,
        parent_id=beginning.parent_id,
        replaces_id=begun_from.id if origin == PlanProposal.Origin.AMENDMENT else None,
        created_by_id=actor.person_id,
        created_by_name=actor.name,
        created_at=clock.now(),
    )
    begin(proposal, beginning)
    _record(actor, "strategy.begin_plan", proposal, note=begun_from.label)
    return proposal.pk


def _issue(actor: Actor, proposal: PlanProposal, decision: Decision) -> UUID:
    head = proposal.items.get(kind=ProposalItem.Kind.DOCUMENT)
    if not decision.number.strip():
        raise BadInput(_("Hãy ghi số quyết định."))
    if decision.issued_on > clock.today():
        raise BadInput(_("Ngày quyết định không thể ở tương lai."))
    head.values |= {"number": nfc(decision.number.strip()), "issued_on": decision.issued_on.isoformat()}
    head.values["signed_by"] = decision.signed_by or head.values.get("signed_by", "")
    head.version += 1
    head.save(update_fields=["values", "version"])
    proposal.decided_by_name = actor.name
    proposal.decided_for = accounts.organisation(organisation_id=actor.agency).name
    words = {
        "number": decision.number,
        "day": format_date(decision.issued_on),
        "name": actor.name,
        "body": proposal.decided_for,
    }
    provenance = _("Quyết định %(number)s ngày %(day)s; %(name)s (%(body)s) ghi nhận") % words
    plan_id = become_plan(actor=actor, review=ready(proposal), provenance=provenance)
    changes = {"number": ("", decision.number), "issued_on": ("", str(decision.issued_on))}
    if proposal.decision_sha256:
        changes["file_hash"] = ("", proposal.decision_sha256)
    _record(actor, "strategy.approve_plan", proposal, changes=changes)
    return plan_id


def _own(actor: Actor, proposal_id: UUID, *states: str) -> PlanProposal:
    proposal = locked(actor, proposal_id, *states)
    if not proposal.is_own_plan:
        raise BadInput(_("Kế hoạch đọc từ tệp không phải trình: hãy xác nhận."))
    return proposal


def _below(actor: Actor, proposal_id: UUID) -> PlanProposal:
    """Return a submitted plan of an agency below, locked."""
    found = submitted_proposal(actor, proposal_id)
    return locked(Actor.system(agency_id=found.agency_id), proposal_id, State.SUBMITTED)


def _decided(proposal_id: UUID) -> PlanProposal | None:
    return (
        PlanProposal.objects.unscoped(why="the governing body asks again about what it decided")
        .filter(pk=proposal_id, state=State.DONE)
        .first()
    )


def _governed_before(actor: Actor, proposal: PlanProposal) -> bool:
    own = accounts.organisation(organisation_id=actor.agency).name
    return proposal.decided_for == own


def _plan_of(proposal: PlanProposal) -> UUID:
    assert proposal.plan_id is not None  # a constraint of the table
    return proposal.plan_id


def _back_to_review(proposal: PlanProposal) -> None:
    proposal.state, proposal.submitted_at = State.REVIEW, None
    proposal.save()


def _record(
    actor: Actor,
    verb: str,
    proposal: PlanProposal,
    *,
    note: str = "",
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"proposal:{proposal.pk}",
        object_label=label_of(proposal),
        agency_id=proposal.agency_id,
        note=note,
        changes=changes,
    )
