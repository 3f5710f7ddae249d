"""Quality checks: make a list of questions, draw a month's sample, look at each item twice."""

import secrets
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.oversight.data import Value, WrongStep
from hoitu.oversight.models import Checklist, Item, Mark, Question, Review, Round, Sampled
from hoitu.oversight.policies.sampling import REVIEWERS, drawn
from hoitu.oversight.queries.monitor import Search, items
from hoitu.stories import api as stories

MOST_QUESTIONS, MOST_ITEMS = 30, 100


@transaction.atomic
def make_checklist(*, actor: Actor, name: str, source: str, questions: list[str]) -> UUID:
    """Make a list of questions, one a line. Raises `BadInput`."""
    actor.require("oversight.draw")
    lines = [nfc(line.strip())[:300] for line in questions if line.strip()]
    if not name.strip() or not lines:
        raise BadInput(_("Hãy ghi tên phiếu và ít nhất một câu hỏi, mỗi câu một dòng."))
    if len(lines) > MOST_QUESTIONS:
        raise BadInput(_("Phiếu có tối đa %d câu hỏi.") % MOST_QUESTIONS)
    row = Checklist.objects.create(
        agency_id=actor.agency, name=nfc(name.strip())[:150], source=nfc(source.strip())[:300]
    )
    Question.objects.bulk_create(
        Question(agency_id=actor.agency, checklist=row, position=at, text=line)
        for at, line in enumerate(lines, start=1)
    )
    audit.record(
        actor=actor, verb="oversight.save_checklist", object_key=f"checklist:{row.pk}", object_label=row.name
    )
    return row.pk


@transaction.atomic
def close_checklist(*, actor: Actor, checklist_id: UUID) -> None:
    """Take a list out of use; what was reviewed with it stays."""
    actor.require("oversight.draw")
    row = Checklist.objects.for_agency(actor.agency).select_for_update().filter(pk=checklist_id).first()
    if row is None:
        raise NotFound()
    row.is_active = False
    row.save(update_fields=["is_active"])
    audit.record(
        actor=actor, verb="oversight.close_checklist", object_key=f"checklist:{row.pk}", object_label=row.name
    )


@transaction.atomic
def draw_sample(*, actor: Actor, checklist_id: UUID, month: date, size: int, seed: str = "") -> UUID:
    """Draw a month's sample once for a list; without a seed one is made.

    Raises `BadInput`, `NotFound`, `WrongStep`.
    """
    actor.require("oversight.draw")
    checklist = Checklist.objects.for_agency(actor.agency).filter(pk=checklist_id, is_active=True).first()
    if checklist is None:
        raise NotFound()
    if not 1 <= size <= MOST_ITEMS:
        raise BadInput(_("Rút từ 1 đến %d tin, bài.") % MOST_ITEMS)
    month = month.replace(day=1)
    there = {row.pk: row for row in items([actor.agency], Search(month))}
    if not there:
        raise BadInput(_("Tháng này chưa có tin, bài nào được theo dõi."))
    seed = seed.strip()[:60] or secrets.token_hex(8)
    try:
        with transaction.atomic():
            row = Round.objects.create(
                agency_id=actor.agency,
                month=month,
                checklist=checklist,
                seed=seed,
                population=len(there),
                drawn_at=clock.now(),
                drawn_by_name=actor.name,
            )
    except IntegrityError as error:
        raise WrongStep(_("Tháng này đã rút mẫu cho phiếu này.")) from error
    chosen = [there[one] for one in drawn(there, seed, size)]
    Sampled.objects.bulk_create(
        Sampled(agency_id=actor.agency, round=row, position=at, item=item, desk=_desk(actor, item))
        for at, item in enumerate(chosen, start=1)
    )
    audit.record(
        actor=actor,
        verb="oversight.draw_sample",
        object_key=f"round:{row.pk}",
        object_label=f"{checklist.name} {row}",
        changes={"seed": ("", seed), "size": ("", len(chosen)), "population": ("", len(there))},
    )
    return row.pk


@transaction.atomic
def review(*, actor: Actor, sampled_id: UUID, values: Mapping[UUID, Value], comment: str) -> UUID:
    """Give or change one's own marks for a drawn item; return the round. Raises `BadInput`, `NotFound`, `WrongStep`.

    Two people look at each item; whoever is among them may change theirs, a third finds the places taken.
    """
    actor.require("oversight.review")
    rows = Sampled.objects.for_agency(actor.agency).select_for_update(of=("self",))
    row = rows.select_related("round", "item").filter(pk=sampled_id).first()
    if row is None:
        raise NotFound()
    questions = list(row.round.checklist.questions.all())
    if {one.pk for one in questions} != set(values):
        raise BadInput(_("Hãy trả lời mọi câu hỏi của phiếu."))
    there = list(row.reviews.all())
    mine = next((one for one in there if one.reviewer_id == actor.person), None)
    if mine is None and len(there) >= REVIEWERS:
        raise WrongStep(_("Tin, bài này đã có đủ hai người chấm."))
    mine = mine or Review(
        agency_id=actor.agency,
        sampled=row,
        reviewer_id=actor.person,
        place=min({1, 2} - {one.place for one in there}),
    )
    mine.reviewer_name, mine.done_at, mine.comment = actor.name, clock.now(), nfc(comment.strip())[:4000]
    mine.save()
    mine.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(agency_id=actor.agency, review=mine, question_id=key, value=value)
        for key, value in values.items()
    )
    audit.record(
        actor=actor, verb="oversight.review", object_key=f"sampled:{row.pk}", object_label=row.item.title
    )
    return row.round_id


def _desk(actor: Actor, item: Item) -> str:
    """Return the desk of the story behind an item; for an item from outside its section."""
    if item.story_id is None:
        return item.section
    try:
        card = stories.story_card(actor=Actor.system(agency_id=actor.agency), story_id=item.story_id)
    except NotFound:
        return item.section
    return card.desk_name or item.section
