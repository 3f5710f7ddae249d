"""django-allauth as this newsroom uses it: no open sign-up, locks from the database, sign-ins recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm as MfaAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.browser import browser_words, device_token, give_token
from hoitu.accounts.errors import AccountLocked
from hoitu.accounts.models import Person
from hoitu.accounts.operations import devices, sign_in
from hoitu.accounts.operations.sessions import end_sessions
from hoitu.accounts.sessions import SIGNED_IN_KEY, begin_session
from hoitu.accounts.web.origin import client_ip, describe
from hoitu.accounts.web.own import remember_language
from hoitu.accounts.web.warnings import warn_of_new_device
from hoitu.kernel import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords: locked addresses are refused before the password is looked at."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request) or "0.0.0.0"  # noqa: S104 - stands for "unknown", nothing listens

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        refuse_locked(str(credentials.get("email") or ""))
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if email := credentials.get("email"):
            sign_in.count_failure(email=str(email))

    def reauthenticate(self, user: Person, password: str) -> bool:
        credentials = {"email": user.email, "password": password}
        found = self.authenticate(self.request, **credentials)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Whoever signed in a moment ago has just proven who they are.
        age = clock.now().timestamp() - self.request.session.get(SIGNED_IN_KEY, 0)
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required and age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        if user.is_active and sign_in.disable_if_dormant(person=user):
            user.is_active = False
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        is_new = devices.recognise(
            person=user,
            token=give_token(request, response),
            label=browser_words(request),
            session_key=request.session.session_key or "",
        )
        if is_new:
            warn_of_new_device(request, user)
        return response


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps: what authenticator apps and passkeys show as the account's name."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Hội Tụ"}


class _RefuseLocked:
    user: Person

    def clean_code(self) -> str:
        refuse_locked(self.user.email)
        return super().clean_code()  # type: ignore[misc, no-any-return]


class AuthenticateForm(_RefuseLocked, MfaAuthenticateForm):  # type: ignore[misc]
    """Codes at sign-in: a locked account's codes are not even looked at."""


class ReauthenticateForm(_RefuseLocked, MfaReauthenticateForm):  # type: ignore[misc]
    """Codes asked for again before something sensitive."""


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, with its label in Vietnamese."""

    name = forms.CharField(label=_("Tên khóa"), required=False, max_length=100)


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """A passkey's name."""

    name = forms.CharField(label=_("Tên khóa"), max_length=100)


def refuse_locked(email: str) -> None:
    """Turn the refusal into an error of the form."""
    try:
        sign_in.refuse_locked(email=email)
    except AccountLocked as refused:
        raise ValidationError(refused.sentence) from refused


@receiver(mfa_signals.authentication_failed)
def _count_wrong_code(user: Person, **kwargs: Any) -> None:
    sign_in.count_failure(email=user.email)


@receiver(user_logged_in)
def _begin(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    begin_session(request)
    request.user = user
    # Here and not only in allauth's views: whatever way a session began, it can be listed and ended.
    UserSession.objects.create_from_request(request)
    sign_in.signed_in(person=user, note=" · ".join(filter(None, [describe(request), _ways(request, user)])))


def _ways(request: HttpRequest, user: Person) -> str:
    """Return how the person proved who they are: "password, totp"."""
    records = get_authentication_records(request, user)
    return ", ".join(str(record.get("type") or record["method"]) for record in records)


@receiver(user_logged_out)
def _note_sign_out(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    if user is not None and user.pk:
        with transaction.atomic():
            sign_in.record_for(user, verb="accounts.sign_out")
            # A session that time ended leaves its notices: the phone in the pocket is what they are for.
            if (token := device_token(request)) and not getattr(request, "session_is_over", False):
                devices.forget_push_of_browser(token=token)


class SessionsView(ListUserSessionsView):  # type: ignore[misc]
    """The sessions of one person; ending the others ends what their browsers take."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        keep = self.request.session.session_key
        devices.forget_push_of_person(person_id=self.request.user.pk, keep_session=keep)
        response: HttpResponse = super().form_valid(form)
        return response


@receiver(password_changed)
@receiver(password_reset)
def _after_new_password(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """End every other session: whoever knew the old password is out."""
    with transaction.atomic():
        sign_in.record_for(user, verb="accounts.change_password")
        end_sessions(person_id=user.pk, keep=request.session.session_key)


@receiver(mfa_signals.authenticator_added)
@receiver(mfa_signals.authenticator_removed)
@receiver(mfa_signals.authenticator_reset)
def _note_mfa(user: Person, authenticator: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        sign_in.record_for(user, verb="accounts.change_mfa", note=str(authenticator.type))
