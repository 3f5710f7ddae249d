"""Who can be given work on a plan, and who is told how it goes."""

from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation, Person
from hoitu.kernel import clock
from hoitu.strategy.models import Body, Case, Plan, ReminderStep
from hoitu.strategy.queries.scope import agencies_of


def assignable(plan: Plan) -> list[Organisation]:
    """Return the organisations to which the plan's owner may give its tasks, by name.

    These are the owner, the agencies in scope with their governing bodies, and the bodies of this installation that
    the plan names.
    """
    today = clock.today()
    found = {row.id: row for row in agencies_of(plan, on=today)}
    for agency in list(found.values()):
        above = accounts.line(organisation_id=agency.id, kind="governing", on=today)
        found |= {row.id: row for row in above[:1]}
    named = set(
        Body.objects.filter(plan=plan, organisation__isnull=False).values_list("organisation_id", flat=True)
    )
    named |= {plan.owner_id} if plan.owner_id else set()
    found |= {row.id: row for row in accounts.organisations(ids=named).values() if row.valid_until is None}
    return sorted(found.values(), key=lambda row: row.name)


def workers_of(agency_id: UUID) -> tuple[Person, ...]:
    """Return the people of an organisation who may be given a case."""
    return accounts.people_with(agency_id=agency_id, permission="strategy.work")


def heads_of(agency_id: UUID) -> tuple[Person, ...]:
    """Return the heads of an organisation; where no title says who it is, those who give out its tasks."""
    people = accounts.people_of(agency_id=agency_id)
    heads = tuple(person for person in people if set(person.titles) & set(accounts.HEADS))
    return heads or accounts.people_with(agency_id=agency_id, permission="strategy.assign")


def told_of(case: Case, to: str) -> tuple[UUID, tuple[Person, ...]]:
    """Return the organisation that a reminder goes to and its people who read it.

    When nobody works on the case (or no longer works there), its head is reminded in their place.
    """
    if to == ReminderStep.To.OWNER:
        owner_id = case.task.plan.owner_id or case.agency_id
        return owner_id, accounts.people_with(agency_id=owner_id, permission="strategy.manage")
    if to == ReminderStep.To.PERSON:
        assigned = list(case.people.filter(ended_at=None).values_list("person_id", flat=True))
        people = accounts.people_of(agency_id=case.agency_id, ids=assigned) if assigned else ()
        if people:
            return case.agency_id, people
    return case.agency_id, heads_of(case.agency_id)


def above(organisation_id: UUID) -> list[Organisation]:
    """Return who stands directly above an organisation today: its manager for the state, then who governs it."""
    today = clock.today()
    lines = (
        accounts.line(organisation_id=organisation_id, kind=kind, on=today)
        for kind in ("state_management", "governing")
    )
    return [line[0] for line in lines if line]
