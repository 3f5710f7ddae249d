"""Who has the duties of a body today: the organisation that it is here, and whoever has taken its place since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel.text import fold
from hoitu.kernel.text.organisations import split_organisations
from hoitu.strategy.models import Body, Plan

PRESS = "bao chi"  # the duty that counts where a plan says that several bodies share those of one


@dataclass(frozen=True)
class Succession:
    """How a body of a plan leads to an organisation of a day.

    `by_plan` are the bodies of the plan through which its own history leads first, `chain` the organisations of this
    installation from the joined one on. `choices` are the successors among which nobody has chosen.
    """

    body: Body
    by_plan: tuple[Body, ...] = ()
    chain: tuple[Organisation, ...] = ()
    choices: tuple[Organisation, ...] = ()

    @property
    def addressee(self) -> Organisation | None:
        return self.chain[-1] if self.chain and not self.choices else None


@dataclass(frozen=True)
class Named:
    """A body that a plan names on a day: as it is printed, and as the organisation that it is here by then."""

    key: str
    printed: str
    name: str
    organisation_id: UUID | None


def named_on(bodies: Iterable[Body], on: date) -> list[Named]:
    """Return who the bodies are on a day, in their order; `bodies` come with their organisations.

    Who has ended by then counts as its successor, where it has one alone: after a merger two bodies are one.
    """
    return [_named(body, on) for body in bodies]


def _named(body: Body, on: date) -> Named:
    joined = body.organisation
    if joined is None:
        return Named(body.key, body.name, body.name, None)
    has_ended = joined.valid_until is not None and joined.valid_until <= on
    heir = addressee(body, on) if has_ended else None
    if heir is None:
        return Named(body.key, body.name, joined.name, joined.pk)
    return Named(body.key, body.name, heir.name, heir.id)


def addressee(body: Body, on: date) -> Organisation | None:
    """Return the organisation that has the body's duties on a day, successors followed.

    None where nobody has said which organisation it is, or where several have taken its place.
    """
    return succession(body, on).addressee


def succession(body: Body, on: date) -> Succession:
    """Return how a body leads to the organisation that has its duties on a day."""
    joined, passed = _joined(body, on)
    if joined is None:
        return Succession(body, passed)
    chain = [accounts.organisation(organisation_id=joined)]
    seen = {joined}
    while following := [
        row for row in accounts.successors(organisation_id=chain[-1].id, on=on) if row.id not in seen
    ]:
        if len(following) > 1:
            return Succession(body, passed, tuple(chain), tuple(following))
        chain += following
        seen.add(following[0].id)
    return Succession(body, passed, tuple(chain))


def _joined(body: Body, on: date) -> tuple[UUID | None, tuple[Body, ...]]:
    """Return the organisation of a body, else that of the body which the plan itself says has taken its place."""
    passed: list[Body] = []
    here: Body | None = body
    while here is not None and here.organisation_id is None:
        here = _successor_in_plan(here, on)
        if here is None or here in passed or here == body:
            return None, tuple(passed)
        passed.append(here)
    return here.organisation_id if here else None, tuple(passed)


def _successor_in_plan(body: Body, on: date) -> Body | None:
    known = [
        row
        for row in body.content.get("successors", [])
        if row.get("since") is None or date.fromisoformat(row["since"]) <= on
    ]
    if len(known) > 1:
        known = [row for row in known if PRESS in fold(row["duty"])]
    if len(known) != 1:
        return None
    return Body.objects.filter(plan_id=body.plan_id, key=known[0]["organisation"]).first()


def duties_of(plan: Plan) -> dict[UUID, int]:
    """Return for each body of a plan how many tasks and reports name it as the one who leads or sends."""
    counts: dict[UUID, int] = {}
    by_name: dict[str, UUID] = {}
    for body in plan.bodies.all():
        for name in (body.name, body.content.get("short_name", "")):
            if name:
                by_name.setdefault(fold(name), body.pk)
    for text in _leads(plan):
        for name in split_organisations(text):
            key = by_name.get(fold(name))
            if key is not None:
                counts[key] = counts.get(key, 0) + 1
    return counts


def _leads(plan: Plan) -> list[str]:
    leads = list(plan.tasks.exclude(lead="").values_list("lead", flat=True))
    return leads + list(plan.report_rules.exclude(who="").values_list("who", flat=True))
