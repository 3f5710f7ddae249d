"""The cases that somebody may see, each with how it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.evidence import api as evidence
from hoitu.evidence.data import Evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.models import Case, CasePerson, HandIn, Opening, Plan, Progress, Task
from hoitu.strategy.policies.following import (
    CaseStanding,
    CaseState,
    Known,
    asks_document,
    period_words,
    standing,
)
from hoitu.strategy.queries.occurrences import awaited_by
from hoitu.strategy.queries.scope import open_to

CASES_MAX = 2_000  # on one screen; whoever sees more narrows it with the filters
IN_HAND = "rows of cases that were found within the reader's border"


@dataclass(frozen=True)
class Card:
    """A case with what is known of it now. `people` are (id, name) of those who work on it."""

    case: Case
    standing: CaseStanding
    percent: int | None
    people: tuple[tuple[UUID, str], ...]
    evidence: tuple[Evidence, ...]

    @property
    def state(self) -> CaseState:
        return self.standing.state

    @property
    def period(self) -> str:
        """Return the occurrence in words: "quý III/2026"; "" where the due day alone says which one it is."""
        return period_words(self.case.period)

    @property
    def until(self) -> datetime | None:
        """Return the due moment, or when work that is never late owes its evidence."""
        return self.case.due_at or self.case.evidence_by


@dataclass(frozen=True)
class Column:
    """One state of the board with its cases, the most urgent first."""

    state: CaseState
    cards: list[Card]


@dataclass(frozen=True)
class Counts:
    """How many of some cases stand where; `open` are those that have begun and are not done."""

    total: int
    done: int
    late: int
    checking: int
    working: int

    @property
    def percent(self) -> int:
        return 0 if not self.total else 100 * self.done // self.total


def visible_cases(actor: Actor) -> ScopedQuerySet[Case]:
    """Return the cases that the actor may see: those of the own organisation, of agencies below it, of its plans.

    Who may not read plans sees the cases that are theirs. A plan's owner sees the agencies in its scope (all of them
    are below it, unless it is a ministry's plan for all) and the other bodies to which it gave a task.
    """
    rows = Case.objects.unscoped(why="the border follows").filter(dropped_at=None)
    if not actor.may("strategy.read"):
        return rows.filter(agency_id=actor.agency, people__ended_at=None, people__person_id=actor.person)
    owned = Q(task__plan__owner_id=actor.agency) & (
        Q(task__plan__scope=Plan.Scope.ALL) | ~Q(agency__kind="press_agency")
    )
    return rows.filter(Q(agency_id__in=open_to(actor)) | owned)


def with_task(rows: ScopedQuerySet[Case]) -> ScopedQuerySet[Case]:
    """Return the rows with what a card shows of task, plan and organisation; a plan's long content stays away."""
    return rows.select_related("task__plan__owner", "agency").defer("task__plan__content")


def visible_case(actor: Actor, case_id: UUID) -> Case:
    """Return one case that the actor may see. Raises `NotFound`."""
    found = with_task(visible_cases(actor)).filter(pk=case_id).first()
    if found is None:
        raise NotFound()
    return found


def cards(cases: Iterable[Case], *, now: datetime | None = None) -> list[Card]:
    """Return cases with how they stand now, the most urgent first. Few queries, however many cases."""
    at, rows = now or clock.now(), list(cases)
    ids = [case.pk for case in rows]
    waiting = _awaited(rows)
    percent = dict(
        Progress.objects.unscoped(why=IN_HAND)
        .filter(case_id__in=ids)
        .order_by("case_id", "-at", "-id")
        .distinct("case_id")
        .values_list("case_id", "percent")
    )
    handed: dict[UUID, list[datetime]] = defaultdict(list)
    for case_id, when in (
        HandIn.objects.unscoped(why=IN_HAND).filter(case_id__in=ids).values_list("case_id", "at")
    ):
        handed[case_id].append(when)
    people = _people(ids)
    documents = evidence.evidence_about(
        agency_ids={case.agency_id for case in rows}, about={case.about for case in rows}
    )
    found = []
    for case in rows:
        pieces = tuple(documents.get((case.agency_id, case.about), ()))
        known = Known(
            opens_at=case.opens_at,
            due_at=case.due_at,
            evidence_by=case.evidence_by,
            is_request=case.is_request,
            asks_document=asks_document(case.task.closes_when),
            awaits=_words_awaited(case, waiting),
            percent=percent.get(case.pk),
            handed_in_at=tuple(handed[case.pk]),
            evidence=pieces,
        )
        found.append(Card(case, standing(known, at), known.percent, tuple(people[case.pk]), pieces))
    return sorted(found, key=_urgency)


def columns(found: Sequence[Card]) -> list[Column]:
    """Return the board's columns, each with its cards."""
    return [Column(state, [card for card in found if card.state is state]) for state in CaseState]


def counts(found: Sequence[Card]) -> Counts:
    """Return how many cases stand where."""
    number = {state: sum(card.state is state for card in found) for state in CaseState}
    return Counts(
        len(found),
        number[CaseState.DONE],
        number[CaseState.LATE],
        number[CaseState.CHECKING],
        number[CaseState.WORKING],
    )


def counts_of_plan(actor: Actor, plan: Plan) -> Counts:
    """Return how the cases of a plan stand, as far as the actor may see them."""
    rows = with_task(visible_cases(actor).filter(task__plan=plan))
    return counts(cards(rows[:CASES_MAX]))


def task_ids(*, plan_id: UUID) -> dict[str, UUID]:
    """Return a plan's tasks by the keys that its pack gives them."""
    return dict(Task.objects.filter(plan_id=plan_id).values_list("key", "pk"))


def case_ids(*, task_id: UUID) -> dict[UUID, UUID]:
    """Return the last case of a task at each organisation that has it."""
    rows = Case.objects.unscoped(why="for loads, which have no reader").filter(
        task_id=task_id, dropped_at=None
    )
    return dict(rows.order_by("made_at", "opens_at").values_list("agency_id", "pk"))


def about_case(*, case_id: UUID) -> str:
    """Return the key under which evidence speaks about a case."""
    return Case.objects.unscoped(why="a key says nothing of the case").get(pk=case_id).about


def openings_of(task: Task) -> list[Opening]:
    """Return the documents that a task waits for or was opened by, the oldest first."""
    return list(task.openings.filter(dropped_at=None))


def _awaited(cases: Sequence[Case]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Opening.objects.filter(
        task_id__in={case.task_id for case in cases}, registered_at=None, dropped_at=None
    )
    for task_id, words in rows.values_list("task_id", "awaits"):
        found[task_id].append(words)
    return found


def _words_awaited(case: Case, waiting: dict[UUID, list[str]]) -> tuple[str, ...]:
    """A case that an event is to open waits for it in the plan's words; any other for what the owner added."""
    if not case.period:
        return tuple(waiting[case.task_id] or [awaited_by(case.task)])
    return () if awaited_by(case.task) else tuple(waiting[case.task_id])


def _people(ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = CasePerson.objects.unscoped(why=IN_HAND).filter(case_id__in=ids, ended_at=None)
    for case_id, person_id, name in rows.order_by("assigned_at", "id").values_list(
        "case_id", "person_id", "person__full_name"
    ):
        found[case_id].append((person_id, name))
    return found


def _urgency(card: Card) -> tuple[int, bool, float, str, int]:
    order = list(CaseState).index(card.state)
    until = card.until
    return (
        order,
        until is None,
        until.timestamp() if until else 0.0,
        card.case.agency.name,
        card.case.task.position,
    )
