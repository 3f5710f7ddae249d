"""What neighbours read of the registers."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
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


def licensed(*, organisation_ids: Collection[UUID], on: date, product: str = "") -> set[UUID]:
    """Return those organisations that hold a licence valid on a day; `product`: one for this product."""
    rows = _valid(on).filter(organisation_id__in=organisation_ids)
    if product:
        rows = rows.filter(product=product)
    return set(rows.values_list("organisation_id", flat=True))


def magazines(*, organisation_ids: Collection[UUID], on: date) -> set[UUID]:
    """Return those organisations whose every licence valid on a day is for a magazine."""
    rows = _valid(on).filter(organisation_id__in=organisation_ids)
    with_newspaper = set(rows.filter(is_magazine=False).values_list("organisation_id", flat=True))
    return set(rows.values_list("organisation_id", flat=True)) - with_newspaper


def licences_of(*, organisation_id: UUID, on: date | None = None) -> list[data.Licence]:
    """Return an organisation's licences, those valid on the day if one is given."""
    rows = (Licence.objects.all() if on is None else _valid(on)).filter(organisation_id=organisation_id)
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


def _valid(on: date) -> models.QuerySet[Licence]:
    return Licence.objects.filter(issued_on__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))
