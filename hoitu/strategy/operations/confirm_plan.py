"""Turn a checked proposal into a plan, through the same door as the packs that come with the program."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import format_date, slugify
from hoitu.strategy.data import DocumentState, Pack, PackRefused
from hoitu.strategy.errors import NotComplete
from hoitu.strategy.models import Plan, PlanProposal
from hoitu.strategy.operations.load import take_in
from hoitu.strategy.operations.proposals import locked
from hoitu.strategy.queries.proposals import Review, State, checked_items, replaceable_plans, review_of
from hoitu.strategy.reviewing.building import Identity, build_pack
from hoitu.strategy.reviewing.consistency import deviations

LONGEST_CODE = 18


@transaction.atomic
def confirm_proposal(*, actor: Actor, proposal_id: UUID) -> UUID:
    """Make the plan that a file was read into; return its id. Pressing again gives the same plan.

    Raises `NotComplete` while items are open, `NotInReview`, `NotFound`, `BadInput`.
    """
    actor.require("strategy.manage")
    states = PlanProposal.State
    proposal = locked(actor, proposal_id, states.REVIEW, states.DONE)
    if proposal.plan_id is not None:
        return proposal.plan_id
    if proposal.is_own_plan:
        raise BadInput(_("Kế hoạch tự lập phải được trình và duyệt."))
    review = ready(proposal)
    provenance = _("Đọc từ tệp “%(file)s”, %(name)s xác nhận ngày %(day)s") % {
        "file": proposal.file_name,
        "name": actor.name,
        "day": format_date(clock.today()),
    }
    plan = become_plan(actor=actor, review=review, provenance=provenance)
    return plan.pk


def ready(proposal: PlanProposal) -> Review:
    """Return the review of a proposal in which nothing is left open. Raises `NotComplete`."""
    review = review_of(proposal)
    if review.is_ready:
        return review
    if not review.has_targets:
        raise NotComplete(_("Kế hoạch chưa có chỉ tiêu nào."))
    left = len({item.pk for item in (*review.unchecked, *review.incomplete)})
    raise NotComplete(
        ngettext(
            "Còn %(n)s mục chưa soát xong.",
            "Còn %(n)s mục chưa soát xong.",
            left,
        )
        % {"n": left}
    )


def become_plan(*, actor: Actor, review: Review, provenance: str) -> Plan:
    """Store the plan of a review that is ready and mark the proposal done; the caller holds its lock."""
    proposal = review.proposal
    old = proposal.replaces
    if old is not None and old.pk not in {row.pk for row in replaceable_plans(proposal.agency_id)}:
        raise BadInput(_("Kế hoạch được thay thế đã có bản khác thay rồi."))
    pack = _pack(review, provenance)
    note = _("Tệp %(file)s, SHA-256 %(hash)s") % {"file": proposal.file_name, "hash": proposal.sha256}
    done = take_in(
        actor=actor,
        pack=pack,
        entered_by=proposal.agency_id,
        replaces=old,
        note=note if proposal.sha256 else provenance,
    )
    plan = Plan.objects.get(pk=done.plan_id)
    _take_place(plan, old, proposal)
    proposal.state, proposal.plan, proposal.decided_at = PlanProposal.State.DONE, plan, clock.now()
    proposal.save()
    return plan


def _pack(review: Review, provenance: str) -> Pack:
    proposal = review.proposal
    kept = [item for item in review.items if item.state != State.DROPPED]
    given = review.entries[review.document.pk].form.cleaned_data
    code = _free_code(given["number"], proposal.pk)
    name = f"{slugify(given['issuer'], max_length=40) or 'ke-hoach'}-{code}-{proposal.pk.hex[-6:]}"
    parent = proposal.parent.key if proposal.parent else None
    identity = Identity(name, code, proposal.file_name, proposal.sha256, provenance, parent)
    try:
        pack = build_pack(identity, checked_items(kept, review.entries))
    except PackRefused as refusal:
        raise NotComplete(refusal.sentence) from refusal
    return replace(pack, deviations=deviations(pack, proposal.parent))


def _free_code(number: str, proposal_id: UUID) -> str:
    """Return a code that no plan has: that of its number, or that with the proposal's last letters behind it."""
    wanted = slugify(number, max_length=LONGEST_CODE) or "du-thao"
    mark = f"{wanted}-{proposal_id.hex[-6:]}"
    return mark if not number or Plan.objects.filter(code=wanted).exists() else wanted


def _take_place(plan: Plan, old: Plan | None, proposal: PlanProposal) -> None:
    """Give the new plan who answers for it: as the version before, or the agency whose own plan it is."""
    agency = accounts.organisation(organisation_id=proposal.agency_id)
    if old is not None:
        plan.owner_id, plan.scope = old.owner_id, old.scope
        if plan.state == DocumentState.ISSUED:
            old.state = DocumentState.REPLACED
            old.save(update_fields=["state"])
    elif proposal.is_own_plan and agency.kind == "press_agency":
        plan.owner_id, plan.scope = agency.id, Plan.Scope.OWN
    plan.save(update_fields=["owner", "scope"])
