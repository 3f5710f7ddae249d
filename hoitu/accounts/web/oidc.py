"""Sign-in at the agency's own identity server (OpenID Connect), for people who are already known or invited.

django-allauth does the protocol (code flow with PKCE and state). Ours: who may come in, and that the identity
token's signature, issuer and subject are always checked, also when it came straight from the server.
"""

import logging
from typing import Any, Never

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests import RequestException

from hoitu.accounts.operations.identity import person_of_identity
from hoitu.kernel.errors import NotFound, Refused

log = logging.getLogger(__name__)


def identity_server() -> dict[str, Any] | None:
    """Return the configured server as allauth knows it, or None."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0] if apps else None


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who may come in: people we know, by the subject seen before or by a verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _turn_away(request, _("Chỉ dùng đường dẫn này để đăng nhập."))
        if sociallogin.is_existing:
            return
        emails = [each.email for each in sociallogin.email_addresses if each.verified is True]
        try:
            person = person_of_identity(
                email=emails[0] if emails else "",
                server=sociallogin.account.get_provider().name,
                subject=sociallogin.account.uid,
            )
        except Refused as refused:
            _turn_away(request, refused.sentence)
        sociallogin.connect(request, person)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **more: Any
    ) -> None:
        if error == AuthError.CANCELLED:
            _turn_away(request, _("Bạn đã dừng đăng nhập."))
        log.warning("sign-in at the identity server failed: %s %s", error, exception)
        _turn_away(request, _("Máy chủ định danh không xác nhận được bạn. Hãy thử lại, hoặc dùng mật khẩu."))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing here: `web/warnings.py` writes the letters about accounts."""


class CheckedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What the server says is believed when it is signed, its own and about one subject."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        configured = str(app.settings["server_url"]).rstrip("/")
        if str(self.openid_config.get("issuer", "")).rstrip("/") != configured:
            raise OAuth2Error("another issuer than configured")
        # allauth skips the signature of a token that it fetched itself.
        self.did_fetch_access_token = False
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told["userinfo"].get("sub") != told["id_token"].get("sub"):
            raise OAuth2Error("userinfo is about somebody else")
        return login


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the identity server."""
    _known(provider_id)
    try:
        view = OAuth2LoginView.adapter_view(CheckedAdapter(request, provider_id))
        response: HttpResponse = view(request)
    except RequestException as error:
        log.warning("the identity server does not answer: %s", error)
        messages.error(request, _("Máy chủ định danh không trả lời. Hãy thử lại sau, hoặc dùng mật khẩu."))
        return redirect("account_login")
    return response


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the browser back from the identity server and sign the person in."""
    _known(provider_id)
    view = OAuth2CallbackView.adapter_view(CheckedAdapter(request, provider_id))
    response: HttpResponse = view(request)
    return response


def _known(provider_id: str) -> None:
    server = identity_server()
    if server is None or server["provider_id"] != provider_id:
        raise NotFound()


def _turn_away(request: HttpRequest, sentence: str) -> Never:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("account_login"))
