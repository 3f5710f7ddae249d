"""Screens of people: the list, one person, invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts import policies, queries
from hoitu.accounts.data import TITLES
from hoitu.accounts.models import AccountKind, Invitation, Membership, Person
from hoitu.accounts.operations import invitations, sign_in
from hoitu.accounts.operations import membership as work
from hoitu.accounts.operations.letters import send_invitation
from hoitu.accounts.operations.person import change_identity, may_change_identity
from hoitu.accounts.operations.sessions import sign_out_everywhere
from hoitu.accounts.passwords import has_mfa
from hoitu.accounts.queries import held_by
from hoitu.accounts.web.forms import IdentityForm, InviteForm, JoinForm, WorkForm
from hoitu.accounts.web.letters import send_password_reset
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import fold

PER_PAGE = 50
TRAIL_ENTRIES = 20


@needs("accounts.people")
def people(request: ActorRequest) -> HttpResponse:
    """List the agency's people."""
    agency_id = request.actor.agency
    with_former = bool(request.GET.get("former"))
    found = queries.memberships_of(agency_id=agency_id, with_former=with_former)
    wanted = request.GET.get("q", "").strip()
    if wanted:
        # An agency has hundreds of people, not millions: matching without diacritics is done here.
        ids = [
            person_id
            for person_id, name, email in found.values_list("person_id", "person__full_name", "person__email")
            if fold(wanted) in fold(f"{name} {email}")
        ]
        found = found.filter(person_id__in=ids)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    members = list(page.object_list)
    now = clock.now()
    for member in members:
        held = {code for role in member.roles.all() for code in role.permissions}
        member.kind_fits = policies.kind_allows(member.person.kind, held)  # type: ignore[attr-defined]
        member.is_over = bool(member.active_until and member.active_until <= now)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "members": members,
        "locked": sign_in.locked_until(emails=[member.person.email for member in members]),
        "invitations": list(
            Invitation.objects.for_agency(agency_id).filter(
                accepted_at=None, revoked_at=None, expires_at__gt=now
            )
        ),
        "q": wanted,
        "with_former": with_former,
    }
    return render(request, "accounts/people.html", context)


