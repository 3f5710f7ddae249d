"""A signed-in session: its clocks, the limits that the security policy sets, and whose it is."""

from datetime import timedelta
from importlib import import_module
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from hoitu.accounts import policies
from hoitu.accounts.data import SecurityPolicy
from hoitu.accounts.models import Person
from hoitu.accounts.passwords import has_mfa
from hoitu.accounts.queries import Standing, standing
from hoitu.accounts.security import policy_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor

AGENCY_KEY = "agency_id"
SIGNED_IN_KEY = "signed_in_at"
SEEN_KEY = "seen_at"
# Writing the session on every request would cost more than the request; the idle limit is minutes.
SEEN_AGAIN_AFTER_SECONDS = 30
# Pages poll with this header; a screen left open is not a person at work.
BACKGROUND_HEADER = "X-Hoitu-Background"


def begin_session(request: HttpRequest) -> None:
    """Start the clocks of a new session."""
    now = int(clock.now().timestamp())
    request.session[SIGNED_IN_KEY] = now
    request.session[SEEN_KEY] = now


def actor_of_session(session_key: str, *, is_at_work: bool) -> Actor | None:
    """Return who is signed in by a session, as a page would see them; for connections that outlive a request.

    None: nobody is, the session is over, or the person must first set up a second step or a new password.
    `is_at_work` keeps the session from ending for idleness.
    """
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person = get_user(request)
    if not isinstance(person, Person):
        return None
    chosen = request.session.get(AGENCY_KEY)
    found, policy = standing(person=person, agency_id=UUID(chosen) if chosen else None), policy_of(person)
    if is_over(request, found, policy):
        return None
    if needs_mfa(person, found, policy) or must_change(person, found, policy):
        return None
    if is_at_work:
        note_seen(request, person)
        if request.session.modified:
            request.session.save()
    return found.actor


def is_over(request: HttpRequest, found: Standing, policy: SecurityPolicy) -> bool:
    """Say whether a session has been idle too long, or is too old."""
    now = int(clock.now().timestamp())
    idle = timedelta(minutes=policies.idle_minutes(policy, found.actor.permissions))
    longest = timedelta(hours=policy.session_hours)
    seen, began = request.session.get(SEEN_KEY, now), request.session.get(SIGNED_IN_KEY, now)
    return bool(now - seen > idle.total_seconds() or now - began > longest.total_seconds())


def note_seen(request: HttpRequest, person: Person) -> None:
    """Note that the person is at work."""
    now = clock.now()
    seen = request.session.get(SEEN_KEY, 0)
    if BACKGROUND_HEADER in request.headers or now.timestamp() - seen < SEEN_AGAIN_AFTER_SECONDS:
        return
    request.session.setdefault(SIGNED_IN_KEY, int(now.timestamp()))
    request.session[SEEN_KEY] = int(now.timestamp())
    Person.objects.filter(pk=person.pk).update(last_seen_at=now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def needs_mfa(person: Person, found: Standing, policy: SecurityPolicy) -> bool:
    """Say whether the person must set up a second step first."""
    return (found.mfa_required or policy.mfa_for_everyone) and not has_mfa(person)


def must_change(person: Person, found: Standing, policy: SecurityPolicy) -> bool:
    """Say whether the person must choose a new password first."""
    if not person.has_usable_password():
        return False
    if person.must_change_password:
        return True
    days = policy.admin_password_days
    if days is None or not policies.is_administrator(found.actor.permissions):
        return False
    changed_at = person.password_changed_at or person.created_at
    return clock.now() - changed_at > timedelta(days=days)
