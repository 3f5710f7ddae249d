"""A change in a register, or of who works somewhere, reaches the stored figures; a sheet reaches them once."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from hoitu.accounts.models import Organisation
from hoitu.accounts.operations.membership import deactivate
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.kernel.models import FactRecord
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.registers.books import book_of
from hoitu.registers.operations.bring import write_sheet
from hoitu.registers.operations.keep import archive_row
from hoitu.registers.testing import bring, keep
from hoitu.strategy import api
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Tally
from hoitu.strategy.models import Measure, Plan, RecordsState, StoredTally
from hoitu.strategy.operations import refresh
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.values import Value
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage
from hoitu.strategy.tests.test_registered import decide, keeper, protect, teach, works, works_too

pytestmark = pytest.mark.django_db
AUTONOMY = book_of("tu-chu")
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def noon() -> object:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def paper() -> Organisation:
    paper = make_agency("Báo Lai Châu")
    license_agency(paper)
    return paper


@pytest.fixture
def plan(paper: Organisation) -> Plan:
    department = make_body("Sở VHTTDL Lai Châu")
    manage(paper, department)
    return make_plan("lai-chau-ke-hoach-2023", owner=department)


def _stored(plan: Plan, indicator: str, unit: str) -> Value:
    return api.value_of(plan, Measure.objects.get(target__plan=plan, indicator=indicator, unit=unit))


def _tally(agency: Organisation, indicator: str, year: int = 2026) -> dict[str, int]:
    row = StoredTally.objects.for_agency(agency.pk).get(indicator=indicator, year=year)
    return row.tally["parts"] if row.tally else {}


def _follow(agency: Organisation) -> None:
    """Do what the workers do after a commit."""
    deliver_facts()
    refresh.refresh_agency(agency.pk)


def test_a_row_moves_the_stored_figure_and_the_night_finds_nothing_wrong(
    plan: Plan, paper: Organisation
) -> None:
    refresh.recount_everything()
    decide(paper)
    deliver_facts()
    assert _stored(plan, "IND-10.a", Unit.NAMED_UNITS).behind == 1
    refresh.refresh_agency(paper.pk)
    after = _stored(plan, "IND-10.a", Unit.NAMED_UNITS)
    assert (after.behind, after.units[0].figure.passes) == (0, True)
    assert refresh.recount_everything().wrong == 0
    [row] = list(AUTONOMY.model.objects.for_agency(paper.pk))
    archive_row(actor=keeper(paper), book=AUTONOMY, row_id=row.pk, reason="Ghi nhầm")
    _follow(paper)
    assert _stored(plan, "IND-10.a", Unit.NAMED_UNITS).units[0].figure.passes is None


def test_what_is_stored_comes_back_with_its_first_number_first(plan: Plan, paper: Organisation) -> None:
    for code, in_scope in (("HT1", True), ("HT2", False)):
        protect(paper, code, in_scope=in_scope)
    keep(
        keeper(paper),
        "he-thong",
        code="HT3",
        name="Hệ thống",
        in_scope="on",
        owner="Báo",
        plan_state="partly",
    )
    with clock.frozen(NOON):
        refresh.recount_everything()
        measure = Measure.objects.get(target__plan=plan, indicator="IND-07")
        live = api.value_of(plan, measure, until=NOON).units[0].figure
        refresh.recount_everything([NOON])
        row = StoredTally.objects.for_agency(paper.pk).get(indicator="IND-07", year=2026)
        back = Tally.from_plain(row.tally or {}).in_order(COMPUTED["IND-07"].PARTS)
    assert list(back.parts) == list(live.parts) == list(COMPUTED["IND-07"].PARTS)
    assert (live.records, next(iter(back.parts.values()))) == (1, 1)


def test_a_sheet_of_many_rows_is_one_change(paper: Organisation) -> None:
    book = book_of("he-thong")
    refresh.recount_everything()
    rows: list[dict[str, object]] = [
        {"code": f"HT{n}", "name": f"Hệ thống {n}", "in_scope": True, "owner": "Báo", "plan_state": "Chưa triển khai"}
        for n in range(80)
    ]  # fmt: skip
    sheet = bring(keeper(paper), book, rows)
    before = ProcrastinateJob.objects.filter(task_name="strategy.refresh").count()
    assert write_sheet(actor=keeper(paper), book=book, sheet_id=sheet) == 80
    assert FactRecord.objects.filter(kind="registers.RowsChanged").count() == 1
    deliver_facts()
    assert ProcrastinateJob.objects.filter(task_name="strategy.refresh").count() == before + 1
    refresh.refresh_agency(paper.pk)
    assert _tally(paper, "IND-07")["denominator"] == 80


def test_of_many_changes_one_job_counts_and_the_others_find_nothing(
    paper: Organisation, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(3):
        refresh.records_changed(paper.pk, counter="registers_version")
    assert refresh.refresh_agency(paper.pk).rows > 0
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        assert refresh.refresh_agency(paper.pk).rows == 0


def test_a_register_counts_no_publication_again(paper: Organisation) -> None:
    refresh.refresh_agency(paper.pk)
    refresh.records_changed(paper.pk, counter="registers_version")
    before = dict(StoredTally.objects.for_agency(paper.pk).values_list("pk", "computed_at"))
    with clock.frozen(NOON.replace(hour=13)):
        refresh.refresh_agency(paper.pk)
    counted = {
        row.indicator for row in StoredTally.objects.for_agency(paper.pk) if row.computed_at != before[row.pk]
    }
    assert counted == {"IND-06", "IND-07", "IND-10.a", "IND-11"}


def test_a_course_counts_wherever_those_who_took_it_work(paper: Organisation) -> None:
    station = make_agency("Đài")
    both = works(paper)
    works_too(both, station)
    deliver_facts()
    refresh.refresh_agency(station.pk)
    assert _tally(station, "IND-06") == {}
    teach(paper, both, on=date(2026, 6, 1))
    _follow(station)
    assert _tally(station, "IND-06")["numerator"] == 1


def test_who_leaves_leaves_the_figure(paper: Organisation) -> None:
    chief = works(paper, title="editor_in_chief", role="admin")
    person = works(paper)
    teach(paper, person, on=date(2026, 6, 1))
    _follow(paper)
    assert _tally(paper, "IND-06")["denominator"] == 2
    with clock.frozen(NOON.replace(day=19)):
        deactivate(actor=keeper(paper), person_id=person.pk)
    _follow(paper)
    found = _tally(paper, "IND-06")
    assert (found["numerator"], found["denominator"], found["leader"]) == (0, 1, 1)
    assert chief.pk != person.pk


def test_a_fact_that_comes_twice_only_asks_for_another_look(paper: Organisation) -> None:
    decide(paper)
    _follow(paper)
    version = RecordsState.objects.for_agency(paper.pk).get().registers_version
    deliver_again()
    assert RecordsState.objects.for_agency(paper.pk).get().registers_version > version
    _follow(paper)
    assert _tally(paper, "IND-10.a")["decisions"] == 1
