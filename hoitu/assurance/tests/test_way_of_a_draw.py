"""From the announcement to the result beside the number: who may do what, when, and what nobody can change."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.assurance import api
from hoitu.assurance.api import AnnouncementInput, DrawOver, NothingToDraw, NotYet, SecondPersonJudges
from hoitu.assurance.data import Result
from hoitu.assurance.errors import ListTampered
from hoitu.assurance.models import Draw, Judgement, ListedRecord
from hoitu.assurance.policies import drawing
from hoitu.assurance.policies.sheet import verify
from hoitu.assurance.testing import Body, announced, drawn, drawn_records, judge_all, make_department
from hoitu.audit.models import AuditEntry
from hoitu.evidence import api as evidence
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.facts import deliver_waiting
from hoitu.kernel.models import FactRecord
from hoitu.strategy.testing import license_agency, make_publication, manage
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_department()


def sheet(row: Draw, reader: object = None) -> dict[str, object]:
    return api.sheet_of(row, reader=reader or row.agency_id)  # type: ignore[arg-type]


def test_announcing_freezes_list_and_seed(body: Body) -> None:
    row = announced(body)
    said = row.announcement
    listed = ListedRecord.objects.unscoped(why="tests").filter(draw=row)
    assert listed.count() == said["records"] == 8
    assert {one.title for one in listed} == {f"Tin số {number}" for number in range(8)}
    assert all(one.fingerprint == drawing.fingerprint(one.shown.plain()) for one in listed)
    assert row.seed == ""
    assert sheet(row)["seed"] == ""
    assert sheet(row)["records"] == []
    assert row.announcement_sha256 == drawing.digest(drawing.canonical(said))
    entry = AuditEntry.objects.unscoped(why="tests").get(verb="assurance.announce")
    assert (
        {c["field"]: c["after"] for c in entry.changes}["commitment"] == said["commitment"]
        if isinstance(entry.changes, list)
        else said["commitment"] in str(entry.changes)
    )
    # What happens afterwards changes nothing: the list is frozen.
    make_publication(body.agency, clock.now() - timedelta(hours=3), title="Tin đến sau")
    assert listed.count() == 8


def test_the_sealed_seed_is_nowhere_in_the_open(body: Body) -> None:
    from hoitu.assurance.sealing import unseal

    row = announced(body)
    seed = unseal(bytes(row.sealed_seed))
    told = [str(one.payload) for one in FactRecord.objects.all()]
    told += [str(one.changes) + one.note for one in AuditEntry.objects.unscoped(why="tests")]
    assert len(seed) == 64
    assert not [words for words in told if seed in words]
    assert seed.encode() not in bytes(row.sealed_seed)


@pytest.mark.parametrize(
    "change",
    [
        {"k": 0},
        {"k": 201},
        {"draw_on": timedelta()},
        {"until": timedelta(days=1)},
        {"proof_due": timedelta(days=1)},
        {"public_source": "  "},
    ],
)
def test_what_cannot_be_announced(body: Body, change: dict[str, object]) -> None:
    today = clock.today()
    values: dict[str, object] = {
        "measure_id": body.measure_id,
        "until": today,
        "k": 3,
        "draw_on": today + timedelta(days=2),
        "proof_due": today + timedelta(days=12),
        "public_source": "Xổ số",
    }
    values |= {key: today + one if isinstance(one, timedelta) else one for key, one in change.items()}
    with pytest.raises(BadInput):
        api.announce_draw(actor=body.yen, values=AnnouncementInput(**values))  # type: ignore[arg-type]


def test_only_agencies_below_are_drawn_from(body: Body) -> None:
    other = make_agency("Báo Nơi Khác")
    license_agency(other)
    make_publication(other, clock.now() - timedelta(days=1), title="Tin nơi khác")
    row = announced(body)
    assert "Báo Nơi Khác" not in row.announcement["agencies"]
    today = clock.today()
    values = AnnouncementInput(
        body.measure_id, today, 3, today + timedelta(days=2), today + timedelta(days=9), "Xổ số", (other.pk,)
    )
    with pytest.raises(NotFound):
        api.announce_draw(actor=body.yen, values=values)
    with pytest.raises(NotAllowed):
        api.announce_draw(actor=actor_of(make_person(body.agency, "reporter")), values=values)


def test_nothing_to_draw_from() -> None:
    body = make_department(records=0)
    with pytest.raises(NothingToDraw):
        announced(body)


def test_no_draw_before_its_day_and_none_twice(body: Body) -> None:
    row = announced(body)
    with pytest.raises(NotYet):
        api.make_draw(actor=body.yen, draw_id=row.pk, public_value="1", found_at="Báo")
    with clock.frozen(clock.now() + timedelta(days=2)):
        with pytest.raises(BadInput):
            api.make_draw(actor=body.yen, draw_id=row.pk, public_value=" ", found_at="Báo")
        api.make_draw(actor=body.yen, draw_id=row.pk, public_value="031 847", found_at="Báo")
        first = [one.pk for one in drawn_records(row)]
        with pytest.raises(DrawOver):
            api.make_draw(actor=body.yen, draw_id=row.pk, public_value="999", found_at="Báo")
    assert [one.pk for one in drawn_records(row)] == first
    assert len(first) == 3


def test_anybody_recomputes_the_draw_from_the_two_sheets(body: Body) -> None:
    row = announced(body)
    kept = sheet(row, body.agency.pk)
    with clock.frozen(clock.now() + timedelta(days=2)):
        api.make_draw(actor=body.yen, draw_id=row.pk, public_value=" 031  847 ", found_at="Báo")
    row.refresh_from_db()
    found = verify(sheet(row), announced=kept)
    assert {one.key: one.is_right for one in found} == dict.fromkeys(
        ("list", "once", "count", "announcement", "records", "kept", "seed", "drawn"), True
    )


def test_fewer_records_than_asked_are_all_drawn() -> None:
    body = make_department(records=2)
    row = drawn(body, k=10)
    assert len(drawn_records(row)) == 2
    judge_all(body, row)
    result = api.result_of(row)
    assert result.is_census
    assert result.share == 1.0
    assert result.interval is None


def test_a_changed_list_is_not_drawn_from(body: Body) -> None:
    row = announced(body)
    gone = ListedRecord.objects.unscoped(why="tests").filter(draw=row)[0]
    ListedRecord.objects.unscoped(why="tests").filter(pk=gone.pk).update(fingerprint="0" * 64)
    with clock.frozen(clock.now() + timedelta(days=2)), pytest.raises(ListTampered):
        api.make_draw(actor=body.yen, draw_id=row.pk, public_value="1", found_at="Báo")
    row.refresh_from_db()
    assert "list" in {one.key for one in verify(sheet(row)) if not one.is_right}


def test_a_changed_record_shows_in_the_sheet(body: Body) -> None:
    row = drawn(body)
    ListedRecord.objects.unscoped(why="tests").filter(pk=drawn_records(row)[0].pk).update(title="Tin khác")
    assert {one.key for one in verify(sheet(row)) if not one.is_right} == {"records"}


def _titles(shown: Any) -> set[str]:
    return {one["title"] for one in shown["records"]}


def test_sheets_show_nobody_elses_records(body: Body) -> None:
    other = make_agency("Tạp chí Vân Giang")
    manage(other, body.department)
    license_agency(other)
    for number in range(4):
        make_publication(other, clock.now() - timedelta(days=1, minutes=number), title=f"Bài riêng {number}")
    row = drawn(body, k=5)
    own = _titles(sheet(row, other.pk))
    assert own == {f"Bài riêng {number}" for number in range(4)}
    assert _titles(sheet(row)) == {one.title for one in drawn_records(row)}


def test_the_announcer_and_the_prover_do_not_judge(body: Body) -> None:
    row = drawn(body)
    [first, *_rest] = drawn_records(row)
    with pytest.raises(NotYet):
        api.judge_record(actor=body.nam, record_id=first.pk, verdict="holds", reason="Có")
    make_evidence(body.agency, first.about)
    with pytest.raises(SecondPersonJudges):
        api.judge_record(actor=body.yen, record_id=first.pk, verdict="holds", reason="Có")
    with pytest.raises(BadInput):
        api.judge_record(actor=body.nam, record_id=first.pk, verdict="holds", reason=" ")
    api.judge_record(actor=body.nam, record_id=first.pk, verdict="holds", reason="Có")
    api.judge_record(actor=body.nam, record_id=first.pk, verdict="fails", reason="Đã bị gỡ")
    assert Judgement.objects.unscoped(why="tests").filter(record=first).count() == 2
    assert api.result_of(row).fails == 1
    assert api.result_of(row).judged == 1
    outsider = actor_of(make_person(body.agency, "director"))
    with pytest.raises(NotFound):
        api.judge_record(actor=outsider, record_id=first.pk, verdict="holds", reason="Có")


def test_without_proof_the_deadline_speaks(body: Body) -> None:
    row = drawn(body)
    record = drawn_records(row)[0]
    with clock.frozen(row.proof_due_at - timedelta(seconds=1)), pytest.raises(NotYet):
        api.judge_record(actor=body.nam, record_id=record.pk, verdict="fails", reason="Không nộp")
    with clock.frozen(row.proof_due_at):
        api.judge_record(actor=body.nam, record_id=record.pk, verdict="fails", reason="Không nộp")
        make_evidence(body.agency, record.about)
        [line] = [one for one in api.drawn_lines(row) if one.record.pk == record.pk]
        assert line.was_late


def test_a_closed_draw_stands_beside_the_number(body: Body) -> None:
    row = drawn(body)
    where: Any = {
        "plan_id": row.plan_id,
        "target": row.target_key,
        "indicator": "IND-01",
        "agency_ids": [body.agency.pk],
    }
    judge_all(body, row, "fails", "unclear")
    assert api.verified(**where) == {}
    api.close_draw(actor=body.yen, draw_id=row.pk)
    found = api.verified(**where)[body.agency.pk]
    assert found.result == Result(drawn=3, holds=1, fails=1, unclear=1, listed=8)
    assert found.result.interval == pytest.approx((0.0084, 0.9057), abs=0.0001)
    with pytest.raises(DrawOver):
        api.judge_record(actor=body.nam, record_id=drawn_records(row)[0].pk, verdict="holds", reason="Có")
    with pytest.raises(DrawOver):
        api.cancel_draw(actor=body.yen, draw_id=row.pk, reason="Đổi ý")


def test_no_close_while_records_wait(body: Body) -> None:
    row = drawn(body)
    with pytest.raises(NotYet):
        api.close_draw(actor=body.yen, draw_id=row.pk)


def test_a_cancelled_draw_stays_with_its_seed(body: Body) -> None:
    row = announced(body)
    with pytest.raises(BadInput):
        api.cancel_draw(actor=body.yen, draw_id=row.pk, reason="")
    api.cancel_draw(actor=body.yen, draw_id=row.pk, reason="Kỳ xổ số bị hoãn")
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert all(one.is_right for one in verify(sheet(row)))
    assert row in api.seen_by(body.yen)
    assert row in api.seen_by(actor_of(make_person(body.agency, "director")))


def test_agencies_are_told_once_each_step(body: Body) -> None:
    clerk = make_person(body.agency, "secretary")
    row = drawn(body)
    deliver_waiting()
    told = Notification.objects.unscoped(why="tests").filter(person_id=clerk.pk)
    assert told.count() == 2
    assert row.announcement_sha256 in " ".join(one.text for one in told)


def test_who_sees_a_draw(body: Body) -> None:
    row = drawn(body)
    stranger = actor_of(make_person(make_agency(), "director"))
    with pytest.raises(NotFound):
        api.draw_of(stranger, row.pk)
    with pytest.raises(NotFound):
        api.record_of(stranger, drawn_records(row)[0].pk)
    undrawn = ListedRecord.objects.unscoped(why="tests").filter(draw=row, place=None)[0]
    with pytest.raises(NotFound):
        api.record_of(body.yen, undrawn.pk)


def test_documents_lead_to_the_record(body: Body) -> None:
    record = drawn_records(drawn(body))[0]
    pair = (body.agency.pk, record.about)
    for reader in (body.agency.pk, body.department.pk):
        found = evidence.subjects_of([pair], reader=reader)
        assert found[pair].url == f"/kiem-chung/ban-ghi/{record.pk}/"
    other = (body.department.pk, record.about)
    unknown = evidence.subjects_of([other, (body.agency.pk, "draw:x")], reader=body.agency.pk)
    assert unknown[other].url == ""
    above = evidence.subjects_of([pair], reader=uuid4())[pair]
    assert (above.url, above.label) == ("", found[pair].label), (
        "another body checks the document, not the draw"
    )


@given(st.lists(st.sampled_from(["holds", "fails", "unclear"]), min_size=1, max_size=30), st.integers(0, 5))
def test_a_result_counts_every_verdict(verdicts: list[str], more: int) -> None:
    counts = {key: verdicts.count(key) for key in ("holds", "fails", "unclear")}
    result = Result(drawn=len(verdicts), listed=len(verdicts) + more, **counts)
    assert result.is_complete
    assert result.is_census == (more == 0)
    assert (result.interval is None) == result.is_census
    assert (
        result.interval is None or result.interval[0] <= counts["holds"] / len(verdicts) <= result.interval[1]
    )
