"""What is counted from registers: every number is its list, days end at midnight in Vietnam, names stay inside."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Membership, Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.models import AutonomyDecision, Course, Licence, Order
from hoitu.registers.testing import keep
from hoitu.strategy import api
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Tally, UnitFigure
from hoitu.strategy.models import Measure, Plan, Snapshot
from hoitu.strategy.operations.declare import Statement
from hoitu.strategy.queries import snapshots
from hoitu.strategy.queries.counting import figures_of, lines_of, question_of
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.values import Value
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)
LONG_AGO = datetime(2020, 1, 1, tzinfo=clock.VIETNAM)
NAMES = ("Báo Lai Châu", "Đài Phát thanh và Truyền hình Lai Châu", "Tạp chí Văn nghệ Lai Châu")
KEEP = ("registers.training", "registers.security", "registers.money", "registers.manage", "strategy.declare")


@pytest.fixture(autouse=True)
def noon() -> object:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Lai Châu")


@pytest.fixture
def agencies(department: Organisation) -> list[Organisation]:
    made = [make_agency(name) for name in NAMES]
    for agency in made:
        manage(agency, department)
        license_agency(agency)
    return made


@pytest.fixture
def plan(department: Organisation, agencies: list[Organisation]) -> Plan:
    return make_plan("lai-chau-ke-hoach-2023", owner=department)


def keeper(body: Organisation) -> Actor:
    return Actor.system(agency_id=body.pk, name="Máy")


def works(agency: Organisation, name: str = "", *, title: str = "reporter", role: str = "reporter") -> Person:
    """Let a person work for an agency since 2020."""
    person = make_person(agency, role, titles=(title,))
    if name:
        Person.objects.filter(pk=person.pk).update(full_name=name)
        person.full_name = name
    Membership.objects.unscoped(why="tests").filter(person=person).update(active_from=LONG_AGO)
    return person


def works_too(person: Person, agency: Organisation) -> None:
    Membership.objects.create(agency=agency, person=person, active_from=LONG_AGO, titles=["reporter"])


def teach(agency: Organisation, *people: Person, on: date = date(2026, 11, 10), code: str = "K1") -> None:
    """Hold a course of one session that these people attended."""
    actor, day = keeper(agency), on.isoformat()
    keep(actor, "khoa-hoc", code=code, name="Khóa số", activity="drill", is_digital="on", starts_on=day)
    keep(actor, "buoi-hoc", course=code, code=f"{code}/1", starts_at=f"{day}T08:00", ends_at=f"{day}T11:00")
    for person in people:
        keep(actor, "diem-danh", session=f"{code}/1", person=person.email, way="hand")


def protect(agency: Organisation, code: str = "HT1", *, level: int = 3, in_scope: bool = True) -> None:
    """Write down a system that lacks nothing of its level from 1 March 2026 to 1 March 2027."""
    actor = keeper(agency)
    keep(
        actor, "he-thong", code=code, name=f"Hệ thống {code}", owner="Báo", in_scope="on" if in_scope else "",
        plan_state="fully", plan_done_on="2026-02-01",
    )  # fmt: skip
    keep(
        actor, "ho-so-cap-do", system=code, code=f"HS-{code}", level=str(level), state="approved",
        decision="5/QĐ", decided_on="2026-01-10",
    )  # fmt: skip
    keep(
        actor, "danh-gia-an-toan", system=code, code=f"BB-{code}", assessed_on="2026-03-01", kind="periodic",
        result="passed",
    )  # fmt: skip


def decide(agency: Organisation, *, degree: str = "partial", until: str = "2027-01-01") -> None:
    keep(
        keeper(agency), "tu-chu", number="9/QĐ", issuer="UBND tỉnh", decided_on="2024-01-01", degree=degree,
        valid_from="2024-01-01", valid_until=until, own_revenue_vnd="596", recurrent_cost_vnd="1.000",
    )  # fmt: skip


def order(
    body: Organisation, code: str = "D1", *, price: str = "", decision: str = "1/HĐ", on: str = "2026-05-01"
) -> None:
    """Write down an order with one line of ten items at 100 đồng, by a unit price where one is named."""
    actor, of = keeper(body), f"DH{on}"
    if not _has(body, of):
        keep(
            actor, "don-hang", code=of, name="Đơn", method="order", orderer="Sở", decision=decision,
            ordered_on=on,
        )  # fmt: skip
    keep(
        actor, "dong-don-hang", order=of, code=code, programme=f"Chuyên mục {code}", unit="tin", quantity="10",
        unit_price=price, price_vnd="100",
    )  # fmt: skip


def _has(body: Organisation, code: str) -> bool:
    return Order.objects.for_agency(body.pk).filter(code=code).exists()


def price(body: Organisation) -> None:
    actor = keeper(body)
    keep(
        actor,
        "dinh-muc",
        code="DM",
        name="Định mức",
        press_type="online",
        decision="1/QĐ",
        valid_from="2025-01-01",
    )
    keep(
        actor, "don-gia", norm="DM", code="DG", product="Tin", unit="tin", price_vnd="100",
        valid_from="2025-01-01", valid_until="2026-07-01",
    )  # fmt: skip


def accept(body: Organisation, line: str = "D1", on: str = "2026-06-01") -> None:
    keep(
        keeper(body), "nghiem-thu", line=line, item=f"https://bao.example/{line}/{on}", title="Tin",
        published_on=on, accepted_on=on, minutes="1/BB", quantity="2",
    )  # fmt: skip


def commune(body: Organisation, code: str, people: str, *, reached: bool = False) -> None:
    actor = keeper(body)
    keep(
        actor, "xa-vung-sau", code=code, name=f"Xã {code}", province="Lai Châu", population=people,
        decision="1/QĐ",
    )  # fmt: skip
    if reached:
        keep(
            actor, "phu-song", commune=code, press_type="radio", source="Khảo sát", surveyed_on="2025-06-01",
            valid_until="2026-12-01",
        )  # fmt: skip


def school(body: Organisation, code: str, *, module: str = "", on: str = "2026-01-01") -> None:
    actor = keeper(body)
    keep(actor, "co-so-dao-tao", code=code, name=f"Trường {code}", kind="university", has_press_faculty="on")
    keep(
        actor, "chuong-trinh", institution=code, code=f"CT-{code}", name="Cử nhân báo chí", version="1",
        issued_on=on, has_digital_module="on" if module else "", digital_module=module,
    )  # fmt: skip


def figure(
    indicator: str, body: Organisation, until: datetime = NOON, asked: Asked | None = None
) -> UnitFigure:
    return figures_of(indicator, [body.pk], until=until, asked=asked)[body.pk]


def measure_of(plan: Plan, indicator: str, unit: str, key: str = "") -> Measure:
    rows = Measure.objects.filter(target__plan=plan, indicator=indicator, unit=unit)
    return rows.get(target__key=key) if key else rows.get()


def value(plan: Plan, measure: Measure, until: datetime = NOON) -> Value:
    return api.value_of(plan, measure, until=until)


DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 31))
ENDS = st.sampled_from(
    [NOON, datetime(2026, 1, 1, tzinfo=clock.VIETNAM), datetime(2027, 1, 1, tzinfo=clock.VIETNAM)]
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=6,
)
@given(data=st.data())
def test_every_number_is_the_sum_of_its_list(data: st.DataObject) -> None:
    """For every indicator, body and period: each part is what its lines add up to."""
    body = make_body(f"Sở {data.draw(st.integers())}")
    paper, magazine = make_agency(), make_agency()
    for agency in (paper, magazine):
        manage(agency, body)
    license_agency(paper, until=data.draw(st.none() | DAYS))
    people = [
        works(data.draw(st.sampled_from([paper, magazine])), title=title)
        for title in ("editor_in_chief", "reporter", "editor", "accountant")
    ]
    theirs = [each for each in people if Membership.objects.for_agency(paper.pk).filter(person=each).exists()]
    teach(paper, *theirs[: data.draw(st.integers(0, 4))], on=data.draw(DAYS))
    for number in range(data.draw(st.integers(0, 3))):
        protect(
            magazine, f"HT{number}", level=data.draw(st.integers(2, 4)), in_scope=data.draw(st.booleans())
        )
    if data.draw(st.booleans()):
        decide(
            paper, degree=data.draw(st.sampled_from(["partial", "none"])), until=data.draw(DAYS).isoformat()
        )
    price(paper)
    for number in range(data.draw(st.integers(0, 3))):
        order(paper, f"D{number}", price=data.draw(st.sampled_from(["", "DG"])), on="2026-05-01")
        accept(paper, f"D{number}", on=data.draw(st.dates(date(2026, 5, 2), date(2026, 12, 1))).isoformat())
    for number in range(data.draw(st.integers(0, 3))):
        keeps = data.draw(st.sampled_from([body, paper]))
        commune(keeps, f"X{number}", str(data.draw(st.integers(0, 9000))), reached=data.draw(st.booleans()))
        school(
            body,
            f"T{number}",
            module=data.draw(st.sampled_from(["", "Báo chí số"])),
            on=data.draw(DAYS).isoformat(),
        )
    until = data.draw(ENDS)
    ids = [body.pk, paper.pk, magazine.pk]
    for key, module in COMPUTED.items():
        tallies = module.tallies(ids, question_of(module, until=until))
        for agency_id in ids:
            tally = tallies.get(agency_id, Tally({}))
            for part in module.PARTS:
                lines = lines_of(key, agency_id, part, until=until)
                assert tally.parts.get(part, 0) == sum(line.amount for line in lines), (key, part)
                above = lines.seen_by(is_own=False)
                assert sum(line.amount for line in above) == sum(line.amount for line in lines), (key, part)
            assert Tally.from_plain(tally.plain()) == tally


def test_people_are_counted_by_group_and_a_course_of_long_ago_is_not_fresh(
    agencies: list[Organisation],
) -> None:
    paper = agencies[0]
    chief, reporter = works(paper, title="editor_in_chief"), works(paper)
    works(paper, title="accountant")
    works(paper, title="contributor", role="contributor")
    teach(paper, reporter, on=date(2026, 11, 10))
    teach(paper, chief, on=date(2025, 11, 10), code="K2")
    found = figure("IND-06", paper)
    assert (found.parts["numerator"], found.parts["denominator"], found.parts["refreshed"]) == (2, 3, 1)
    assert (found.parts["leader_trained"], found.parts["staff_trained"], found.parts["staff"]) == (1, 0, 1)
    assert found.passes is False
    assert "Lãnh đạo 1/1; Cán bộ 0/1; Phóng viên 1/1" in found.reason


def test_an_agency_whose_register_knows_no_course_keeps_what_it_states(
    plan: Plan, agencies: list[Organisation]
) -> None:
    """Records do not wipe out a statement by being empty; once they exist they are heard first."""
    paper = agencies[0]
    people = [works(paper), works(paper)]
    measure = measure_of(plan, "IND-06", Unit.SHARE_OF_PEOPLE)
    end = api.until_of(2025)
    api.declare(
        actor=Actor.system(agency_id=paper.pk, name="Máy"), indicator="IND-06", year=2025,
        values={2025: Statement(amount=2, of_amount=2)},
    )  # fmt: skip
    before = value(plan, measure, end)
    assert (before.units[0].figure.passes, before.units[0].figure.provenance) == (True, "D")
    assert before.verdict is not None
    assert (before.verdict.k, before.verdict.n, before.verdict.passes) == (2, 2, None)
    teach(paper, people[0], on=date(2025, 6, 1))
    after = value(plan, measure, end)
    assert (after.units[0].figure.passes, after.units[0].figure.provenance) == (False, "A")
    assert after.verdict is not None
    assert (after.verdict.k, after.verdict.n) == (1, 2)


def test_the_verification_factor_is_computed_by_declared(
    plan: Plan, agencies: list[Organisation], department: Organisation
) -> None:
    paper = agencies[0]
    person = works(paper)
    works(paper)
    teach(paper, person, on=date(2025, 6, 1))
    api.declare(
        actor=Actor.system(agency_id=paper.pk, name="Máy"), indicator="IND-06", year=2025,
        values={2025: Statement(amount=2, of_amount=2)},
    )  # fmt: skip
    measure = measure_of(plan, "IND-06", Unit.SHARE_OF_PEOPLE)
    officer = signed_in(make_person(department, permissions=("strategy.read",)))
    page = officer.get(f"/chi-tieu/{measure.pk}/").content.decode()
    assert "Hệ số kiểm chứng 0,50" in page


def test_somebody_at_two_agencies_is_one_person_of_the_plan(plan: Plan, agencies: list[Organisation]) -> None:
    paper, station, magazine = agencies
    both = works(paper)
    works_too(both, station)
    works(station)
    works(magazine)
    teach(paper, both, on=date(2025, 6, 1))
    teach(magazine, on=date(2025, 6, 1))
    found = value(plan, measure_of(plan, "IND-06", Unit.SHARE_OF_PEOPLE), api.until_of(2025))
    assert [unit.figure.parts["denominator"] for unit in found.units] == [1, 2, 1]
    assert found.verdict is not None
    assert (found.verdict.k, found.verdict.n) == (1, 3)
    assert "tính một lần" in found.verdict.reason


def test_no_name_of_a_person_leaves_the_agency(
    plan: Plan, agencies: list[Organisation], department: Organisation
) -> None:
    """The agency sees who learned; the department sees how many, on every page that leads there."""
    paper = agencies[0]
    canary, other = works(paper, "Chim Hoàng Yến Canary"), works(paper, "Chim Vàng Anh Canary")
    teach(paper, canary, on=date(2025, 6, 1))
    measure = measure_of(plan, "IND-06", Unit.SHARE_OF_PEOPLE)
    officer = signed_in(make_person(department, permissions=("strategy.read", "strategy.manage")))
    own = signed_in(works(paper, "Người xem", title="editor_in_chief", role="director"))
    base = f"/chi-tieu/{measure.pk}/"
    for part in COMPUTED["IND-06"].PARTS:
        listed = officer.get(f"{base}{paper.pk}/?phan={part}")
        assert listed.status_code == 200
        assert "Canary" not in listed.content.decode(), part
    inside = own.get(f"{base}{paper.pk}/?phan=denominator").content.decode()
    assert canary.full_name in inside
    assert other.full_name in inside
    outside = officer.get(f"{base}{paper.pk}/?phan=denominator").content.decode()
    assert "Phóng viên" in outside
    assert "Tên người không rời cơ quan" in outside
    for path in (base, f"/chi-tieu/ke-hoach/{plan.pk}/", f"/chi-tieu/ke-hoach/{plan.pk}/tong-hop/"):
        assert "Canary" not in officer.get(path).content.decode(), path
    made = api.freeze_plan(
        actor=actor_of(make_person(department, permissions=("strategy.manage",))), plan_id=plan.pk
    )
    assert "Canary" not in officer.get(f"/chi-tieu/chot/{made}/tai-ve/").content.decode()


def test_a_share_of_electronic_agencies_leaves_others_out_and_systems_are_all_of_them(
    agencies: list[Organisation], department: Organisation
) -> None:
    paper, station, magazine = agencies
    Licence.objects.for_agency(station.pk).update(product="radio")
    protect(paper)
    protect(paper, "HT2", level=2, in_scope=False)
    protect(magazine, level=2)
    ttxvn = make_plan("ttxvn-02-qd-ttx", owner=department)
    share = measure_of(ttxvn, "IND-07", Unit.SHARE_OF_AGENCIES)
    systems = measure_of(ttxvn, "IND-07", Unit.SHARE_OF_SYSTEMS)
    of_agencies = value(ttxvn, share).verdict
    assert of_agencies is not None
    assert (of_agencies.k, of_agencies.n, of_agencies.passes) == (1, 2, False)
    of_systems = value(ttxvn, systems).verdict
    assert of_systems is not None
    assert (of_systems.k, of_systems.n, of_systems.without_data) == (1, 3, (station.name,))


def licensed_anew(agency: Organisation) -> None:
    license_agency(agency, until=date(2026, 12, 1))
    Licence.objects.for_agency(agency.pk).update(issued_on=date(2025, 1, 1))


def reach(agency: Organisation) -> None:
    commune(agency, "X", "10", reached=True)


def teach_one(agency: Organisation) -> None:
    teach(agency, works(agency))


AT: list[tuple[str, Callable[[Organisation], None], date, bool | None, bool | None]] = [
    ("IND-06", teach_one, date(2026, 11, 10), None, True),
    ("IND-07", protect, date(2027, 3, 2), True, False),
    ("IND-08", reach, date(2026, 12, 1), True, False),
    ("IND-10.a", decide, date(2027, 1, 1), True, False),
    ("IND-11", licensed_anew, date(2026, 12, 1), True, False),
]


@pytest.mark.parametrize(("indicator", "write", "day", "before", "after"), AT, ids=[each[0] for each in AT])
def test_a_day_ends_at_midnight_in_vietnam(
    indicator: str,
    write: Callable[[Organisation], None],
    day: date,
    before: bool | None,
    after: bool | None,
) -> None:
    """What ends on a day holds until 23:59:59 of the day before it, +07:00, and not a second longer."""
    agency = make_agency()
    write(agency)
    midnight = datetime.combine(day, time(), clock.VIETNAM)
    seen = []
    for moment in (midnight - timedelta(seconds=1), midnight):
        with clock.frozen(moment):
            seen.append(figure(indicator, agency, api.until_of(None)).passes)
    assert seen == [before, after]


def test_named_agencies_are_autonomous_by_decisions_in_force(
    plan: Plan, agencies: list[Organisation]
) -> None:
    """Lai Châu's line asks two measures: autonomy of two named agencies, and orders by norm and unit price."""
    paper, station, magazine = agencies
    for body in plan.bodies.filter(key__in=["bao-lai-chau", "dai-ptth-lai-chau"]):
        body.organisation = paper if "bao" in body.key else station
        body.save()
    measure = measure_of(plan, "IND-10.a", Unit.NAMED_UNITS)
    end = api.until_of(2025)
    decide(paper)
    decide(magazine)
    decide(station, degree="none")
    one = value(plan, measure, end)
    assert one.verdict is not None
    assert (one.verdict.k, one.verdict.n, one.verdict.passes) == (1, 2, False)
    assert "Tự bảo đảm 59,6% chi thường xuyên" in one.units[0].figure.reason
    AutonomyDecision.objects.for_agency(station.pk).update(degree="full")
    both = value(plan, measure, end).verdict
    assert both is not None
    assert (both.k, both.n, both.passes) == (2, 2, True)


