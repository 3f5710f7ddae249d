"""Channels on digital platforms: the notice of opening, the notice before closing, and its document."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.working_days import is_working, working_day
from hoitu.registers.books import BOOKS
from hoitu.registers.models import DigitalChannel, LegalRule
from hoitu.registers.operations.keep import RowRefused
from hoitu.registers.testing import keep

BOOK = BOOKS["kenh-so"]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Vân Giang")


def _channel(agency: Organisation, **typed: str) -> DigitalChannel:
    actor = actor_of(make_person(agency, "admin"))
    common = {"name": "Báo Vân Giang", "platform": "Zalo", "opened_on": "2026-11-02"}
    return DigitalChannel.objects.for_agency(agency.pk).get(pk=keep(actor, "kenh-so", **common | typed))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "due_on"),
    [
        ({}, date(2026, 11, 17)),  # ten working days after Monday 2 November end with Monday 16 November
        ({"opened_on": "2026-10-31"}, date(2026, 11, 14)),  # a Saturday: counting begins on Monday
        ({"notified_on": "2026-11-10"}, None),
        ({"notified_on": "2026-11-10", "closes_on": "2026-12-16"}, date(2026, 12, 3)),  # Wednesday 2 December
        ({"notified_on": "2026-11-10", "closes_on": "2026-12-16", "close_notified_on": "2026-12-01"}, None),
        ({"opened_on": "2026-06-30"}, None),  # the decree did not hold yet
    ],
)
def test_the_notice_that_is_owed(agency: Organisation, typed: dict[str, str], due_on: date | None) -> None:
    assert _channel(agency, **typed).due_on == due_on


@pytest.mark.django_db
def test_holidays_are_no_working_days(agency: Organisation) -> None:
    LegalRule.objects.filter(key="calendar.public_holidays").delete()
    LegalRule.objects.create(
        key="calendar.public_holidays", label="Ngày nghỉ", value="2026-11-04", effective_from=date(2026, 1, 1)
    )
    assert _channel(agency).due_on == date(2026, 11, 18)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{"closes_on": "2026-11-01"}, {"close_notified_on": "2026-11-20"}])
def test_days_that_cannot_be_are_refused_at_their_field(agency: Organisation, typed: dict[str, str]) -> None:
    with pytest.raises(RowRefused) as refused:
        _channel(agency, **typed)
    assert list(refused.value.form.errors) == ["closes_on"]


@pytest.mark.django_db
def test_the_notice_holds_the_facts_of_the_form(agency: Organisation) -> None:
    actor = actor_of(make_person(agency, "admin"))
    keep(
        actor, "giay-phep", product="online", name="Báo điện tử", number="123/GP", issuer="Bộ VHTTDL",
        issued_on="2026-07-05", head="Phạm Tiến Dũng",
    )  # fmt: skip
    row = _channel(agency, orientation="Tin địa phương", regulation="12/QC-BVG")
    client = signed_in(make_person(agency, "admin"))
    answer = client.get(f"/so/kenh-so/{row.pk}/thong-bao.docx")
    words = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs).replace(
        "\xa0", " "
    )
    for said in (
        "123/GP",
        "Phạm Tiến Dũng",
        "Zalo",
        "Tin địa phương",
        "12/QC-BVG",
        "Mở kênh ngày 02/11/2026",
    ):
        assert said in words
    stranger = signed_in(make_person(make_agency(), "admin"))
    assert stranger.get(f"/so/kenh-so/{row.pk}/thong-bao.docx").status_code == 404


DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(DAYS, st.integers(-40, 40), st.sets(st.integers(-60, 60)))
def test_so_many_working_days_lie_between(start: date, days: int, off: set[int]) -> None:
    holidays = {start + timedelta(days=each) for each in off}
    end = working_day(start, days, holidays)
    low, high = sorted((start, end))
    between = [low + timedelta(days=each) for each in range((high - low).days + 1)]
    counted = [day for day in between if day != start and is_working(day, holidays)]
    assert len(counted) == abs(days)
    assert end == start or is_working(end, holidays)
