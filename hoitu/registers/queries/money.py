"""IND-10: what was ordered, accepted and paid; which agencies are financially autonomous."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import AcceptedItem, AutonomyDecision, OrderLine, Payment

WHY = "figures of the agencies asked about"


def orders(*, agency_ids: Collection[UUID], on: date, since: date | None = None) -> dict[UUID, data.Ordered]:
    """Return for each agency what was ordered from `since` to the day, and accepted and paid of it (IND-10 c)."""
    kept = {"agency_id__in": agency_ids, "archived_at": None}
    rows = OrderLine.objects.unscoped(why=WHY).filter(
        **kept, order__archived_at=None, order__ordered_on__lte=on
    )
    if since is not None:
        rows = rows.filter(order__ordered_on__gte=since)
    items = AcceptedItem.objects.unscoped(why=WHY).filter(**kept, line__in=rows, accepted_on__lte=on)
    payments = Payment.objects.unscoped(why=WHY).filter(**kept, item__in=items, paid_on__lte=on)
    lines: dict[UUID, list[data.OrderedLine]] = defaultdict(list)
    for row in rows.select_related("order", "unit_price__norm"):
        lines[row.agency_id].append(_line(row))
    accepted: dict[UUID, list[data.AcceptedProduct]] = defaultdict(list)
    for item in items.select_related("line__order"):
        accepted[item.agency_id].append(_product(item))
    paid: dict[UUID, int] = defaultdict(int)
    for agency_id, amount in payments.values_list("agency_id", "amount_vnd"):
        paid[agency_id] += amount
    return {
        agency_id: data.Ordered(tuple(lines[agency_id]), tuple(accepted[agency_id]), paid[agency_id])
        for agency_id in agency_ids
    }


def autonomous(*, agency_ids: Collection[UUID], on: date) -> dict[UUID, data.Autonomy]:
    """Return the autonomy decision in force of each agency that has one (IND-10 a, b)."""
    rows = (
        AutonomyDecision.objects.unscoped(why=WHY)
        .filter(agency_id__in=agency_ids, archived_at=None, valid_from__lte=on)
        .filter(Q(valid_until=None) | Q(valid_until__gt=on))
        .order_by("valid_from", "id")
    )
    return {
        row.agency_id: data.Autonomy(
            decision_id=row.pk,
            number=row.number,
            degree=row.degree,
            own_revenue_vnd=row.own_revenue_vnd,
            recurrent_cost_vnd=row.recurrent_cost_vnd,
            issuer=row.issuer,
            valid_from=row.valid_from,
            degree_words=row.get_degree_display(),
        )
        for row in rows
    }


def ever_decided(*, agency_ids: Collection[UUID], on: date) -> set[UUID]:
    """Return the agencies whose register knows an autonomy decision that began by the day, ended or not."""
    rows = AutonomyDecision.objects.unscoped(why=WHY).filter(
        agency_id__in=agency_ids, archived_at=None, valid_from__lte=on
    )
    return set(rows.values_list("agency_id", flat=True))


def _line(row: OrderLine) -> data.OrderedLine:
    return data.OrderedLine(
        line_id=row.pk,
        key=_key(row),
        name=str(row),
        order=str(row.order),
        ordered_on=row.order.ordered_on,
        amount_vnd=row.amount_vnd,
        is_priced=row.is_priced,
    )


def _product(row: AcceptedItem) -> data.AcceptedProduct:
    return data.AcceptedProduct(row.pk, _key(row.line), row.title, row.accepted_on, row.amount_vnd)


def _key(row: OrderLine) -> tuple[str, str]:
    """Name a line by its order's decision and its own code: orderer and agency may both keep it."""
    return " ".join(row.order.decision.split()).casefold(), row.code.strip().casefold()