def test_orders_stand_on_norms_and_a_line_kept_twice_is_one(
    plan: Plan, agencies: list[Organisation], department: Organisation
) -> None:
    paper = agencies[0]
    price(paper)
    order(paper, "D1", price="DG")
    accept(paper, "D1")
    order(department, "D1")  # the orderer keeps the same line, without its price
    measure = measure_of(plan, "IND-10.c", Unit.MILESTONE)
    found = figure("IND-10.c", department)
    assert dict(found.parts) == {"numerator": 200, "denominator": 1000, "priced": 1, "lines": 1}
    assert found.passes is True
    assert value(plan, measure).verdict is not None
    order(paper, "D2", price="DG", on="2026-08-01")  # the unit price has ended
    later = figure("IND-10.c", department)
    assert (later.passes, later.parts["priced"], later.parts["lines"]) == (False, 1, 2)
    assert figure("IND-10.c", department, datetime(2026, 1, 1, tzinfo=clock.VIETNAM)).passes is None
    [unit] = value(plan, measure).units
    assert unit.agency_id == department.pk


def test_the_named_magazine_is_licensed_anew(plan: Plan, agencies: list[Organisation]) -> None:
    magazine = agencies[2]
    body = plan.bodies.get(key="tap-chi-van-nghe-lai-chau")
    body.organisation = magazine
    body.save()
    measure = measure_of(plan, "IND-11", Unit.BOOLEAN)
    old = value(plan, measure, api.until_of(2025)).verdict
    assert old is not None
    assert old.passes is False  # licensed in 2020, still in force
    Licence.objects.for_agency(magazine.pk).update(issued_on=date(2024, 5, 1))
    new = value(plan, measure, api.until_of(2025))
    assert new.verdict is not None
    assert (new.verdict.passes, [unit.name for unit in new.units]) == (True, [magazine.name])


