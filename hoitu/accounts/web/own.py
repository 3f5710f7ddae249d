"""Screens about oneself: profile, agency at work, API tokens."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts.models import ApiToken, Person
from hoitu.accounts.operations.person import change_own_profile
from hoitu.accounts.operations.tokens import make_token, revoke_token
from hoitu.accounts.sessions import AGENCY_KEY
from hoitu.accounts.web.forms import ProfileForm, TokenForm
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import NotAllowed, Refused


@signed_in
def profile(request: ActorRequest) -> HttpResponse:
    """Change one's own name, phone and language."""
    form = ProfileForm(request.POST or None, instance=_me(request))
    if request.method == "POST" and form.is_valid():
        change_own_profile(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        response = redirect("accounts:profile")
        remember_language(response, form.cleaned_data["language"])
        return response
    return render(request, "accounts/profile.html", {"form": form})


@require_POST
@signed_in
def switch_agency(request: ActorRequest) -> HttpResponse:
    """Work for another of one's agencies from now on."""
    chosen = request.POST.get("agency", "")
    if chosen not in {str(agency.id) for agency in request.standing.agencies}:  # type: ignore[attr-defined]
        raise NotAllowed()
    request.session[AGENCY_KEY] = chosen
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


@needs("accounts.tokens")
def tokens(request: ActorRequest) -> HttpResponse:
    """List one's tokens and make one; its secret is shown in this answer and never again."""
    form = TokenForm(request.POST or None, actor=request.actor)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = make_token(actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            form = TokenForm(actor=request.actor)
    found = ApiToken.objects.for_agency(request.actor.agency).select_related("person")
    if not request.actor.may("accounts.people"):
        found = found.filter(person=_me(request))
    context = {"tokens": found.filter(revoked_at=None), "form": form, "made": made, "now": clock.now()}
    return render(request, "accounts/tokens.html", context)


@require_POST
@signed_in
def revoke(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """End a token."""
    revoke_token(actor=request.actor, token_id=token_id)
    messages.success(request, _("Đã thu hồi khóa."))
    return redirect("accounts:tokens")


def _me(request: ActorRequest) -> Person:
    if request.actor.person_id is None:
        raise NotAllowed()
    return Person.objects.get(pk=request.actor.person_id)


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the person's language in the cookie that the language middleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86_400,
        samesite="Lax",
        secure=bool(getattr(settings, "LANGUAGE_COOKIE_SECURE", False)),
    )
