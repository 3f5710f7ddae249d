"""May a file be used there and then? Borders of days, which rule beats which, and until when an answer holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel import clock
from hoitu.kernel.testing import examples
from hoitu.media.data import PUBLISHING, Consent, Cost, Lease, Place, Rights, Verdict
from hoitu.media.usability import standing, usability

ID = UUID(int=7)
KNOWN = Rights(ID, category="Ảnh phóng viên của báo")
START = datetime(2026, 11, 1, tzinfo=clock.VIETNAM)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def days(first: int, last: int | None, *, allows: bool = True, places: tuple[Place, ...] = ()) -> Lease:
    """Return a lease over days of November 2026, both included."""
    begin = START + timedelta(days=first - 1)
    return Lease(uuid4(), allows, begin, START + timedelta(days=last) if last else None, places)


def verdict(rights: Rights, at: datetime, place: Place = Place.WEB) -> Verdict:
    return usability(rights, place, at).verdict


def test_an_allowing_lease_holds_from_its_first_to_its_last_second_in_vietnam() -> None:
    rights = replace(KNOWN, leases=(days(10, 12),))
    first = datetime(2026, 11, 10, 0, 0, 0, tzinfo=clock.VIETNAM)
    last = datetime(2026, 11, 12, 23, 59, 59, tzinfo=clock.VIETNAM)
    assert verdict(rights, first - SECOND) == Verdict.REFUSED
    assert verdict(rights, first) == Verdict.ALLOWED
    assert verdict(rights, last) == Verdict.ALLOWED
    assert verdict(rights, last + SECOND) == Verdict.REFUSED
    assert usability(rights, Place.WEB, first).until == last + SECOND
    assert first.astimezone(UTC).hour == 17, "the day begins at 17:00 UTC of the day before"


def test_the_sentence_names_the_last_day() -> None:
    ended = usability(replace(KNOWN, leases=(days(10, 12),)), Place.WEB, START + timedelta(days=20))
    assert ended.sentence == "Phép dùng đã hết từ sau ngày 12/11/2026."
    of_web = usability(
        replace(KNOWN, leases=(days(10, 12, places=(Place.WEB,)),)), Place.WEB, START + 20 * DAY
    )
    assert of_web.sentence == "Phép dùng cho báo điện tử đã hết từ sau ngày 12/11/2026."
    assert ended.override == "media.override_rights"


def test_denying_beats_allowing() -> None:
    both = (days(1, 30), days(5, 6, allows=False, places=(Place.WIRE,)))
    rights = replace(KNOWN, leases=both)
    at = START + timedelta(days=4, hours=12)
    assert verdict(rights, at, Place.WIRE) == Verdict.REFUSED
    assert verdict(rights, at, Place.WEB) == Verdict.ALLOWED
    assert standing(rights, at).verdict == Verdict.WARNED
    assert standing(rights, at).refused_places == (Place.WIRE,)


def test_a_lease_for_some_places_denies_the_others() -> None:
    rights = replace(KNOWN, leases=(days(1, None, places=(Place.PRINT,)),))
    assert verdict(rights, START, Place.PRINT) == Verdict.ALLOWED
    assert usability(rights, Place.WEB, START).refused_codes == {"lease_place"}
    assert verdict(rights, START, Place.ARCHIVE) == Verdict.ALLOWED, "taking it out publishes nothing"


def test_an_embargo_ends_at_its_instant() -> None:
    until = START + timedelta(days=3, hours=8)
    rights = replace(KNOWN, embargo_until=until)
    assert verdict(rights, until - SECOND) == Verdict.REFUSED
    assert verdict(rights, until) == Verdict.ALLOWED
    assert usability(rights, Place.WEB, START).until == until


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (Consent(ID, "Em H.", "written"), Verdict.ALLOWED),
        (Consent(ID, "Em H.", "pending"), Verdict.WARNED),
        (Consent(ID, "Em H.", "pending", is_minor=True), Verdict.REFUSED),
        (Consent(ID, "Em H.", "spoken", is_minor=True), Verdict.WARNED),
        (Consent(ID, "Em H.", "guardian", is_minor=True), Verdict.ALLOWED),
        (Consent(ID, "Em H.", "written", withdrawn_at=START), Verdict.REFUSED),
    ],
)
def test_what_the_people_shown_said(consent: Consent, expected: Verdict) -> None:
    assert verdict(replace(KNOWN, consents=(consent,)), START) == expected


def test_a_spent_quota_warns_or_refuses_in_its_month_only() -> None:
    spent = replace(
        KNOWN, supplier="Hãng tin", quota_per_month=2, quota_used=2, counted_on=START.date(), cost=Cost.FREE
    )
    given_now = usability(spent, Place.WEB, START)
    assert (given_now.verdict, given_now.cost) == (Verdict.WARNED, Cost.OVER_QUOTA)
    assert given_now.until == datetime(2026, 12, 1, tzinfo=clock.VIETNAM)
    assert verdict(replace(spent, over_quota_refuses=True), START) == Verdict.REFUSED
    assert verdict(replace(spent, is_counted=True), START) == Verdict.ALLOWED, "it is one of those uses"
    assert verdict(spent, datetime(2026, 12, 1, tzinfo=clock.VIETNAM)) == Verdict.ALLOWED
    assert verdict(replace(spent, quota_used=1), START) == Verdict.ALLOWED


def test_nothing_written_down_is_said_and_not_stopped() -> None:
    assert verdict(Rights(ID), START) == Verdict.WARNED
    assert verdict(Rights(ID, rights_note="Ảnh của báo"), START) == Verdict.ALLOWED


INSTANTS = st.integers(0, 40 * 24).map(lambda hours: START + timedelta(hours=hours))
PLACES = st.lists(st.sampled_from(list(Place)), unique=True, max_size=3).map(tuple)


@st.composite
def leases(draw: st.DrawFn) -> Lease:
    begin = draw(INSTANTS)
    length = draw(st.none() | st.integers(1, 400))
    end = begin + timedelta(hours=length) if length else None
    return Lease(uuid4(), draw(st.booleans()), begin, end, draw(PLACES))


RIGHTS = st.builds(
    lambda some, embargo, refused: replace(
        KNOWN, leases=tuple(some), embargo_until=embargo, do_not_use=refused, do_not_use_because="vì"
    ),
    st.lists(leases(), max_size=5),
    st.none() | INSTANTS,
    st.booleans(),
)


@settings(max_examples=examples(200))
@given(rights=RIGHTS, place=st.sampled_from(PUBLISHING), at=INSTANTS)
def test_use_is_allowed_just_when_every_rule_says_so(rights: Rights, place: Place, at: datetime) -> None:
    running = [lease for lease in rights.leases if lease.covers(place) and lease.runs(at)]
    denied = any(not lease.allows for lease in running)
    has_allowing = any(lease.allows for lease in rights.leases)
    free = not has_allowing or any(lease.allows for lease in running)
    embargoed = rights.embargo_until is not None and at < rights.embargo_until
    expected = free and not denied and not embargoed and not rights.do_not_use
    assert (verdict(rights, at, place) == Verdict.ALLOWED) is expected


@settings(max_examples=examples(200))
@given(rights=RIGHTS, place=st.sampled_from(PUBLISHING), at=INSTANTS, later=st.integers(0, 60 * 60 * 24 * 50))
def test_an_answer_holds_until_it_says(rights: Rights, place: Place, at: datetime, later: int) -> None:
    answer = usability(rights, place, at)
    then = at + timedelta(seconds=later)
    if answer.until is None or then < answer.until:
        assert usability(rights, place, then).refused_codes == answer.refused_codes
    if answer.until is not None:
        assert answer.until > at
        assert usability(rights, place, answer.until).reasons != answer.reasons
