"""The front door of the discussion room."""

from hoitu.discussion.duties import duties
from hoitu.discussion.operations.amend import edit_message, withdraw_message
from hoitu.discussion.operations.look import mark_seen
from hoitu.discussion.operations.say import open_thread, reply, say_in_chat
from hoitu.discussion.operations.settle import assign_task, reopen_thread, resolve_thread
from hoitu.discussion.queries import (
    chat,
    companions,
    counts,
    mentioned_in,
    open_tasks,
    people_in,
    thread,
    threads,
)

__all__ = [
    "assign_task",
    "chat",
    "companions",
    "counts",
    "duties",
    "edit_message",
    "mark_seen",
    "mentioned_in",
    "open_tasks",
    "open_thread",
    "people_in",
    "reopen_thread",
    "reply",
    "resolve_thread",
    "say_in_chat",
    "thread",
    "threads",
    "withdraw_message",
]
