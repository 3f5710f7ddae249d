"""Resolve a thread, open it again, hand a task on."""

from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.discussion import policies
from hoitu.discussion.errors import AssigneeNeeded, NotYoursToSettle, ThreadIsResolved
from hoitu.discussion.operations.say import announce_move, announce_task, leave_trace, locked
from hoitu.discussion.queries import companions, story_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor


def resolve_thread(*, actor: Actor, thread_id: UUID) -> None:
    """Mark a thread as done; doing it twice changes nothing. Raises `NotFound`, `NotYoursToSettle`."""
    with transaction.atomic():
        thread = locked(actor, thread_id)
        if not policies.may_settle(actor, thread):
            raise NotYoursToSettle()
        if not thread.is_open:
            return
        thread.resolved_at = clock.now()
        thread.resolved_by_id, thread.resolved_by_name = actor.person_id, actor.name
        thread.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
        story = story_of(actor, thread.story_id)
        announce_move(actor, story, thread, "resolved")
        leave_trace(actor, story, "resolve")


def reopen_thread(*, actor: Actor, thread_id: UUID) -> None:
    """Take up a resolved thread again; an open task blocks the approval anew.

    Raises `NotFound`, `NotYoursToSettle`.
    """
    with transaction.atomic():
        thread = locked(actor, thread_id)
        if not policies.may_settle(actor, thread):
            raise NotYoursToSettle()
        if thread.is_open:
            return
        thread.resolved_at, thread.resolved_by, thread.resolved_by_name = None, None, ""
        thread.save(update_fields=["resolved_at", "resolved_by", "resolved_by_name"])
        story = story_of(actor, thread.story_id)
        announce_move(actor, story, thread, "reopened")
        leave_trace(actor, story, "reopen")


def assign_task(*, actor: Actor, thread_id: UUID, assignee_id: UUID | None) -> None:
    """Hand an open task to somebody who reads the story.

    Raises `NotFound`, `NotYoursToSettle`, `ThreadIsResolved`, `AssigneeNeeded`.
    """
    with transaction.atomic():
        thread = locked(actor, thread_id)
        if not thread.is_open:
            raise ThreadIsResolved()
        if not policies.may_assign(actor, thread):
            raise NotYoursToSettle()
        people = {
            person.id: person.name for person in companions(agency_id=actor.agency, story_id=thread.story_id)
        }
        if assignee_id is None or assignee_id not in people:
            raise AssigneeNeeded()
        before = thread.assignee_id
        if before == assignee_id or before is None:
            return
        thread.assignee_id = assignee_id
        thread.save(update_fields=["assignee"])
        story = story_of(actor, thread.story_id)
        announce_task(actor, story, thread)
        was = accounts.names_of(person_ids=[before]).get(before, "")
        leave_trace(actor, story, "assign", {"assignee": (was, people[assignee_id])})
