"""Words that vanished with a passage which another took away, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoitu.kernel.actor import Actor
from hoitu.stories import policies
from hoitu.stories.models import LostWords, Story
from hoitu.stories.web.history_pages import names_of

SHOWN = 20


@dataclass(frozen=True)
class Lost:
    """One loss: whose words, with whose passage, and what became of them ("" while nothing has)."""

    id: int
    words: str
    sentence: str
    at: datetime
    outcome: str


def shown_lost(actor: Actor, story: Story) -> list[Lost]:
    """Return what a person is asked about: the own words, and everybody's while it is the person's turn to write."""
    rows = LostWords.objects.for_agency(story.agency_id).filter(story=story, answered_at=None)
    if not policies.may_write(actor, story):
        rows = rows.filter(Q(person_id=actor.person_id))
    return _shown(actor, story, rows.order_by("-id")[:SHOWN])


def all_lost(actor: Actor, story: Story) -> list[Lost]:
    """Return all losses of a story, newest first."""
    rows = LostWords.objects.for_agency(story.agency_id).filter(story=story)
    return _shown(actor, story, rows.order_by("-id")[:SHOWN])


def _shown(actor: Actor, story: Story, rows: Iterable[LostWords]) -> list[Lost]:
    found = list(rows)
    names = names_of(story, {person for row in found for person in (row.person_id, row.taken_by_id)})
    return [Lost(row.pk, row.words, _sentence(actor, row, names), row.at, _outcome(row)) for row in found]


def _sentence(actor: Actor, row: LostWords, names: dict[UUID | None, str]) -> str:
    count = len(row.words.replace("…", " ").split())
    who = names[row.taken_by_id] if row.taken_by_id else _("người khác")
    if row.person_id == actor.person_id:
        words = ngettext(
            "%(count)d chữ của bạn vừa mất cùng đoạn mà %(who)s xóa hoặc ghép.",
            "%(count)d chữ của bạn vừa mất cùng đoạn mà %(who)s xóa hoặc ghép.",
            count,
        )
        return words % {"count": count, "who": who}
    words = ngettext(
        "%(count)d chữ của %(writer)s mất cùng đoạn mà %(who)s xóa hoặc ghép.",
        "%(count)d chữ của %(writer)s mất cùng đoạn mà %(who)s xóa hoặc ghép.",
        count,
    )
    return words % {"count": count, "writer": names[row.person_id], "who": who}


def _outcome(row: LostWords) -> str:
    if row.answered_at is None:
        return ""
    return _("đã đưa lại vào bài") if row.was_put_back else _("không cần nữa")
