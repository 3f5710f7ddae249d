"""Turn a checked proposal into a plan, through the same door as the packs that come with the program."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoitu.drafting.errors import NotComplete
from hoitu.drafting.models import PlanProposal
from hoitu.drafting.operations.proposals import locked
from hoitu.drafting.queries.proposals import Review, State, checked_items, parent_of, review_of
from hoitu.drafting.reviewing.building import Identity, build_pack
from hoitu.drafting.reviewing.consistency import deviations
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import format_date, slugify
from hoitu.strategy import api as strategy
from hoitu.strategy.data import Pack, PackRefused

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
    return become_plan(actor=actor, review=review, provenance=provenance)


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


def become_plan(*, actor: Actor, review: Review, provenance: str) -> UUID:
    """Store the plan of a review that is ready and mark the proposal done; return the plan's id.

    The caller holds the proposal's lock.
    """
    proposal = review.proposal
    note = _("Tệp %(file)s, SHA-256 %(hash)s") % {"file": proposal.file_name, "hash": proposal.sha256}
    plan_id = strategy.enter_plan(
        actor=actor,
        pack=_pack(review, provenance),
        agency_id=proposal.agency_id,
        is_own=proposal.is_own_plan,
        replaces_id=proposal.replaces_id,
        note=note if proposal.sha256 else provenance,
    )
    proposal.state, proposal.plan_id, proposal.decided_at = PlanProposal.State.DONE, plan_id, clock.now()
    proposal.save()
    return plan_id


def _pack(review: Review, provenance: str) -> Pack:
    proposal = review.proposal
    kept = [item for item in review.items if item.state != State.DROPPED]
    given = review.entries[review.document.pk].form.cleaned_data
    code = _free_code(given["number"], proposal.pk)
    name = f"{slugify(given['issuer'], max_length=40) or 'ke-hoach'}-{code}-{proposal.pk.hex[-6:]}"
    parent = parent_of(proposal)
    above = parent.name if parent else None
    identity = Identity(name, code, proposal.file_name, proposal.sha256, provenance, above)
    try:
        pack = build_pack(identity, checked_items(kept, review.entries))
    except PackRefused as refusal:
        raise NotComplete(refusal.sentence) from refusal
    return replace(pack, deviations=deviations(pack, parent))


def _free_code(number: str, proposal_id: UUID) -> str:
    """Return a code that no plan has: that of its number, or that with the proposal's last letters behind it."""
    wanted = slugify(number, max_length=LONGEST_CODE) or "du-thao"
    mark = f"{wanted}-{proposal_id.hex[-6:]}"
    return mark if not number or strategy.is_code_taken(wanted) else wanted
