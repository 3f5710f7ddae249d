"""Somebody opens a story in the very moment in which another process merges what waited."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.stories import api
from hoitu.stories.document import crdt
from hoitu.stories.operations.append import turn_of
from hoitu.stories.testing import fresh, make_story

pytestmark = pytest.mark.django_db(transaction=True)

MOST_QUERIES = 40


class AfterQuery:
    """Lets something happen on another connection after the nth query of this one."""

    def __init__(self, nth: int, happens: Callable[[], object]) -> None:
        self.left, self.happens = nth, happens

    def __call__(self, execute: Any, *query: Any) -> Any:
        answer = execute(*query)
        self.left -= 1
        if self.left == 0:
            other = Thread(target=self._elsewhere)
            other.start()
            other.join()
        return answer

    def _elsewhere(self) -> None:
        try:
            self.happens()
        finally:
            connections.close_all()


def test_no_word_falls_between_what_is_merged_and_what_waits() -> None:
    lan = actor_of(make_person(make_agency(), "reporter", name="Lan"))
    story = make_story(lan, headline="Tít")
    for nth in range(1, MOST_QUERIES):
        state = api.sync_document(actor=lan, story_id=story.pk, update=b"", state_vector=b"").update
        word = f"chữ{nth}."
        update = crdt.replace_body(state, crdt.tree_of(state), headline=f"{crdt.headline_of(state)} {word}")
        api.append_updates([api.Arrival(lan.agency, story.pk, lan.person, update, turn_of(fresh(story.pk)))])
        meanwhile = AfterQuery(nth, lambda: api.settle_story(story_id=story.pk))
        with connection.execute_wrapper(meanwhile):
            seen = api.sync_document(actor=lan, story_id=story.pk, update=b"", state_vector=b"").update
        assert word in crdt.headline_of(seen), f"settled after query {nth}, and not read"
        if meanwhile.left > 0:
            return  # settled after every query there is
    raise AssertionError("more queries than were tried")
