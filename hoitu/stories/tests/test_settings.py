"""A newsroom keeps its sections, topics and tags, and shapes its workflow inside what the law fixes."""

from uuid import UUID

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.stories import api
from hoitu.stories.errors import ApprovalIsFixed, StageInUse, WorkflowInUse
from hoitu.stories.models import Section, Stage, Story, Tag, Topic, Transition, Workflow
from hoitu.stories.testing import Details, fresh, make_story, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Organisation:
    return make_agency()


@pytest.fixture
def thu(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "secretary"))


def stage(workflow_id: UUID, key: str) -> Stage:
    return Stage.objects.unscoped(why="tests").get(workflow_id=workflow_id, key=key)


def way(workflow_id: UUID, kind: str) -> Transition:
    return Transition.objects.unscoped(why="tests").filter(workflow_id=workflow_id, kind=kind)[0]


def way_input(transition: Transition, **changes: object) -> api.TransitionInput:
    values: dict[str, object] = {
        "name": transition.name,
        "from_stage_id": transition.from_stage_id,
        "to_stage_id": transition.to_stage_id,
        "permission": transition.permission,
        "checks": tuple(transition.checks),
    }
    return api.TransitionInput(**values | changes)  # type: ignore[arg-type]


def names(agency: Organisation) -> list[str]:
    return [row.name for row in Section.objects.for_agency(agency.pk)]


def test_sections_are_added_moved_renamed_and_closed(agency: Organisation, thu: Actor) -> None:
    ids = [api.save_section(actor=thu, name=name) for name in ("Thời sự", "Kinh tế", "Văn hóa")]
    api.shift_section(actor=thu, section_id=ids[2], up=True)
    api.shift_section(actor=thu, section_id=ids[0], up=True)
    assert names(agency) == ["Thời sự", "Văn hóa", "Kinh tế"]
    api.save_section(actor=thu, section_id=ids[1], name="Kinh tế, thị trường")
    api.switch_section(actor=thu, section_id=ids[2], is_active=False)
    assert [term.name for term in api.sections(agency_id=agency.pk)] == ["Thời sự", "Kinh tế, thị trường"]
    api.save_section(actor=thu, section_id=ids[2], name="Văn hóa")
    assert not Section.objects.for_agency(agency.pk).get(pk=ids[2]).is_active
    with pytest.raises(BadInput):
        api.save_section(actor=thu, name="  ")
    last = audit.trail(agency_id=agency.pk, object_key=f"section:{ids[2]}")
    assert last.entries[0].verb == "stories.save_section"


def test_tags_that_mean_the_same_become_one(agency: Organisation, thu: Actor) -> None:
    lan = actor_of(make_person(agency, "reporter"))
    both, one = make_story(lan), make_story(lan)
    api.edit_details(actor=lan, story_id=both.pk, details=Details(tag_names=("Lũ", "Lũ lụt", "Yên Lộc")))
    api.edit_details(actor=lan, story_id=one.pk, details=Details(tag_names=("Lũ",)))
    tags = {tag.name: tag.pk for tag in Tag.objects.for_agency(agency.pk)}
    gone = api.merge_terms(
        actor=thu, kind="tag", into_id=tags["Lũ lụt"], from_ids=[tags["Lũ"], tags["Lũ lụt"]]
    )
    assert gone == 1
    assert {tag.name for tag in fresh(both.pk).tags.all()} == {"Lũ lụt", "Yên Lộc"}
    assert {tag.name for tag in fresh(one.pk).tags.all()} == {"Lũ lụt"}
    assert not Tag.objects.for_agency(agency.pk).filter(pk=tags["Lũ"]).exists()


def test_a_term_of_another_agency_cannot_be_merged_away(agency: Organisation, thu: Actor) -> None:
    hoa = actor_of(make_person(make_agency(), "secretary"))
    theirs = api.save_term(actor=hoa, kind="topic", name="SEA Games")
    mine = api.save_term(actor=thu, kind="topic", name="SEA Games 34")
    with pytest.raises(NotFound):
        api.merge_terms(actor=thu, kind="topic", into_id=mine, from_ids=[theirs])
    with pytest.raises(NotFound):
        api.save_term(actor=thu, kind="topic", term_id=theirs, name="Của tôi")
    assert Topic.objects.unscoped(why="tests").get(pk=theirs).name == "SEA Games"


def test_two_names_that_fold_alike_are_merged_not_doubled(thu: Actor) -> None:
    api.save_term(actor=thu, kind="tag", name="Tết")
    with pytest.raises(BadInput, match="gộp"):
        api.save_term(actor=thu, kind="tag", name="TẾT")


