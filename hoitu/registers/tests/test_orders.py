"""From norm to payment: one product is accepted once, paid once, and never above what was ordered."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel.actor import Actor
from hoitu.registers import api
from hoitu.registers.api import RowRefused
from hoitu.registers.models import AcceptedItem, OrderLine, Payment
from hoitu.registers.testing import keep


def an_order(*, quantity: int = 2, price: int = 1_200_000) -> Actor:
    """Return Thanh of an agency with one order of two lines, the first by a norm."""
    actor = actor_of(make_person(make_agency(), "admin"))
    keep(
        actor, "dinh-muc", code="DM1", name="Báo điện tử", press_type="online", decision="1/QĐ",
        valid_from="2026-01-01",
    )  # fmt: skip
    keep(
        actor, "don-gia", norm="DM1", code="G1", product="Tin", unit="tin", price_vnd=str(price),
        valid_from="2026-01-01", valid_until="2026-07-01",
    )  # fmt: skip
    keep(
        actor, "don-hang", code="DH1", name="Tuyên truyền", method="order", orderer="UBND tỉnh",
        decision="2/QĐ", ordered_on="2026-06-30",
    )  # fmt: skip
    for code, unit_price in (("D1", "G1"), ("D2", "")):
        keep(
            actor, "dong-don-hang", order="DH1", code=code, programme="Thời sự", unit="tin",
            quantity=str(quantity), unit_price=unit_price, price_vnd=str(price),
        )  # fmt: skip
    return actor


def accept(actor: Actor, item: str, line: str = "D1", quantity: str = "1") -> UUID:
    return keep(
        actor, "nghiem-thu", line=line, item=item, title=item, published_on="2026-07-02",
        accepted_on="2026-07-05", minutes="3/BB", quantity=quantity,
    )  # fmt: skip


def pay(actor: Actor, item: str, amount: str = "1.200.000") -> UUID:
    return keep(actor, "thanh-toan", item=item, document="4/UNC", paid_on="2026-07-20", amount_vnd=amount)


@pytest.mark.django_db
def test_the_figures_follow_the_records_day_by_day() -> None:
    actor = an_order()
    accept(actor, "https://bao.example/1")
    pay(actor, "https://bao.example/1")

    def on(day: date) -> tuple[int, int, int]:
        found = api.orders(agency_ids=[actor.agency], on=day)[actor.agency]
        return found.assigned_vnd, found.accepted_vnd, found.paid_vnd

    assert on(date(2026, 6, 29)) == (0, 0, 0)
    assert on(date(2026, 6, 30)) == (4_800_000, 0, 0)
    assert on(date(2026, 7, 5)) == (4_800_000, 1_200_000, 0)
    assert on(date(2026, 7, 20)) == (4_800_000, 1_200_000, 1_200_000)
    found = api.orders(agency_ids=[actor.agency], on=date(2026, 7, 20))[actor.agency]
    first = OrderLine.objects.for_agency(actor.agency).get(code="D1")
    assert found.priced_line_ids == (first.pk,)
    assert len(found.line_ids) == 2


@pytest.mark.django_db
def test_a_price_that_ended_before_the_order_was_signed_is_no_ground() -> None:
    actor = an_order()
    order = OrderLine.objects.for_agency(actor.agency).get(code="D1").order
    order.ordered_on = date(2026, 7, 1)
    order.save()
    assert not OrderLine.objects.for_agency(actor.agency).get(code="D1").is_priced


@pytest.mark.django_db
def test_one_product_belongs_to_one_line_and_is_paid_once() -> None:
    actor = an_order()
    accept(actor, "https://bao.example/1")
    with pytest.raises(RowRefused, match="Đã có trong sổ"):
        accept(actor, "https://bao.example/1", line="D2")
    pay(actor, "https://bao.example/1")
    with pytest.raises(RowRefused, match="Đã có trong sổ"):
        pay(actor, "https://bao.example/1", "1")
    with pytest.raises(RowRefused, match="chỉ còn 1"):
        accept(actor, "https://bao.example/2", quantity="2")
    accept(actor, "https://bao.example/2")
    with pytest.raises(RowRefused, match="được nghiệm thu"):
        pay(actor, "https://bao.example/2", "1.200.001")
    assert Payment.objects.for_agency(actor.agency).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["pay", "accept", "fill"])
def test_many_hands_at_once_pay_and_accept_once(what: str) -> None:
    actor = an_order(quantity=2)
    accept(actor, "https://bao.example/1")
    hands = 6
    start = Barrier(hands)

    def hand(number: int) -> None:
        try:
            start.wait(30)
            with suppress(RowRefused):
                if what == "pay":
                    pay(actor, "https://bao.example/1")
                elif what == "accept":
                    accept(actor, "https://bao.example/2", line="D2")
                else:
                    accept(actor, f"https://bao.example/x{number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(hand, range(hands)))
    items = AcceptedItem.objects.for_agency(actor.agency)
    if what == "pay":
        assert Payment.objects.for_agency(actor.agency).count() == 1
    else:
        assert items.count() == 2, "one place was left"


@pytest.mark.django_db
def test_the_autonomy_decision_in_force_gives_the_ratio() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    keep(
        actor, "tu-chu", number="9/QĐ", issuer="UBND tỉnh", decided_on="2026-01-01", degree="partial",
        valid_from="2026-01-01", valid_until="2029-01-01", own_revenue_vnd="2", recurrent_cost_vnd="3",
    )  # fmt: skip
    found = api.autonomous(agency_ids=[actor.agency], on=date(2028, 12, 31))[actor.agency]
    assert found.self_funding_percent == 66.6
    assert api.autonomous(agency_ids=[actor.agency], on=date(2029, 1, 1)) == {}
