"""What if these agencies passed: the same judgement as the real one, and no smaller set does it."""

from itertools import combinations
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.strategy.figures import UnitFigure
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.queries.trying import can_try, judged_with, smallest_set
from hoitu.strategy.queries.values import UnitValue, Value
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage

pytestmark = pytest.mark.django_db


def plan_with_a_share() -> tuple[Plan, Measure]:
    department = make_body("Sở VHTTDL")
    agency = make_agency("Báo Vân Giang")
    manage(agency, department)
    license_agency(agency)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    return plan, Measure.objects.filter(target__plan=plan, unit="share_of_agencies", value__isnull=False)[0]


def value_with(measure: Measure, answers: list[bool | None]) -> Value:
    units = tuple(
        UnitValue(
            f"Cơ quan {number}",
            uuid4(),
            UnitFigure(answer, {"counted": number} if answer is not None else {}),
        )
        for number, answer in enumerate(answers)
    )
    bare = Value(measure, clock.now(), units)
    return Value(measure, clock.now(), units, judged_with(bare, ()))


def test_the_smallest_set_is_the_smallest() -> None:
    """Compared with every set there is."""
    _plan, measure = plan_with_a_share()

    @settings(max_examples=40, deadline=None, database=None)
    @given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6), st.integers(1, 100))
    def check(answers: list[bool | None], percent: int) -> None:
        measure.value, measure.stated_n = percent, None
        value = value_with(measure, answers)
        ids: list[UUID] = [unit.agency_id for unit in value.units if unit.agency_id is not None]
        sizes = [
            size
            for size in range(len(ids) + 1)
            if any(judged_with(value, chosen).passes for chosen in combinations(ids, size))
        ]
        found = smallest_set(value)
        assert found is not None
        assert len(found) == min(sizes)
        assert judged_with(value, found).passes

    check()


def test_who_lacks_least_comes_first() -> None:
    _plan, measure = plan_with_a_share()
    measure.value, measure.stated_n = 50, None
    value = value_with(measure, [None, False, False, False])
    found = smallest_set(value)
    assert found == (value.units[3].agency_id, value.units[2].agency_id)


def test_bodies_that_are_not_here_cannot_be_chosen() -> None:
    _plan, measure = plan_with_a_share()
    measure.value, measure.stated_n = 100, None
    here = value_with(measure, [True, False])
    units = (*here.units, UnitValue("Báo chưa có ở đây", None, UnitFigure(None)))
    value = Value(measure, clock.now(), units, judged_with(Value(measure, clock.now(), units), ()))
    assert can_try(value)
    assert smallest_set(value) is None


def test_trying_changes_nothing() -> None:
    _plan, measure = plan_with_a_share()
    value = value_with(measure, [False, False])
    before = judged_with(value, ())
    assert judged_with(value, [value.units[0].agency_id or uuid4()]).k == before.k + 1
    assert judged_with(value, ()) == before == value.verdict