def test_a_new_step_takes_part_in_the_way_of_a_story(agency: Organisation, thu: Actor) -> None:
    lan, minh = (actor_of(make_person(agency, role)) for role in ("reporter", "editor"))
    workflow_id = api.general_workflow(actor=thu)
    legal = api.save_stage(
        actor=thu,
        workflow_id=workflow_id,
        values=api.StageInput(name="Soát pháp lý", edit_permission="stories.edit", due_hours=2),
    )
    rows = list(Stage.objects.unscoped(why="tests").filter(workflow_id=workflow_id))
    assert [row.key for row in rows] == [
        "draft", "desk", "secretary", "soat-phap-ly", "final", "approved", "spiked",
    ]  # fmt: skip
    api.shift_stage(actor=thu, stage_id=legal, up=True)
    api.shift_stage(actor=thu, stage_id=legal, up=True)
    api.shift_stage(actor=thu, stage_id=legal, up=True)
    assert stage(workflow_id, "soat-phap-ly").order == 2
    api.save_transition(
        actor=thu,
        workflow_id=workflow_id,
        values=api.TransitionInput(
            name="Hỏi pháp lý",
            from_stage_id=stage(workflow_id, "desk").pk,
            to_stage_id=legal,
            permission="stories.edit",
            checks=("body", "headline"),
        ),
    )
    story = move(lan, make_story(lan), "desk")
    story = move(minh, story, "soat-phap-ly", note="Kiểm tra trích dẫn")
    assert story.due_at is not None
    with pytest.raises(StageInUse):
        api.remove_stage(actor=thu, stage_id=legal)


def test_the_final_approval_cannot_be_shaped_away(agency: Organisation, thu: Actor) -> None:
    workflow_id = api.general_workflow(actor=thu)
    approval = way(workflow_id, "approve")
    desk = stage(workflow_id, "desk")
    for changed in (
        way_input(approval, permission="stories.edit"),
        way_input(approval, from_stage_id=desk.pk),
        way_input(approval, to_stage_id=desk.pk),
    ):
        with pytest.raises(ApprovalIsFixed):
            api.save_transition(actor=thu, workflow_id=workflow_id, transition_id=approval.pk, values=changed)
    with pytest.raises(ApprovalIsFixed):
        api.save_transition(
            actor=thu,
            workflow_id=workflow_id,
            values=way_input(approval, name="Lối tắt", from_stage_id=desk.pk),
        )
    with pytest.raises(ApprovalIsFixed):
        api.remove_transition(actor=thu, transition_id=approval.pk)
    for key in ("draft", "final", "approved", "spiked"):
        with pytest.raises(StageInUse):
            api.remove_stage(actor=thu, stage_id=stage(workflow_id, key).pk)
    assert way(workflow_id, "approve").permission == "stories.approve_final"


def test_a_genre_gets_its_own_copy_and_gives_it_back(agency: Organisation, thu: Actor) -> None:
    lan = actor_of(make_person(agency, "reporter"))
    old = make_story(lan)
    copy = api.copy_workflow(actor=thu, genre="news")
    general = Workflow.objects.for_agency(agency.pk).get(genre="")
    for model in (Stage, Transition):
        rows = model.objects.unscoped(why="tests")
        assert rows.filter(workflow_id=copy).count() == rows.filter(workflow=general).count()
    assert not Transition.objects.unscoped(why="tests").filter(workflow_id=copy, from_stage__workflow=general)
    with pytest.raises(BadInput):
        api.copy_workflow(actor=thu, genre="news")
    new = make_story(lan)
    assert (fresh(old.pk).workflow_id, fresh(new.pk).workflow_id) == (general.pk, copy)
    with pytest.raises(WorkflowInUse):
        api.remove_workflow(actor=thu, workflow_id=copy)
    api.edit_details(actor=lan, story_id=new.pk, details=Details(editor_note="x"))
    photo = api.copy_workflow(actor=thu, genre="photo")
    api.remove_workflow(actor=thu, workflow_id=photo)
    with pytest.raises(WorkflowInUse):
        api.remove_workflow(actor=thu, workflow_id=general.pk)


