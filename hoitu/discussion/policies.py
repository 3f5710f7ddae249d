"""Who may do what in discussions, as pure predicates. Who reads the story is asked of the stories room first."""

from datetime import datetime, timedelta

from django.db.models import Q

from hoitu.discussion.models import MessageRow, ThreadRow
from hoitu.kernel.actor import Actor

PERMISSION = "discussion.take_part"
GIVES_TASKS = "stories.edit"
EDIT_WITHIN = timedelta(days=1)


def visible(actor: Actor) -> Q:
    """Return the condition for threads an actor may know of.

    A private note exists for its writer alone, not for the head of the agency nor for jobs.
    """
    everybodys = Q(kind__in=[ThreadRow.Kind.COMMENT, ThreadRow.Kind.TASK])
    return everybodys if actor.person_id is None else everybodys | Q(opened_by=actor.person_id)


def may_give_tasks(actor: Actor) -> bool:
    """Say whether the actor's tasks may hold up an approval."""
    return actor.may(GIVES_TASKS)


def may_settle(actor: Actor, thread: ThreadRow) -> bool:
    """Comments are settled by anybody who talks along; a task by who gave it, who does it, and editors."""
    if thread.kind != ThreadRow.Kind.TASK:
        return True
    return may_give_tasks(actor) or actor.person_id in (thread.opened_by_id, thread.assignee_id)


def may_assign(actor: Actor, thread: ThreadRow) -> bool:
    """Say whether the actor may hand an open task to somebody else."""
    is_task = thread.kind == ThreadRow.Kind.TASK and thread.is_open
    return is_task and (may_give_tasks(actor) or actor.person_id == thread.opened_by_id)


def is_writer(actor: Actor, message: MessageRow) -> bool:
    """Say whether these are the actor's own words, and not withdrawn."""
    return (
        actor.person_id is not None
        and message.written_by_id == actor.person_id
        and message.withdrawn_at is None
    )


def may_edit(actor: Actor, message: MessageRow, now: datetime) -> bool:
    """Own words may be changed for a day; afterwards others have relied on them."""
    return is_writer(actor, message) and now - message.written_at <= EDIT_WITHIN
