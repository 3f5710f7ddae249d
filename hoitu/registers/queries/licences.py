"""Which licences an organisation holds on a day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import Licence


def licensed(*, organisation_ids: Collection[UUID], on: date, product: str = "") -> set[UUID]:
    """Return those organisations that hold a licence valid on a day; `product`: one for this product."""
    rows = _valid(on).filter(agency_id__in=organisation_ids)
    if product:
        rows = rows.filter(product=product)
    return set(rows.values_list("agency_id", flat=True))


def magazines(*, organisation_ids: Collection[UUID], on: date) -> set[UUID]:
    """Return those organisations whose every licence valid on a day is for a magazine."""
    rows = _valid(on).filter(agency_id__in=organisation_ids)
    with_newspaper = set(rows.filter(is_magazine=False).values_list("agency_id", flat=True))
    return set(rows.values_list("agency_id", flat=True)) - with_newspaper


def licences_of(*, organisation_id: UUID, on: date | None = None) -> list[data.Licence]:
    """Return an organisation's licences, those valid on the day if one is given."""
    rows = (_kept() if on is None else _valid(on)).filter(agency_id=organisation_id)
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


def _kept() -> models.QuerySet[Licence]:
    return Licence.objects.unscoped(why="the filter by organisations follows").filter(archived_at=None)


def _valid(on: date) -> models.QuerySet[Licence]:
    return _kept().filter(issued_on__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))
