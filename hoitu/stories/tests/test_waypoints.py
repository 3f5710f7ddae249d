"""Starting from a waypoint the time line says what it says from the first update on."""

import base64
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from bench.opening import typed
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories import api, history, waypoints
from hoitu.stories.document import crdt
from hoitu.stories.document.authorship import lines_by_hand
from hoitu.stories.document.seen import fingerprint
from hoitu.stories.models import DocumentState, DocumentUpdate, Movement, Revision, Story, Waypoint
from hoitu.stories.operations.keep_waypoints import keep_next
from hoitu.stories.testing import fresh, make_story
from hoitu.stories.web.seen import since_seen
from hoitu.stories.words import document_of

BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
EDITS, EVERY = 1_200, 170


class Long:
    """Five people wrote it, three of them at a time, with pauses; a few updates came before their predecessors."""

    def __init__(self) -> None:
        agency = make_agency()
        self.people = [make_person(agency, "reporter", name=f"Người {number}") for number in range(5)]
        self.actor = actor_of(self.people[0])
        self.story = make_story(self.actor)
        chance = random.Random(11)
        updates = list(typed(document_of(self.story), EDITS, chance))
        for _ in range(60):  # neighbours on the way change places
            place = chance.randrange(len(updates) - 1)
            updates[place : place + 2] = reversed(updates[place : place + 2])
        updates.insert(2 * EVERY + 2, updates.pop(2 * EVERY - 8))  # one across the second waypoint
        at = BEGAN
        rows = []
        for number, update in updates:
            at += timedelta(seconds=chance.choice([0.2, 0.5, 1, 8] + [200] * (chance.random() < 0.01)))
            rows.append(
                DocumentUpdate(
                    story=self.story,
                    update=update,
                    person=self.people[number],
                    received_at=at,
                    is_waiting=True,
                )
            )
        DocumentUpdate.objects.unscoped(why="tests").filter(story=self.story).update(received_at=BEGAN)
        for model, field in ((Revision, "made_at"), (Movement, "moved_at")):
            model.objects.unscoped(why="tests").filter(story=self.story).update(**{field: BEGAN})
        DocumentUpdate.objects.bulk_create(rows)
        api.settle_story(story_id=self.story.pk)
        self.story = fresh(self.story.pk)

    def answers(self) -> Iterator[Any]:
        """Yield everything that the time line is asked."""
        happened = history.events(self.story)
        line = history.line(self.story, happened)
        yield line
        for moment in line[:: max(1, len(line) // 12)]:
            yield history.words_until(self.story, moment.last)
        yield history.words_at(self.story, [line[3].last, line[4].last, line[-1].last])
        claims, arrivals = history.hands(self.story)
        yield lines_by_hand(document_of(self.story), arrivals, claims=claims)
        yield history.is_complete(self.story)


@pytest.fixture
def long(db: None) -> Long:
    return Long()


def keep(story: Story) -> int:
    made = 0
    while keep_next(story, every=EVERY):
        made += 1
    return made


def test_every_answer_is_the_same_with_waypoints_as_without(long: Long) -> None:
    from_the_first = list(long.answers())

    assert keep(long.story) == (EDITS + 1) // EVERY

    assert list(long.answers()) == from_the_first
    assert any(row.held for row in waypoints.waypoints_of(long.story)), "none was kept while words waited"


def test_an_event_that_becomes_known_late_still_ends_a_moment(long: Long) -> None:
    keep(long.story)
    line = history.line(long.story, history.events(long.story))
    middle = next(one for one in line[len(line) // 2 :] if one.updates > 5)
    at = middle.began_at + (middle.ended_at - middle.began_at) / 2
    Revision.objects.unscoped(why="tests").filter(story=long.story, number=1).delete()
    api.save_revision(actor=long.actor, story_id=long.story.pk, note="Trước giờ họp")
    Revision.objects.unscoped(why="tests").filter(story=long.story).update(made_at=at)

    happened = history.events(long.story)
    with_waypoints = history.line(long.story, happened)
    Waypoint.objects.unscoped(why="tests").all().delete()

    assert with_waypoints == history.line(long.story, happened)
    assert not any(one.began_at <= at < one.ended_at for one in with_waypoints)


def test_the_job_keeps_them_for_long_stories_only(long: Long, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waypoints, "EVERY", EVERY)
    short = make_story(long.actor, headline="Tin ngắn")

    assert api.keep_waypoints() == (EDITS + 1) // EVERY
    assert api.keep_waypoints() == 0

    states = DocumentState.objects.unscoped(why="tests")
    assert states.get(story=long.story).past_waypoint < EVERY
    assert not waypoints.waypoints_of(short).exists()


def test_a_step_reads_no_more_than_lies_between_two_waypoints(long: Long) -> None:
    keep(long.story)
    client = signed_in(long.people[0])
    bounds: list[list[int]] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('SELECT "stories_documentupdate"."update"'):
            above = re.search(r'"stories_documentupdate"."id" > (%s|\d+)', sql)
            assert above, sql
            bounds.append([value for value in params if isinstance(value, int)])
        return execute(sql, params, many, context)

    numbers = [one.id for one in history.written(long.story)]
    line = history.line(long.story, history.events(long.story))
    for step in (1, len(line) // 2, len(line)):
        bounds.clear()
        with connection.execute_wrapper(look):
            answer = client.get(
                f"/tin-bai/{long.story.pk}/dong-thoi-gian/?buoc={step}", headers={"HX-Request": "true"}
            )
        assert answer.status_code == 200
        for above, *_held, upto in bounds:
            assert sum(above < number <= upto for number in numbers) <= EVERY + line[step - 1].updates


def test_what_a_page_showed_is_found_from_a_waypoint(long: Long) -> None:
    keep(long.story)
    rows = waypoints.updates_from(long.story, waypoints.BEGINNING).values_list("id", "update")
    heard = [bytes(update) for number, update in rows][: EVERY * 4 + 20]
    document = crdt.merged(heard)

    found = list(history.documents_heard(long.story, crdt.state_vector_of(document)))

    assert len(found[0]) < len(rows) - EVERY
    assert since_seen(long.actor, long.story.pk, fingerprint(document), _base64(document))["seen_lines"]


def _base64(document: bytes) -> str:
    return base64.b64encode(crdt.state_vector_of(document)).decode()
