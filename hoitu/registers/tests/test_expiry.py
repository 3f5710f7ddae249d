"""Rows end at midnight in Vietnam; those who keep a book hear of it at each warning, once."""

import html
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.facts import deliver_waiting
from hoitu.kernel.mail import Letter, send
from hoitu.kernel.months import months_before
from hoitu.registers.books import BOOKS, Book
from hoitu.registers.models import Assessment, Finding, InfoSystem, LegalRule, Licence
from hoitu.registers.operations import keep
from hoitu.registers.operations.alarm import due_warning, tell_of_endings
from hoitu.registers.queries.expiry import Terms, terms_of
from hoitu.registers.tasks import tell_of_endings_soon
from hoitu.registers.testing import sample_row
from hoitu.workspace.models import Notification

LICENCES = BOOKS["giay-phep"]


def vietnam(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.VIETNAM)


@pytest.mark.django_db
def test_a_row_ends_at_midnight_in_vietnam() -> None:
    thanh = make_person(make_agency(), "admin")
    row_id = sample_row(actor_of(thanh), LICENCES, valid_until="2027-03-01")
    before, after = vietnam(date(2027, 2, 28), 23, 59), vietnam(date(2027, 3, 1), 0, 0)
    with clock.frozen(before):
        client = signed_in(thanh)
        page = client.get("/so/giay-phep/?show=ending").content.decode()
        assert "Còn 1 ngày" in page
        assert str(row_id) not in client.get("/so/giay-phep/?show=over").content.decode()
    with clock.frozen(after):
        assert "Hết hạn 01/03/2027" in client.get("/so/giay-phep/?show=over").content.decode()
        assert str(row_id) not in client.get("/so/giay-phep/?show=ending").content.decode()


@pytest.mark.django_db
def test_an_assessment_carries_a_system_for_twelve_months_and_turns_red() -> None:
    thanh = make_person(make_agency(), "admin")
    actor = actor_of(thanh)
    check_id = sample_row(actor, BOOKS["danh-gia-an-toan"], assessed_on="2026-03-10")
    assert InfoSystem.objects.for_agency(actor.agency).get().last_assessed_on == date(2026, 3, 10)
    with clock.frozen(vietnam(date(2027, 3, 10), 23, 59)):
        client = signed_in(thanh)
        assert "Còn 1 ngày" in client.get("/so/he-thong/").content.decode()
    with clock.frozen(vietnam(date(2027, 3, 11), 0, 0)):
        assert "Hết hạn 11/03/2027" in client.get("/so/he-thong/?show=over").content.decode()
    keep.archive_row(actor=actor, book=BOOKS["danh-gia-an-toan"], row_id=check_id, reason="Ghi nhầm hệ thống")
    assert Assessment.objects.for_agency(actor.agency).get().archived_at
    assert InfoSystem.objects.for_agency(actor.agency).get().last_assessed_on is None
    assert "Chưa có" in signed_in(thanh).get("/so/he-thong/?show=over").content.decode()


@pytest.mark.django_db
@given(
    day=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    on=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    months=st.sampled_from([None, 1, 6, 12]),
)
def test_the_day_of_the_end_and_the_condition_say_the_same(day: date, on: date, months: int | None) -> None:
    row = Licence(valid_until=day)
    terms = Terms(LICENCES.expiry, months, (30, 90))  # type: ignore[arg-type]
    end = terms.ends_on(row)
    assert end is not None
    kept = day <= on if months is None else day < months_before(on, months)
    assert (end <= on) is kept


@pytest.mark.parametrize(
    ("left", "warning"), [(181, None), (180, 180), (91, 180), (90, 90), (30, 30), (1, 30), (0, 0), (-7, None)]
)
def test_each_warning_covers_the_days_down_to_the_next(left: int, warning: int | None) -> None:
    today = date(2026, 11, 22)
    assert due_warning(today + timedelta(days=left), today, (30, 90, 180)) == warning


@pytest.mark.django_db
def test_the_keepers_hear_once_at_each_warning_and_nobody_else() -> None:
    agency = make_agency()
    thanh = make_person(agency, "admin")
    reader = make_person(agency, permissions=("registers.read",))
    hoa = make_person(make_agency(), "admin")
    end = date(2027, 6, 1)
    for number in (1, 2):
        sample_row(actor_of(thanh), LICENCES, number, valid_until=end.isoformat(), name=f"Báo {number}")

    def told(on: date) -> int:
        with clock.frozen(vietnam(on)):
            count = tell_of_endings()
            deliver_waiting()
            return count

    assert told(end - timedelta(days=181)) == 0
    assert told(end - timedelta(days=180)) == 2
    assert told(end - timedelta(days=180)) == 0, "said once"
    assert told(end - timedelta(days=85)) == 2, "a day that was missed is caught up with"
    assert told(end - timedelta(days=30)) == 2
    assert told(end) == 2
    assert told(end + timedelta(days=1)) == 0
    notes = Notification.objects.unscoped(why="tests").filter(person_id=thanh.pk, icon="calendar-time")
    assert notes.count() == 4
    assert notes.order_by("made_at")[0].text == (
        "Giấy phép: “Báo 1 (1 Số giấy phép)” hết hạn ngày 01/06/2027. Còn 1 mục khác đã hoặc sắp hết hạn."
    )
    assert "đã hết hạn" in notes.order_by("-made_at")[0].text
    others = Notification.objects.unscoped(why="tests").filter(person_id__in=[reader.pk, hoa.pk])
    assert not others.exists()


