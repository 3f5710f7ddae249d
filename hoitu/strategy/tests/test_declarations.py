"""What agencies state: judged by the plans' own rules, class D until a second person checked it, versions kept."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.evidence import api as evidence
from hoitu.evidence.testing import make_evidence, pdf_bytes
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.registers.models import Licence
from hoitu.strategy import api
from hoitu.strategy.data import Unit
from hoitu.strategy.models import Declaration, Measure, Plan
from hoitu.strategy.operations.declare import Statement
from hoitu.strategy.policies.declaring import Stated, judged, verification_factor
from hoitu.strategy.queries.indicators import content_on_platforms as ind01
from hoitu.strategy.queries.values import Value
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)
YES, NO = Statement(answer=True), Statement(answer=False)


@pytest.fixture(autouse=True)
def noon() -> object:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Lai Châu")


@pytest.fixture
def agencies(department: Organisation) -> list[Organisation]:
    names = ("Báo Lai Châu", "Đài Phát thanh và Truyền hình Lai Châu", "Tạp chí Văn nghệ Lai Châu")
    made = [make_agency(name) for name in names]
    for agency in made:
        manage(agency, department)
        license_agency(agency)
    return made


@pytest.fixture
def plan(department: Organisation, agencies: list[Organisation]) -> Plan:
    return make_plan("lai-chau-ke-hoach-2023", owner=department)


@pytest.fixture
def camau(department: Organisation, agencies: list[Organisation]) -> Plan:
    return make_plan("ca-mau-203-kh-ubnd", owner=department)


def _person(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, permissions=("strategy.declare", "strategy.read")))


def _say(agency: Organisation, indicator: str, year: int = 2026, **years: Statement) -> int:
    values = {int(name.removeprefix("y")): statement for name, statement in years.items()}
    return api.declare(actor=_person(agency), indicator=indicator, year=year, values=values)


def _measure(plan: Plan, indicator: str, unit: str, year: int | None = 2030) -> Measure:
    return Measure.objects.get(target__plan=plan, target__year=year, indicator=indicator, unit=unit)


def _value(
    plan: Plan, measure: Measure, until: datetime = NOON, *, known_at: datetime | None = None
) -> Value:
    return api.value_of(plan, measure, until=until, known_at=known_at)


def test_agencies_that_state_nothing_stay_in_the_denominator(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    assert _value(camau, measure).is_silent
    _say(agencies[0], "IND-03", y2026=YES)
    _say(agencies[1], "IND-03", y2026=NO)
    value = _value(camau, measure)
    assert value.verdict is not None
    assert (value.verdict.k, value.verdict.n, value.mix) == (1, 3, "1D")
    assert value.verdict.without_data == (agencies[2].name,)
    assert not value.is_silent


def test_accepted_evidence_makes_it_checked_until_it_expires(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    _say(agencies[0], "IND-03", y2026=YES)
    about = "measure:IND-03:2026"
    make_evidence(agencies[0], about)
    make_evidence(agencies[0], about, accepted=False)
    make_evidence(agencies[0], "measure:IND-03:2025", accepted=True)
    make_evidence(agencies[1], about, accepted=True)
    assert _value(camau, measure).mix == "1D"
    make_evidence(agencies[0], about, accepted=True, valid_until=date(2026, 11, 22))
    assert _value(camau, measure).mix == "1C"
    midnight = datetime(2026, 11, 22, tzinfo=clock.VIETNAM)
    for moment, mix in ((midnight - timedelta(seconds=1), "1C"), (midnight, "1D")):
        with clock.frozen(moment):
            assert _value(camau, measure, moment + timedelta(microseconds=1)).mix == mix


def test_a_changed_statement_asks_for_a_new_check(camau: Plan, agencies: list[Organisation]) -> None:
    measure = _measure(camau, "IND-07", Unit.SHARE_OF_AGENCIES, 2025)
    _say(agencies[0], "IND-07", 2025, y2025=Statement(amount=2, of_amount=2))
    make_evidence(agencies[0], "measure:IND-07:2025", accepted=True)
    end = api.until_of(2025)
    assert _value(camau, measure, end).mix == "1C"
    with clock.frozen(NOON + timedelta(hours=1)):
        _say(agencies[0], "IND-07", 2025, y2025=Statement(amount=3, of_amount=3))
        assert _value(camau, measure, end).mix == "1D"
        make_evidence(agencies[0], "measure:IND-07:2025", accepted=True)
        assert _value(camau, measure, end).mix == "1C"
        _say(agencies[0], "IND-07", 2025, y2025=Statement(amount=2, of_amount=3))
        assert _value(camau, measure, end).mix == ""


def test_versions_are_kept_and_a_past_figure_comes_out_as_it_was(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    assert _say(agencies[0], "IND-03", y2026=YES) == 1
    assert _say(agencies[0], "IND-03", y2026=YES) == 0
    with clock.frozen(NOON + timedelta(hours=2)):
        assert _say(agencies[0], "IND-03", y2026=NO) == 1
    with clock.frozen(NOON + timedelta(hours=4)):
        assert _say(agencies[0], "IND-03", y2026=Statement()) == 1
        until = clock.now()
    passes = [
        _value(camau, measure, until, known_at=NOON + timedelta(hours=hours)).units[0].figure.passes
        for hours in (-1, 0, 1, 2, 3, 4)
    ]
    assert passes == [None, True, True, False, False, None]
    rows = Declaration.objects.for_agency(agencies[0].pk)
    assert [(row.answer, row.superseded_at is None) for row in rows] == [(False, False), (True, False)]
    key = f"declaration:IND-03:2026:{agencies[0].pk}"
    entries = audit.trail(agency_id=agencies[0].pk, object_key=key).entries
    assert [entry.verb for entry in entries] == ["strategy.declare"] * 3


def test_evidence_accepted_later_does_not_change_what_was_known(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    _say(agencies[0], "IND-03", y2026=YES)
    later = NOON + timedelta(hours=1)
    with clock.frozen(later):
        make_evidence(agencies[0], "measure:IND-03:2026", accepted=True)
    assert _value(camau, measure, later, known_at=NOON).mix == "1D"
    assert _value(camau, measure, later, known_at=later).mix == "1C"


def test_a_running_year_takes_the_year_before_and_an_ended_one_does_not(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    _say(agencies[0], "IND-03", 2025, y2025=YES)
    assert _value(camau, measure).units[0].figure.passes is True
    assert _value(camau, measure, datetime(2027, 1, 1, tzinfo=clock.VIETNAM)).units[0].figure.passes is None
    _say(agencies[0], "IND-03", y2026=NO)
    assert _value(camau, measure).units[0].figure.passes is False


def test_growth_is_judged_from_two_amounts(plan: Plan, agencies: list[Organisation]) -> None:
    measure = _measure(plan, "IND-04", Unit.SHARE_OF_AGENCIES)  # 67 % of the agencies grow by 20 %
    _say(agencies[0], "IND-04", y2026=Statement(amount=120), y2025=Statement(amount=100))
    _say(agencies[1], "IND-04", y2026=Statement(amount=119), y2025=Statement(amount=100))
    _say(agencies[2], "IND-04", y2026=Statement(amount=119), y2025=Statement(amount=0))
    value = _value(plan, measure)
    passes = {unit.agency_id: unit.figure.passes for unit in value.units}
    assert [passes[agency.pk] for agency in agencies] == [True, False, None]
    assert value.verdict is not None
    assert (value.verdict.k, value.verdict.n) == (1, 3)
    make_evidence(agencies[0], "measure:IND-04:2026", accepted=True)
    assert _value(plan, measure).mix == "1C"
    with clock.frozen(NOON + timedelta(hours=1)):
        _say(agencies[0], "IND-04", y2025=Statement(amount=90))
        assert _value(plan, measure).mix == "1D"  # the base was changed after the check


def test_named_units_pass_only_by_themselves(plan: Plan, agencies: list[Organisation]) -> None:
    measure = _measure(plan, "IND-10.a", Unit.NAMED_UNITS, 2025)
    end = api.until_of(2025)
    _say(agencies[2], "IND-10.a", 2025, y2025=YES)
    for body in plan.bodies.filter(key__in=measure.named_units):
        agency = agencies[0] if "bao" in body.key else agencies[1]
        body.organisation = agency
        body.save()
    before = _value(plan, measure, end).verdict
    assert before is not None
    assert (before.k, before.n, before.passes) == (0, 2, False)
    _say(agencies[0], "IND-10.a", 2025, y2025=YES)
    two = _value(plan, measure, end)  # the paper and the magazine: two, and not those two
    assert two.verdict is not None
    assert (sum(bool(unit.figure.passes) for unit in two.units), two.verdict.passes) == (2, False)
    _say(agencies[1], "IND-10.a", 2025, y2025=YES)
    after = _value(plan, measure, end).verdict
    assert after is not None
    assert (after.k, after.n, after.passes) == (2, 2, True)


def test_growth_of_every_unit_takes_the_strict_reading(camau: Plan, agencies: list[Organisation]) -> None:
    measure = _measure(camau, "IND-05", Unit.GROWTH_PER_UNIT_A_YEAR, 2025)  # 10 % a year, each unit
    end = api.until_of(2025)
    now, before = Statement(amount=30, of_amount=1000), Statement(amount=10, of_amount=100)
    for agency in agencies:
        _say(agency, "IND-05", 2025, y2025=now, y2024=before)
    verdict = _value(camau, measure, end).verdict
    assert verdict is not None
    assert (verdict.k, verdict.n, verdict.needed, verdict.passes) == (3, 3, 3, True)
    _say(agencies[1], "IND-05", 2025, y2025=Statement(amount=19, of_amount=1000))
    verdict = _value(camau, measure, end).verdict
    assert verdict is not None
    assert (verdict.k, verdict.n, verdict.passes) == (2, 3, False)


@pytest.mark.parametrize(
    ("indicator", "passes"), [("IND-05", False), ("IND-05.a", True), ("IND-05.b", True), ("IND-05.c", False)]
)
def test_the_three_readings_of_revenue_growth(indicator: str, passes: bool) -> None:
    def stated(amount: int, of_amount: int) -> Stated:
        return Stated(2025, None, amount, of_amount, "", "", NOON)

    # Everything +20 %, digital +80 %, digital adds 8 % of everything; 10 % is asked.
    unit = Unit.GROWTH_PER_UNIT_A_YEAR
    assert judged(indicator, unit, 10, stated(18, 120), stated(10, 100)) is passes


def test_people_are_added_up_and_not_concluded_while_an_agency_is_missing(
    plan: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(plan, "IND-06", Unit.SHARE_OF_PEOPLE, 2025)
    end = api.until_of(2025)
    _say(agencies[0], "IND-06", 2025, y2025=Statement(amount=10, of_amount=10))
    _say(agencies[1], "IND-06", 2025, y2025=Statement(amount=5, of_amount=5))
    verdict = _value(plan, measure, end).verdict
    assert verdict is not None
    assert (verdict.passes, verdict.k, verdict.n) == (None, 15, 15)
    assert verdict.without_data == (agencies[2].name,)
    assert agencies[2].name in verdict.reason
    _say(agencies[2], "IND-06", 2025, y2025=Statement(amount=3, of_amount=4))
    verdict = _value(plan, measure, end).verdict
    assert verdict is not None
    assert (verdict.passes, verdict.k, verdict.n, verdict.needed) == (False, 18, 19, 19)


def test_items_are_added_up_against_both_bases(plan: Plan, agencies: list[Organisation]) -> None:
    for agency in agencies:
        years = {"y2026": 130, "y2025": 100, "y2020": 110}
        said = {year: Statement(amount=amount) for year, amount in years.items()}
        _say(agency, "IND-09", 2026, **said)
    a_year = Measure.objects.get(target__plan=plan, unit=Unit.GROWTH_A_YEAR)
    since = Measure.objects.get(target__plan=plan, unit=Unit.GROWTH_SINCE_BASE_YEAR)
    one, other = _value(plan, a_year).verdict, _value(plan, since).verdict
    assert one is not None
    assert other is not None
    assert (one.passes, one.k, one.n) == (True, 390, 300)
    assert (other.passes, other.k, other.n) == (False, 390, 330)  # 18 %


def test_yes_or_no_targets_are_answered_by_who_they_name_or_who_leads_the_plan(
    plan: Plan, department: Organisation, agencies: list[Organisation]
) -> None:
    boolean = Measure.objects.get(target__plan=plan, unit=Unit.BOOLEAN)
    plan.bodies.filter(key__in=boolean.named_units).update(organisation=agencies[2])
    end = api.until_of(2025)
    with pytest.raises(NotFound):
        _say(agencies[0], "IND-11", 2025, y2025=YES)
    _say(agencies[2], "IND-11", 2025, y2025=YES)
    for issued, passes in ((date(2020, 1, 1), False), (date(2024, 1, 1), True)):
        Licence.objects.for_agency(agencies[2].pk).update(issued_on=issued)
        verdict = _value(plan, boolean, end).verdict
        assert verdict is not None
        assert (verdict.passes, verdict.k, verdict.n) == (
            passes,
            int(passes),
            1,
        )  # the register is heard first
    milestone = Measure.objects.get(target__plan=plan, indicator="IND-10.c")
    assert _value(plan, milestone, end).verdict.passes is None  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        _say(agencies[0], "IND-10.c", 2025, y2025=YES)
    _say(department, "IND-10.c", 2025, y2025=NO)
    assert _value(plan, milestone, end).verdict.passes is False  # type: ignore[union-attr]


def test_records_are_heard_before_statements_and_stand_beside_them(
    camau: Plan, agencies: list[Organisation]
) -> None:
    measure = _measure(camau, "IND-01", Unit.SHARE_OF_AGENCIES)
    for window in ind01.windows(NOON):
        for number in range(20):
            make_publication(agencies[0], window.start + timedelta(hours=1 + number))
    _say(agencies[0], "IND-01", y2026=Statement(answer=False, amount=80))
    _say(agencies[1], "IND-01", y2026=Statement(answer=True, amount=75))
    value = _value(camau, measure)
    assert value.mix == "1A 1D"
    first = next(unit for unit in value.units if unit.agency_id == agencies[0].pk)
    assert first.figure.passes is True
    assert verification_factor(computed=first.figure.records, declared=80) == pytest.approx(0.75)
    assert verification_factor(computed=3, declared=0) is None


def test_who_may_state_what(camau: Plan, agencies: list[Organisation]) -> None:
    reader = actor_of(make_person(agencies[0], permissions=("strategy.read",)))
    with pytest.raises(NotAllowed):
        api.declare(actor=reader, indicator="IND-03", year=2026, values={2026: YES})
    stranger = make_agency()
    for indicator, year, years in (
        ("IND-03", 2027, {"y2027": YES}),
        ("IND-99", 2026, {"y2026": YES}),
        ("IND-03", 1999, {"y1999": YES}),
    ):
        with pytest.raises(NotFound):
            _say(agencies[0], indicator, year, **years)
    with pytest.raises(NotFound):
        _say(stranger, "IND-03", y2026=YES)
    for indicator, statement in (
        ("IND-03", Statement(amount=1)),
        ("IND-03", Statement(answer=True, amount=1)),
        ("IND-06", Statement(amount=1)),
        ("IND-06", Statement(amount=2, of_amount=1)),
        ("IND-06", Statement(answer=True)),
        ("IND-07", Statement(amount=-1, of_amount=1)),
        ("IND-07", Statement(amount=1, of_amount=10**16)),
    ):
        with pytest.raises(BadInput):
            _say(agencies[0], indicator, y2026=statement)
    with pytest.raises(BadInput):
        _say(agencies[0], "IND-03", y2025=YES)  # no year of comparison is asked
    assert not Declaration.objects.unscoped(why="test").exists()


@pytest.mark.django_db(transaction=True)
def test_two_first_statements_at_once_are_two_versions(camau: Plan, agencies: list[Organisation]) -> None:
    start, actor = Barrier(2), _person(agencies[0])

    def state(amount: int) -> int:
        try:
            with clock.frozen(NOON):
                start.wait()
                statement = Statement(amount=amount, of_amount=9)
                return api.declare(actor=actor, indicator="IND-06", year=2026, values={2026: statement})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(state, (1, 2))) == [1, 1]
    rows = Declaration.objects.for_agency(agencies[0].pk)
    assert rows.count() == 2
    assert rows.filter(superseded_at=None).count() == 1


AMOUNTS = st.one_of(st.none(), st.tuples(st.integers(0, 50), st.integers(0, 50)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.lists(st.sampled_from([None, True, False]), min_size=3, max_size=3),
    people=st.lists(AMOUNTS, min_size=3, max_size=3),
)
def test_numerator_and_denominator_are_the_length_of_their_lists(
    camau: Plan,
    agencies: list[Organisation],
    answers: list[bool | None],
    people: list[tuple[int, int] | None],
) -> None:
    Declaration.objects.unscoped(why="test").delete()
    for agency, answer, pair in zip(agencies, answers, people, strict=True):
        _say(agency, "IND-03", y2026=Statement(answer=answer))
        if pair is not None:
            _say(agency, "IND-06", 2025, y2025=Statement(amount=min(pair), of_amount=max(pair)))
    value = _value(camau, _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES))
    stated = Declaration.objects.unscoped(why="test").filter(superseded_at=None)
    assert value.verdict is not None
    assert value.verdict.k == stated.filter(indicator="IND-03", answer=True).count()
    assert value.verdict.n == len(agencies) == len(value.units)
    assert len(value.verdict.without_data) == answers.count(None)
    trained = _measure(camau, "IND-06", Unit.SHARE_OF_PEOPLE, 2025)
    total = _value(camau, trained, api.until_of(2025)).verdict
    rows = list(stated.filter(indicator="IND-06"))
    assert total is not None
    assert total.k == sum(row.amount or 0 for row in rows)
    assert total.n == sum(row.of_amount or 0 for row in rows)
    assert len(total.without_data) == people.count(None)
    if total.passes is not None:
        assert len(rows) == 3


def test_withdrawn_evidence_turns_it_back(camau: Plan, agencies: list[Organisation]) -> None:
    measure = _measure(camau, "IND-03", Unit.SHARE_OF_AGENCIES)
    _say(agencies[0], "IND-03", y2026=YES)
    person = actor_of(make_person(agencies[0], permissions=("evidence.add",)))
    checker = actor_of(make_person(agencies[0], permissions=("evidence.check",)))
    evidence_id = evidence.attach(
        actor=person,
        about="measure:IND-03:2026",
        values=evidence.EvidenceInput("Quy chế"),
        file=io.BytesIO(pdf_bytes()),
        file_name="quy-che.pdf",
    )
    evidence.check(actor=checker, evidence_id=evidence_id, accepted=True)
    assert _value(camau, measure).mix == "1C"
    evidence.withdraw(actor=person, evidence_id=evidence_id, reason="Nhầm")
    assert _value(camau, measure).mix == "1D"