def test_people_of_remote_communes_each_once(
    plan: Plan, agencies: list[Organisation], department: Organisation
) -> None:
    commune(department, "X1", "3.000", reached=True)
    commune(agencies[0], "X1", "3.000")  # the same commune in a second book
    commune(department, "X2", "1.000")
    found = figure("IND-08", department)
    assert dict(found.parts) == {"numerator": 3000, "denominator": 4000, "reached": 1, "communes": 2}
    measure = measure_of(plan, "IND-08", Unit.SHARE_OF_PEOPLE)
    verdict = value(plan, measure).verdict
    assert verdict is not None
    assert (verdict.k, verdict.n, verdict.passes) == (3000, 4000, False)
    officer = signed_in(make_person(department, permissions=("strategy.read",)))
    page = officer.get(f"/chi-tieu/{measure.pk}/{department.pk}/?phan=denominator").content.decode()
    assert "Xã X1" in page
    assert "3.000 người dân" in page


def test_before_the_first_survey_there_is_no_figure_of_remote_communes(
    plan: Plan, department: Organisation
) -> None:
    commune(department, "X1", "3.000", reached=True)
    before, after = datetime(2025, 6, 1, tzinfo=clock.VIETNAM), datetime(2025, 6, 2, tzinfo=clock.VIETNAM)
    assert (figure("IND-08", department, before).parts, figure("IND-08", department, before).passes) == (
        {},
        None,
    )
    assert figure("IND-08", department, after).parts["numerator"] == 3000
    measure = measure_of(plan, "IND-08", Unit.SHARE_OF_PEOPLE)
    [share] = api.shares_at(measure.pk, [before])
    assert share.without_data == share.units


