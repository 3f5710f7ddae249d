"""Who may write, suggest and comment, what the server takes from each, and what the trail says of it."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.stories import policies
from hoitu.stories.data import Life, WritingMode
from hoitu.stories.document import crdt
from hoitu.stories.document.suggestions import accepted, rejected
from hoitu.stories.document.testing import AT, THREAD
from hoitu.stories.document.tree import Mark, Node, Text
from hoitu.stories.errors import NotYourStep, OnlyComments, OnlySuggestions, StoryIsClosed
from hoitu.stories.models import DocumentState, Story
from hoitu.stories.operations.allowed import check_allowed, content_differs
from hoitu.stories.operations.suggested import record_suggestions
from hoitu.stories.testing import make_story, move

pytestmark = pytest.mark.django_db


class Newsroom:
    """Lan wrote the story that now stands with Thu the secretary; Minh edits, Nam only reports, Hoa is elsewhere."""

    def __init__(self) -> None:
        agency = make_agency()
        self.lan = actor_of(make_person(agency, "reporter", name="Nguyễn Thị Lan"))
        self.nam = actor_of(make_person(agency, "reporter", name="Đỗ Nam"))
        self.minh = actor_of(make_person(agency, "editor", name="Trần Văn Minh"))
        self.thu = actor_of(make_person(agency, "secretary", name="Lê Thị Thu"))
        self.hoa = actor_of(make_person(make_agency(), "director", name="Vũ Thị Hoa"))
        self.story = move(self.minh, move(self.lan, make_story(self.lan), "desk"), "secretary")
        self.state = bytes(DocumentState.objects.unscoped(why="tests").get(story=self.story).state)


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def with_body(state: bytes, body: Node) -> bytes:
    """Return the document with another body, changed as an editor would."""
    return crdt.apply_updates(state, [crdt.replace_body(state, body)]).snapshot


def body_with(state: bytes, *runs: Text) -> Node:
    """Return the body with more runs at the end of the first paragraph."""
    tree = crdt.tree_of(state)
    first, *rest = tree.children
    assert isinstance(first, Node)
    return Node("doc", {}, (Node(first.type, first.attrs, (*first.children, *runs)), *rest))


def insertion(actor: Actor) -> Text:
    return Text(" Trời đẹp.", (Mark("insertion", {"id": "s1", "author": str(actor.person_id), "at": AT}),))


def test_modes(room: Newsroom) -> None:
    story = room.story
    assert policies.writing_mode(room.thu, story) == WritingMode.WRITE
    assert policies.writing_mode(room.lan, story) == WritingMode.SUGGEST
    assert policies.writing_mode(room.nam, story) == WritingMode.COMMENT
    assert policies.writing_mode(room.hoa, story) == WritingMode.READ
    assert not policies.may_write(room.lan, story)
    story.life = Life.SPIKED
    assert {policies.writing_mode(each, story) for each in (room.thu, room.lan, room.nam)} == {
        WritingMode.READ
    }


def test_an_author_suggests_while_the_story_is_with_another(room: Newsroom) -> None:
    after = with_body(room.state, body_with(room.state, insertion(room.lan)))
    check_allowed(room.lan, room.story, room.state, after)
    check_allowed(room.lan, room.story, after, room.state)
    assert not content_differs(room.state, after)


@pytest.mark.parametrize("what", ["plain", "as another", "headline"])
def test_a_suggesting_person_changes_nothing_else(room: Newsroom, what: str) -> None:
    body = crdt.tree_of(room.state)
    if what == "plain":
        after = with_body(room.state, body_with(room.state, Text(" Trời đẹp.")))
    elif what == "as another":
        after = with_body(room.state, body_with(room.state, insertion(room.minh)))
    else:
        update = crdt.replace_body(room.state, body, headline="Tít khác")
        after = crdt.apply_updates(room.state, [update]).snapshot
    with pytest.raises(OnlySuggestions):
        check_allowed(room.lan, room.story, room.state, after)
    check_allowed(room.thu, room.story, room.state, after)


def test_a_commenting_person_only_comments(room: Newsroom) -> None:
    noted = with_body(room.state, body_with(room.state, Text(" ", (Mark("comment", {"thread": THREAD}),))))
    with pytest.raises(OnlyComments):
        check_allowed(room.nam, room.story, room.state, noted)
    spot = Node(
        "doc",
        {},
        tuple(_commented(child) for child in crdt.tree_of(room.state).children if isinstance(child, Node)),
    )
    after = with_body(room.state, spot)
    check_allowed(room.nam, room.story, room.state, after)
    assert not content_differs(room.state, after)
    with pytest.raises(OnlyComments):
        check_allowed(
            room.nam,
            room.story,
            room.state,
            with_body(room.state, body_with(room.state, insertion(room.nam))),
        )


def _commented(block: Node) -> Node:
    runs = [child for child in block.children if isinstance(child, Text)]
    return Node(
        block.type, block.attrs, tuple(Text(run.text, (Mark("comment", {"thread": THREAD}),)) for run in runs)
    )


def test_strangers_and_closed_stories_take_nothing(room: Newsroom) -> None:
    after = with_body(room.state, body_with(room.state, insertion(room.hoa)))
    with pytest.raises(NotYourStep):
        check_allowed(room.hoa, room.story, room.state, after)
    room.story.life = Life.WITHDRAWN
    with pytest.raises(StoryIsClosed):
        check_allowed(room.thu, room.story, room.state, after)


def test_the_trail_says_who_accepted_which_words_of_whom(room: Newsroom) -> None:
    after = with_body(room.state, body_with(room.state, insertion(room.lan)))
    taken = with_body(after, accepted(crdt.tree_of(after)))
    refused = with_body(after, rejected(crdt.tree_of(after)))
    assert content_differs(after, taken)
    record_suggestions(room.lan, room.story, room.state, after)
    record_suggestions(room.thu, room.story, after, taken)
    record_suggestions(room.thu, room.story, after, refused)
    record_suggestions(room.lan, room.story, after, refused)
    entries = audit.trail(agency_id=room.thu.agency, object_key=_key(room.story)).entries[:4]
    assert [entry.verb for entry in reversed(entries)] == [
        "stories.suggest", "stories.accept_suggestion", "stories.reject_suggestion", "stories.withdraw_suggestion",
    ]  # fmt: skip
    seen = {change.label: (change.before, change.after) for change in entries[2].changes}
    assert seen["Chữ đề nghị"] == ("", " Trời đẹp.")
    assert seen["Người đề nghị"][1] == "Nguyễn Thị Lan"
    assert entries[2].actor_name == "Lê Thị Thu"


def _key(story: Story) -> str:
    return f"story:{story.pk}"
