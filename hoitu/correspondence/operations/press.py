"""Questions of the press: asked, drafted, approved by a named spokesperson, declined with a reason, taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import WrongStep
from hoitu.correspondence.models import PressRequest, PressStep
from hoitu.correspondence.operations.files import keep
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.correspondence.policies.answer_clock import due_of
from hoitu.correspondence.queries.press import require_spokesperson, spokespeople, with_spokesperson
from hoitu.correspondence.queries.rules import answer_rule
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.ids import new_id
from hoitu.kernel.turns import take_turn

State = PressRequest.State
DESK = "correspondence.press"


@dataclass(frozen=True)
class PressInput:
    """What the press asks. `wanted_by` is when the asker hopes for an answer."""

    subject: str
    questions: str
    journalist: str = ""
    contact: str = ""
    wanted_by: datetime | None = None


@dataclass(frozen=True)
class PastReply:
    """How a question of an earlier book ended there; `approved_by` spoke then."""

    state: str
    words: str
    answered_at: datetime
    approved_by: str


@transaction.atomic
def ask(*, actor: Actor, organisation_id: UUID, values: PressInput) -> UUID:
    """Ask an organisation of this installation that has a spokesperson; return the request's id.

    Raises `BadInput`, `NotFound` for an organisation without one.
    """
    actor.require("correspondence.ask")
    if organisation_id not in {row.id for row in with_spokesperson()} - {actor.agency}:
        raise NotFound()
    asker = accounts.organisation(organisation_id=actor.agency)
    row = _open(organisation_id, values, asked_at=clock.now(), asker_name=asker.name, asker_id=asker.id)
    _step(actor, row, by_name=asker.name)
    arrived("press_asked", row, row.agency_id, by_name=asker.name, permission=DESK)
    noted(actor, "ask_press", row, other=row.agency_id, name=asker.name)
    return row.pk


@transaction.atomic
def take_down(*, actor: Actor, asker_name: str, asked_at: datetime, values: PressInput) -> UUID:
    """Write down what somebody outside this installation asked the actor's organisation. Raises `BadInput`."""
    actor.require(DESK)
    if not asker_name.strip():
        raise BadInput(_("Hãy ghi cơ quan báo chí nào hỏi."))
    if asked_at > clock.now():
        raise BadInput(_("Giờ nhận câu hỏi chưa tới."))
    row = _open(actor.agency, values, asked_at=asked_at, asker_name=asker_name.strip(), asker_id=None)
    _step(actor, row)
    noted(actor, "ask_press", row)
    return row.pk


@transaction.atomic
def bring_question(
    *,
    actor: Actor,
    asker_name: str,
    asked_at: datetime,
    values: PressInput,
    entry: UUID,
    reference: str,
    past: PastReply | None = None,
) -> UUID:
    """Take a question over from an earlier book, where it had the number `reference`; return its id.

    `entry` names it: brought twice, it is entered once and stays as it is. What was answered there keeps its day and
    who spoke; only a spokesperson brings answers, as only they give them.
    Raises `BadInput`, `NotTheSpokesperson`.
    """
    actor.require(DESK)
    row_id = uuid5(actor.agency, str(entry))
    take_turn("press-entry", row_id)
    if has_question(actor=actor, entry=entry):
        return row_id
    if not asker_name.strip():
        raise BadInput(_("Hãy ghi cơ quan báo chí nào hỏi."))
    if asked_at > clock.now():
        raise BadInput(_("Giờ nhận câu hỏi chưa tới."))
    if past is not None:
        require_spokesperson(actor)
        _refuse_impossible(asked_at, past)
    row = _open(
        actor.agency, values, asked_at=asked_at, asker_name=asker_name.strip(), asker_id=None, row_id=row_id
    )
    _step(actor, row, _("Nhập từ sổ cũ, số %s.") % reference)
    if past is not None:
        row.state, row.answer = past.state, past.words.strip()
        row.answered_at, row.approved_by_name = past.answered_at, past.approved_by.strip()
        row.save()
        _step(actor, row, _("Theo sổ cũ."))
    noted(actor, "bring_press", row)
    return row_id


def has_question(*, actor: Actor, entry: UUID) -> bool:
    """Say whether the own press desk holds what was entered under this name."""
    actor.require(DESK)
    rows = PressRequest.objects.for_agency(actor.agency)
    return rows.filter(pk=uuid5(actor.agency, str(entry))).exists()