def test_only_who_may_manage_shapes_anything(agency: Organisation, thu: Actor) -> None:
    minh = actor_of(make_person(agency, "editor"))
    hoa = actor_of(make_person(make_agency(), "secretary"))
    workflow_id = api.general_workflow(actor=thu)
    values = api.StageInput(name="Chen vào", edit_permission="stories.edit")
    with pytest.raises(NotAllowed):
        api.save_stage(actor=minh, workflow_id=workflow_id, values=values)
    with pytest.raises(NotFound):
        api.save_stage(actor=hoa, workflow_id=workflow_id, values=values)
    with pytest.raises(NotFound):
        api.remove_transition(actor=hoa, transition_id=way(workflow_id, "return").pk)
    with pytest.raises(NotFound):
        api.remove_stage(actor=hoa, stage_id=stage(workflow_id, "desk").pk)
    with pytest.raises(NotAllowed):
        api.save_section(actor=minh, name="Chen vào")


def test_every_settings_screen_works_in_the_browser_s_way(agency: Organisation, thu: Actor) -> None:
    client = signed_in(make_person(agency, "secretary"))
    workflow_id = api.general_workflow(actor=thu)
    assert client.get("/toa-soan/", follow=True).status_code == 200
    client.post("/toa-soan/chuyen-muc/", {"name": "Thời sự"})
    client.post("/toa-soan/chu-de/", {"name": "Chuyển đổi số"})
    client.post("/toa-soan/tu-khoa/", {"name": "Yên Lộc"})
    client.post("/toa-soan/tu-khoa/", {"name": "Cầu Yên Lộc"})
    tags = {tag.name: str(tag.pk) for tag in Tag.objects.for_agency(agency.pk)}
    section, topic = Section.objects.for_agency(agency.pk).get(), Topic.objects.for_agency(agency.pk).get()
    base = f"/toa-soan/quy-trinh/{workflow_id}"
    pages = [
        "/toa-soan/chuyen-muc/", f"/toa-soan/chuyen-muc/{section.pk}/", "/toa-soan/chu-de/",
        f"/toa-soan/chu-de/{topic.pk}/", "/toa-soan/tu-khoa/?q=yen", "/toa-soan/quy-trinh/", f"{base}/",
        f"{base}/buoc/moi/", f"{base}/buoc/{stage(workflow_id, 'desk').pk}/", f"{base}/duong/moi/",
        f"{base}/duong/{way(workflow_id, 'approve').pk}/",
    ]  # fmt: skip
    for page in pages:
        assert client.get(page).status_code == 200, page
    client.post("/toa-soan/tu-khoa/gop/", {"term": [tags["Yên Lộc"]], "into": tags["Cầu Yên Lộc"]})
    client.post(f"/toa-soan/chu-de/{topic.pk}/tinh-trang/dong/")
    client.post(f"/toa-soan/chuyen-muc/{section.pk}/tinh-trang/dong/")
    client.post(f"{base}/", {"name": "Quy trình mới", "author_may_finally_approve": "on"})
    client.post(
        f"{base}/buoc/moi/",
        {"name": "Soát lỗi", "edit_permission": "stories.edit", "colour": "teal", "due_hours": "1"},
    )
    assert [tag.name for tag in Tag.objects.for_agency(agency.pk)] == ["Cầu Yên Lộc"]
    assert not Topic.objects.for_agency(agency.pk).get().is_active
    assert not Section.objects.for_agency(agency.pk).get().is_active
    assert Workflow.objects.for_agency(agency.pk).get().author_may_finally_approve
    assert "Soát lỗi" in client.get(f"{base}/").content.decode()
    approval = way(workflow_id, "approve")
    refused = client.post(
        f"{base}/duong/{approval.pk}/",
        {
            "name": "Duyệt",
            "from_stage": str(approval.from_stage_id),
            "to_stage": str(approval.to_stage_id),
            "permission": "stories.edit",
        },
    )
    assert "Luật Báo chí" in refused.content.decode()
    assert signed_in(make_person(agency, "reporter")).get("/toa-soan/chuyen-muc/").status_code == 403
    hoa = signed_in(make_person(make_agency(), "secretary"))
    assert hoa.get(f"{base}/").status_code == 404
    assert Story.objects.for_agency(agency.pk).count() == 0


def test_a_step_wears_the_colour_that_the_newsroom_chose(agency: Organisation, thu: Actor) -> None:
    story = make_story(actor_of(make_person(agency, "reporter")))
    draft = stage(story.workflow_id, "draft")
    values = api.StageInput(name="Nháp", edit_permission="stories.write", colour="teal")
    api.save_stage(actor=thu, workflow_id=story.workflow_id, stage_id=draft.pk, values=values)
    page = signed_in(make_person(agency, "secretary")).get(f"/tin-bai/{story.pk}/").content.decode()
    assert 'class="mark mark-teal"' in page
