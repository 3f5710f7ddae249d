"""Browsers that people sign in from: which are known, and which take notices when no page is open."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoitu.accounts import data
from hoitu.accounts.models import Device, Person
from hoitu.accounts.operations.hashing import token_hash
from hoitu.accounts.operations.sign_in import record_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.push import Subscription

_NO_PUSH = {"push_endpoint": "", "push_p256dh": "", "push_auth": ""}
ENDPOINT_LENGTH_MAX, KEY_LENGTH_MAX, AUTH_LENGTH_MAX = 1000, 200, 100


def new_token() -> str:
    """Return what a browser keeps in its cookie to be known again."""
    return secrets.token_urlsafe(24)


@transaction.atomic
def recognise(*, person: Person, token: str, label: str, session_key: str) -> bool:
    """Note that the person signed in from the browser; say whether it is new while they have another one.

    Whoever used the browser before takes no more notices there: its next user would read them.
    """
    hashed, now = token_hash(token), clock.now()
    Device.objects.filter(token_hash=hashed).exclude(person=person).update(**_NO_PUSH)
    seen = {"label": label[:120], "last_seen_at": now, "session_key": session_key}
    has_other = Device.objects.filter(person=person).exists()
    _row, is_new = Device.objects.update_or_create(
        person=person, token_hash=hashed, defaults=seen, create_defaults={**seen, "first_seen_at": now}
    )
    return is_new and has_other


@transaction.atomic
def allow_push(*, actor: Actor, token: str, label: str, session_key: str, subscription: Subscription) -> None:
    """Send the actor's notices to this browser from now on. Raises `BadInput` for what no browser gives."""
    lengths = (
        (subscription.endpoint, ENDPOINT_LENGTH_MAX),
        (subscription.p256dh, KEY_LENGTH_MAX),
        (subscription.auth, AUTH_LENGTH_MAX),
    )
    if any(not text or len(text) > longest for text, longest in lengths):
        raise BadInput()
    if not subscription.endpoint.startswith(("https://", "http://")):
        raise BadInput()
    person = Person.objects.get(pk=actor.person)
    recognise(person=person, token=token, label=label, session_key=session_key)
    Device.objects.filter(push_endpoint=subscription.endpoint).update(**_NO_PUSH)
    Device.objects.filter(person=person, token_hash=token_hash(token)).update(
        push_endpoint=subscription.endpoint, push_p256dh=subscription.p256dh, push_auth=subscription.auth
    )
    record_for(person, verb="accounts.allow_push", note=label)


@transaction.atomic
def stop_push(*, actor: Actor, device_id: UUID | None = None, token: str = "") -> None:
    """Send the actor's notices no longer to one of their browsers: the named one, or that with the cookie."""
    own = Device.objects.filter(person_id=actor.person).exclude(push_endpoint="")
    chosen = own.filter(pk=device_id) if device_id else own.filter(token_hash=token_hash(token))
    for device in chosen.select_for_update():
        Device.objects.filter(pk=device.pk).update(**_NO_PUSH)
        record_for(Person.objects.get(pk=actor.person), verb="accounts.stop_push", note=device.label)


def forget_push(*, device_id: UUID, endpoint: str) -> None:
    """Drop a subscription that the push service says is gone; a newer one of the same browser stays."""
    Device.objects.filter(pk=device_id, push_endpoint=endpoint).update(**_NO_PUSH)


def forget_push_of_browser(*, token: str) -> None:
    """Drop what a browser takes, whoever allowed it: somebody signs out there."""
    Device.objects.filter(token_hash=token_hash(token)).update(**_NO_PUSH)


def forget_push_of_person(*, person_id: UUID, keep_session: str | None = None) -> None:
    """Drop what a person's browsers take, all but that of the session kept."""
    others = Device.objects.filter(person_id=person_id).exclude(push_endpoint="")
    others.exclude(Q(session_key=keep_session) if keep_session else Q(pk=None)).update(**_NO_PUSH)


def push_devices(*, person_ids: Iterable[UUID]) -> tuple[data.PushDevice, ...]:
    """Return the browsers that take notices of these people; of closed accounts none."""
    found = Device.objects.filter(person_id__in=set(person_ids), person__is_active=True)
    return tuple(map(as_push_device, found.exclude(push_endpoint="").order_by("-last_seen_at", "id")))


def push_device(*, device_id: UUID) -> data.PushDevice | None:
    """Return one browser that takes notices, or None when it does no longer."""
    found = Device.objects.filter(pk=device_id, person__is_active=True).exclude(push_endpoint="").first()
    return as_push_device(found) if found else None


def as_push_device(row: Device) -> data.PushDevice:
    """Return the stored browser as the record that crosses the door."""
    return data.PushDevice(
        id=row.pk,
        person_id=row.person_id,
        label=row.label,
        last_seen_at=row.last_seen_at,
        token_hash=row.token_hash,
        subscription=Subscription(row.push_endpoint, row.push_p256dh, row.push_auth),
    )
