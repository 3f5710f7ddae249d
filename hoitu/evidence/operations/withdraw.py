"""Take a document back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.evidence.events import EvidenceWithdrawn
from hoitu.evidence.models import EvidenceRow
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc


def withdraw(*, actor: Actor, evidence_id: UUID, reason: str) -> None:
    """Take back a document of the own agency; the trail keeps what it was. Raises `NotFound`, `BadInput`."""
    actor.require("evidence.add")
    reason = nfc(reason.strip())[:2000]
    with transaction.atomic():
        rows = EvidenceRow.objects.for_agency(actor.agency).select_for_update()
        row = rows.filter(pk=evidence_id, withdrawn_at=None).first()
        if row is None:
            raise NotFound()
        if not reason:
            raise BadInput(_("Hãy ghi lý do rút minh chứng."))
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        subject = f"evidence:{row.pk}"
        announce(
            EvidenceWithdrawn(
                subject=subject,
                agency_id=row.agency_id,
                evidence_id=row.pk,
                about=row.about,
                was_accepted=row.state == EvidenceRow.State.ACCEPTED,
            )
        )
        audit.record(
            actor=actor,
            verb="evidence.withdraw",
            object_key=subject,
            object_label=row.title,
            changes={"state": (str(row.state), "withdrawn"), "sha256": (row.sha256, row.sha256)},
            note=reason,
        )
