"""IND-10: what was ordered, accepted and paid; which agencies are financially autonomous."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.registers import data
from hoitu.registers.models import AcceptedItem, AutonomyDecision, OrderLine, Payment

WHY = "figures of the agencies asked about"


def orders(*, agency_ids: Collection[UUID], on: date) -> dict[UUID, data.Ordered]:
    """Return for each agency what was ordered, accepted and paid by the day (IND-10 c)."""
    kept = {"agency_id__in": agency_ids, "archived_at": None}
    lines = OrderLine.objects.unscoped(why=WHY).filter(
        **kept, order__archived_at=None, order__ordered_on__lte=on
    )
    items = AcceptedItem.objects.unscoped(why=WHY).filter(**kept, line__in=lines, accepted_on__lte=on)
    payments = Payment.objects.unscoped(why=WHY).filter(**kept, item__in=items, paid_on__lte=on)
    by_agency: dict[UUID, list[OrderLine]] = {agency_id: [] for agency_id in agency_ids}
    for line in lines.select_related("order", "unit_price__norm"):
        by_agency[line.agency_id].append(line)
    accepted = [(item.agency_id, item.amount_vnd) for item in items.select_related("line")]
    paid = list(payments.values_list("agency_id", "amount_vnd"))
    return {
        agency_id: data.Ordered(
            assigned_vnd=sum(line.amount_vnd for line in found),
            accepted_vnd=sum(amount for owner, amount in accepted if owner == agency_id),
            paid_vnd=sum(amount for owner, amount in paid if owner == agency_id),
            line_ids=tuple(line.pk for line in found),
            priced_line_ids=tuple(line.pk for line in found if line.is_priced),
        )
        for agency_id, found in by_agency.items()
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
        )
        for row in rows
    }
