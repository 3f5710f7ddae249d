"""Who is asking: the actor on every request, and the limits that the person's security policy sets."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hoitu.accounts.data import SecurityPolicy
from hoitu.accounts.models import Person
from hoitu.accounts.queries import Standing, standing
from hoitu.accounts.security import policy_of
from hoitu.accounts.sessions import AGENCY_KEY, is_over, must_change, needs_mfa, note_seen
from hoitu.accounts.web.origin import client_ip
from hoitu.audit.api import origin_ip


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
        if needs_mfa(person, found, policy):
            messages.info(request, _("Công việc của bạn cần xác thực hai bước. Hãy thiết lập để tiếp tục."))
            return redirect("mfa_index")
        if must_change(person, found, policy):
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
        if is_over(request, found, policy):
            request.session_is_over = True  # type: ignore[attr-defined]
            logout(request)
            messages.info(request, _("Phiên làm việc đã hết hạn. Hãy đăng nhập lại."))
            return None
        request.security_policy = policy  # type: ignore[attr-defined]
        note_seen(request, person)
        return found


def _is_always_open(url_name: str, path: str) -> bool:
    sign_in = url_name.startswith(("account_", "mfa_", "usersessions_"))
    return sign_in or url_name in {"language", "switch_agency"} or path.startswith("/static/")
