"""Stored figures follow the records, say when they are behind, and a nightly recount finds what is wrong."""

from datetime import datetime, timedelta

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.registers.models import LegalRule
from hoitu.strategy import api
from hoitu.strategy.models import Measure, Plan, RecordsState, StoredTally, TallyDifference
from hoitu.strategy.operations import refresh
from hoitu.strategy.queries.indicators import content_on_platforms as ind01
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture
def paper() -> Organisation:
    paper = make_agency("Báo Vân Giang")
    license_agency(paper)
    return paper


@pytest.fixture
def measure(paper: Organisation) -> Measure:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(paper, department)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    return Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-01")


def _publish(agency: Organisation, days_ago: int = 1) -> None:
    make_publication(agency, clock.now() - timedelta(days=days_ago))
    refresh.records_changed(agency.pk)


def _records(measure: Measure) -> tuple[int, int]:
    plan: Plan = measure.target.plan
    value = api.value_of(plan, measure)
    return value.units[0].figure.records, value.behind


def test_a_stored_figure_is_read_and_says_when_it_is_behind(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        assert _records(measure) == (1, 0)  # nothing is stored yet: counted now
        refresh.refresh_agency(paper.pk)
        _publish(paper)
        assert _records(measure) == (1, 1)
        assert refresh.refresh_agency(paper.pk).rows > 0
        assert _records(measure) == (2, 0)
        assert refresh.refresh_agency(paper.pk).rows == 0


def test_yesterdays_figure_is_behind_until_the_night_has_counted(
    paper: Organisation, measure: Measure
) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        refresh.refresh_agency(paper.pk)
    with clock.frozen(NOON + timedelta(days=1)):
        assert _records(measure) == (1, 1)
        assert refresh.recount_everything().wrong == 0
        assert _records(measure) == (1, 0)


def test_a_figure_counted_under_another_rule_is_not_read(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        make_publication(
            paper, clock.now() - timedelta(days=2), removed_at=clock.now() - timedelta(days=1, hours=18)
        )
        refresh.refresh_agency(paper.pk)
        assert _records(measure) == (0, 0)
        LegalRule.objects.filter(key=ind01.RULES[0]).update(value=2)
        assert _records(measure) == (1, 0)


def test_the_nightly_recount_finds_and_repairs_what_is_wrong(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        refresh.refresh_agency(paper.pk)
        stored = StoredTally.objects.for_agency(paper.pk).filter(indicator="IND-01", year=2026)
        wrong = {"parts": {"counted": 7}, "provenance": "A", "detail": []}
        stored.update(tally=wrong)
        assert refresh.recount_everything().wrong == 1
        difference = TallyDifference.objects.for_agency(paper.pk).get()
        assert difference.counted is not None
        assert (difference.stored, difference.counted["parts"]) == (wrong, {"counted": 1})
        assert stored.get().tally == difference.counted
        assert refresh.recount_everything().wrong == 0


def test_a_change_that_is_still_to_be_counted_is_no_difference(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        refresh.refresh_agency(paper.pk)
        _publish(paper)  # its job has not run
        assert refresh.recount_everything().wrong == 0
        assert _records(measure) == (2, 0)


def test_a_recount_never_puts_an_older_count_over_a_newer_one(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        refresh.refresh_agency(paper.pk)
        RecordsState.objects.for_agency(paper.pk).update(version=0)  # as a slow recount would have read it
        stored = StoredTally.objects.for_agency(paper.pk).filter(indicator="IND-01")
        before = stored.values_list("version", flat=True).distinct().get()
        refresh.recount_everything()
        assert set(stored.values_list("version", flat=True)) == {before}


def test_every_period_that_plans_ask_for_is_stored(paper: Organisation, measure: Measure) -> None:
    with clock.frozen(NOON):
        _publish(paper)
        refresh.refresh_agency(paper.pk)
        years = set(StoredTally.objects.for_agency(paper.pk).values_list("year", flat=True))
    assert years == {2025, 2026}
