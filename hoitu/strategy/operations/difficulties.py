"""Put difficulties before the managing body, which answers or passes them on upwards (R-000.4)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.live import notify_live
from hoitu.kernel.turns import take_turn
from hoitu.strategy.events import DifficultyMoved
from hoitu.strategy.models import Difficulty, DifficultyStep, Task
from hoitu.strategy.queries.difficulties import standings, task_of, visible_difficulties
from hoitu.strategy.queries.people import above

Kind = DifficultyStep.Kind


@transaction.atomic
def raise_difficulty(
    *, actor: Actor, title: str, words: str, proposal: str = "", task_id: UUID | None = None
) -> UUID:
    """Raise a difficulty; it goes to the body that manages the organisation for the state. Return its id.

    The same words again, while they wait for an answer, are the same difficulty. Raises `BadInput` where no such body
    is known, `NotFound` for a task that is not there.
    """
    actor.require("strategy.assign")
    task = task_of(actor, task_id) if task_id else None
    if not (title.strip() and words.strip()):
        raise BadInput(_("Hãy ghi vướng mắc và nội dung cụ thể."))
    said = {"task": task, "title": title.strip(), "words": words.strip(), "proposal": proposal.strip()}
    take_turn("raise_difficulty", actor.agency)
    rows = Difficulty.objects.for_agency(actor.agency)
    raised = next((one for one in standings(rows.filter(**said)) if one.is_open), None)
    if raised is not None:
        return raised.row.pk
    row = rows.create(
        agency_id=actor.agency,
        **said,
        handler_id=_first_handler(actor, task),
        raised_at=clock.now(),
        raised_by_id=actor.person_id,
        raised_by_name=actor.name,
    )
    _tell(actor, row, row.handler_id)
    _noted(actor, row, "strategy.raise_difficulty")
    return row.pk


def _first_handler(actor: Actor, task: Task | None) -> UUID:
    higher = above(actor.agency)
    if higher:
        return higher[0].id
    owner_id = task.plan.owner_id if task else None
    if owner_id is None or owner_id == actor.agency:
        raise BadInput(
            _("Chưa ghi cơ quan nào quản lý đơn vị của bạn. Hãy ghi quan hệ này ở mục Tổ chức rồi gửi lại.")
        )
    return owner_id


@transaction.atomic
def answer_difficulty(*, actor: Actor, difficulty_id: UUID, words: str, document: str = "") -> None:
    """Answer a difficulty that lies with the actor's organisation. Raises `BadInput`, `NotFound`."""
    row = _open_one(actor, difficulty_id)
    _step(actor, row, Kind.ANSWERED, words, document=document)
    _tell(actor, row, row.agency_id, is_answer=True)
    _noted(actor, row, "strategy.answer_difficulty")


@transaction.atomic
def pass_on_difficulty(
    *, actor: Actor, difficulty_id: UUID, to: str, words: str, document: str = "", to_id: UUID | None = None
) -> None:
    """Pass a difficulty on upwards, with a note.

    `to_id` is a body above that works here and has it from now on. Otherwise `to` names who was written to, and the
    answer is still noted by the actor's organisation. Raises `BadInput`, `NotFound`.
    """
    row = _open_one(actor, difficulty_id)
    if to_id is not None:
        higher = {one.id: one.name for one in above(actor.agency)}
        if to_id not in higher:
            raise BadInput(_("Chỉ chuyển được tới cơ quan cấp trên trực tiếp."))
        to, row.handler_id = higher[to_id], to_id
        row.save(update_fields=["handler"])
    if not to.strip():
        raise BadInput(_("Hãy ghi chuyển tới ai."))
    _step(actor, row, Kind.PASSED, words, document=document, to=to)
    if to_id is not None:
        _tell(actor, row, to_id)
    _tell(actor, row, row.agency_id)
    _noted(actor, row, "strategy.pass_on_difficulty")


@transaction.atomic
def withdraw_difficulty(*, actor: Actor, difficulty_id: UUID, words: str) -> None:
    """Take back a difficulty that the actor's organisation raised. Raises `BadInput`, `NotFound`."""
    actor.require("strategy.assign")
    rows = Difficulty.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(pk=difficulty_id).first()
    if row is None:
        raise NotFound()
    _check_open(row)
    _step(actor, row, Kind.WITHDRAWN, words)
    _noted(actor, row, "strategy.withdraw_difficulty")


def _open_one(actor: Actor, difficulty_id: UUID) -> Difficulty:
    actor.require("strategy.manage")
    rows = visible_difficulties(actor).select_for_update(of=("self",))
    row = rows.filter(pk=difficulty_id, handler_id=actor.agency).first()
    if row is None:
        raise NotFound()
    _check_open(row)
    return row


def _check_open(row: Difficulty) -> None:
    if row.steps.filter(kind__in=(Kind.ANSWERED, Kind.WITHDRAWN)).exists():
        raise BadInput(_("Vướng mắc này đã khép lại."))


def _step(actor: Actor, row: Difficulty, kind: Kind, words: str, *, document: str = "", to: str = "") -> None:
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung."))
    DifficultyStep.objects.unscoped(why="a step of a difficulty in hand").create(
        difficulty=row,
        kind=kind,
        words=words.strip(),
        document=document.strip(),
        to_words=to.strip(),
        at=clock.now(),
        organisation_id=actor.agency,
        by_id=actor.person_id,
        by_name=actor.name,
    )


def _tell(actor: Actor, row: Difficulty, agency_id: UUID, *, is_answer: bool = False) -> None:
    announce(
        DifficultyMoved(
            subject=f"difficulty:{row.pk}",
            agency_id=agency_id,
            difficulty_id=row.pk,
            is_answer=is_answer,
            by_name=actor.name,
            at=clock.now(),
        )
    )


def _noted(actor: Actor, row: Difficulty, verb: str) -> None:
    notify_live(row.agency_id, "tasks", f"difficulty:{row.pk}")
    audit.record(actor=actor, verb=verb, object_key=f"difficulty:{row.pk}", object_label=row.title[:200])