def test_parts_of_an_indicator_have_names_of_their_own() -> None:
    assert api.indicator_name("IND-10.a") == "Cơ quan tự chủ"
    assert api.indicator_name("IND-10.c") != api.indicator_name("IND-10.a")


def test_schools_are_stated_until_a_document_is_checked(department: Organisation) -> None:
    school(department, "T1", module="Báo chí số")
    school(department, "T2")
    found = figure("IND-12", department)
    assert (found.parts["numerator"], found.parts["denominator"], found.provenance) == (1, 2, "D")
    make_evidence(department, "measure:IND-12:2026", accepted=True)
    assert figure("IND-12", department).provenance == "C"


def test_a_planned_course_is_not_run_and_its_share_concludes_nothing(department: Organisation) -> None:
    centre = make_agency()
    person = works(centre)
    teach(centre, person, on=date(2026, 6, 1))
    teach(centre, on=date(2026, 7, 1), code="K2")
    assert dict(figure("IND-13", centre).parts) == {"numerator": 0, "denominator": 1, "people": 1}
    rows = Course.objects.for_agency(centre.pk)
    for written, current in ((date(2025, 6, 1), 1), (date(2025, 5, 31), 0)):
        rows.update(programme_on=written)
        found = figure("IND-13", centre)
        assert (found.parts["numerator"], found.passes) == (current, None)


def test_register_figures_of_a_snapshot_stand_inside_it(
    plan: Plan, agencies: list[Organisation], department: Organisation
) -> None:
    decide(agencies[0])
    commune(department, "X1", "3.000", reached=True)
    teach(agencies[0], works(agencies[0]), on=date(2025, 6, 1))
    officer = actor_of(make_person(department, permissions=("strategy.read", "strategy.manage")))
    frozen = Snapshot.objects.get(pk=api.freeze_plan(actor=officer, plan_id=plan.pk))
    assert snapshots.changes_since(frozen) == []
    AutonomyDecision.objects.for_agency(agencies[0].pk).delete()
    works_too(works(agencies[1]), agencies[0])
    assert snapshots.counted_again(frozen) == frozen.content
    assert {change.target for change in snapshots.changes_since(frozen)} >= {"002-T25.9", "002-T25.6"}
