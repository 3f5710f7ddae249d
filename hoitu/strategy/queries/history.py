"""Everything that happened to one case, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoitu.kernel.actor import Actor
from hoitu.strategy.models import Reminder
from hoitu.strategy.queries.board import Card
from hoitu.strategy.queries.difficulties import visible_difficulties


@dataclass(frozen=True)
class Happening:
    """One thing that happened: when, by whom, and what in words."""

    at: datetime
    who: str
    icon: str
    tone: str
    what: str
    words: str = ""


def history_of(actor: Actor, card: Card) -> list[Happening]:
    """Return what happened to a case that the actor sees.

    Documents that wait or were refused are its own organisation's affair, difficulties that of those who deal with
    them.
    """
    is_own = card.case.agency_id == actor.agency_id
    happenings = [
        *_people(card),
        *_work(card),
        *_reminders(card),
        *_evidence(card, is_own),
        *_opened(card),
        *_difficulties(actor, card),
    ]
    return sorted(happenings, key=lambda one: one.at, reverse=True)


def _people(card: Card) -> Iterator[Happening]:
    for row in card.case.people.select_related("person"):
        name = row.person.full_name
        yield Happening(
            row.assigned_at,
            row.assigned_by_name,
            "user-check",
            "blue",
            _("Phân công %(name)s") % {"name": name},
        )
        if row.ended_at:
            yield Happening(
                row.ended_at, "", "user-x", "slate", _("%(name)s thôi thực hiện") % {"name": name}
            )


def _work(card: Card) -> Iterator[Happening]:
    for note in card.case.notes.all():
        what = _("Tiến độ %(percent)s %%") % {"percent": note.percent}
        yield Happening(note.at, note.by_name, "progress", "blue", what, note.words)
    for product in card.case.hand_ins.all():
        what = _("Nộp sản phẩm") + (f" · {product.number}" if product.number else "")
        yield Happening(product.at, product.by_name, "send", "teal", what, product.words)


def _reminders(card: Card) -> Iterator[Happening]:
    for row in card.case.reminders.all():
        yield Happening(row.sent_at, row.by_name or "Hội Tụ", "bell", _tone(row), said_of(row), row.reason)


def said_of(row: Reminder) -> str:
    """Return a reminder in one line: whom it went to and which step it was."""
    to = row.get_to_display()
    names = ", ".join(one["name"] for one in row.told) or _("chưa có ai nhận")
    if row.days is None:
        step = _("nhắc trực tiếp")
    elif row.days <= 0:
        step = _("trước hạn %(n)s ngày") % {"n": -row.days}
    else:
        step = _("quá hạn %(n)s ngày") % {"n": row.days}
    return f"{to}: {names} ({step})"


def _tone(row: Reminder) -> str:
    return "amber" if row.to == "person" else "red"


def _evidence(card: Card, is_own: bool) -> Iterator[Happening]:
    for one in card.evidence:
        if one.state == "accepted" or is_own:
            yield Happening(
                one.submitted_at, one.submitted_by_name, "paperclip", "slate", _("Gửi minh chứng"), one.title
            )
            if one.checked_at and one.state == "accepted":
                what = _("Chấp nhận minh chứng")
                yield Happening(one.checked_at, one.checked_by_name, "circle-check", "green", what, one.title)
            elif one.checked_at:
                what = _("Trả lại minh chứng")
                yield Happening(
                    one.checked_at, one.checked_by_name, "arrow-back-up", "orange", what, one.reason
                )


def _opened(card: Card) -> Iterator[Happening]:
    case = card.case
    yield Happening(case.made_at, "", "flag", "slate", _("Nhận nhiệm vụ"))
    for opening in case.task.openings.filter(dropped_at=None, registered_at__isnull=False):
        assert opening.registered_at is not None
        # A case that an event opened (its period is an instant) has no part in other events.
        if "T" not in case.period or case.period.startswith(str(opening.happened_on)):
            what = _("Văn bản mở nhiệm vụ: %(number)s") % {"number": opening.number}
            yield Happening(
                opening.registered_at, opening.registered_by_name, "file-text", "violet", what, opening.awaits
            )


def _difficulties(actor: Actor, card: Card) -> Iterator[Happening]:
    case = card.case
    raised = visible_difficulties(actor).filter(agency_id=case.agency_id, task_id=case.task_id)
    for row in raised.prefetch_related("steps"):
        yield Happening(
            row.raised_at, row.raised_by_name, "message-question", "orange", _("Gửi vướng mắc"), row.title
        )
        for step in row.steps.all():
            what = f"{step.get_kind_display()}" + (f" → {step.to_words}" if step.to_words else "")
            yield Happening(step.at, step.by_name, "messages", "violet", what, step.words)
