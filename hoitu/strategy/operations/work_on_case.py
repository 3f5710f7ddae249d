"""What an organisation does with its case: give it to people, note how far it is, hand its product in."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.live import notify_live
from hoitu.strategy.events import TaskAssigned
from hoitu.strategy.models import Case, CasePerson, HandIn, Progress
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.queries.board import Card, cards, with_task
from hoitu.strategy.queries.people import workers_of

PEOPLE_MAX = 10


@transaction.atomic
def assign_people(*, actor: Actor, case_id: UUID, person_ids: Collection[UUID]) -> None:
    """Let exactly these people of the organisation work on its case. Raises `BadInput`, `NotFound`."""
    actor.require("strategy.assign")
    case, wanted = _own_case(actor, case_id), set(person_ids)
    if len(wanted) > PEOPLE_MAX:
        raise BadInput(_("Mỗi việc giao cho nhiều nhất %(n)s người.") % {"n": PEOPLE_MAX})
    now = clock.now()
    here = {row.person_id: row for row in case.people.filter(ended_at=None)}
    if not wanted - here.keys() <= {person.id for person in workers_of(case.agency_id)}:
        raise BadInput(_("Chỉ giao được cho người đang làm việc tại đơn vị và được nhận nhiệm vụ."))
    names = accounts.names_of(person_ids=wanted | here.keys())
    for person_id in sorted(here.keys() - wanted, key=str):
        here[person_id].ended_at = now
        here[person_id].save(update_fields=["ended_at"])
    for person_id in sorted(wanted - here.keys(), key=str):
        CasePerson.objects.unscoped(why="people of a case in hand").create(
            case=case, person_id=person_id, assigned_at=now, assigned_by_name=actor.name
        )
        announce(
            TaskAssigned(
                subject=f"task_case:{case.pk}",
                agency_id=case.agency_id,
                case_id=case.pk,
                person_id=person_id,
                by_id=actor.person_id,
                by_name=actor.name,
                at=now,
            )
        )
    said = ["; ".join(sorted(names[one] for one in ids)) for ids in (here.keys(), wanted)]
    _noted(actor, "strategy.assign_people", case, {"people": (said[0], said[1])})


@transaction.atomic
def note_progress(*, actor: Actor, case_id: UUID, percent: int, words: str) -> None:
    """Add how far a case has come. Earlier notes stay. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    case, card = _workable(actor, case_id)
    if not 0 <= percent <= 100 or not words.strip():
        raise BadInput(_("Hãy ghi tiến độ từ 0 đến 100 % và vài chữ về việc đã làm."))
    notes = Progress.objects.unscoped(why="notes of a case in hand")
    last = notes.filter(case=case).last()
    if last is not None and (last.percent, last.words, last.by_id) == (
        percent,
        words.strip(),
        actor.person_id,
    ):
        return  # pressed twice
    notes.create(
        case=case,
        percent=percent,
        words=words.strip(),
        at=clock.now(),
        by_id=actor.person_id,
        by_name=actor.name,
    )
    before = "" if card.percent is None else str(card.percent)
    _noted(actor, "strategy.note_progress", case, {"percent": (before, str(percent))})


@transaction.atomic
def hand_in(*, actor: Actor, case_id: UUID, words: str, number: str = "") -> None:
    """Hand in the product of a case; a later one stands beside it. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    case, _card = _workable(actor, case_id)
    if not words.strip():
        raise BadInput(_("Hãy ghi sản phẩm đã hoàn thành."))
    products = HandIn.objects.unscoped(why="products of a case in hand")
    last = products.filter(case=case).last()
    given = (words.strip(), number.strip(), actor.person_id)
    if last is not None and (last.words, last.number, last.by_id) == given:
        return  # pressed twice
    products.create(
        case=case,
        words=words.strip(),
        number=number.strip(),
        at=clock.now(),
        by_id=actor.person_id,
        by_name=actor.name,
    )
    _noted(actor, "strategy.hand_in", case, {"product": ("", words.strip()[:200])})


def may_work(actor: Actor, case: Case) -> bool:
    """Return whether the actor reports on a case: who gives out its organisation's tasks, or is to work on it."""
    if case.agency_id != actor.agency_id or case.dropped_at is not None:
        return False
    return actor.may("strategy.assign") or (
        actor.may("strategy.work") and case.people.filter(person_id=actor.person, ended_at=None).exists()
    )


def _workable(actor: Actor, case_id: UUID) -> tuple[Case, Card]:
    case = _own_case(actor, case_id)
    if not may_work(actor, case):
        raise NotAllowed()
    [card] = cards([case])
    if card.state is CaseState.NOT_OPEN:
        raise BadInput(_("Việc này chưa mở nên chưa ghi được tiến độ, sản phẩm."))
    return case, card


def _own_case(actor: Actor, case_id: UUID) -> Case:
    rows = Case.objects.for_agency(actor.agency).select_for_update(of=("self",))
    case = with_task(rows).filter(pk=case_id, dropped_at=None).first()
    if case is None:
        raise NotFound()
    return case


def _noted(actor: Actor, verb: str, case: Case, changes: dict[str, tuple[object, object]]) -> None:
    notify_live(case.agency_id, "tasks", f"task_case:{case.pk}")
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"task_case:{case.pk}",
        object_label=f"{case.task.key} {case} {case.period}"[:200],
        changes=changes,
    )
