"""What letters about a plan need: the plans and tasks of their owner, and whom the words of a plan mean today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.accounts.data import Organisation
from hoitu.strategy.models import Opening, Plan, Task
from hoitu.strategy.queries.addressees import addressee
from hoitu.strategy.queries.occurrences import awaited_by
from hoitu.strategy.queries.scope import agencies_of


@dataclass(frozen=True)
class PlanCard:
    """A plan as a choice in another room's form."""

    id: UUID
    title: str


@dataclass(frozen=True)
class TaskCard:
    """A task as another room names it. `awaits` are the words for what opens it, "" when it has a time."""

    id: UUID
    plan_id: UUID
    key: str
    words: str
    awaits: str = ""


def plans_of_owner(owner_id: UUID) -> tuple[PlanCard, ...]:
    """Return the plans that an organisation answers for."""
    return tuple(map(card_of, Plan.objects.filter(owner=owner_id)))


def card_of(plan: Plan) -> PlanCard:
    """Return a plan as a choice: its number, who issued it, its title."""
    return PlanCard(plan.pk, f"{plan}: {plan.title}"[:160])


def tasks_of_owner(owner_id: UUID) -> tuple[TaskCard, ...]:
    """Return the tasks of the plans that an organisation answers for, in their order."""
    return tuple(map(_card, Task.objects.filter(plan__owner=owner_id).select_related("plan")))


def task_cards(task_ids: list[UUID]) -> tuple[TaskCard, ...]:
    """Return these tasks in their order; ids that nothing has are left out."""
    return tuple(map(_card, Task.objects.filter(pk__in=task_ids).select_related("plan")))


def awaited_opening(task_id: UUID) -> UUID | None:
    """Return the oldest document that the task still waits for, if anybody noted one."""
    waiting = Opening.objects.filter(task=task_id, registered_at=None, dropped_at=None).order_by("added_at")
    return waiting.values_list("pk", flat=True).first()


def organisations_of_plan(plan_id: UUID, *, on: date) -> tuple[Organisation, ...]:
    """Return the agencies in a plan's scope and the bodies that it names, successors followed, each once."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        return ()
    found = {row.id: row for row in agencies_of(plan, on=on)}
    for body in plan.bodies.select_related("organisation"):
        here = addressee(body, on)
        if here is not None:
            found.setdefault(here.id, here)
    return tuple(found.values())


def _card(task: Task) -> TaskCard:
    return TaskCard(task.pk, task.plan_id, task.key, str(task), awaited_by(task))
