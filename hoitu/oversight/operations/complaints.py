"""Complaints: received, looked into, answered, and corrected where the agency was wrong."""

from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import nfc
from hoitu.kernel.turns import take_turn
from hoitu.oversight.data import (
    RULES,
    AnswerInput,
    ComplaintInput,
    ComplaintKind,
    ComplaintState,
    Outcome,
    PastAnswer,
    WrongStep,
)
from hoitu.oversight.events import ComplaintCame, ComplaintDue
from hoitu.oversight.models import Complaint, ComplaintStep, Item
from hoitu.oversight.policies.clocks import REMIND_DAYS, days_left
from hoitu.oversight.queries.law import answer_clock, correction_clock
from hoitu.oversight.queries.scope import watched

WORDS = 8_000
WHY = "reminders go to every agency with open complaints"


@transaction.atomic
def receive_complaint(*, actor: Actor, values: ComplaintInput) -> UUID:
    """Write down what came to the own agency. Raises `BadInput`."""
    actor.require("oversight.complaints")
    if known := _entered_before(actor.agency, values):
        return known.pk
    row = _entered(actor.agency, values)
    _step(actor, row, _("Nhận, vào sổ số %s.") % row.label)
    _record(actor, row, "oversight.receive_complaint", changes=_entry_changes(row))
    return row.pk


@transaction.atomic
def bring_complaint(
    *, actor: Actor, values: ComplaintInput, reference: str, past: PastAnswer | None = None
) -> UUID:
    """Take a complaint over from an earlier book, where it had the number `reference`; return its id.

    It gets the next number of its year. What was answered there keeps the days of the answer and of the correction.
    `values.entry` names it: brought twice, it is entered once and stays as it is. Raises `BadInput`.
    """
    actor.require("oversight.complaints")
    if known := _entered_before(actor.agency, values):
        return known.pk
    if past is not None:
        _refuse_impossible(values, past)
    row = _entered(actor.agency, values)
    _step(
        actor, row, _("Nhập từ sổ cũ, số %(old)s; vào sổ số %(new)s.") % {"old": reference, "new": row.label}
    )
    if past is not None:
        _answered_before(row, past)
        words = _("Đã trả lời theo sổ cũ: %s.") % row.get_outcome_display()
        _step(actor, row, words)
    _record(actor, row, "oversight.bring_complaint", changes=_entry_changes(row))
    return row.pk


def has_complaint(*, actor: Actor, entry: UUID) -> bool:
    """Say whether the own agency's register holds what was entered under this name."""
    actor.require("oversight.complaints")
    return Complaint.objects.for_agency(actor.agency).filter(pk=uuid5(actor.agency, str(entry))).exists()


@transaction.atomic
def pass_on_complaint(*, actor: Actor, agency_id: UUID, values: ComplaintInput) -> str:
    """Hand what came to a body above over to the agency it is about; return the number it has there.

    From then on it belongs to the agency: the body keeps the number, not who complained.
    Raises `BadInput`, `NotFound`.
    """
    actor.require("oversight.complaints")
    if agency_id not in watched(actor) or agency_id == actor.agency:
        raise NotFound()
    if known := _entered_before(agency_id, values):
        return known.label
    row = _entered(agency_id, values, forwarded_by=actor.agency)
    sender = accounts.organisation(organisation_id=actor.agency).name
    _step(actor, row, _("%(body)s chuyển đến, vào sổ số %(label)s.") % {"body": sender, "label": row.label})
    announce(
        ComplaintCame(
            subject=f"complaint:{row.pk}",
            agency_id=agency_id,
            complaint_id=row.pk,
            label=row.label,
            from_name=sender,
        )
    )
    for place in sorted({actor.agency, agency_id}):
        _record(actor, row, "oversight.pass_on_complaint", changes=_entry_changes(row), agency_id=place)
    return row.label


@transaction.atomic
def note_step(*, actor: Actor, complaint_id: UUID, words: str) -> None:
    """Note what was done about a complaint; it is being looked into from then on."""
    row = _locked(actor, complaint_id)
    if row.state == ComplaintState.ANSWERED:
        raise WrongStep()
    if not words.strip():
        raise BadInput(_("Hãy ghi việc đã làm."))
    row.state = ComplaintState.CHECKING
    row.save(update_fields=["state"])
    _step(actor, row, words)
    _record(actor, row, "oversight.note_complaint")


