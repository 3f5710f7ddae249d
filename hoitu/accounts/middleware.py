"""Who is asking: the actor on every request, and the limits that the person's security policy sets."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hoitu.accounts import policies
from hoitu.accounts.data import SecurityPolicy
from hoitu.accounts.models import Person
from hoitu.accounts.passwords import has_mfa
from hoitu.accounts.queries import Standing, standing
from hoitu.accounts.security import policy_of
from hoitu.accounts.web.origin import client_ip
from hoitu.audit.api import origin_ip
from hoitu.kernel import clock

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


class ActorMiddleware:
    """Sets `request.actor` (None when nobody is signed in) and `request.standing`, ends sessions in time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = origin_ip.set(client_ip(request))
        try:
            found = self._standing(request)
            request.actor = found.actor if found else None  # type: ignore[attr-defined]
            request.standing = found  # type: ignore[attr-defined]
            return self.get_response(request)
        finally:
            origin_ip.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send whoever must set up a second step or a new password there first."""
        found: Standing | None = getattr(request, "standing", None)
        match = request.resolver_match
        if found is None or match is None or _is_always_open(match.url_name or "", request.path):
            return None
        person = request.user
        assert isinstance(person, Person)
        policy: SecurityPolicy = request.security_policy  # type: ignore[attr-defined]
        if (found.mfa_required or policy.mfa_for_everyone) and not has_mfa(person):
            messages.info(request, _("Công việc của bạn cần xác thực hai bước. Hãy thiết lập để tiếp tục."))
            return redirect("mfa_index")
        if person.has_usable_password() and _must_change(person, found, policy):
            messages.info(request, _("Đã đến lúc đổi mật khẩu. Hãy đặt mật khẩu mới để tiếp tục."))
            return redirect("account_change_password")
        return None

    def _standing(self, request: HttpRequest) -> Standing | None:
        person = request.user
        if not isinstance(person, Person):
            return None
        # `request.user` is lazy: from here on it is the person themselves.
        chosen = request.session.get(AGENCY_KEY)
        found = standing(person=person, agency_id=UUID(chosen) if chosen else None)
        policy = policy_of(person)
        if _is_over(request, found, policy):
            request.session_is_over = True  # type: ignore[attr-defined]
            logout(request)
            messages.info(request, _("Phiên làm việc đã hết hạn. Hãy đăng nhập lại."))
            return None
        request.security_policy = policy  # type: ignore[attr-defined]
        _note_seen(request, person)
        return found


def _is_over(request: HttpRequest, found: Standing, policy: SecurityPolicy) -> bool:
    now = int(clock.now().timestamp())
    idle = timedelta(minutes=policies.idle_minutes(policy, found.actor.permissions))
    longest = timedelta(hours=policy.session_hours)
    seen, began = request.session.get(SEEN_KEY, now), request.session.get(SIGNED_IN_KEY, now)
    return bool(now - seen > idle.total_seconds() or now - began > longest.total_seconds())


def _note_seen(request: HttpRequest, person: Person) -> None:
    now = clock.now()
    seen = request.session.get(SEEN_KEY, 0)
    if BACKGROUND_HEADER in request.headers or now.timestamp() - seen < SEEN_AGAIN_AFTER_SECONDS:
        return
    request.session.setdefault(SIGNED_IN_KEY, int(now.timestamp()))
    request.session[SEEN_KEY] = int(now.timestamp())
    Person.objects.filter(pk=person.pk).update(last_seen_at=now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


def _must_change(person: Person, found: Standing, policy: SecurityPolicy) -> bool:
    if person.must_change_password:
        return True
    days = policy.admin_password_days
    if days is None or not policies.is_administrator(found.actor.permissions):
        return False
    changed_at = person.password_changed_at or person.created_at
    return clock.now() - changed_at > timedelta(days=days)


def _is_always_open(url_name: str, path: str) -> bool:
    sign_in = url_name.startswith(("account_", "mfa_", "usersessions_"))
    return sign_in or url_name in {"language", "switch_agency"} or path.startswith("/static/")
