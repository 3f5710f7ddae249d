"""Forms of every period, reports of an occasion, and the synthesis that offices make of what they received."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.utils import translation
from docx import Document

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.models import FactRecord
from hoitu.papers import api as papers
from hoitu.reporting import api
from hoitu.reporting.adapters import paper_of
from hoitu.reporting.api import CallInput, DraftInput, Typed
from hoitu.reporting.data import Content, Head, State
from hoitu.reporting.models import Report
from hoitu.reporting.periods import period_of
from hoitu.reporting.policies.copied import copied_sections
from hoitu.reporting.queries.drafting import content_of, last_year
from hoitu.reporting.queries.recipients import recipients_of
from hoitu.reporting.queries.rollup import Rollup, rollup_of
from hoitu.reporting.testing import Province, accept_everywhere, make_province, publish, send_yearly
from hoitu.strategy import api as strategy
from hoitu.strategy.models import ReportRule
from hoitu.strategy.testing import give, license_agency, make_publication, make_task, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return make_province()


def _rule(province: Province, when: str) -> ReportRule:
    """Return a new duty of the agencies towards their department."""
    count = province.plan.report_rules.count()
    return ReportRule.objects.create(
        plan=province.plan,
        key=f"R-test.{count}",
        position=count + 1,
        who="Các cơ quan báo chí",
        to=["Sở Thông tin và Truyền thông"],
        what="Báo cáo tình hình",
        when=when,
        lines=[1],
    )


def _second(province: Province) -> Person:
    """Return the head of a second agency of the province."""
    agency = make_agency("Tạp chí Vân Giang")
    manage(agency, province.department)
    license_agency(agency)
    return make_person(agency, "director")


def _report(report_id: UUID) -> Report:
    return (
        Report.objects.unscoped(why="tests")
        .select_related("rule__plan", "agency", "call__agency")
        .get(pk=report_id)
    )


def _content(report_id: UUID) -> Content:
    return content_of(_report(report_id), now=clock.now())


def _rollup(province: Province, period: str = "", office: Organisation | None = None) -> Rollup:
    found = rollup_of(
        (office or province.department).pk,
        rule_id=province.rule.pk,
        period=period or str(clock.today().year),
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("when", "period", "layout", "words"),
    [
        ("hằng quý", "2026-Q2", "quarter-1", "quý II năm 2026"),
        ("định kỳ 6 tháng", "2026-H1", "half-year-1", "6 tháng đầu năm 2026"),
        ("hằng tháng", "2026-05", "quarter-1", "tháng 5 năm 2026"),
    ],
)
def test_a_period_has_its_form_and_counts_its_own_days(
    province: Province, when: str, period: str, layout: str, words: str
) -> None:
    rule = _rule(province, when)
    inside = period_of(period)
    assert inside is not None
    first, last = (
        datetime(day.year, day.month, day.day, 5, tzinfo=UTC) for day in (inside.first, inside.last)
    )
    for at in (first, last, first - timedelta(days=1), last + timedelta(days=1)):
        make_publication(province.agency, at)
    make_publication(province.agency, last.replace(year=2025))
    report_id = api.open_report(actor=province.sender, rule_id=rule.pk, period=period)
    content = _content(report_id)
    assert content.layout == layout
    items = content.figures["items"]
    assert (items.actual, items.estimate, items.final, items.last_year) == (2, 2, 2, 1)
    paper = paper_of(_report(report_id), content, sent_at=None)
    assert words in paper.title
    assert papers.docx(paper)


def test_words_of_the_same_quarter_a_year_before_are_found_again(province: Province) -> None:
    rule = _rule(province, "hằng quý")
    words = (
        "Trong quý tòa soạn đã tổ chức nhiều lớp tập huấn cho phóng viên và biên tập viên về kỹ năng số " * 2
    )
    for period in ("2025-Q1", "2026-Q1"):
        report_id = api.open_report(actor=province.sender, rule_id=rule.pk, period=period)
        draft = api.draft_of(actor=province.sender, report_id=report_id)
        values = DraftInput(draft.revision, Head(), {}, {"direction": words})
        api.save_draft(actor=province.sender, report_id=report_id, values=values)
        report = _report(report_id)
        if period == "2025-Q1":
            assert last_year(report) is None
            api.send_report(actor=province.sender, report_id=report_id, without=True)
    before = last_year(report)
    assert before is not None
    assert before.period == "2025-Q1"
    assert copied_sections(_content(report.pk).words, before.words) == {"direction": 100}


def test_tasks_stand_as_their_cases_do(province: Province) -> None:
    year = clock.today().year
    done, _open = (make_task(province.plan, time=f"Trước ngày 31/12/{year}") for _each in range(2))
    for task in (done, _open):
        give(task, province.agency)
    [case] = give(done, province.agency)
    strategy.hand_in(actor=province.sender, case_id=case.pk, words="Đã ban hành kế hoạch")
    report_id = api.open_report(actor=province.sender, rule_id=province.rule.pk, period=str(year))
    content = _content(report_id)
    counted = {
        key: content.figures[key].actual for key in ("cases_all", "cases_done", "cases_working", "cases_late")
    }
    assert counted == {"cases_all": 2, "cases_done": 1, "cases_working": 1, "cases_late": 0}
    assert content.figures["cases_done_share"].actual == 5000
    assert [line.answer for line in content.tasks] == ["Đang thực hiện", "Đã hoàn thành"]


def test_an_office_asks_and_is_answered(province: Province) -> None:
    other = _second(province)
    officer = actor_of(province.officer)
    values = CallInput(
        province.rule.pk,
        "Tình hình gỡ tin sai",
        clock.today() + timedelta(days=3),
        [province.agency.pk],
        "15/SVHTTDL ngày 20/11",
    )
    made = api.call_for_report(actor=officer, values=values)
    assert api.call_for_report(actor=officer, values=values) == made  # the button was pressed twice
    assert FactRecord.objects.filter(kind="reporting.ReportAsked").count() == 1
    [owed] = [one for one in api.owed_by(province.agency.pk, year=clock.today().year) if one.call]
    assert (owed.name, owed.report) == ("Tình hình gỡ tin sai", None)
    assert not [one for one in api.owed_by(actor_of(other).agency, year=clock.today().year) if one.call]
    report_id = api.open_report(actor=province.sender, rule_id=owed.duty.rule_id, period=owed.period)
    report = _report(report_id)
    assert (report.layout, str(report)) == ("ad-hoc-1", "Tình hình gỡ tin sai")
    assert [one.organisation_id for one in recipients_of(report)] == [province.department.pk]
    with pytest.raises(NotFound):  # the other was not asked
        api.open_report(actor=actor_of(other), rule_id=owed.duty.rule_id, period=owed.period)
    api.send_report(actor=province.sender, report_id=report_id, without=True)
    assert _rollup(province, owed.period).came == 1
    wrong: list[tuple[type[Refused], CallInput]] = [
        (BadInput, replace(values, subject=" ")),
        (BadInput, replace(values, due_date=clock.today() - timedelta(days=1))),
        (BadInput, replace(values, asked=[])),
        (NotFound, replace(values, asked=[province.department.pk])),
    ]
    for refusal, given in wrong:
        with pytest.raises(refusal):
            api.call_for_report(actor=officer, values=given)
    with pytest.raises(NotFound):  # nobody reports to an agency
        api.call_for_report(actor=province.sender, values=values)


def test_somebody_reports_unasked(province: Province) -> None:
    head = signed_in(province.head)
    rule = ReportRule.objects.get(plan=province.plan, key="R-000.4")  # “kịp thời”: no day
    page = head.post("/bao-cao/dot-xuat/", {"duty": str(rule.pk), "subject": "  "}).content.decode()
    assert str(rule.pk) in page
    now = clock.now()
    for later in (timedelta(), timedelta(seconds=2)):  # the button was pressed twice
        with clock.frozen(now + later):
            head.post("/bao-cao/dot-xuat/", {"duty": str(rule.pk), "subject": "Sự cố máy chủ"})
    report = Report.objects.for_agency(province.agency.pk).get()
    assert (report.layout, report.subject, report.due_at) == ("ad-hoc-1", "Sự cố máy chủ", None)
    answer = head.get(f"/bao-cao/{report.pk}/du-thao/docx/")
    words = "".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "Sự cố máy chủ" in words
    with pytest.raises(NotFound):
        api.open_occasional(
            actor=actor_of(make_person(make_agency(), "director")), rule_id=rule.pk, subject="Việc"
        )


def test_a_synthesis_adds_up_what_was_accepted_and_names_who_is_missing(province: Province) -> None:
    publish(province.agency, 3)
    other = _second(province)
    version = send_yearly(province, revenue=100, revenue_digital=25)
    officer, year = actor_of(province.officer), str(clock.today().year)
    synthesis = ReportRule.objects.get(plan=province.plan, key="R-000.2")
    report_id = api.open_report(actor=officer, rule_id=synthesis.pk, period=year)
    content = _content(report_id)
    assert content.layout == "synthesis-1"
    assert content.figures["revenue"].actual is None  # sent, not yet accepted
    assert {line.label: line.answer for line in content.senders} == {
        "Báo Vân Giang": "Chờ tiếp nhận",
        "Tạp chí Vân Giang": "Chưa gửi",
    }
    accept_everywhere(version, province.officer, province.clerk)
    with translation.override("en"):  # the paper stays Vietnamese
        content = _content(report_id)
    revenue = content.figures["revenue"]
    assert (revenue.actual, revenue.known) == (100, 1)
    assert content.figures["revenue_digital_share"].actual == 2500
    assert content.figures["items"].actual == 3
    assert content.senders[0].answer == "Đã tiếp nhận"
    # What the second agency sends and the department accepts is in it at once.
    both = send_yearly(province, sender=actor_of(other), revenue=300, revenue_digital=75)
    accept_everywhere(both, province.officer)
    revenue = _content(report_id).figures["revenue"]
    assert (revenue.actual, revenue.known) == (400, 2)
    paper = paper_of(_report(report_id), content, sent_at=None)
    table = next(
        one for one in paper.blocks if isinstance(one, papers.Table) and "Báo cáo có số" in one.columns
    )
    assert "1/2" in {row[-1] for row in table.rows}
    # Numbers that are sums are not typed over.
    draft = api.draft_of(actor=officer, report_id=report_id)
    api.save_draft(
        actor=officer,
        report_id=report_id,
        values=DraftInput(draft.revision, Head(), {"revenue": Typed(9)}, {}),
    )
    assert _content(report_id).figures["revenue"].actual == 400


def test_a_governing_body_makes_a_synthesis_without_a_printed_duty(province: Province) -> None:
    send_yearly(province)
    clerk = actor_of(province.clerk)
    report_id = api.open_report(actor=clerk, rule_id=province.rule.pk, period=str(clock.today().year))
    report = _report(report_id)
    assert report.layout == "synthesis-1"
    assert [one.organisation_id for one in recipients_of(report)] == [province.department.pk]
    api.send_report(actor=clerk, report_id=report_id, without=True)
    page = signed_in(province.officer).get(f"/bao-cao/{report_id}/ban/1/").content.decode()
    assert "Tổng hợp" in page


def test_a_correction_changes_the_sum_and_the_old_one_is_kept(province: Province) -> None:
    version = send_yearly(province, revenue=100)
    accept_everywhere(version, province.officer, province.clerk)
    first = {one.cell.key: one for one in _rollup(province).sums}
    assert (first["revenue"].figure.actual, first["revenue"].accepted, first["revenue"].before) == (
        100,
        1,
        None,
    )
    cut_off = version.content["cut_off"]
    later = clock.now() + timedelta(days=40)
    with clock.frozen(later):
        api.correct_report(actor=province.sender, report_id=version.report_id, reason="Kiểm toán lại")
        draft = api.draft_of(actor=province.sender, report_id=version.report_id)
        figures = {**draft.figures, "revenue": Typed(130)}
        api.save_draft(
            actor=province.sender,
            report_id=version.report_id,
            values=DraftInput(draft.revision, draft.head, figures, draft.words),
        )
        number = api.send_report(actor=province.sender, report_id=version.report_id)
    corrected = api.version_of(actor=province.sender, report_id=version.report_id, number=number)
    assert corrected.content["cut_off"] == cut_off  # comparable with what it corrects
    found = {one.cell.key: one for one in _rollup(province).sums}
    assert (found["revenue"].figure.actual, found["revenue"].before, found["revenue"].accepted) == (
        130,
        100,
        0,
    )
    page = signed_in(province.officer).get("/bao-cao/tong-hop/").content.decode()
    assert "trước khi sửa: 100" in page
    assert "Kiểm toán lại" in page
    assert State(_report(version.report_id).state) is State.SENT


def test_the_final_number_is_asked_for_when_the_period_is_over(province: Province) -> None:
    rule = _rule(province, "hằng quý")
    head = signed_in(province.head)
    head.post(f"/bao-cao/lap/{rule.pk}/2026-Q1/")
    report = Report.objects.for_agency(province.agency.pk).get()
    page = head.get(f"/bao-cao/{report.pk}/").content.decode()
    assert 'name="final-revenue"' in page
    fields = {"revision": str(report.revision), "actual-revenue": "100", "final-revenue": "120"}
    head.post(f"/bao-cao/{report.pk}/", fields)
    revenue = _content(report.pk).figures["revenue"]
    assert (revenue.actual, revenue.estimate, revenue.final) == (100, 100, 120)


def test_shares_are_typed_as_people_write_them(province: Province) -> None:
    head = signed_in(province.head)
    head.post(f"/bao-cao/lap/{province.rule.pk}/{clock.today().year}/")
    report = Report.objects.for_agency(province.agency.pk).get()
    for typed, wrong in (
        ("12,5 %", ""),
        ("101", "quá 100"),
        ("12,345", "hai chữ số"),
        ("nhiều", "hai chữ số"),
    ):
        report.refresh_from_db()
        fields = {"revision": str(report.revision), "actual-self_funding": typed}
        page = head.post(f"/bao-cao/{report.pk}/", fields, follow=True).content.decode()
        assert (wrong in page) if wrong else ('value="12,5"' in page), typed
    assert _content(report.pk).figures["self_funding"].actual == 1250


def test_the_screens_of_occasions_and_of_the_roll_up(province: Province) -> None:
    officer = signed_in(province.officer)
    page = officer.get("/bao-cao/yeu-cau/").content.decode()
    assert "Báo Vân Giang" in page
    today = clock.today()
    fields = {"subject": "Tin sai", "last_day": today.isoformat(), "asked": str(province.agency.pk)}
    answer = officer.post("/bao-cao/yeu-cau/", fields, follow=True).content.decode()
    assert "Tin sai" in answer
    assert "Chưa gửi" in answer
    assert "Tin sai" in signed_in(province.head).get("/bao-cao/").content.decode()
    late = fields | {"last_day": (today - timedelta(days=2)).isoformat(), "subject": "Việc cũ"}
    refused = officer.post("/bao-cao/yeu-cau/", late).content.decode()
    assert "từ hôm nay trở đi" in refused
    assert "Việc cũ" in refused
    assert signed_in(make_person(make_agency(), "director")).get("/bao-cao/yeu-cau/").status_code == 200