@transaction.atomic
def answer_complaint(*, actor: Actor, complaint_id: UUID, values: AnswerInput) -> None:
    """Answer a complaint. Where the agency was wrong, its correction is owed from now on.

    Raises `BadInput` without words (a refusal needs its reasons in writing), `WrongStep`, `NotFound`.
    """
    row = _locked(actor, complaint_id)
    if row.state == ComplaintState.ANSWERED:
        raise WrongStep()
    if not values.answer.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời; nếu từ chối, phải nêu lý do bằng văn bản."))
    now = clock.now()
    row.outcome, row.answer = values.outcome, nfc(values.answer.strip())[:WORDS]
    row.state, row.answered_at = ComplaintState.ANSWERED, now
    if values.outcome is Outcome.CORRECTION:
        row.correct_by = correction_clock(values.medium, now)
    row.save()
    _step(actor, row, _("Trả lời: %s.") % row.get_outcome_display())
    _record(actor, row, "oversight.answer_complaint", changes={"outcome": ("", row.get_outcome_display())})


@transaction.atomic
def note_correction(*, actor: Actor, complaint_id: UUID, where: str) -> None:
    """Note that the correction is out, and where. Raises `BadInput`, `WrongStep` when none is owed."""
    row = _locked(actor, complaint_id)
    if row.outcome != Outcome.CORRECTION or row.corrected_at is not None:
        raise WrongStep()
    if not where.strip():
        raise BadInput(_("Hãy ghi nơi đăng cải chính: địa chỉ trang, hoặc số báo, chương trình."))
    row.corrected_at, row.corrected_where = clock.now(), nfc(where.strip())[:500]
    row.save(update_fields=["corrected_at", "corrected_where"])
    _step(actor, row, _("Đã đăng cải chính: %s") % row.corrected_where)
    _record(actor, row, "oversight.correct_complaint", changes={"where": ("", row.corrected_where)})


def on_corrected(*, agency_id: UUID, story_id: UUID, where: str) -> None:
    """Settle the corrections that are owed for a story whose correction is out. Twice is as once."""
    rows = Complaint.objects.for_agency(agency_id).select_for_update(of=("self",))
    actor = Actor.system(agency_id=agency_id)
    with transaction.atomic():
        for row in rows.filter(item__story_id=story_id, outcome=Outcome.CORRECTION, corrected_at=None):
            note_correction(actor=actor, complaint_id=row.pk, where=where or row.url or row.title)


def remind_of_complaints() -> int:
    """Announce today's reminders; return how many. Whoever hears one twice tells it once."""
    now, told = clock.now(), 0
    waiting = Complaint.objects.unscoped(why=WHY).filter(answered_at=None, due_at__isnull=False)
    owed = Complaint.objects.unscoped(why=WHY).filter(
        outcome=Outcome.CORRECTION, corrected_at=None, correct_by__isnull=False
    )
    for rows, is_correction in ((waiting, False), (owed, True)):
        for row in rows:
            due_at = row.correct_by if is_correction else row.due_at
            assert due_at is not None
            days = days_left(due_at, now)
            # A correction is owed at once: it is asked for every day until it is out.
            if days in REMIND_DAYS or (is_correction and days < 0):
                _remind(row, days, is_correction=is_correction)
                told += 1
    return told


@transaction.atomic
def _remind(row: Complaint, days: int, *, is_correction: bool) -> None:
    announce(
        ComplaintDue(
            subject=f"complaint:{row.pk}",
            agency_id=row.agency_id,
            complaint_id=row.pk,
            label=row.label,
            days_left=days,
            is_correction=is_correction,
        )
    )


