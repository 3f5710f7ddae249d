"""What neighbours read of the registers."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import LegalRule, Licence


def legal_rule(*, key: str, on: date) -> data.LegalRule:
    """Return the rule in force on a day. Raises `RuleUnknown`."""
    row = (
        LegalRule.objects.filter(key=key, effective_from__lte=on)
        .filter(Q(effective_until=None) | Q(effective_until__gt=on))
        .order_by("-effective_from")
        .first()
    )
    if row is None:
        raise data.RuleUnknown(key)
    return data.LegalRule(
        key=row.key,
        label=row.label,
        value=row.value,
        unit=row.unit,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        citation=row.citation,
        confidence=row.confidence,
    )


def licences_of(*, organisation_id: UUID, on: date | None = None) -> list[data.Licence]:
    """Return an organisation's licences, those valid on the day if one is given."""
    rows = Licence.objects.filter(organisation_id=organisation_id)
    if on is not None:
        rows = rows.filter(issued_on__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))
    return [
        data.Licence(
            id=row.pk,
            product=row.product,
            name=row.name,
            number=row.number,
            issuer=row.issuer,
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            domain=row.domain,
            head=row.head,
        )
        for row in rows
    ]
