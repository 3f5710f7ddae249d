"""Counts that other installations told: every number is its list, the newest known one counts, records here win."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.strategy.figures import Tally
from hoitu.strategy.models import Declaration, ReceivedTally
from hoitu.strategy.operations.take_figures import OutsideTally, ToldBy, take_back_figures, take_figures
from hoitu.strategy.policies.receiving import OPTIONAL
from hoitu.strategy.queries import received
from hoitu.strategy.queries.counting import lines_of, question_of
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.values import until_of
from hoitu.strategy.testing import license_agency, make_publication

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)
END = datetime(2026, 11, 21, tzinfo=clock.VIETNAM)
AMOUNTS = st.integers(0, 10**12)


def by(source: str = "Sở") -> ToldBy:
    return ToldBy(uuid4(), source, uuid4(), "Gói số 1")


def told(indicator: str, until: datetime, **parts: int) -> OutsideTally:
    rules = question_of(COMPUTED[indicator], until=until).rules
    return OutsideTally(indicator, until, {"parts": parts, "detail": [], "provenance": "A"}, rules)


def tell(
    agency: Organisation, one: OutsideTally, *, sender: ToldBy | None = None, at: datetime = NOON
) -> int:
    with clock.frozen(at):
        return take_figures(agency_id=agency.pk, by=sender or by(), tallies=[one], statements=[])


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=8,
)
@given(data=st.data())
def test_numerator_and_denominator_equal_their_lists_with_received_units(data: st.DataObject) -> None:
    for model in (ReceivedTally, Declaration):
        model.objects.unscoped(why="tests").delete()
    agencies = [make_agency(f"Báo {uuid4()}") for _number in range(2)]
    for agency in agencies:
        if data.draw(st.booleans()):
            license_agency(agency)
        if data.draw(st.booleans()):
            make_publication(agency, NOON - timedelta(days=data.draw(st.integers(0, 400))))
        for indicator, module in COMPUTED.items():
            for back in data.draw(st.lists(st.integers(0, 3), max_size=2)):
                keys = [key for key in module.PARTS if key not in OPTIONAL or data.draw(st.booleans())]
                parts = {key: data.draw(AMOUNTS) for key in keys}
                tell(agency, told(indicator, END - timedelta(days=back), **parts))
    known_at = data.draw(st.sampled_from([None, NOON - timedelta(hours=1), NOON + timedelta(hours=1)]))
    ids = [agency.pk for agency in agencies]
    with clock.frozen(NOON + timedelta(hours=2)):
        for key, module in COMPUTED.items():
            question = question_of(module, until=END, known_at=known_at)
            tallies = received.tallies(module, ids, question)
            for agency_id in ids:
                tally = tallies.get(agency_id, Tally({}))
                assert tally.provenance in ("", "A", "B", "C", "D")
                for part in module.PARTS:
                    lines = lines_of(key, agency_id, part, until=END, known_at=known_at)
                    assert tally.parts.get(part, 0) == sum(line.amount for line in lines), (key, part)
                    above = lines.seen_by(is_own=False)
                    assert sum(line.amount for line in above) == sum(line.amount for line in lines)


def parts_of(agency: Organisation, until: datetime = END, known_at: datetime | None = None) -> dict[str, int]:
    module = COMPUTED["IND-11"]
    with clock.frozen(NOON + timedelta(days=400)):
        found = received.tallies(module, [agency.pk], question_of(module, until=until, known_at=known_at))
    return dict(found[agency.pk].parts) if agency.pk in found else {}


def licences(number: int, until: datetime = END) -> OutsideTally:
    return told("IND-11", until, renewed=number, numerator=number, denominator=number)


def test_the_newest_count_up_to_the_end_asked_about_counts() -> None:
    agency = make_agency("Báo")
    tell(agency, licences(1, END - timedelta(days=7)))
    tell(agency, licences(2, END))
    assert parts_of(agency)["numerator"] == 2
    assert parts_of(agency, END - timedelta(days=1))["numerator"] == 1
    assert parts_of(agency, END - timedelta(days=8)) == {}
    assert parts_of(agency, datetime(2027, 6, 1, tzinfo=clock.VIETNAM)) == {}  # another year


def test_of_two_senders_the_newest_word_counts_and_a_known_past_stays() -> None:
    agency = make_agency("Báo")
    tell(agency, licences(1), sender=by("Sở"), at=NOON)
    tell(agency, licences(2), sender=by("Cơ quan chủ quản"), at=NOON + timedelta(hours=2))
    assert parts_of(agency)["numerator"] == 2
    assert parts_of(agency, known_at=NOON + timedelta(hours=1))["numerator"] == 1
    assert parts_of(agency, known_at=NOON - timedelta(hours=1)) == {}


def test_what_is_taken_back_counts_no_more_and_is_still_known_as_of_then() -> None:
    agency, sender = make_agency("Báo"), by()
    tell(agency, licences(3), sender=sender)
    with clock.frozen(NOON + timedelta(hours=2)):
        assert take_back_figures(package=sender.package) == 1
        assert take_back_figures(package=sender.package) == 0
    assert parts_of(agency) == {}
    assert parts_of(agency, known_at=NOON + timedelta(hours=1))["numerator"] == 3


def test_equal_words_make_no_version() -> None:
    agency, sender = make_agency("Báo"), by()
    assert tell(agency, licences(3), sender=sender) == 1
    assert tell(agency, licences(3), sender=sender) == 0
    assert tell(agency, licences(4), sender=sender) == 1


def test_nothing_that_is_told_is_of_class_a() -> None:
    agency = make_agency("Báo")
    tell(agency, licences(1))
    module = COMPUTED["IND-11"]
    found = received.tallies(module, [agency.pk], question_of(module, until=END))
    assert found[agency.pk].provenance == "B"


def test_a_year_that_is_over_is_told_up_to_its_end() -> None:
    with clock.frozen(datetime(2027, 1, 1, 9, tzinfo=clock.VIETNAM)):
        assert until_of(2026) == datetime(2027, 1, 1, tzinfo=clock.VIETNAM)
    agency = make_agency("Báo")
    tell(agency, licences(5, datetime(2027, 1, 1, tzinfo=clock.VIETNAM)))
    assert ReceivedTally.objects.for_agency(agency.pk).get().year == date(2026, 12, 31).year
