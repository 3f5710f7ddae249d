"""The way of an assessment: scored inside, appraised by a second side, frozen when it is published."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.maturity import api
from hoitu.maturity.data import ScoreInput, State, VerdictInput
from hoitu.maturity.models import Assessment, Criterion, PillarRow
from hoitu.maturity.queries import assessments
from hoitu.maturity.queries.proofs import about, not_holding
from hoitu.maturity.queries.results import Result, beside_block
from hoitu.maturity.testing import (
    give,
    item_ids,
    make_assessment,
    make_catalogue,
    make_cycle,
    make_officer,
    official,
    publish_as_scored,
    reread,
    scorer,
)
from hoitu.strategy.testing import make_body, manage
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Vân Giang")


@pytest.fixture
def agency(department: Organisation) -> Organisation:
    agency = make_agency("Báo Vân Giang")
    manage(agency, department)
    return agency


@pytest.fixture
def officer(department: Organisation) -> Person:
    return make_officer(department)


def sent(agency: Organisation) -> Assessment:
    row = make_assessment(agency)
    give(row, c1_1="8", c1_2="4.5", c2_1="20")
    api.send(actor=scorer(agency), assessment_id=row.pk)
    return reread(row.pk)


def test_no_data_counts_nothing_and_sums_follow(agency: Organisation) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8", c2_1="20.5")
    totals = api.sums(api.sheet_of(row))
    assert [each.points for each in totals.pillars] == [8, Decimal("20.5"), 0, 0, 0]
    assert (totals.points, totals.maximum) == (Decimal("28.5"), Decimal(100))
    assert api.level(api.sheet_of(row), totals).name == "Yếu"


def test_wrong_points_store_nothing_at_all(agency: Organisation) -> None:
    row = make_assessment(agency)
    ids = item_ids(row)
    given = {
        ids["1.1"]: ScoreInput(Decimal(5)),
        ids["1.2"]: ScoreInput(Decimal("8.5")),
        ids["2.1"]: ScoreInput(Decimal("0.3")),
    }
    with pytest.raises(api.PointsRefused) as refused:
        api.score(actor=scorer(agency), assessment_id=row.pk, given=given)
    assert set(refused.value.problems) == {ids["1.2"], ids["2.1"]}
    assert api.sums(api.sheet_of(row)).points == 0


def test_every_change_of_points_stands_in_the_trail_and_nothing_else(agency: Organisation) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    give(row, c1_1="8")
    entries = audit.trail(agency_id=agency.pk, object_key=f"maturity:{row.pk}").entries
    assert [entry.verb for entry in entries] == ["maturity.score", "maturity.start"]


def test_an_agency_has_one_assessment_in_a_cycle(agency: Organisation) -> None:
    row = make_assessment(agency)
    with pytest.raises(BadInput, match="đã có bản chấm"):
        api.start(actor=scorer(agency), cycle_id=row.cycle_id, block="local_paper")


def test_a_catalogue_without_any_points_cannot_be_scored(agency: Organisation) -> None:
    cycle = make_cycle(official("qd-3560-bvhttdl"))
    with pytest.raises(api.NothingToScore):
        api.start(actor=scorer(agency), cycle_id=cycle.pk, block="local_paper")


def test_pillars_are_scored_while_criteria_are_not_known(agency: Organisation) -> None:
    row = make_assessment(agency, make_cycle(official()))
    assert row.basis == "pillars"
    give(row, c1="12.25", c5="15")
    found = api.sums(api.sheet_of(row))
    assert (found.points, found.maximum) == (Decimal("27.25"), Decimal(100))


def test_scores_go_out_only_in_the_entry_window(agency: Organisation) -> None:
    cycle = make_cycle(entry_from=date(2026, 11, 1), entry_until=date(2026, 11, 15))
    row = make_assessment(agency, cycle)
    give(row, c1_1="1")
    actor = scorer(agency)
    for day in (datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 15, 17, tzinfo=UTC)):
        with clock.frozen(day), pytest.raises(api.OutsideWindow):
            api.send(actor=actor, assessment_id=row.pk)
    with clock.frozen(datetime(2026, 11, 15, 16, 59, tzinfo=UTC)):
        api.send(actor=actor, assessment_id=row.pk)
    assert reread(row.pk).state == State.SENT


def test_what_came_back_may_go_again_after_the_window(agency: Organisation, officer: Person) -> None:
    cycle = make_cycle(entry_until=date(2026, 11, 22))
    row = make_assessment(agency, cycle)
    give(row, c1_1="1")
    with clock.frozen(NOVEMBER):
        api.send(actor=scorer(agency), assessment_id=row.pk)
    with clock.frozen(datetime(2026, 12, 1, tzinfo=UTC)):
        api.send_back(actor=actor_of(officer), assessment_id=row.pk, reason="Thiếu minh chứng")
        api.send(actor=scorer(agency), assessment_id=row.pk)
    assert reread(row.pk).state == State.SENT


def test_nothing_empty_and_nothing_internal_is_sent(agency: Organisation) -> None:
    row = make_assessment(agency)
    with pytest.raises(BadInput, match="Chưa chấm điểm nào"):
        api.send(actor=scorer(agency), assessment_id=row.pk)
    inside = make_assessment(agency, make_cycle(owner=agency))
    give(inside, c1_1="1")
    with pytest.raises(BadInput, match="nội bộ"):
        api.send(actor=scorer(agency), assessment_id=inside.pk)


def test_what_is_being_scored_stays_inside_the_agency(agency: Organisation, officer: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    actor = actor_of(officer)
    with pytest.raises(NotFound):
        api.assessment(actor, row.pk)
    [line] = api.results(actor, row.cycle)
    assert (line.state, line.assessment_id, line.result) == ("", None, None)
    api.send(actor=scorer(agency), assessment_id=row.pk)
    assert api.assessment(actor, row.pk) == row
    api.send_back(actor=actor, assessment_id=row.pk, reason="Xem lại")
    with pytest.raises(NotFound):
        api.assessment(actor, row.pk)


def test_no_other_agency_or_department_sees_or_judges(agency: Organisation) -> None:
    row = sent(agency)
    strangers = [make_officer(make_body("Sở khác")), make_person(make_agency(), "director")]
    for stranger in strangers:
        actor = actor_of(stranger)
        with pytest.raises(NotFound):
            api.assessment(actor, row.pk)
        for work in (api.take, api.accept_rest, api.publish):
            with pytest.raises(NotFound):
                work(actor=actor, assessment_id=row.pk)
    with pytest.raises(NotFound):
        api.score(actor=actor_of(strangers[1]), assessment_id=row.pk, given={})


def test_nobody_appraises_their_own_agency(agency: Organisation) -> None:
    row = sent(agency)
    own = actor_of(make_person(agency, permissions=("maturity.read", "maturity.verify")))
    for work in (api.take, api.accept_rest, api.publish):
        with pytest.raises(api.OwnAssessment):
            work(actor=own, assessment_id=row.pk)
    with pytest.raises(api.OwnAssessment):
        api.verify(actor=own, assessment_id=row.pk, given={})
    with pytest.raises(NotAllowed):
        api.take(actor=actor_of(make_person(agency, permissions=("maturity.read",))), assessment_id=row.pk)


def test_the_council_says_why_where_it_differs(agency: Organisation, officer: Person) -> None:
    row, actor = sent(agency), actor_of(officer)
    ids = item_ids(row)
    with pytest.raises(api.WrongStep):
        api.verify(actor=actor, assessment_id=row.pk, given={ids["1.1"]: VerdictInput(Decimal(8))})
    api.take(actor=actor, assessment_id=row.pk)
    with pytest.raises(api.PointsRefused):
        api.verify(actor=actor, assessment_id=row.pk, given={ids["1.1"]: VerdictInput(Decimal(6))})
    given = {
        ids["1.1"]: VerdictInput(Decimal(6), "Chưa có quyết định"),
        ids["1.2"]: VerdictInput(Decimal("4.5")),
    }
    assert api.verify(actor=actor, assessment_id=row.pk, given=given) == 2
    line = api.sheet_of(row).lines[0]
    assert (line.own, line.verified, line.reason, line.verified_by) == (
        Decimal(8),
        Decimal(6),
        "Chưa có quyết định",
        officer.full_name,
    )
    assert api.sums(api.sheet_of(row)).points == Decimal("30.5")
    with pytest.raises(api.WrongStep):
        api.score(actor=scorer(agency), assessment_id=row.pk, given={ids["1.1"]: ScoreInput(Decimal(9))})


def test_every_item_is_verified_before_publishing(agency: Organisation, officer: Person) -> None:
    row, actor = sent(agency), actor_of(officer)
    api.take(actor=actor, assessment_id=row.pk)
    with pytest.raises(api.NotVerified, match="Còn 7 mục"):
        api.publish(actor=actor, assessment_id=row.pk)
    assert api.accept_rest(actor=actor, assessment_id=row.pk) == 7
    api.publish(actor=actor, assessment_id=row.pk)
    done = reread(row.pk)
    assert Result.of(done) == Result(
        Decimal("32.5"), (Decimal("12.5"), Decimal(20), Decimal(0), Decimal(0), Decimal(0)), "Yếu"
    )


def test_steps_are_refused_out_of_order(agency: Organisation, officer: Person) -> None:
    row, actor = sent(agency), actor_of(officer)
    with pytest.raises(api.WrongStep):
        api.send(actor=scorer(agency), assessment_id=row.pk)
    with pytest.raises(api.WrongStep):
        api.publish(actor=actor, assessment_id=row.pk)
    with pytest.raises(BadInput, match="lý do"):
        api.send_back(actor=actor, assessment_id=row.pk, reason="  ")
    api.take(actor=actor, assessment_id=row.pk)
    with pytest.raises(api.WrongStep):
        api.take(actor=actor, assessment_id=row.pk)
    with pytest.raises(api.WrongStep):
        api.correct(actor=actor, assessment_id=row.pk, reason="Sai")


def test_what_is_published_stays_whatever_changes_around_it(agency: Organisation, officer: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    proof = about(item_ids(row)["1.1"], 2026)
    make_evidence(agency, proof, accepted=True, title="Quyết định số 1")
    row = publish_as_scored(row, officer)
    before = api.sheet_of(row)
    assert [each.title for each in before.lines[0].proofs] == ["Quyết định số 1"]
    assert assessments.is_intact(row)
    Criterion.objects.filter(code="1.1").update(text="Lời khác", maximum=99)
    PillarRow.objects.update(name="Tên khác")
    make_evidence(agency, proof, accepted=True, title="Đến sau")
    assert api.sheet_of(reread(row.pk)) == before
    actor = actor_of(officer)
    for work in (api.take, api.accept_rest, api.publish):
        with pytest.raises(api.WrongStep):
            work(actor=actor, assessment_id=row.pk)
    with pytest.raises(api.WrongStep):
        api.send_back(actor=actor, assessment_id=row.pk, reason="Sai")
    with pytest.raises(api.WrongStep):
        api.score(actor=scorer(agency), assessment_id=row.pk, given={})
    row.frozen["sheet"]["lines"][0]["verified"] = "10.00"
    assert not assessments.is_intact(row)


def test_the_database_takes_nothing_published_without_its_seal(agency: Organisation) -> None:
    row = make_assessment(agency)
    rows = Assessment.objects.for_agency(agency.pk).filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="published")


def test_a_correction_is_a_new_version_and_the_old_one_holds_until_then(
    agency: Organisation, officer: Person
) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    old, actor = publish_as_scored(row, officer), actor_of(officer)
    with pytest.raises(BadInput, match="lý do"):
        api.correct(actor=actor, assessment_id=old.pk, reason="")
    new_id = api.correct(actor=actor, assessment_id=old.pk, reason="Cộng nhầm")
    new = reread(new_id)
    assert (new.version, new.state, new.frozen) == (2, State.APPRAISAL, {})
    [line] = api.results(actor, old.cycle)
    assert line.result
    assert line.result.total == 8
    ids = item_ids(new)
    api.verify(actor=actor, assessment_id=new_id, given={ids["1.1"]: VerdictInput(Decimal(5), "Cộng nhầm")})
    api.publish(actor=actor, assessment_id=new_id)
    [line] = api.results(actor, old.cycle)
    assert line.result
    assert line.result.total == 5
    assert reread(old.pk).frozen == old.frozen
    with pytest.raises(BadInput, match="bản mới hơn"):
        api.correct(actor=actor, assessment_id=old.pk, reason="Lại nhầm")


def test_evidence_that_ends_before_the_results_is_named(agency: Organisation) -> None:
    row = make_assessment(agency, make_cycle(results_on=date(2026, 12, 20)))
    give(row, c1_1="8", c1_2="2")
    ids = item_ids(row)
    with clock.frozen(NOVEMBER):
        make_evidence(
            agency, about(ids["1.1"], 2026), accepted=True, title="Ngắn", valid_until=date(2026, 12, 20)
        )
        make_evidence(
            agency, about(ids["1.2"], 2026), accepted=True, title="Dài", valid_until=date(2026, 12, 21)
        )
        make_evidence(agency, about(ids["1.2"], 2026), title="Còn chờ", valid_until=date(2026, 12, 1))
        day = assessments.results_day(row)
        assert day == date(2026, 12, 20)
        found = not_holding(api.sheet_of(row).lines, on=day)
    assert [(line.item.code, proof.title) for line, proof in found] == [("1.1", "Ngắn")]


def test_a_computed_answer_stands_beside_and_is_never_taken(agency: Organisation) -> None:
    row = make_assessment(agency)
    Criterion.objects.filter(catalogue=row.cycle.catalogue, code="1.1").update(indicator="IND-01")
    line = api.sheet_of(row).lines[0]
    assert line.computed
    assert line.computed.passes is None
    assert (line.own, line.standing) == (None, Decimal(0))


def test_a_block_is_compared_with_three_others_or_not_at_all(
    department: Organisation, officer: Person
) -> None:
    cycle = make_cycle()
    rows = []
    for points in ("2", "4", "6", "8"):
        agency = make_agency()
        manage(agency, department)
        row = make_assessment(agency, cycle)
        give(row, c1_1=points)
        rows.append(publish_as_scored(row, officer))
    found = beside_block(rows[0])
    assert found
    assert (found.agencies, found.mean, found.median) == (3, Decimal(6), Decimal(6))
    Assessment.objects.unscoped(why="tests").filter(pk=rows[3].pk).update(block="magazine")
    assert beside_block(rows[0]) is None


def test_those_whose_turn_it_is_are_told_once(agency: Organisation, officer: Person) -> None:
    row = sent(agency)
    head = make_person(agency, permissions=("maturity.score",))
    deliver_facts()
    deliver_again()
    told = Notification.objects.unscoped(why="tests")
    assert [note.text for note in told.filter(person=officer)] == [
        "Báo Vân Giang gửi bản chấm trưởng thành số năm 2026."
    ]
    api.send_back(actor=actor_of(officer), assessment_id=row.pk, reason="Thiếu minh chứng")
    deliver_facts()
    [note] = told.filter(person=head)
    assert note.text.endswith("trả lại bản chấm trưởng thành số năm 2026: Thiếu minh chứng")


def test_items_of_another_catalogue_are_not_there(agency: Organisation) -> None:
    row = make_assessment(agency)
    other = make_catalogue().criteria.all()[0]
    for key in (other.pk, uuid4()):
        with pytest.raises(NotFound):
            api.score(actor=scorer(agency), assessment_id=row.pk, given={key: ScoreInput(Decimal(1))})