@transaction.atomic
def draft_answer(*, actor: Actor, request_id: UUID, words: str) -> None:
    """Put a draft before the spokespersons of the organisation. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require(DESK)
    row = _asked(actor, request_id)
    if not words.strip():
        raise BadInput(_("Hãy soạn nội dung trả lời."))
    row.draft, row.state = words.strip(), State.DRAFTED
    row.save(update_fields=["draft", "state"])
    _step(actor, row)
    speakers = [one.person_id for one in spokespeople(actor.agency)]
    arrived(
        "press_drafted", row, actor.agency, by_name=actor.name, person_ids=speakers,
        once=clock.now().isoformat(),
    )  # fmt: skip
    noted(actor, "draft_answer", row)


@transaction.atomic
def return_draft(*, actor: Actor, request_id: UUID, reason: str) -> None:
    """Give a draft back to the desk with a reason; a spokesperson does. Raises `BadInput`, `WrongStep`."""
    row = _to_decide(actor, request_id, (State.DRAFTED,))
    if not reason.strip():
        raise BadInput(_("Hãy ghi điều cần sửa."))
    row.state = State.ASKED
    row.save(update_fields=["state"])
    _step(actor, row, reason)
    once = clock.now().isoformat()
    arrived("press_returned", row, actor.agency, by_name=actor.name, permission=DESK, once=once, note=reason)
    noted(actor, "return_answer", row, note=reason.strip())


@transaction.atomic
def approve_answer(
    *,
    actor: Actor,
    request_id: UUID,
    words: str,
    files: Collection[tuple[BinaryIO, str]] = (),
) -> None:
    """Give the answer; only a named spokesperson in office does.

    Raises `BadInput`, `NotTheSpokesperson`, `WrongStep`.
    """
    row = _to_decide(actor, request_id, PressRequest.OPEN)
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời."))
    _close(actor, row, State.ANSWERED, words)
    for file, name in files:
        row.files.add(keep(actor, file, name))
    _tell_asker(actor, row, "approve_answer", "press_answered")


@transaction.atomic
def decline(*, actor: Actor, request_id: UUID, reason: str) -> None:
    """Decline to answer, with the reason that the asker reads; a named spokesperson does."""
    row = _to_decide(actor, request_id, PressRequest.OPEN)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do từ chối; nơi hỏi sẽ đọc lý do này."))
    _close(actor, row, State.DECLINED, reason)
    _tell_asker(actor, row, "decline_press", "press_declined")


@transaction.atomic
def take_back(*, actor: Actor, request_id: UUID) -> None:
    """Take back a question that the actor's organisation asked. Raises `NotFound`, `WrongStep`."""
    actor.require("correspondence.ask")
    rows = PressRequest.objects.unscoped(why="the asker's own question").select_for_update(of=("self",))
    row = rows.filter(pk=request_id, asker_id=actor.agency).first()
    if row is None:
        raise NotFound()
    if row.state not in PressRequest.OPEN:
        raise WrongStep()
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    _step(actor, row, by_name=row.asker_name)
    arrived("press_withdrawn", row, row.agency_id, by_name=row.asker_name, permission=DESK)
    noted(actor, "withdraw_press", row, other=row.agency_id, name=row.asker_name)


def _refuse_impossible(asked_at: datetime, past: PastReply) -> None:
    if past.state not in (State.ANSWERED, State.DECLINED):
        raise BadInput(_("Câu hỏi đã xong thì kết quả là đã trả lời hoặc từ chối."))
    if not past.words.strip():
        raise BadInput(_("Hãy ghi nội dung trả lời hoặc lý do từ chối."))
    if not past.approved_by.strip():
        raise BadInput(_("Hãy ghi ai đã phát ngôn."))
    if not asked_at <= past.answered_at <= clock.now():
        raise BadInput(_("Giờ trả lời phải từ lúc nhận đến nay."))


def _open(
    agency_id: UUID,
    values: PressInput,
    *,
    asked_at: datetime,
    asker_name: str,
    asker_id: UUID | None,
    row_id: UUID | None = None,
) -> PressRequest:
    if not (values.subject.strip() and values.questions.strip()):
        raise BadInput(_("Hãy ghi vấn đề và câu hỏi."))
    rule = answer_rule(clock.local(asked_at).date())
    return PressRequest.objects.create(
        pk=row_id or new_id(),
        agency_id=agency_id,
        asker_id=asker_id,
        asker_name=asker_name,
        journalist=values.journalist.strip(),
        contact=values.contact.strip(),
        subject_words=values.subject.strip(),
        questions=values.questions.strip(),
        asked_at=asked_at,
        wanted_by=values.wanted_by,
        due_at=due_of(asked_at, rule),
        due_basis=rule.words,
    )


def _asked(actor: Actor, request_id: UUID) -> PressRequest:
    rows = (
        PressRequest.objects.for_agency(actor.agency).select_for_update(of=("self",)).select_related("agency")
    )
    row = rows.filter(pk=request_id).first()
    if row is None:
        raise NotFound()
    if row.state not in PressRequest.OPEN:
        raise WrongStep()
    return row


def _to_decide(actor: Actor, request_id: UUID, states: Collection[str]) -> PressRequest:
    actor.require(DESK)
    row = _asked(actor, request_id)
    require_spokesperson(actor)
    if row.state not in states:
        raise WrongStep()
    return row


def _close(actor: Actor, row: PressRequest, state: str, words: str) -> None:
    row.state, row.answer = state, words.strip()
    row.answered_at, row.approved_by_name = clock.now(), actor.name
    row.save()
    _step(actor, row, words if state == State.DECLINED else "")


def _tell_asker(actor: Actor, row: PressRequest, verb: str, what: str) -> None:
    if row.asker_id is not None:
        arrived(what, row, row.asker_id, by_name=row.agency.name, permission="correspondence.ask")
    noted(actor, verb, row, other=row.asker_id, name=row.agency.name)


def _step(actor: Actor, row: PressRequest, note: str = "", *, by_name: str = "") -> None:
    PressStep.objects.create(
        agency_id=row.agency_id,
        request=row,
        state=row.state,
        note=note.strip(),
        at=clock.now(),
        by_name=by_name or actor.name,
    )
