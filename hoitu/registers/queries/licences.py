"""Which licences an organisation holds on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import Licence

FEW = 50  # a longer list of ids costs more to send than the rows of the others to read


def licensed(*, organisation_ids: Collection[UUID], on: date, product: str = "") -> set[UUID]:
    """Return those organisations that hold a licence valid on a day; `product`: one for this product."""
    rows = _of(_valid(on), organisation_ids)
    if product:
        rows = rows.filter(product=product)
    return set(rows.order_by().values_list("agency_id", flat=True)) & set(organisation_ids)


def magazines(*, organisation_ids: Collection[UUID], on: date) -> set[UUID]:
    """Return those organisations whose every licence valid on a day is for a magazine."""
    rows = _of(_valid(on), organisation_ids).order_by().values_list("agency_id", "is_magazine")
    kinds: dict[UUID, bool] = {}
    for agency_id, is_magazine in rows:
        kinds[agency_id] = kinds.get(agency_id, True) and is_magazine
    return {agency_id for agency_id in organisation_ids if kinds.get(agency_id)}


def licences_of(*, organisation_id: UUID, on: date | None = None) -> list[data.Licence]:
    """Return an organisation's licences, those valid on the day if one is given."""
    rows = (_kept() if on is None else _valid(on)).filter(agency_id=organisation_id)
    return [_licence(row) for row in rows]


def licences_by(*, organisation_ids: Collection[UUID], on: date) -> dict[UUID, tuple[data.Licence, ...]]:
    """Return every licence issued by a day, ended or not, of each organisation that has one (IND-11)."""
    found: dict[UUID, list[data.Licence]] = defaultdict(list)
    for row in _of(_kept().filter(issued_on__lte=on), organisation_ids):
        found[row.agency_id].append(_licence(row))
    return {key: tuple(found[key]) for key in organisation_ids if key in found}


def _licence(row: Licence) -> data.Licence:
    return data.Licence(
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


def _of(rows: models.QuerySet[Licence], organisation_ids: Collection[UUID]) -> models.QuerySet[Licence]:
    if len(organisation_ids) > FEW:
        return rows
    return rows.filter(agency_id__in=organisation_ids)


def _kept() -> models.QuerySet[Licence]:
    return Licence.objects.unscoped(why="the filter by organisations follows").filter(archived_at=None)


def _valid(on: date) -> models.QuerySet[Licence]:
    return _kept().filter(issued_on__lte=on).filter(Q(valid_until=None) | Q(valid_until__gt=on))
