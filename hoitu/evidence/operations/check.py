"""A second person accepts a document, or does not."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.evidence.errors import AlreadyChecked, SecondPersonNeeded
from hoitu.evidence.events import EvidenceChecked
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.queries import agencies_below, not_private
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc


def check(*, actor: Actor, evidence_id: UUID, accepted: bool, reason: str = "") -> None:
    """Accept a document or refuse it with a reason.

    The checker works for the agency or for a body that governs or manages it, and is not who submitted it. Raises
    `NotFound`, `NotAllowed`, `SecondPersonNeeded`, `AlreadyChecked`, `BadInput`.
    """
    actor.require("evidence.check")
    reason = nfc(reason.strip())[:2000]
    with transaction.atomic():
        row = _locked(actor, evidence_id)
        if row.submitted_by_id == actor.person:
            raise SecondPersonNeeded()
        if not accepted and not reason:
            raise BadInput(_("Hãy ghi lý do không chấp nhận để người nộp biết cần sửa gì."))
        row.state = EvidenceRow.State.ACCEPTED if accepted else EvidenceRow.State.REFUSED
        row.reason = reason
        row.checked_by_id, row.checked_for_id, row.checked_at = actor.person, actor.agency, clock.now()
        row.save(update_fields=["state", "reason", "checked_by", "checked_for", "checked_at"])
        subject = f"evidence:{row.pk}"
        announce(
            EvidenceChecked(
                subject=subject,
                agency_id=row.agency_id,
                evidence_id=row.pk,
                about=row.about,
                accepted=accepted,
            )
        )
        audit.record(
            actor=actor,
            verb="evidence.accept" if accepted else "evidence.refuse",
            object_key=subject,
            object_label=row.title,
            changes={"state": ("waiting", str(row.state)), "sha256": (row.sha256, row.sha256)},
            note=reason,
            agency_id=row.agency_id,  # the trail of whose document it is, whoever checks
        )


def _locked(actor: Actor, evidence_id: UUID) -> EvidenceRow:
    rows = EvidenceRow.objects.unscoped(why="a body above checks for several agencies; the filter follows")
    reach = {actor.agency, *agencies_below(actor)}
    rows = rows.filter(Q(agency_id=actor.agency) | not_private(), agency_id__in=reach, withdrawn_at=None)
    row = rows.select_for_update().filter(pk=evidence_id).first()
    if row is None:
        raise NotFound()
    if row.state != EvidenceRow.State.WAITING:
        raise AlreadyChecked()
    return row