def _entered(agency_id: UUID, values: ComplaintInput, forwarded_by: UUID | None = None) -> Complaint:
    if not values.title.strip():
        raise BadInput(_("Hãy ghi khiếu nại, phản ánh về việc gì."))
    if values.received_at > clock.now():
        raise BadInput(_("Thời điểm nhận không thể ở tương lai."))
    kind = ComplaintKind.FORWARDED if forwarded_by else values.kind
    due_at, rule_words = answer_clock(kind, values.received_at)
    year = clock.local(values.received_at).year
    item = Item.objects.for_agency(agency_id).filter(pk=values.item_id).first() if values.item_id else None
    return Complaint.objects.create(
        pk=_entry_id(agency_id, values) or new_id(),
        agency_id=agency_id,
        year=year,
        number=_next_number(agency_id, year),
        kind=kind,
        via=values.via,
        received_at=values.received_at,
        title=nfc(values.title.strip())[:300],
        content=nfc(values.content.strip())[:WORDS],
        url=(values.url.strip() or (item.url if item else ""))[:500],
        item=item,
        complainant=nfc(values.complainant.strip())[:200],
        contact=nfc(values.contact.strip())[:300],
        forwarded_by_id=forwarded_by,
        rule_key=RULES[kind],
        rule_words=rule_words[:300],
        due_at=due_at,
    )


def _refuse_impossible(values: ComplaintInput, past: PastAnswer) -> None:
    if not past.given.answer.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời; nếu từ chối, phải nêu lý do bằng văn bản."))
    if not values.received_at <= past.answered_at <= clock.now():
        raise BadInput(_("Ngày trả lời phải từ lúc nhận đến nay."))
    if past.corrected_at is None and not past.corrected_where.strip():
        return
    if past.given.outcome is not Outcome.CORRECTION:
        raise BadInput(_("Chỉ ghi việc cải chính khi kết quả là cải chính, xin lỗi."))
    if past.corrected_at is None or not past.corrected_where.strip():
        raise BadInput(_("Việc cải chính phải có cả ngày đăng và nơi đăng."))
    if not values.received_at <= past.corrected_at <= clock.now():
        raise BadInput(_("Ngày cải chính phải từ lúc nhận đến nay."))


def _answered_before(row: Complaint, past: PastAnswer) -> None:
    row.outcome, row.answer = past.given.outcome, nfc(past.given.answer.strip())[:WORDS]
    row.state, row.answered_at = ComplaintState.ANSWERED, past.answered_at
    if past.given.outcome is Outcome.CORRECTION:
        row.correct_by = correction_clock(past.given.medium, past.answered_at)
        row.corrected_at, row.corrected_where = past.corrected_at, nfc(past.corrected_where.strip())[:500]
    row.save()


def _entered_before(agency_id: UUID, values: ComplaintInput) -> Complaint | None:
    """Return what the same form has entered already: somebody pressed twice."""
    entry_id = _entry_id(agency_id, values)
    if entry_id is None:
        return None
    take_turn("complaint-entry", entry_id)
    return Complaint.objects.for_agency(agency_id).filter(pk=entry_id).first()


def _entry_id(agency_id: UUID, values: ComplaintInput) -> UUID | None:
    """Return the id that a form's complaint has in an agency: no form can name another agency's row."""
    return uuid5(agency_id, str(values.entry)) if values.entry else None


def _next_number(agency_id: UUID, year: int) -> int:
    """Return the next number of the year's register; numbers wait for each other, so none is given twice."""
    take_turn("complaint", agency_id, year)
    rows = Complaint.objects.for_agency(agency_id).filter(year=year)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _locked(actor: Actor, complaint_id: UUID) -> Complaint:
    actor.require("oversight.complaints")
    rows = Complaint.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(pk=complaint_id).first()
    if row is None:
        raise NotFound()
    return row


def _step(actor: Actor, row: Complaint, words: str) -> None:
    ComplaintStep.objects.create(
        agency_id=row.agency_id,
        complaint=row,
        at=clock.now(),
        by_name=actor.name,
        words=nfc(words.strip())[:WORDS],
    )


def _entry_changes(row: Complaint) -> dict[str, tuple[object, object]]:
    due = clock.local(row.due_at).isoformat(timespec="minutes") if row.due_at else ""
    return {"kind": ("", row.get_kind_display()), "due_at": ("", due)}


def _record(
    actor: Actor,
    row: Complaint,
    verb: str,
    *,
    changes: dict[str, tuple[object, object]] | None = None,
    agency_id: UUID | None = None,
) -> None:
    # The trail names the number only: it is kept longer, and read by others, than the complaint.
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"complaint:{row.pk}",
        object_label=row.label,
        changes=changes,
        agency_id=agency_id,
    )