@needs("accounts.people")
def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show one person; titles, roles and desks are changed here."""
    member = _member(request, person_id)
    form = WorkForm(
        request.POST or None, agency_id=request.actor.agency, initial=_initial_work(member), prefix="work"
    )
    if request.method == "POST" and form.is_valid():
        try:
            work.change_membership(actor=request.actor, person_id=person_id, **form.work)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:person", person_id=person_id)
    return _show(request, member, work_form=form)


@require_POST
@needs("accounts.people")
def save_identity(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Correct name, address, phone."""
    member = _member(request, person_id)
    form = IdentityForm(request.POST, instance=Person.objects.get(pk=person_id))
    if form.is_valid():
        try:
            change_identity(actor=request.actor, person_id=person_id, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:person", person_id=person_id)
    return _show(request, member, identity_form=form)


@require_POST
@needs("accounts.people")
def act(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Do one of the things that a button of the person's page asks for."""
    member = _member(request, person_id)
    actor, action = request.actor, request.POST.get("action")
    if action == "deactivate":
        work.deactivate(actor=actor, person_id=person_id, reason=request.POST.get("reason", "")[:300])
        messages.success(request, _("Đã cho thôi làm việc; mọi phiên đăng nhập đã chấm dứt."))
    elif action == "reactivate":
        work.reactivate(actor=actor, person_id=person_id)
        messages.success(request, _("Đã nhận làm việc lại."))
    elif action == "unlock":
        sign_in.unlock(actor=actor, person_id=person_id)
        messages.success(request, _("Đã mở khóa đăng nhập."))
    elif action == "sign_out":
        count = sign_out_everywhere(actor=actor, person_id=person_id)
        messages.success(request, _("Đã chấm dứt %(count)d phiên đăng nhập.") % {"count": count})
    elif action == "reset":
        send_password_reset(request, member.person)
        messages.success(request, _("Đã gửi đường dẫn đặt lại mật khẩu."))
    else:
        raise NotFound()
    return redirect("accounts:person", person_id=person_id)


@needs("accounts.people")
def invite(request: ActorRequest) -> HttpResponse:
    """Invite somebody; the link goes out by e-mail and is shown once, for newsrooms without mail."""
    form = InviteForm(request.POST or None, agency_id=request.actor.agency)
    if request.method == "POST" and form.is_valid():
        email, full_name = form.cleaned_data["email"], form.cleaned_data["full_name"]
        try:
            sent = invitations.invite(actor=request.actor, email=email, full_name=full_name, **form.work)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            link, was_sent = send_invitation(
                actor=request.actor, email=email, full_name=full_name, secret=sent.secret
            )
            context = {"link": link, "was_sent": was_sent, "email": email, "expires_at": sent.expires_at}
            return render(request, "accounts/invited.html", context)
    return render(request, "accounts/invite.html", {"form": form})


@require_POST
@needs("accounts.people")
def revoke_invitation(request: ActorRequest, invitation_id: UUID) -> HttpResponse:
    """End an open invitation."""
    invitations.revoke_invitation(actor=request.actor, invitation_id=invitation_id)
    messages.success(request, _("Đã thu hồi lời mời."))
    return redirect("accounts:people")


def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Open an invitation: set a password and join, or join as the person signed in."""
    invitation = invitations.open_invitation(secret=secret)
    known = Person.objects.filter(email=invitation.email).exists()
    me = request.user if isinstance(request.user, Person) and request.user.is_authenticated else None
    is_mine = me is not None and me.email == invitation.email
    form = None
    if not known:
        initial = {"full_name": invitation.full_name}
        form = JoinForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method == "POST" and (is_mine or (form is not None and form.is_valid())):
        fields = form.cleaned_data if form is not None else {}
        try:
            invitations.accept(
                secret=secret,
                person=me if is_mine else None,
                full_name=fields.get("full_name", ""),
                password=fields.get("password", ""),
            )
        except ValidationError as error:
            assert form is not None
            form.add_error("password", error)
        else:
            messages.success(request, _("Bạn đã vào cơ quan %(name)s.") % {"name": invitation.agency.name})
            return redirect("/" if is_mine else "account_login")
    context = {"invitation": invitation, "form": form, "is_mine": is_mine, "known": known}
    return render(request, "accounts/join.html", context)


def _member(request: ActorRequest, person_id: UUID) -> Membership:
    members = queries.memberships_of(agency_id=request.actor.agency, with_former=True)
    member = members.filter(person_id=person_id).first()
    if member is None:
        raise NotFound()
    return member


def _initial_work(member: Membership) -> dict[str, Any]:
    known = [title for title in member.titles if title in TITLES]
    return {
        "title": known[0] if known else "",
        "second_title": known[1] if len(known) > 1 else "",
        "other_title": next((title for title in member.titles if title not in TITLES), ""),
        "roles": [role.pk for role in member.roles.all()],
        "desks": [desk.pk for desk in member.desks.all()],
    }


def _show(
    request: ActorRequest,
    member: Membership,
    *,
    work_form: WorkForm | None = None,
    identity_form: IdentityForm | None = None,
) -> HttpResponse:
    agency_id, person = request.actor.agency, member.person
    trail = audit.trail(agency_id=agency_id, object_key=f"person:{person.pk}", limit=TRAIL_ENTRIES)
    context = {
        "member": member,
        "person": person,
        "is_over": bool(member.active_until and member.active_until <= clock.now()),
        "locked_until": sign_in.locked_until(emails=[person.email]).get(person.email),
        "has_mfa": has_mfa(person),
        "kinds": [choice for choice in AccountKind.choices if choice[0] != AccountKind.SERVICE],
        "kind_fits": policies.kind_allows(person.kind, held_by(person)),
        "is_service": person.kind == AccountKind.SERVICE,
        "is_me": person.pk == request.actor.person_id,
        "may_change_identity": may_change_identity(request.actor, person),
        "work_form": work_form or WorkForm(agency_id=agency_id, initial=_initial_work(member), prefix="work"),
        "identity_form": identity_form or IdentityForm(instance=person),
        "trail": trail,
    }
    return render(request, "accounts/person.html", context)
