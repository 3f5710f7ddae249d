"""Forecast and what-if screens, and the shares that are kept for them."""

import re
from datetime import date, datetime, timedelta

import pytest

from hoitu.accounts.testing import actor_of, signed_in
from hoitu.kernel import clock
from hoitu.outlook.models import KeptShare
from hoitu.outlook.operations.keep_shares import keep_shares
from hoitu.outlook.queries.forecasts import days_ahead, outlook_of
from hoitu.outlook.testing import Province, keep_past, make_province
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Statement
from hoitu.strategy.models import Declaration, Measure
from hoitu.strategy.testing import make_publication

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, tzinfo=clock.VIETNAM)


def people_measure(place: Province) -> Measure:
    return Measure.objects.filter(target__plan=place.plan, unit="share_of_people").order_by("-target__year")[
        0
    ]


def test_too_little_history_is_said_and_nothing_is_drawn() -> None:
    place = make_province()
    keep_past(people_measure(place), [(10, 90), (20, 90)])
    page = signed_in(place.officer).get(f"/toan-canh/du-bao/{place.plan.pk}/").content.decode()
    assert "Chưa đủ lịch sử để dự báo: có 2 điểm" in page
    assert "chart-wide" not in page


def test_a_past_is_drawn_with_its_interval_and_a_table() -> None:
    with clock.frozen(AT):
        place = make_province()
        measure = people_measure(place)
        keep_past(measure, [(10, 90), (20, 90), (30, 90), (45, 90), (60, 90)])
        found = outlook_of(strategy.value_for(actor_of(place.officer), measure.pk))
        page = signed_in(place.officer).get(f"/toan-canh/du-bao/{place.plan.pk}/").content.decode()
    assert found.forecast is not None
    assert found.forecast.last.on == date(2030, 12, 31)
    assert found.forecast.last.share > 60 / 90
    assert 'class="chart chart-wide"' in page
    assert "đã biết" in page
    assert "10/90" in page


def test_periods_of_which_most_said_nothing_are_left_out() -> None:
    place = make_province()
    measure = people_measure(place)
    keep_past(measure, [(10, 90), (20, 90), (30, 90), (45, 90)])
    KeptShare.objects.filter(on=date(2022, 12, 31)).update(units=10, without_data=6)
    found = outlook_of(strategy.value_for(actor_of(place.officer), measure.pk))
    assert (len(found.points), found.unused, found.forecast) == (3, 1, None)


def test_days_ahead_end_with_2030() -> None:
    days = days_ahead(date(2026, 9, 30))
    assert days == sorted(set(days))
    assert (days[0], days[-1]) == (date(2026, 12, 31), date(2030, 12, 31))


def test_statements_are_kept_by_year_and_a_corrected_one_is_counted_anew() -> None:
    with clock.frozen(AT):
        place = make_province()
        head = actor_of(place.head)
        for year, trained in ((2023, 10), (2024, 20)):
            said = Statement(amount=trained, of_amount=50)
            strategy.declare(actor=head, indicator="IND-06", year=year, values={year: said})
        assert keep_shares() > 0
        measure = people_measure(place)
        assert kept(measure, date(2023, 12, 31)) == (10, 50)
        later = Statement(amount=12, of_amount=50)
        strategy.declare(actor=head, indicator="IND-06", year=2023, values={2023: later})
        keep_shares()
        assert kept(measure, date(2023, 12, 31)) == (12, 50)
    assert Declaration.objects.unscoped(why="tests").filter(year=2023).count() == 2


def test_records_are_kept_by_quarter_and_settled_quarters_are_left_alone() -> None:
    with clock.frozen(AT):
        place = make_province()
        for day in range(90):
            make_publication(place.agency, AT - timedelta(days=60 + day))
        first = keep_shares()
        measure = place.measure()
        days = set(KeptShare.objects.filter(measure=measure).values_list("on", flat=True))
        assert date(2026, 9, 30) in days
        assert date(2026, 12, 31) not in days  # not over
        settled = KeptShare.objects.filter(measure=measure, on=date(2024, 3, 31))
        settled.update(k=1)
        assert keep_shares() < first
        assert settled.get().k == 1


def test_what_if_counts_and_keeps_nothing() -> None:
    place = make_province()
    measure = place.measure()
    client = signed_in(place.officer)
    address = f"/toan-canh/neu/{measure.pk}/"
    page = client.get(address).content.decode()
    before = re.findall(r'figure-value">(\d+)/(\d+)', page)
    assert before[0] == before[1]
    chosen = f"{address}?co-quan={place.agency.pk}&co-quan=khong-phai-so"
    after = re.findall(r'figure-value">(\d+)/(\d+)', client.get(chosen).content.decode())
    assert int(after[1][0]) == int(before[0][0]) + 1
    assert after[0] == before[0]
    assert re.findall(r'figure-value">(\d+)/(\d+)', client.get(address).content.decode()) == before


def test_only_targets_of_answers_can_be_tried() -> None:
    place = make_province()
    client = signed_in(place.officer)
    assert client.get(f"/toan-canh/neu/{people_measure(place).pk}/").status_code == 404


def kept(measure: Measure, on: date) -> tuple[int, int]:
    row = KeptShare.objects.get(measure=measure, on=on)
    return row.k, row.n
