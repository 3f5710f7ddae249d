"""What tests of the strategy and of rooms above need."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers.models import Licence
from hoitu.strategy import packs
from hoitu.strategy.data import Pack
from hoitu.strategy.models import Case, Plan, Publication, Task
from hoitu.strategy.operations.assign_tasks import assign_task
from hoitu.strategy.operations.load import load_plan

SYSTEM = Actor.system(agency_id=None)


def make_body(name: str, kind: str = "department") -> Organisation:
    """Return a new body that is no press agency."""
    return Organisation.objects.create(name=name, kind=kind)


def manage(agency: Organisation, department: Organisation, *, since: date | None = None) -> None:
    """Put an agency under a department's state management."""
    OrganisationLink.objects.create(
        from_organisation=agency, to_organisation=department, kind="state_management", valid_from=since
    )


def govern(agency: Organisation, body: Organisation) -> None:
    """Put an agency under its governing body."""
    OrganisationLink.objects.create(from_organisation=agency, to_organisation=body, kind="governing")


def license_agency(agency: Organisation, *, is_magazine: bool = False, until: date | None = None) -> None:
    """Give an agency a licence for an online product since 2020."""
    Licence.objects.create(
        agency=agency,
        product="online",
        name=agency.name,
        number=f"{uuid4()}",
        issuer="Bộ",
        issued_on=date(2020, 1, 1),
        valid_until=until,
        is_magazine=is_magazine,
    )


def make_plan(
    name: str, *, owner: Organisation | None = None, scope: str = "managed", pack: Pack | None = None
) -> Plan:
    """Return a loaded plan that comes with the program, bound to a body if one is given."""
    done = load_plan(actor=SYSTEM, pack=pack or packs.read(name))
    plan = Plan.objects.get(pk=done.plan_id)
    if owner is not None:
        plan.owner, plan.scope = owner, scope
        plan.save()
    return plan


def make_publication(agency: Organisation, at: datetime, **fields: object) -> Publication:
    """Return a record of one confirmed publication on a domestic web platform."""
    values: dict[str, object] = {
        "key": f"release:{uuid4()}",
        "root": f"story:{uuid4()}",
        "title": "Tin",
        "platform": "Trang báo",
        "medium": "web",
        "is_domestic": True,
        "provenance": "A",
        "confirmed_at": at + timedelta(seconds=3),
        "recorded_at": clock.now(),
    }
    return Publication.objects.create(agency=agency, published_at=at, **(values | fields))


def make_task(plan: Plan, *, time: str = "Trước ngày 31/3/2026", **fields: object) -> Task:
    """Return a new task of a plan; it is closed by a product alone unless `closes_when` says otherwise."""
    number = plan.tasks.count() + 1
    values: dict[str, object] = {
        "key": f"T-{number}",
        "position": number,
        "kind": "A",
        "verbatim": f"Việc số {number}",
        "lead": "Các cơ quan báo chí",
        "product": "Kế hoạch",
        "time": time,
    }
    return Task.objects.create(plan=plan, **(values | fields))


def give(task: Task, *agencies: Organisation, is_request: bool = False) -> list[Case]:
    """Let the plan's owner give a task to organisations; return the cases that this opens, in their order."""
    owner = Actor.system(agency_id=task.plan.owner_id, name="Yến")
    ids = [agency.pk for agency in agencies]
    assign_task(
        actor=owner, task_id=task.pk, leads=[] if is_request else ids, requested=ids if is_request else []
    )
    rows = Case.objects.unscoped(why="tests").filter(task=task, dropped_at=None)
    return sorted(rows, key=lambda case: (ids.index(case.agency_id), case.period))
