"""Move an assessment along its way, with the step and the trail in the same transaction."""

from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import nfc
from hoitu.maturity.data import State
from hoitu.maturity.events import AssessmentMoved
from hoitu.maturity.models import Assessment, Step
from hoitu.maturity.policies.moves import WAYS, Move, after

REASON_CHARACTERS = 2000


def locked(rows: ScopedQuerySet[Assessment], assessment_id: UUID) -> Assessment:
    """Return one of the rows, locked until the transaction ends. Raises `NotFound`."""
    row = (
        rows.select_for_update(of=("self",))
        .select_related("cycle__catalogue", "agency")
        .filter(pk=assessment_id)
        .first()
    )
    if row is None:
        raise NotFound()
    return row


def take_step(actor: Actor, row: Assessment, move: Move, reason: str = "") -> None:
    """Take a step from where the assessment is and store it. Raises `WrongStep`, `BadInput` without a reason."""
    before, row.state = State(row.state), after(move, State(row.state)).value
    reason = checked_reason(reason, needed=WAYS[move].needs_reason)
    if move == Move.SEND:
        row.sent_at = clock.now()
    row.save()
    note_step(actor, row, move.value, reason)
    audit.record(
        actor=actor,
        verb=f"maturity.{move.value}",
        object_key=f"maturity:{row.pk}",
        object_label=row.cycle.name,
        changes={"state": (before.value, row.state)} | ({"reason": ("", reason)} if reason else {}),
        agency_id=row.agency_id,
    )


def note_step(actor: Actor, row: Assessment, move: str, reason: str) -> None:
    """Store who took a step, when, and why, and tell the rooms above."""
    name = accounts.organisation(organisation_id=actor.agency).name if actor.agency_id else ""
    step = Step.objects.create(
        assessment=row,
        move=move,
        reason=reason,
        by_name=actor.name[:200],
        by_organisation=name,
        at=clock.now(),
    )
    announce(
        AssessmentMoved(
            subject=f"maturity:{row.pk}",
            agency_id=row.agency_id,
            assessment_id=row.pk,
            step_id=step.pk,
            year=row.cycle.year,
            version=row.version,
            move=move,
            by_id=actor.person_id,
            by_name=actor.name,
            reason=reason,
        )
    )


def checked_reason(reason: str, *, needed: bool = True) -> str:
    """Return the reason as it is stored. Raises `BadInput` when it is missing or too long."""
    reason = nfc(reason.strip())
    if needed and not reason:
        raise BadInput(_("Hãy ghi lý do."))
    if len(reason) > REASON_CHARACTERS:
        raise BadInput(_("Lý do dài quá %(limit)d ký tự.") % {"limit": REASON_CHARACTERS})
    return reason
