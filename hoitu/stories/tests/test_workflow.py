"""A story is written, sent, returned, approved, changed again, withdrawn."""

from typing import Any
from uuid import UUID

import pycrdt
import pytest
from django.db import IntegrityError, transaction

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.testing import announced
from hoitu.stories import api
from hoitu.stories.document import crdt, tree
from hoitu.stories.errors import ChecksFailed, NoteNeeded, OnlySuggestions, OwnStoryApproval
from hoitu.stories.models import DocumentState, Revision, Transition, Workflow
from hoitu.stories.testing import Details, approve, fresh, make_story, move, paragraphs

pytestmark = pytest.mark.django_db


class Newsroom:
    """Lan reports, Minh edits, Thu is the secretary, Dũng decides; Hoa belongs to another agency."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.lan = actor_of(make_person(self.agency, "reporter", name="Nguyễn Thị Lan"))
        self.minh = actor_of(make_person(self.agency, "editor", name="Trần Văn Minh"))
        self.thu = actor_of(make_person(self.agency, "secretary", name="Lê Thị Thu"))
        self.dung = actor_of(make_person(self.agency, "director", name="Phạm Tiến Dũng"))
        self.hoa = actor_of(make_person(make_agency(), "director", name="Vũ Thị Hoa"))


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def type_words(actor: Actor, story_id: UUID, words: str) -> None:
    """Append a paragraph as an editor would send it."""
    state = DocumentState.objects.unscoped(why="tests").get(story_id=story_id)
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.apply_update(bytes(state.state))
    before = doc.get_state()
    body = doc.get("body", type=pycrdt.XmlFragment)
    paragraph = pycrdt.XmlElement("paragraph")
    body.children.append(paragraph)
    paragraph.children.append(pycrdt.XmlText(words))
    api.sync_document(
        actor=actor, story_id=state.story_id, update=doc.get_update(before), state_vector=before
    )


def test_the_whole_way_freezes_what_was_approved(room: Newsroom) -> None:
    story = move(room.lan, make_story(room.lan), "desk")
    story = approve(story, editor=room.minh, secretary=room.thu, director=room.dung)

    revision = Revision.objects.unscoped(why="tests").get(reason="approved")
    assert story.life == "approved"
    assert revision.reason == "approved"
    assert revision.content["headline"] == "Khánh thành cầu Yên Lộc"
    [fact] = announced("stories.StoryApproved")
    assert fact.payload["revision_id"] == str(revision.pk)
    assert fact.payload["approval"] == "publish"
    released = api.released_story(revision_id=revision.pk)
    assert released.bylines[0].name == "Nguyễn Thị Lan"
    assert "thông xe" in str(tree.to_json(released.body))


def test_a_change_after_approval_takes_the_approval_back(room: Newsroom) -> None:
    story = approve(
        move(room.lan, make_story(room.lan), "desk"), editor=room.minh, secretary=room.thu, director=room.dung
    )
    api.edit_details(actor=room.thu, story_id=story.pk, details=Details(location="Yên Lộc"))
    story = fresh(story.pk)
    assert story.has_unapproved_changes
    assert story.stage.key == "secretary"


def test_a_note_for_the_desk_does_not_ask_for_a_new_approval(room: Newsroom) -> None:
    story = approve(
        move(room.lan, make_story(room.lan), "desk"), editor=room.minh, secretary=room.thu, director=room.dung
    )
    api.edit_details(actor=room.thu, story_id=story.pk, details=Details(editor_note="Chờ ảnh"))
    assert fresh(story.pk).stage.key == "approved"


def test_two_writers_words_both_stay(room: Newsroom) -> None:
    story = make_story(room.lan)
    story = move(room.lan, story, "desk")
    type_words(room.minh, story.pk, "Đoạn của Minh.")
    type_words(room.minh, story.pk, "Đoạn nữa.")
    state = DocumentState.objects.unscoped(why="tests").get(story=story)
    body = str(tree.to_json(crdt.tree_of(bytes(state.state))))
    for words in ("Đoạn của Minh.", "Đoạn nữa.", "thông xe"):
        assert words in body


def test_an_update_sent_twice_is_stored_once(room: Newsroom) -> None:
    story = make_story(room.lan)
    update = crdt.document_from_tree(paragraphs("Thêm"), "", "")
    first = api.sync_document(actor=room.lan, story_id=story.pk, update=update, state_vector=b"")
    second = api.sync_document(actor=room.lan, story_id=story.pk, update=update, state_vector=b"")
    assert (first.seq, first.saved_at) == (second.seq, second.saved_at)


def test_the_reporter_may_only_suggest_while_the_desk_has_the_story(room: Newsroom) -> None:
    story = move(room.lan, make_story(room.lan), "desk")
    with pytest.raises(OnlySuggestions):
        type_words(room.lan, story.pk, "Chen vào")


def test_returning_needs_a_reason(room: Newsroom) -> None:
    story = move(room.lan, make_story(room.lan), "desk")
    with pytest.raises(NoteNeeded):
        move(room.minh, story, "draft")
    assert move(room.minh, story, "draft", note="Thiếu nguồn").stage.key == "draft"


def test_nobody_else_gives_the_final_approval(room: Newsroom) -> None:
    story = move(room.lan, make_story(room.lan), "desk")
    move(room.minh, story, "secretary")
    move(room.thu, story, "final")
    for actor in (room.lan, room.minh, room.thu):
        with pytest.raises(NotAllowed):
            move(actor, story, "approved")


def test_the_final_permission_cannot_be_configured_away(room: Newsroom) -> None:
    story = make_story(room.lan)
    way = Transition.objects.unscoped(why="tests").get(workflow=story.workflow, kind="approve")
    way.permission = "stories.write"
    with pytest.raises(IntegrityError), transaction.atomic():
        way.save()


def test_an_author_does_not_approve_the_own_story_unless_the_workflow_says_so(room: Newsroom) -> None:
    story = make_story(room.dung)
    for actor, stage in ((room.dung, "desk"), (room.minh, "secretary"), (room.thu, "final")):
        move(actor, story, stage)
    with pytest.raises(OwnStoryApproval):
        move(room.dung, story, "approved")
    Workflow.objects.for_agency(room.agency.pk).update(author_may_finally_approve=True)
    assert move(room.dung, story, "approved").stage.key == "approved"


def test_required_checks_name_what_is_missing(room: Newsroom) -> None:
    story_id = api.create_story(actor=room.lan)
    with pytest.raises(ChecksFailed) as refused:
        move(room.lan, fresh(story_id), "desk")
    assert refused.value.failures == ["Bài chưa có tít.", "Bài chưa có nội dung."]


def test_an_open_interview_review_holds_the_approval(room: Newsroom) -> None:
    story = make_story(room.lan)
    review = api.ask_review(actor=room.lan, story_id=story.pk, interviewee="Ông Trần Bá Lộc")
    move(room.lan, story, "desk")
    move(room.minh, story, "secretary")
    with pytest.raises(ChecksFailed, match="Trần Bá Lộc"):
        move(room.thu, story, "final")
    api.answer_review(actor=room.thu, story_id=story.pk, review_id=review, state="agreed")
    assert move(room.thu, story, "final").stage.key == "final"


def test_a_withdrawn_story_is_closed_until_it_is_restored(room: Newsroom) -> None:
    story = approve(
        move(room.lan, make_story(room.lan), "desk"), editor=room.minh, secretary=room.thu, director=room.dung
    )
    api.withdraw_story(actor=room.dung, story_id=story.pk, reason="Yêu cầu gỡ")
    api.withdraw_story(actor=room.dung, story_id=story.pk, reason="Yêu cầu gỡ")
    assert len(announced("stories.StoryWithdrawn")) == 1
    with pytest.raises(api.StoryIsClosed):
        type_words(room.thu, story.pk, "Sửa lén")
    api.restore_story(actor=room.dung, story_id=story.pk, reason="Đã xác minh")
    assert fresh(story.pk).life == "approved"


def test_another_agency_finds_nothing(room: Newsroom) -> None:
    story = make_story(room.lan)
    with pytest.raises(NotFound):
        api.story_card(actor=room.hoa, story_id=story.pk)
    with pytest.raises(NotFound):
        api.withdraw_story(actor=room.hoa, story_id=story.pk, reason="Thử")
    assert api.stories(actor=room.hoa) == []
    assert [card.id for card in api.stories(actor=room.lan)] == [story.pk]


def test_restoring_a_revision_keeps_what_stood_before(room: Newsroom) -> None:
    story = make_story(room.lan)
    first = api.save_revision(actor=room.lan, story_id=story.pk, note="Bản đầu")
    type_words(room.lan, story.pk, "Đoạn sẽ bỏ.")
    api.restore_revision(actor=room.lan, story_id=story.pk, revision_id=first)
    state = DocumentState.objects.unscoped(why="tests").get(story=story)
    assert "Đoạn sẽ bỏ." not in str(tree.to_json(crdt.tree_of(bytes(state.state))))
    kept = Revision.objects.unscoped(why="tests").get(story=story, reason="restored")
    assert "Đoạn sẽ bỏ." in str(kept.content["body"])


def test_a_contributor_opens_and_sends_the_own_story_and_sees_no_other(room: Newsroom) -> None:
    person = make_person(room.agency, "contributor")
    chi = actor_of(person)
    own, other = make_story(chi), make_story(room.lan)
    client = signed_in(person)
    assert client.get(f"/tin-bai/{own.pk}/").status_code == 200
    assert client.get(f"/tin-bai/{other.pk}/").status_code == 404
    assert move(chi, own, "desk").stage.key == "desk"
