"""Keep the register of legal rules, shared by the whole installation."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.registers.models import LegalRule


def change_rule(
    *,
    actor: Actor,
    rule_id: UUID,
    value: object,
    citation: str,
    confidence: str,
    effective_from: date,
    effective_until: date | None,
    note: str = "",
) -> None:
    """Correct a rule's figure, dates or source. Raises `BadInput`, `NotFound`."""
    actor.require("registers.manage")
    if confidence not in LegalRule.Confidence.values or not citation.strip():
        raise BadInput(_("Hãy ghi căn cứ và độ tin cậy."))
    if effective_until and effective_until <= effective_from:
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu."))
    new = {
        "value": value,
        "citation": citation.strip(),
        "confidence": confidence,
        "effective_from": effective_from,
        "effective_until": effective_until,
        "note": note.strip(),
    }
    with transaction.atomic():
        row = LegalRule.objects.select_for_update().filter(pk=rule_id).first()
        if row is None:
            raise NotFound()
        others = LegalRule.objects.filter(key=row.key, effective_from=effective_from).exclude(pk=rule_id)
        if others.exists():
            raise BadInput(_("Đã có quy định này bắt đầu cùng ngày."))
        changes: dict[str, tuple[object, object]] = {
            name: (str(getattr(row, name)), str(after))
            for name, after in new.items()
            if getattr(row, name) != after
        }
        for name, after in new.items():
            setattr(row, name, after)
        row.save()
        audit.record(
            actor=actor,
            verb="registers.change_rule",
            object_key=f"legal_rule:{row.pk}",
            object_label=row.label,
            changes=changes,
        )
