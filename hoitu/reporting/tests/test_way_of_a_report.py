"""A report from its duty to the lock: two recipients, a return with a reason on a number, a correction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from hoitu.accounts.models import OrganisationLink
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.models import FactRecord
from hoitu.reporting import api
from hoitu.reporting.api import DraftInput, NumbersMissing, Typed
from hoitu.reporting.data import Answer, Head, SomebodyElseSaved, Span, State, WrongStep
from hoitu.reporting.models import Receipt, Report, Version
from hoitu.reporting.policies.layout import form_for
from hoitu.reporting.policies.plain import digest, from_plain
from hoitu.reporting.queries.cells import PUBLISHED
from hoitu.reporting.queries.drafting import content_of, scope_of
from hoitu.reporting.queries.rollup import rollups
from hoitu.reporting.testing import Province, make_province, publish
from hoitu.strategy import api as strategy
from hoitu.strategy.models import Publication
from hoitu.strategy.testing import license_agency, make_body, manage

pytestmark = pytest.mark.django_db
YEARLY = form_for(Span.YEAR)


@pytest.fixture
def province() -> Province:
    return make_province()


def _period() -> str:
    return str(clock.today().year)


def _open(province: Province) -> Report:
    report_id = api.open_report(actor=province.sender, rule_id=province.rule.pk, period=_period())
    return Report.objects.for_agency(province.agency.pk).get(pk=report_id)


def _typed(report: Report, **numbers: int) -> DraftInput:
    figures = {cell.key: Typed(numbers.get(cell.key, 7)) for cell in YEARLY.cells if cell.is_typed}
    return DraftInput(report.revision, Head(number="12"), figures, {"difficulties": "Thiếu người."})


def _send(province: Province, report: Report, **numbers: int) -> Version:
    report.refresh_from_db()
    api.save_draft(actor=province.sender, report_id=report.pk, values=_typed(report, **numbers))
    api.send_report(actor=province.sender, report_id=report.pk)
    return _last(report)


def _last(report: Report) -> Version:
    last = Version.objects.for_agency(report.agency_id).filter(report=report).order_by("-number").first()
    assert last is not None
    return last


def _receipt(version: Version, recipient_id: UUID | None) -> Receipt:
    return Receipt.objects.for_agency(version.agency_id).get(version=version, recipient_id=recipient_id)


def _state(report: Report) -> State:
    report.refresh_from_db()
    return State(report.state)


def test_the_duty_comes_from_the_plan(province: Province) -> None:
    [owed] = [
        one for one in api.owed_by(province.agency.pk, year=2026) if one.duty.rule_id == province.rule.pk
    ]
    assert owed.due_at == datetime(2026, 11, 14, 23, 59, 59, tzinfo=clock.VIETNAM)
    named = strategy.recipients_of(rule_id=province.rule.pk, reporter_id=province.agency.pk, on=clock.today())
    assert [one.organisation_id for one in named] == [province.governing.pk, province.department.pk]
    # What the department itself owes is not the agency's.
    assert province.agency.pk not in {
        reporter
        for duty in strategy.report_duties(year=2026, on=clock.today())
        if duty.key == "R-000.2"
        for reporter in duty.reporters
    }


def test_a_report_goes_to_the_office_that_took_the_named_ones_place(province: Province) -> None:
    old = make_body("Sở Thông tin và Truyền thông")
    province.plan.bodies.filter(name="Sở Thông tin và Truyền thông").update(organisation=old)
    merged = date(clock.today().year, 3, 1)
    OrganisationLink.objects.create(
        from_organisation=old, to_organisation=province.department, kind="successor", valid_from=merged
    )

    def department(on: date) -> UUID | None:
        named = strategy.recipients_of(rule_id=province.rule.pk, reporter_id=province.agency.pk, on=on)
        return named[1].organisation_id

    assert department(merged - timedelta(days=1)) == old.pk
    assert department(merged) == province.department.pk


def test_it_is_late_one_second_after_the_last_moment(province: Province) -> None:
    [owed] = [one for one in api.owed_by(province.agency.pk, year=2026) if one.duty.key == province.rule.key]
    assert owed.due_at is not None
    assert not owed.is_late(datetime(2026, 11, 14, 23, 59, 59, tzinfo=clock.VIETNAM))
    assert owed.is_late(datetime(2026, 11, 15, 0, 0, 0, tzinfo=clock.VIETNAM))


def test_a_report_begins_once_and_is_filled(province: Province) -> None:
    publish(province.agency, 3)
    publish(province.agency, 1, medium="print", is_domestic=False)
    report = _open(province)
    assert _open(province).pk == report.pk
    figures = content_of(report, now=clock.now()).figures
    assert (figures["items"].actual, figures["web"].actual, figures["print"].actual) == (4, 3, 1)
    assert (figures["digital"].actual, figures["domestic"].actual) == (3, 3)
    assert figures["revenue"].actual is None
    assert "4 tin, bài mới" in report.draft["words"]["production"]


def test_every_counted_number_is_the_length_of_its_list(province: Province) -> None:
    publish(province.agency, 5)
    publish(province.agency, 2, medium="radio", root="story:cùng một bài")
    publish(province.agency, 1, medium="web", root="story:cùng một bài")
    report = _open(province)
    content = content_of(report, now=clock.now())
    for cell in YEARLY.cells:
        if cell.source in PUBLISHED:
            listed = strategy.published(province.agency.pk, scope_of(report).window, PUBLISHED[cell.source])
            assert content.figures[cell.key].actual == len(list(listed)), cell.key
    assert content.figures["several_media"].actual == 1
    assert content.figures["items"].actual == 6


def test_the_whole_way(province: Province) -> None:
    publish(province.agency, 2)
    report = _open(province)
    first = _send(province, report)
    assert _state(report) is State.SENT
    governing, department = (_receipt(first, one.pk) for one in (province.governing, province.department))
    api.accept(actor=actor_of(province.clerk), receipt_id=governing.pk)
    assert _state(report) is State.SENT  # the other has not spoken
    api.give_back(
        actor=actor_of(province.officer),
        receipt_id=department.pk,
        reason="",
        notes={"revenue": "Thiếu quý IV."},
    )
    assert _state(report) is State.RETURNED
    second = _send(province, report, revenue=99)
    assert (first.number, second.number) == (1, 2)
    assert from_plain(second.content).figures["revenue"].actual == 99
    assert Version.objects.for_agency(report.agency_id).get(pk=first.pk).content == first.content
    for officer, body in ((province.clerk, province.governing), (province.officer, province.department)):
        assert _state(report) is State.SENT
        api.accept(actor=actor_of(officer), receipt_id=_receipt(second, body.pk).pk)
    assert _state(report) is State.LOCKED
    with pytest.raises(WrongStep):
        api.save_draft(actor=province.sender, report_id=report.pk, values=_typed(report))
    api.correct_report(actor=province.sender, report_id=report.pk, reason="Nguồn thu kiểm toán lại")
    third = _send(province, report, revenue=101)
    assert (third.number, third.reason) == (3, "Nguồn thu kiểm toán lại")
    assert _state(report) is State.SENT
    verbs = [entry.verb for entry in audit.trail(agency_id=province.agency.pk).entries]
    assert [verb for verb in verbs if verb.startswith("reporting.")][::-1] == [
        "reporting.open", "reporting.save", "reporting.send", "reporting.accept", "reporting.return",
        "reporting.save", "reporting.send", "reporting.accept", "reporting.accept",
        "reporting.correct", "reporting.save", "reporting.send",
    ]  # fmt: skip
    assert {entry.verb for entry in audit.trail(agency_id=province.department.pk).entries} == {
        "reporting.accept",
        "reporting.return",
    }


def test_what_was_sent_does_not_change_with_the_records(province: Province) -> None:
    publish(province.agency, 2)
    report = _open(province)
    version = _send(province, report)
    publish(province.agency, 5)
    Publication.objects.for_agency(province.agency.pk).update(superseded_at=clock.now())
    kept = Version.objects.for_agency(report.agency_id).get(pk=version.pk)
    assert from_plain(kept.content).figures["items"].actual == 2
    assert kept.content_hash == digest(kept.content)


def test_the_list_behind_a_sent_number_is_that_of_then(province: Province) -> None:
    publish(province.agency, 2)
    report = _open(province)
    version = _send(province, report)
    publish(province.agency, 5)
    window = scope_of(report).window
    then = strategy.published(province.agency.pk, window, strategy.Part.ITEMS, known_at=version.sent_at)
    assert len(list(then)) == from_plain(version.content).figures["items"].actual == 2


def test_empty_numbers_stop_the_sending_until_somebody_says_so(province: Province) -> None:
    report = _open(province)
    with pytest.raises(NumbersMissing, match="Tổng nguồn thu"):
        api.send_report(actor=province.sender, report_id=report.pk)
    assert _state(report) is State.DRAFT
    assert api.send_report(actor=province.sender, report_id=report.pk, without=True) == 1


def test_a_typed_number_never_replaces_a_counted_one(province: Province) -> None:
    publish(province.agency, 2)
    report = _open(province)
    figures = {"items": Typed(1_000_000, estimate=50)}
    api.save_draft(actor=province.sender, report_id=report.pk, values=DraftInput(0, Head(), figures, {}))
    report.refresh_from_db()
    items = content_of(report, now=clock.now()).figures["items"]
    assert (items.actual, items.estimate) == (2, 50)


def test_a_stale_draft_is_refused(province: Province) -> None:
    report = _open(province)
    values = _typed(report)
    assert api.save_draft(actor=province.sender, report_id=report.pk, values=values) == 1
    with pytest.raises(SomebodyElseSaved):
        api.save_draft(actor=province.sender, report_id=report.pk, values=values)
    same = replace(values, revision=1)
    assert api.save_draft(actor=province.sender, report_id=report.pk, values=same) == 1  # nothing changed


def test_only_those_named_answer_and_only_once(province: Province) -> None:
    report = _open(province)
    version = _send(province, report)
    receipt = _receipt(version, province.department.pk)
    with pytest.raises(BadInput):
        api.give_back(
            actor=actor_of(province.officer), receipt_id=receipt.pk, reason="  ", notes={"items": " "}
        )
    stranger = make_person(make_agency(), permissions=("reporting.receive",))
    with pytest.raises(NotFound):
        api.accept(actor=actor_of(stranger), receipt_id=receipt.pk)
    with pytest.raises(NotFound):
        api.accept(actor=actor_of(province.clerk), receipt_id=receipt.pk)
    with pytest.raises(NotAllowed):
        api.accept(
            actor=actor_of(make_person(province.department, permissions=("reporting.read",))),
            receipt_id=receipt.pk,
        )
    api.accept(actor=actor_of(province.officer), receipt_id=receipt.pk)
    with pytest.raises(WrongStep):
        api.give_back(actor=actor_of(province.officer), receipt_id=receipt.pk, reason="Nghĩ lại")


def test_an_old_version_is_not_answered(province: Province) -> None:
    report = _open(province)
    first = _send(province, report)
    api.give_back(
        actor=actor_of(province.officer), receipt_id=_receipt(first, province.department.pk).pk, reason="Sai"
    )
    _send(province, report, revenue=1)
    with pytest.raises(WrongStep):
        api.accept(actor=actor_of(province.clerk), receipt_id=_receipt(first, province.governing.pk).pk)


def test_a_body_that_does_not_work_here_accepts_by_a_document(province: Province) -> None:
    OrganisationLink.objects.filter(kind="governing").delete()
    report = _open(province)
    version = _send(province, report)
    outside = _receipt(version, None)
    for unusable in (" ", "1" * 201):
        with pytest.raises(BadInput):
            api.record_acceptance(actor=province.sender, receipt_id=outside.pk, document=unusable)
    inside = _receipt(version, province.department.pk)
    with pytest.raises(NotFound):  # those who work here speak for themselves
        api.record_acceptance(actor=province.sender, receipt_id=inside.pk, document="01/BB")
    api.accept(actor=actor_of(province.officer), receipt_id=_receipt(version, province.department.pk).pk)
    api.record_acceptance(actor=province.sender, receipt_id=outside.pk, document="15/CV-TU ngày 16/11")
    assert _state(report) is State.LOCKED


def test_nobody_opens_what_no_plan_asks_for(province: Province) -> None:
    other = make_person(make_agency(), "director")
    for actor, period in (
        (actor_of(other), _period()),
        (province.sender, "1999"),
        (province.sender, "quý I"),
    ):
        with pytest.raises(NotFound):
            api.open_report(actor=actor, rule_id=province.rule.pk, period=period)


def test_the_office_sees_who_is_missing_and_the_sums(province: Province) -> None:
    second = make_agency("Tạp chí Vân Giang")
    manage(second, province.department)
    license_agency(second)
    [found] = [
        one
        for one in rollups(province.department.pk, year=clock.today().year)
        if one.rule_id == province.rule.pk
    ]
    assert (found.came, len(found.standings)) == (0, 2)
    report = _open(province)
    _send(province, report, revenue=12)
    [found] = [
        one
        for one in rollups(province.department.pk, year=clock.today().year)
        if one.rule_id == province.rule.pk
    ]
    assert (found.came, found.accepted) == (1, 0)
    revenue = next(one for one in found.sums if one.cell.key == "revenue")
    assert (revenue.figure.actual, revenue.figure.known, revenue.accepted) == (12, 1, 0)
    assert rollups(make_agency().pk, year=clock.today().year) == []


def test_reminders_name_whoever_has_not_sent(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _reminded(monkeypatch, days_left=7) == [str(province.rule.pk)]
    assert _reminded(monkeypatch, days_left=6) == []
    assert _reminded(monkeypatch, days_left=-1) == [str(province.rule.pk)]
    _send(province, _open(province))
    assert _reminded(monkeypatch, days_left=7) == []


def _reminded(monkeypatch: pytest.MonkeyPatch, *, days_left: int) -> list[str]:
    """Return the rules due on 14 November that are reminded of so many days before it, early in the morning."""
    due = datetime(clock.today().year, 11, 14, 1, 0, tzinfo=clock.VIETNAM)
    FactRecord.objects.all().delete()
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: due - timedelta(days=days_left))
        api.remind_of_reports()
    facts = FactRecord.objects.filter(kind="reporting.ReportDue", payload__days_left=days_left)
    return [
        fact.payload["rule_id"] for fact in facts if fact.payload["due_at"].startswith(f"{due.year}-11-14")
    ]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_press_at_once_answer_once() -> None:
    province = make_province()
    report = _open(province)
    version = _send(province, report)
    receipt = _receipt(version, province.department.pk)

    def press(step: Callable[[], None]) -> str:
        try:
            step()
        except WrongStep:
            return "late"
        finally:
            connection.close()
        return "done"

    actor = actor_of(province.officer)
    steps = [lambda: api.accept(actor=actor, receipt_id=receipt.pk)] * 2
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, steps)) == ["done", "late"]
    assert _receipt(version, province.department.pk).answer == Answer.ACCEPTED
