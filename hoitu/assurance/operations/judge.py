"""Say of a drawn record whether it holds; close a draw when all were judged; cancel one that cannot go on."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.assurance.data import State, Verdict
from hoitu.assurance.errors import DrawOver, NotYet, SecondPersonJudges, SeedUnreadable
from hoitu.assurance.events import RecordJudged
from hoitu.assurance.models import Judgement, ListedRecord
from hoitu.assurance.operations.announce import moved
from hoitu.assurance.queries.draws import WHY, agencies_in, result_of
from hoitu.assurance.queries.find import own_draw
from hoitu.assurance.sealing import unseal
from hoitu.audit import api as audit
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import nfc


def judge_record(*, actor: Actor, record_id: UUID, verdict: str, reason: str) -> None:
    """Judge a drawn record, or judge it anew while the draw is open. A record without proof waits for its deadline.

    Raises `SecondPersonJudges`, `NotYet`, `DrawOver`, `BadInput`, `NotFound`, `NotAllowed`.
    """
    actor.require("assurance.judge")
    reason = nfc(reason.strip())[:2000]
    if verdict not in list(Verdict):
        raise BadInput(_("Hãy chọn một kết luận."))
    if not reason:
        raise BadInput(_("Hãy ghi căn cứ của kết luận."))
    with transaction.atomic():
        record = ListedRecord.objects.unscoped(why=WHY).filter(pk=record_id, place__isnull=False).first()
        if record is None:
            raise NotFound()
        draw = own_draw(actor, record.draw_id)
        if draw.state != State.DRAWN:
            raise DrawOver()
        papers = evidence.evidence_about(agency_ids={record.agency_id}, about={record.about})
        given = papers.get((record.agency_id, record.about), ())
        if actor.person_id in {draw.announced_by_id, *(one.submitted_by for one in given)}:
            raise SecondPersonJudges()
        if not given and clock.now() < draw.proof_due_at:
            raise NotYet(
                _("Cơ quan còn thời gian nộp minh chứng. Hãy chờ minh chứng hoặc hết hạn rồi kết luận.")
            )
        now, rows = clock.now(), Judgement.objects.unscoped(why=WHY).filter(record=record, superseded_at=None)
        before = rows.values_list("verdict", flat=True).first() or ""
        rows.update(superseded_at=now)
        Judgement.objects.create(
            agency_id=draw.agency_id,
            record=record,
            verdict=verdict,
            reason=reason,
            judged_by_id=actor.person_id,
            judged_by_name=actor.name,
            judged_at=now,
        )
        audit.record(
            actor=actor,
            verb="assurance.judge",
            object_key=draw.key,
            object_label=str(draw),
            changes={"verdict": (before, verdict)},
            note=f"{record.place}. {reason}",
        )
        announce(
            RecordJudged(
                subject=draw.key,
                agency_id=record.agency_id,
                draw_id=draw.pk,
                record_id=record.pk,
                verdict=verdict,
            )
        )


def close_draw(*, actor: Actor, draw_id: UUID) -> None:
    """Close a draw whose every record was judged: the result stands beside the number from now on."""
    actor.require("assurance.draw")
    with transaction.atomic():
        row = own_draw(actor, draw_id)
        if row.state != State.DRAWN:
            raise DrawOver()
        result = result_of(row)
        if not result.is_complete:
            raise NotYet(_("Còn %(n)d bản ghi chưa có kết luận.") % {"n": result.drawn - result.judged})
        row.state, row.closed_at, row.closed_by_name = State.CLOSED, clock.now(), actor.name
        row.save(update_fields=["state", "closed_at", "closed_by_name"])
        audit.record(
            actor=actor,
            verb="assurance.close",
            object_key=row.key,
            object_label=str(row),
            changes={"result": ("", f"{result.holds}/{result.drawn}")},
        )
        moved(row, "closed", actor=actor, agencies=agencies_in(row))


def cancel_draw(*, actor: Actor, draw_id: UUID, reason: str) -> None:
    """Cancel a draw that is not closed. It stays in the list with its reason, and its seed is opened.

    Who could drop a draw unseen could draw until the result pleases.
    """
    actor.require("assurance.draw")
    reason = nfc(reason.strip())[:2000]
    if not reason:
        raise BadInput(_("Hãy ghi lý do hủy; lượt rút đã hủy vẫn hiện trong danh sách."))
    with transaction.atomic():
        row = own_draw(actor, draw_id)
        if row.state not in (State.ANNOUNCED, State.DRAWN):
            raise DrawOver()
        row.seed = row.seed or _opened(bytes(row.sealed_seed))
        row.state, row.reason = State.CANCELLED, reason
        row.cancelled_at, row.cancelled_by_name = clock.now(), actor.name
        row.save(update_fields=["seed", "state", "reason", "cancelled_at", "cancelled_by_name"])
        audit.record(
            actor=actor,
            verb="assurance.cancel",
            object_key=row.key,
            object_label=str(row),
            changes={"seed": ("", row.seed)},
            note=reason,
        )
        moved(row, "cancelled", actor=actor, agencies=agencies_in(row))


def _opened(sealed: bytes) -> str:
    """Return the seed, or a word for one that nobody can open any more: cancelling is then the only way on."""
    try:
        return unseal(sealed)
    except SeedUnreadable:
        return "unreadable"
