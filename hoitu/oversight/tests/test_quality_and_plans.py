"""Quality checks and the planning of the press."""

from datetime import date

import pytest
from django.test import Client

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import actor_of, make_person
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.oversight import api
from hoitu.oversight.adapters.plan_paper import paper_of
from hoitu.oversight.data import Value, WrongStep
from hoitu.oversight.models import Checklist, PressPlan, Round, Sampled
from hoitu.oversight.policies.sampling import drawn
from hoitu.oversight.queries.planning import compare
from hoitu.oversight.queries.quality import result_of
from hoitu.oversight.testing import Watched, make_item, make_watched
from hoitu.papers import api as papers
from hoitu.strategy.testing import manage

pytestmark = pytest.mark.django_db
QUESTIONS = ["Tít đúng nội dung?", "Có nguồn tin rõ ràng?"]


@pytest.fixture
def world() -> Watched:
    return make_watched()


def _reviewer(world: Watched) -> Actor:
    return actor_of(make_person(world.agency, "desk_head"))


def _round(world: Watched, size: int = 2, items: int = 5) -> Round:
    for number in range(items):
        make_item(
            world.agency, f"Tin số {number}", section="Thời sự" if number % 2 else "Kinh tế", hours_ago=0.1
        )
    checklist_id = api.make_checklist(actor=world.head, name="Phiếu", source="", questions=[*QUESTIONS, " "])
    round_id = api.draw_sample(
        actor=world.head, checklist_id=checklist_id, month=clock.today(), size=size, seed="mầm"
    )
    return Round.objects.for_agency(world.agency.pk).get(pk=round_id)


def _give(actor: Actor, sampled: Sampled, *values: Value) -> None:
    questions = sampled.round.checklist.questions.all()
    given = {one.pk: value for one, value in zip(questions, values, strict=True)}
    api.review(actor=actor, sampled_id=sampled.pk, values=given, comment="Nhận xét")


def test_anybody_can_draw_the_sample_again(world: Watched) -> None:
    row = _round(world, size=3)
    everything = api.items([world.agency.pk], api.Search(row.month))
    assert row.population == 5
    assert [one.item_id for one in row.sample.all()] == drawn([one.pk for one in everything], "mầm", 3)
    with pytest.raises(WrongStep):
        api.draw_sample(actor=world.head, checklist_id=row.checklist_id, month=row.month, size=3)
    with pytest.raises(BadInput):
        api.draw_sample(actor=world.head, checklist_id=row.checklist_id, month=date(2020, 1, 1), size=3)


def test_two_people_look_and_a_third_finds_no_place(world: Watched) -> None:
    row = _round(world)
    sampled = row.sample.all()[0]
    first, second, third = (_reviewer(world) for _ in range(3))
    _give(first, sampled, Value.YES, Value.NO)
    _give(second, sampled, Value.YES, Value.NOT)
    _give(first, sampled, Value.YES, Value.YES)
    with pytest.raises(WrongStep):
        _give(third, sampled, Value.YES, Value.YES)
    with pytest.raises(BadInput):
        api.review(actor=first, sampled_id=sampled.pk, values={}, comment="")
    result = result_of(row)
    assert result.done == 1
    looked = result.looked[0]
    assert (looked.yes, looked.judged, [one.position for one in looked.disagreed]) == (3, 3, [2])
    assert (result.agreement_percent, result.kappa) == (50, 0)
    assert sum(one.yes for one in result.desks) == sum(one.yes for one in result.looked)


def test_rounds_belong_to_their_agency(world: Watched) -> None:
    row = _round(world)
    with pytest.raises(NotFound):
        api.round_of(actor_of(make_person(world.other, "director")), row.pk)
    with pytest.raises(NotFound):
        api.close_checklist(
            actor=actor_of(make_person(world.other, "director")), checklist_id=row.checklist_id
        )
    api.close_checklist(actor=world.head, checklist_id=row.checklist_id)
    assert not Checklist.objects.for_agency(world.agency.pk).get().is_active


def _plan(world: Watched, *names: str, cap: int | None = 3) -> PressPlan:
    values = api.PlanInput("Quy hoạch tỉnh", "Số 1/QĐ", "unknown", "03 cơ quan báo chí", cap, None, names)
    pk = api.save_plan(actor=world.officer, values=values)
    return PressPlan.objects.for_agency(world.department.pk).get(pk=pk)


def test_the_register_beside_the_plan(world: Watched) -> None:
    merged = Organisation.objects.create(
        name="Đài Vân Giang", kind="press_agency", valid_until=date(2025, 7, 1)
    )
    OrganisationLink.objects.create(
        from_organisation=merged, to_organisation=world.agency, kind="successor", valid_from=date(2025, 7, 1)
    )
    ended = Organisation.objects.create(name="Báo Đã Thôi", kind="press_agency", valid_until=date(2024, 1, 1))
    plan = _plan(world, "báo vân giang", "Đài Vân Giang", ended.name, "Báo Không Ai Biết")
    found = [(one.planned, one.organisation, bool(one.deviation)) for one in compare(plan, clock.today())]
    assert found == [
        ("báo vân giang", "Báo Vân Giang", False),
        ("Đài Vân Giang", "Báo Vân Giang", True),
        ("Báo Đã Thôi", "Báo Đã Thôi", True),
        ("Báo Không Ai Biết", "", True),
        ("", "Tạp chí Vân Giang", True),
    ]


def test_a_plan_that_the_register_keeps_shows_no_deviation(world: Watched) -> None:
    plan = _plan(world, world.agency.name, world.other.name, cap=2)
    assert not [one for one in compare(plan, clock.today()) if one.deviation]
    manage(Organisation.objects.create(name="Báo Mới", kind="press_agency"), world.department)
    assert [one.organisation for one in compare(plan, clock.today()) if one.deviation] == ["Báo Mới"]


def test_the_report_on_request_is_a_state_document(world: Watched) -> None:
    plan = _plan(world, world.agency.name)
    request = api.RequestInput("Bộ VHTTDL", "Công văn 12", date(2026, 11, 1), date(2026, 11, 30))
    request_id = api.note_request(actor=world.officer, plan_id=plan.pk, values=request)
    paper = paper_of(plan, clock.today(), plan.requests.get())
    assert "02 cơ quan báo chí" in str(paper.blocks)
    assert "ít hơn 01" in str(paper.blocks)
    assert "Bộ VHTTDL" in str(paper.bases)
    assert papers.docx(paper)[:2] == b"PK"
    assert papers.pdf(paper)[:4] == b"%PDF"
    api.note_sent(actor=world.officer, request_id=request_id, number="15/BC")
    with pytest.raises(WrongStep):
        api.note_sent(actor=world.officer, request_id=request_id, number="16/BC")
    with pytest.raises(NotFound):
        api.note_sent(actor=world.head, request_id=request_id, number="1")


def test_nobody_is_let_in_without_signing_in(client: Client) -> None:
    assert client.get("/quy-hoach/").status_code == 302
