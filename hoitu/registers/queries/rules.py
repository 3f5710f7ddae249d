"""The law's figures on a day."""

from datetime import date

from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import LegalRule


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


def rule_integer(key: str, on: date) -> int:
    """Return a rule's whole number on a day. Raises `RuleUnknown`."""
    return legal_rule(key=key, on=on).integer()
