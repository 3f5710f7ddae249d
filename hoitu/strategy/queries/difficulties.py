"""Difficulties that an organisation raised, and those that came to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.models import Assignment, Difficulty, DifficultyStep, DifficultyText, Plan, Task
from hoitu.strategy.queries.scope import readable_plans

Kind = DifficultyStep.Kind


@dataclass(frozen=True)
class DifficultyStanding:
    """A difficulty and how it stands: `state` is new, passed, answered or withdrawn; `days` it took or takes."""

    row: Difficulty
    state: str
    days: int
    steps: list[DifficultyStep]

    @property
    def is_open(self) -> bool:
        return self.state in ("new", "passed")


def visible_difficulties(actor: Actor) -> ScopedQuerySet[Difficulty]:
    """Return what the actor's organisation raised, has before it, or had when it passed it on."""
    rows = Difficulty.objects.unscoped(why="the border follows").select_related("agency", "handler", "task")
    dealt = DifficultyStep.objects.unscoped(why="own steps").filter(organisation_id=actor.agency)
    return rows.filter(
        Q(agency_id=actor.agency)
        | Q(handler_id=actor.agency)
        | Q(pk__in=dealt.values_list("difficulty_id", flat=True))
    )


def standings(rows: Iterable[Difficulty], *, now: datetime | None = None) -> list[DifficultyStanding]:
    """Return how difficulties stand, in their order; their steps must be prefetched."""
    at = now or clock.now()
    found = []
    for row in rows:
        steps = list(row.steps.all())
        state = steps[-1].kind if steps else "new"
        ended = steps[-1].at if state in (Kind.ANSWERED, Kind.WITHDRAWN) else at
        days = (clock.local(ended).date() - clock.local(row.raised_at).date()).days
        found.append(DifficultyStanding(row, state, days, steps))
    return found


def difficulty_of(actor: Actor, difficulty_id: UUID) -> DifficultyStanding:
    """Return one difficulty that the actor may see. Raises `NotFound`."""
    row = visible_difficulties(actor).prefetch_related("steps__organisation").filter(pk=difficulty_id).first()
    if row is None:
        raise NotFound()
    return standings([row])[0]


def texts_of(difficulty_id: UUID) -> list[DifficultyText]:
    """Return the proposals to change legal texts to which a difficulty led, for who may see the difficulty."""
    rows = DifficultyText.objects.unscoped(why="whoever sees the difficulty sees what came of it")
    return list(rows.filter(difficulty_id=difficulty_id).select_related("text", "agency"))


def difficulties_behind(actor: Actor, text_id: UUID) -> list[DifficultyStanding]:
    """Return the difficulties that led to the proposal in a legal text, as far as the actor may see them."""
    if not (actor.may("strategy.assign") or actor.may("strategy.manage")):
        return []
    links = DifficultyText.objects.unscoped(why="the border is that of the difficulties")
    linked = links.filter(text_id=text_id).values("difficulty_id")
    return standings(visible_difficulties(actor).filter(pk__in=linked).prefetch_related("steps"))


def task_of(actor: Actor, task_id: UUID) -> Task:
    """Return a task on which the actor's organisation may raise a difficulty. Raises `NotFound`.

    It stands in a plan that the organisation may read, or was given to it.
    """
    given = Assignment.objects.for_agency(actor.agency).values("task_id")
    readable = Plan.objects.filter(readable_plans(actor.agency))
    rows = Task.objects.select_related("plan").filter(Q(plan__in=readable) | Q(pk__in=given))
    row = rows.filter(pk=task_id).first()
    if row is None:
        raise NotFound()
    return row
