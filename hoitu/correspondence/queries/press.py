"""The press desk as screens read it: who speaks, what was asked, what was answered in time, what is published."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.correspondence.data import Audience, NotTheSpokesperson
from hoitu.correspondence.models import PressRequest, Spokesperson, Statement
from hoitu.correspondence.policies.answer_clock import Timing, timing_of
from hoitu.correspondence.queries.audience import LINES, addressed, meant_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet

WHY = "the press may ask every organisation that has a spokesperson, and reads its own questions"
PRESS = "press_agency"


@dataclass(frozen=True)
class Timed:
    """A request with how it stands against its clock. One that was taken back has none."""

    row: PressRequest
    timing: Timing | None


def in_office(on: date) -> Q:
    """Return the condition "speaks on this day"."""
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))


def spokespeople(agency_id: UUID) -> list[Spokesperson]:
    """Return who speaks for an organisation today."""
    return list(Spokesperson.objects.for_agency(agency_id).filter(in_office(clock.today())))


def require_spokesperson(actor: Actor) -> None:
    """Raise `NotTheSpokesperson` unless the actor speaks for its organisation today."""
    speaking = Spokesperson.objects.for_agency(actor.agency).filter(in_office(clock.today()))
    if actor.person_id is None or not speaking.filter(person_id=actor.person_id).exists():
        raise NotTheSpokesperson()


def is_spokesperson(actor: Actor) -> bool:
    """Say whether the actor speaks for its organisation today."""
    try:
        require_spokesperson(actor)
    except NotTheSpokesperson:
        return False
    return True


def with_spokesperson() -> list[Organisation]:
    """Return every organisation of this installation that somebody speaks for today, by name."""
    rows = Spokesperson.objects.unscoped(why=WHY).filter(in_office(clock.today()))
    found = accounts.organisations(ids=rows.values_list("agency_id", flat=True))
    return sorted(found.values(), key=lambda row: row.name)


def directory() -> list[Spokesperson]:
    """Return all who speak today, by organisation: the press may know them."""
    rows = Spokesperson.objects.unscoped(why=WHY).filter(in_office(clock.today())).select_related("agency")
    return sorted(rows, key=lambda row: (row.agency.name, row.name))


def timed(rows: Iterable[PressRequest]) -> list[Timed]:
    """Return requests with how they stand now."""
    now = clock.now()
    return [
        Timed(
            row,
            None
            if row.state == PressRequest.State.WITHDRAWN
            else timing_of(row.due_at, row.answered_at, now=now),
        )
        for row in rows
    ]


def asked_of(agency_id: UUID) -> ScopedQuerySet[PressRequest]:
    """Return what the press asked an organisation, the newest first."""
    return PressRequest.objects.for_agency(agency_id)


def tally(found: Iterable[Timed]) -> dict[str, int]:
    """Return how many requests stand where, by `Timing`; those taken back count nowhere."""
    counts = Counter(one.timing for one in found if one.timing is not None)
    return {timing.value: counts[timing] for timing in Timing}


def asked_by(actor: Actor) -> ScopedQuerySet[PressRequest]:
    """Return what the actor's organisation has asked, the newest first."""
    return PressRequest.objects.unscoped(why=WHY).filter(asker_id=actor.agency).select_related("agency")


def readable_request(actor: Actor, request_id: UUID) -> PressRequest:
    """Return a request that came to the actor's organisation, or that it asked. Raises `NotFound`."""
    mine = Q(agency_id=actor.agency) if actor.may("correspondence.press") else Q(pk=None)
    asked = Q(asker_id=actor.agency) if actor.may("correspondence.ask") else Q(pk=None)
    rows = PressRequest.objects.unscoped(why=WHY).select_related("agency")
    row = rows.filter(mine | asked, pk=request_id).first()
    if row is None:
        raise NotFound()
    return row


def press_readers(agency_id: UUID, audience: Audience, *, on: date) -> list[Organisation]:
    """Return the press agencies whom a statement is for.

    An empty audience means those below the organisation, and those under the same bodies as it.
    """
    if not audience.is_empty:
        return [row for row in addressed(agency_id, audience, on=on) if row.kind == PRESS]
    above = [row.id for kind in LINES for row in accounts.line(organisation_id=agency_id, kind=kind, on=on)]
    found = {
        row.id: row
        for body in (agency_id, *above)
        for row in accounts.below(organisation_id=body, on=on)
        if row.kind == PRESS and row.id != agency_id
    }
    return sorted(found.values(), key=lambda row: row.name)


def statements_for(actor: Actor) -> ScopedQuerySet[Statement]:
    """Return the statements of the actor's organisation (drafts for its desk), and those published to it."""
    return _meant(actor, Statement.objects.unscoped(why=WHY))


def readable_statement(actor: Actor, statement_id: UUID) -> Statement:
    """Return a statement that the actor may read. Raises `NotFound`."""
    row = _meant(actor, Statement.objects.unscoped(why=WHY).filter(pk=statement_id)).first()
    if row is None:
        raise NotFound()
    return row


def _meant(actor: Actor, rows: ScopedQuerySet[Statement]) -> ScopedQuerySet[Statement]:
    today = clock.today()

    def is_meant(agency_id: UUID, audience: Audience) -> bool:
        return actor.agency in {one.id for one in press_readers(agency_id, audience, on=today)}

    desk = Q(agency_id=actor.agency) if actor.may("correspondence.press") else Q(pk=None)
    shown = rows.filter(desk | ~Q(state=Statement.State.DRAFT))
    return meant_for(shown, actor.agency, is_meant).select_related("agency")
