"""Tell people that they were named beside a story, have a task there, or got an answer."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.discussion import api as discussion
from hoitu.discussion.events import PersonMentioned, TaskGiven, ThreadMoved
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import api as stories
from hoitu.workspace.operations.notify import tell


def on_person_mentioned(fact: PersonMentioned) -> None:
    """Tell somebody that they were named; the words themselves stay beside the story."""
    if fact.thread_id is None:
        text = _("%(who)s nhắc đến bạn trong trò chuyện của bài “%(headline)s”.")
    else:
        text = _("%(who)s nhắc đến bạn trong bình luận ở bài “%(headline)s”.")
    _tell(fact, {fact.person_id}, f"mention:{fact.message_id}", "message-circle", text)


def on_story_task_given(fact: TaskGiven) -> None:
    """Tell somebody that a task lies with them; who gave it to themselves knows."""
    text = _("%(who)s giao việc cho bạn ở bài “%(headline)s”.")
    _tell(fact, {fact.person_id}, f"story-task:{fact.thread_id}:{fact.at.isoformat()}", "checklist", text)


def on_thread_moved(fact: ThreadMoved) -> None:
    """Tell those who take part in a thread what happened to it."""
    assert fact.agency_id is not None
    people = discussion.people_in(agency_id=fact.agency_id, thread_id=fact.thread_id)
    if fact.message_id is not None:  # they were told that they are named
        people -= discussion.mentioned_in(agency_id=fact.agency_id, message_id=fact.message_id)
    text, icon = {
        "answered": (_("%(who)s trả lời bình luận ở bài “%(headline)s”."), "message-dots"),
        "resolved": (_("%(who)s đánh dấu xong một bình luận ở bài “%(headline)s”."), "circle-check"),
        "reopened": (_("%(who)s mở lại một bình luận ở bài “%(headline)s”."), "message-question"),
    }[fact.move]
    _tell(fact, people, f"thread:{fact.thread_id}:{fact.at.isoformat()}", icon, text)


def _tell(
    fact: PersonMentioned | TaskGiven | ThreadMoved, people: Iterable[UUID], key: str, icon: str, text: str
) -> None:
    assert fact.agency_id is not None
    try:
        card = stories.story_card(actor=Actor.system(agency_id=fact.agency_id), story_id=fact.story_id)
    except NotFound:
        return
    place = f"#thread-{fact.thread_id}" if fact.thread_id else "#tro-chuyen"
    tell(
        fact.agency_id,
        people,
        key,
        icon,
        text % {"who": fact.by_name, "headline": card.headline or _("(chưa có tít)")},
        reverse("stories:story", args=[fact.story_id]) + place,
        link_words=_("Mở bài"),
        except_for=fact.by_id,
    )
