"""Keys for programs: made with scopes and an end, shown once, revoked at any time."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from hoitu.accounts import data, policies
from hoitu.accounts.errors import GrantsTooMuch
from hoitu.accounts.models import AccountKind, ApiToken, Person
from hoitu.accounts.operations.hashing import token_hash
from hoitu.accounts.operations.limits import REQUESTS_PER_MINUTE, WINDOW, TooManyRequests
from hoitu.accounts.queries import actor_for
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound

MAX_DAYS = 365
PREFIX = "hoitu_"
SEEN_AGAIN_AFTER = timedelta(hours=1)


@transaction.atomic
def make_token(
    *, actor: Actor, name: str, scopes: Collection[str], days: int, service_id: UUID | None = None
) -> data.SentToken:
    """Make a token of the actor, or of a service account of the agency, and return it.

    Afterwards only its hash is known.

    Raises `GrantsTooMuch` when a scope is not one of the actor's own permissions.
    """
    actor.require("accounts.tokens")
    if not policies.may_grant(actor, scopes):
        raise GrantsTooMuch()
    owner = actor
    if service_id is not None:
        actor.require("accounts.people")
        services = Person.objects.filter(pk=service_id, kind=AccountKind.SERVICE, is_active=True)
        if not services.exists():
            raise NotFound()
        owner = actor_for(person_id=service_id, agency_id=actor.agency)
        if not policies.may_grant(owner, scopes):
            raise GrantsTooMuch()
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        agency_id=actor.agency,
        person_id=owner.person,
        name=name,
        hint=secret[:10] + "…",
        token_hash=token_hash(secret),
        scopes=sorted(scopes),
        expires_at=clock.now() + timedelta(days=min(max(days, 1), MAX_DAYS)),
    )
    token.save()
    changes: dict[str, tuple[object, object]] = {
        "scopes": ([], token.scopes),
        "expires_at": (None, token.expires_at),
    }
    _record(actor, "accounts.make_token", token, changes)
    return data.SentToken(token.id, secret, token.expires_at)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID) -> None:
    """End a token: one's own, or as manager of people anybody's of the agency."""
    token = ApiToken.objects.for_agency(actor.agency).filter(pk=token_id, revoked_at=None).first()
    if token is None:
        raise NotFound()
    if token.person_id != actor.person_id:
        actor.require("accounts.people")
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    _record(actor, "accounts.revoke_token", token, {})


def actor_of_token(*, secret: str) -> Actor | None:
    """Return the actor a token stands for: its owner as they are now, cut down to the token's scopes.

    None when the token is unknown, revoked, expired or its owner left. Raises `TooManyRequests`.
    """
    now = clock.now()
    valid = ApiToken.objects.unscoped(why="the token alone says which agency").filter(
        token_hash=token_hash(secret), revoked_at=None, expires_at__gt=now
    )
    is_new_window = {"window_started_at__lte": now - WINDOW}
    valid.update(
        window_requests=Case(When(**is_new_window, then=Value(1)), default=F("window_requests") + 1),
        window_started_at=Case(When(**is_new_window, then=Value(now)), default=F("window_started_at")),
        last_used_at=now,
    )
    token = valid.first()
    if token is None:
        return None
    if token.window_requests > REQUESTS_PER_MINUTE:
        raise TooManyRequests()
    # A service never signs in: its use is what keeps it from being closed as dormant.
    Person.objects.filter(
        Q(last_seen_at=None) | Q(last_seen_at__lt=now - SEEN_AGAIN_AFTER),
        pk=token.person_id,
        kind=AccountKind.SERVICE,
    ).update(last_seen_at=now)
    try:
        owner = actor_for(person_id=token.person_id, agency_id=token.agency_id)
    except NotAllowed:
        return None
    return Actor(
        person_id=owner.person_id,
        name=owner.name,
        agency_id=owner.agency_id,
        permissions=owner.permissions & frozenset(token.scopes),
        desk_ids=owner.desk_ids,
        titles=owner.titles,
    )


def _record(actor: Actor, verb: str, token: ApiToken, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"token:{token.id}", object_label=token.name, changes=changes
    )
