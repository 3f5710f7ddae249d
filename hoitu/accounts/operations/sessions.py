"""Signed-in sessions: ended one by one or all at once."""

from importlib import import_module
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from hoitu.accounts import queries
from hoitu.accounts.events import LIVE_TOPIC
from hoitu.accounts.models import Person
from hoitu.accounts.operations.devices import forget_push_of_person
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.live import notify_live


def end_sessions(*, person_id: UUID, keep: str | None = None) -> int:
    """End the person's sessions, all but the one with the key `keep`; return how many ended.

    With them the person's other browsers stop taking notices.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ended = list(UserSession.objects.filter(user_id=person_id).exclude(session_key=keep))
    for session in ended:
        store.delete(session.session_key)
        session.delete()
    forget_push_of_person(person_id=person_id, keep_session=keep)
    for agency_id in queries.agencies_of_person(person_id):
        notify_live(agency_id, LIVE_TOPIC, str(person_id))
    return len(ended)


@transaction.atomic
def sign_out_everywhere(*, actor: Actor, person_id: UUID) -> int:
    """End every session of a person of the actor's agency; return how many ended."""
    if person_id != actor.person_id:
        actor.require("accounts.people")
        members = queries.memberships_of(agency_id=actor.agency, with_former=True)
        if not members.filter(person_id=person_id).exists():
            raise NotFound()
    count = end_sessions(person_id=person_id)
    person = Person.objects.get(pk=person_id)
    audit.record(
        actor=actor,
        verb="accounts.end_sessions",
        object_key=f"person:{person_id}",
        object_label=person.full_name,
    )
    return count
