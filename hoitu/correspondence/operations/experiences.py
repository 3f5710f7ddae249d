"""Write up a case, publish it after approval, ask its authors, take part in a comparison and leave it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import WrongStep
from hoitu.correspondence.models import Experience, Participation, Question, UsefulMark
from hoitu.correspondence.operations.tell import arrived, noted
from hoitu.correspondence.queries.experiences import own_figures, readable_experience
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import fold, nfc
from hoitu.strategy import api as strategy

READ, WRITE, SEND = "correspondence.read", "correspondence.write", "correspondence.send"
State = Experience.State


@dataclass(frozen=True)
class ExperienceInput:
    """What a person says about a case."""

    title: str
    problem: str
    done: str
    lessons: str
    reach: str = Experience.Reach.CIRCLE


@transaction.atomic
def write_experience(
    *,
    actor: Actor,
    values: ExperienceInput,
    indicators: Collection[str] = (),
    experience_id: UUID | None = None,
) -> UUID:
    """Store a draft; return its id. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require(WRITE)
    if not all((values.title.strip(), values.problem.strip(), values.done.strip(), values.lessons.strip())):
        raise BadInput(_("Hãy ghi đủ: vấn đề, đã làm gì, bài học."))
    if values.reach not in Experience.Reach.values or not set(indicators) <= strategy.computed_indicators():
        raise BadInput()
    if experience_id:
        row = _own(actor, experience_id, State.DRAFT)
    else:
        row = Experience(agency_id=actor.agency, written_at=clock.now(), written_by_name=actor.name)
    for name, value in asdict(values).items():
        setattr(row, name, nfc(value.strip()))
    row.indicators = sorted(indicators)
    row.folded = fold(" ".join((row.title, row.problem, row.done, row.lessons)))
    row.save()
    noted(actor, "write_experience", row)
    return row.pk


@transaction.atomic
def publish_experience(*, actor: Actor, experience_id: UUID) -> None:
    """Publish a draft with the figures of now, frozen. Raises `NotFound`, `WrongStep`."""
    actor.require(SEND)
    row = _own(actor, experience_id, State.DRAFT)
    row.figures = own_figures(actor.agency, row.indicators)
    row.state, row.published_at, row.approved_by_name = State.PUBLISHED, clock.now(), actor.name
    row.save()
    noted(actor, "publish_experience", row)


@transaction.atomic
def withdraw_experience(*, actor: Actor, experience_id: UUID, reason: str) -> None:
    """Take a published case back; nobody outside sees it any more. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require(SEND)
    row = _own(actor, experience_id, State.PUBLISHED)
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do."))
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    noted(actor, "withdraw_experience", row, note=reason.strip())


@transaction.atomic
def mark_useful(*, actor: Actor, experience_id: UUID, useful: bool) -> None:
    """Mark somebody else's case as useful for the actor's organisation, or take the mark back."""
    actor.require(READ)
    row = readable_experience(actor, experience_id)
    if row.agency_id == actor.agency or row.state != State.PUBLISHED:
        raise WrongStep()
    marks = UsefulMark.objects.for_agency(actor.agency).filter(experience=row)
    if useful:
        UsefulMark.objects.for_agency(actor.agency).get_or_create(
            agency_id=actor.agency, experience=row, defaults={"at": clock.now(), "by_name": actor.name}
        )
    else:
        marks.delete()
    noted(actor, "mark_useful", row)


@transaction.atomic
def ask_author(*, actor: Actor, experience_id: UUID, words: str) -> UUID:
    """Ask the organisation that wrote a case. Raises `BadInput`, `NotFound`, `WrongStep`."""
    actor.require(WRITE)
    row = readable_experience(actor, experience_id)
    if row.agency_id == actor.agency or row.state != State.PUBLISHED:
        raise WrongStep()
    if not words.strip():
        raise BadInput(_("Hãy ghi câu hỏi."))
    question = Question.objects.create(
        agency_id=actor.agency, experience=row, words=words.strip(), at=clock.now(), by_name=actor.name
    )
    asker = accounts.organisation(organisation_id=actor.agency)
    arrived(
        "experience_asked", row, row.agency_id, by_name=asker.name, permission=WRITE, once=str(question.pk)
    )
    noted(actor, "ask_author", row)
    return question.pk


@transaction.atomic
def answer_question(*, actor: Actor, question_id: UUID, words: str) -> None:
    """Answer what was asked about a case of the actor's organisation, once.

    Raises `BadInput`, `NotFound`, `WrongStep`.
    """
    actor.require(WRITE)
    rows = Question.objects.unscoped(why="questions about the own cases").select_for_update(of=("self",))
    row = (
        rows.filter(pk=question_id, experience__agency_id=actor.agency)
        .select_related("experience__agency")
        .first()
    )
    if row is None:
        raise NotFound()
    if row.answered_at is not None:
        raise WrongStep()
    if not words.strip():
        raise BadInput(_("Hãy ghi trả lời."))
    row.answer, row.answered_at, row.answered_by_name = words.strip(), clock.now(), actor.name
    row.save()
    arrived(
        "experience_answered", row.experience, row.agency_id, by_name=row.experience.agency.name, permission=WRITE,
        once=str(row.pk),
    )  # fmt: skip
    noted(actor, "answer_question", row.experience)


@transaction.atomic
def join_comparison(*, actor: Actor, indicator: str) -> None:
    """Let the organisation take part with an indicator; once is enough. Raises `NotFound`."""
    actor.require(SEND)
    if indicator not in strategy.computed_indicators():
        raise NotFound()
    row, is_new = Participation.objects.for_agency(actor.agency).get_or_create(
        agency_id=actor.agency,
        indicator=indicator,
        left_at=None,
        defaults={"joined_at": clock.now(), "joined_by_name": actor.name},
    )
    if is_new:
        noted(actor, "join_comparison", row, {"indicator": ("", indicator)})


@transaction.atomic
def leave_comparison(*, actor: Actor, indicator: str) -> None:
    """End taking part, at once. Raises `NotFound` where the organisation does not take part."""
    actor.require(SEND)
    rows = Participation.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(indicator=indicator, left_at=None).first()
    if row is None:
        raise NotFound()
    row.left_at = clock.now()
    row.save(update_fields=["left_at"])
    noted(actor, "leave_comparison", row, {"indicator": (indicator, "")})


def _own(actor: Actor, experience_id: UUID, state: str) -> Experience:
    row = Experience.objects.for_agency(actor.agency).select_for_update().filter(pk=experience_id).first()
    if row is None:
        raise NotFound()
    if row.state != state:
        raise WrongStep()
    return row
