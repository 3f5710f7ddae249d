"""Join a difficulty to the proposal, in a register of legal texts, to change the text that causes it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.live import notify_live
from hoitu.registers import api as registers
from hoitu.strategy.models import Difficulty, DifficultyText
from hoitu.strategy.queries.difficulties import visible_difficulties


@transaction.atomic
def link_text(*, actor: Actor, difficulty_id: UUID, text_id: UUID) -> None:
    """Say that a difficulty led to a proposal of the actor's organisation; said again, it is said once.

    Raises `BadInput` for a text in which the organisation proposes nothing, `NotFound`.
    """
    row = _seen(actor, difficulty_id)
    text = next((one for one in registers.text_proposals(actor=actor) if one.id == text_id), None)
    if text is None:
        raise BadInput(_("Hãy chọn một văn bản trong sổ của đơn vị đã ghi kiến nghị sửa đổi."))
    _link, is_new = DifficultyText.objects.for_agency(actor.agency).get_or_create(
        difficulty=row,
        text_id=text_id,
        defaults={"agency_id": actor.agency, "at": clock.now(), "by_name": actor.name},
    )
    if is_new:
        _noted(actor, row, "strategy.link_text", text.number)


@transaction.atomic
def unlink_text(*, actor: Actor, difficulty_id: UUID, text_id: UUID) -> None:
    """Take the link to a proposal of the actor's organisation back. Raises `NotFound`."""
    row = _seen(actor, difficulty_id)
    links = DifficultyText.objects.for_agency(actor.agency).filter(difficulty=row, text_id=text_id)
    link = links.select_related("text").first()
    if link is None:
        raise NotFound()
    number = link.text.number
    link.delete()
    _noted(actor, row, "strategy.unlink_text", number)


def _seen(actor: Actor, difficulty_id: UUID) -> Difficulty:
    if not actor.may("strategy.assign"):
        actor.require("strategy.manage")
    row = visible_difficulties(actor).filter(pk=difficulty_id).first()
    if row is None:
        raise NotFound()
    return row


def _noted(actor: Actor, row: Difficulty, verb: str, number: str) -> None:
    notify_live(row.agency_id, "tasks", f"difficulty:{row.pk}")
    audit.record(
        actor=actor, verb=verb, object_key=f"difficulty:{row.pk}", object_label=row.title[:200], note=number
    )
