"""Give a person an address for their calendar program, and find whose it is."""

import hashlib
import secrets

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.strategy.models import CalendarAddress

SECRET_BYTES = 32
LONGEST_SECRET = 100


@transaction.atomic
def make_calendar_address(*, actor: Actor) -> str:
    """Return a new secret for the actor's own calendar; the one before is no more. It is shown once."""
    actor.require("strategy.read")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarAddress.objects.for_agency(actor.agency).update_or_create(
        person_id=actor.person,
        agency_id=actor.agency,
        defaults={"secret_hash": _hash(secret), "made_at": clock.now()},
    )
    _record(actor, "strategy.make_calendar")
    return secret


@transaction.atomic
def end_calendar_address(*, actor: Actor) -> None:
    """End the actor's calendar address."""
    actor.require("strategy.read")
    gone, _rows = CalendarAddress.objects.for_agency(actor.agency).filter(person_id=actor.person).delete()
    if gone:
        _record(actor, "strategy.end_calendar")


def whose_calendar(secret: str) -> Actor:
    """Return whose calendar a secret opens, with the permissions held today. Raises `NotFound`."""
    rows = CalendarAddress.objects.unscoped(why="the secret says whose it is")
    row = rows.filter(secret_hash=_hash(secret)).first() if len(secret) <= LONGEST_SECRET else None
    if row is None:
        raise NotFound()
    try:
        actor = accounts.actor_for(person_id=row.person_id, agency_id=row.agency_id)
    except NotAllowed:
        raise NotFound() from None
    if not actor.may("strategy.read"):
        raise NotFound()
    return actor


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(actor: Actor, verb: str) -> None:
    audit.record(actor=actor, verb=verb, object_key=f"person:{actor.person}", object_label=actor.name)