@pytest.mark.django_db
def test_a_row_that_enters_later_on_the_same_day_is_told_too() -> None:
    thanh = make_person(make_agency(), "admin")
    for number in (1, 2):
        sample_row(actor_of(thanh), LICENCES, number, valid_until="2027-06-01", name=f"Báo {number}")
        with clock.frozen(vietnam(date(2027, 5, 20))):
            assert tell_of_endings() == 1
            deliver_waiting()
    notes = Notification.objects.unscoped(why="tests").filter(person_id=thanh.pk, icon="calendar-time")
    assert sorted(note.text.split("”")[0] for note in notes) == [
        "Giấy phép: “Báo 1 (1 Số giấy phép)",
        "Giấy phép: “Báo 2 (2 Số giấy phép)",
    ]


@pytest.mark.django_db
def test_a_figure_that_nobody_knows_silences_its_own_book_only() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    sample_row(actor, LICENCES, valid_until="2027-06-01")
    LegalRule.objects.filter(key="strategy.ind07.assessment_months").update(value=None)
    with clock.frozen(vietnam(date(2027, 5, 20))):
        assert tell_of_endings() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["99999999999999999999", "4000000", "30, 99999"])
def test_a_warning_of_thousands_of_years_is_none(words: str) -> None:
    LegalRule.objects.filter(key="registers.warn_days").update(value=words)
    assert signed_in(make_person(make_agency(), "admin")).get("/so/giay-phep/?show=ending").status_code == 200


@pytest.mark.django_db
def test_what_is_settled_does_not_alarm() -> None:
    actor = actor_of(make_person(make_agency(), "admin"))
    findings = BOOKS["ton-tai"]
    sample_row(actor, findings, 1, due_on="2026-12-01", closed_on="2026-11-30")
    terms = terms_of(findings, date(2026, 12, 2))
    assert terms is not None
    rows = Finding.objects.for_agency(actor.agency)
    assert not rows.filter(terms.over(date(2026, 12, 2))).exists()
    rows.update(closed_on=None)
    assert rows.filter(terms.over(date(2026, 12, 2))).count() == 1


ENDING_BOOKS = [book.key for book in BOOKS.values() if book.expiry]
END = date(2027, 3, 1)
LAST_SECOND = datetime(2027, 2, 28, 23, 59, 59, tzinfo=clock.VIETNAM)
MIDNIGHT = datetime(2027, 3, 1, 0, 0, 0, tzinfo=clock.VIETNAM)


def _told(person_id: UUID) -> list[Notification]:
    rows = Notification.objects.unscoped(why="tests").filter(person_id=person_id, icon="calendar-time")
    return list(rows.order_by("made_at", "pk"))


def _letters() -> list[Letter]:
    """Return the letters that wait to be sent, in order."""
    jobs = ProcrastinateJob.objects.filter(task_name="kernel.send_letter").order_by("id")
    return [Letter.from_job(job.args["letter"]) for job in jobs]


def _end_on(book: Book, row_id: UUID, day: date) -> None:
    """Let a row end on a day, whatever its book makes of what people type."""
    assert book.expiry
    rows = book.model.objects.unscoped(why="tests").filter(pk=row_id)
    if book.expiry.closed_by:
        rows.update(**{book.expiry.closed_by: None})
    terms = terms_of(book, day)
    assert terms
    last = day
    while True:
        rows.update(**{book.expiry.field: last})
        if terms.ends_on(rows.get()) == day:
            return
        last -= timedelta(days=1)
        assert day - last < timedelta(days=20 * 366)


def _job(at: datetime) -> None:
    """Let the hourly job run at an instant, twice, as two workers may; deliver what it announced, twice."""
    with clock.frozen(at):
        for _time in range(2):
            tell_of_endings_soon(timestamp=int(at.timestamp()))
            deliver_waiting()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ENDING_BOOKS)
def test_an_end_arrives_with_the_first_second_of_its_day(key: str) -> None:
    agency, book = make_agency(), BOOKS[key]
    thanh = make_person(agency, "admin")
    actor = actor_of(thanh)
    assert book.expiry
    row_id = sample_row(actor, book)
    _end_on(book, row_id, END)
    _job(LAST_SECOND)
    [soon] = _told(thanh.pk)
    assert "hết hạn ngày 01/03/2027" in soon.text
    with clock.frozen(LAST_SECOND):
        assert str(row_id) in signed_in(thanh).get(soon.url).content.decode()
    _job(MIDNIGHT)
    first, over = _told(thanh.pk)
    assert first.pk == soon.pk
    assert "đã hết hạn từ 01/03/2027" in over.text
    with clock.frozen(MIDNIGHT):
        client = signed_in(thanh)
        assert str(row_id) in client.get(over.url).content.decode(), "the link leads to what it names"
        assert html.escape(over.text) in client.get("/thong-bao/").content.decode()
    _job(MIDNIGHT + timedelta(hours=1))
    assert len(_told(thanh.pk)) == 2, "an hour later nothing is new"
    letters = _letters()
    assert [(one.to, one.paragraphs) for one in letters] == [
        ((thanh.email,), (soon.text,)),
        ((thanh.email,), (over.text,)),
    ]
    for letter in letters:
        send(letter)
    assert [(message.to, over.text in str(message.body)) for message in outbox.outbox] == [
        ([thanh.email], False),
        ([thanh.email], True),
    ]
