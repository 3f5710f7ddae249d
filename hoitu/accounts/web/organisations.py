"""Screens of organisations, their lines and history; the agency's sign-in rules; founding agencies."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts import policies, queries
from hoitu.accounts.models import Organisation, OrganisationLink, Role, SecurityProfile
from hoitu.accounts.models.organisations import Kind
from hoitu.accounts.operations import organisations as operations
from hoitu.accounts.operations.found_agency import found_agency
from hoitu.accounts.operations.invitations import invite
from hoitu.accounts.operations.letters import send_invitation
from hoitu.accounts.provinces import provinces
from hoitu.accounts.web.forms import FoundForm, LinkForm, OrganisationForm, SecurityForm
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import fold

PER_PAGE = 50


@needs("accounts.organisation")
def organisations(request: ActorRequest) -> HttpResponse:
    """List the bodies that the installation knows."""
    found = Organisation.objects.all()
    kind, wanted = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    if kind in Kind.values:
        found = found.filter(kind=kind)
    if wanted:
        names = found.values_list("id", "name", "short_name")
        found = found.filter(
            pk__in=[key for key, name, short in names if fold(wanted) in fold(f"{name} {short}")]
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": Kind.choices, "kind": kind, "q": wanted}
    return render(request, "accounts/organisations.html", context)


@needs("accounts.organisation")
def organisation(request: ActorRequest, organisation_id: UUID | None = None) -> HttpResponse:
    """Show or write down one body, with its two lines and its history."""
    row = None if organisation_id is None else _organisation(organisation_id)
    form = OrganisationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = operations.save_organisation(
            actor=request.actor, organisation_id=organisation_id, values=form.cleaned_data
        )
        messages.success(request, _("Đã lưu."))
        return redirect("accounts:organisation", organisation_id=saved)
    return _page(request, row, form)


@require_POST
@needs("accounts.organisation")
def link(request: ActorRequest, organisation_id: UUID) -> HttpResponse:
    """Add an edge to another body; what was refused stands in the form with what was typed."""
    row = _organisation(organisation_id)
    form = LinkForm(request.POST, organisation_id=organisation_id, prefix="link")
    if form.is_valid():
        values = form.cleaned_data
        try:
            operations.link_organisations(
                actor=request.actor,
                from_id=organisation_id,
                to_id=values["to_organisation"].id,
                kind=values["kind"],
                valid_from=values["valid_from"],
                valid_until=values["valid_until"],
                note=values["note"],
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu quan hệ."))
            return redirect("accounts:organisation", organisation_id=organisation_id)
    return _page(request, row, OrganisationForm(instance=row), link_form=form)


def _organisation(organisation_id: UUID) -> Organisation:
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise NotFound()
    return row


def _page(
    request: ActorRequest,
    row: Organisation | None,
    form: OrganisationForm,
    *,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "organisation": row, "may_edit": True}
    if row is not None:
        today = clock.today()
        out = OrganisationLink.objects.filter(from_organisation=row).select_related("to_organisation")
        into = OrganisationLink.objects.filter(to_organisation=row).select_related("from_organisation")
        province = provinces().get(row.province)
        context |= {
            "province": province.name if province else "",
            "may_edit": policies.may_edit_organisation(request.actor, row.id, row.entered_by_id),
            "links_out": out.order_by("kind", "valid_from"),
            "links_in": into.order_by("kind", "valid_from"),
            "governing": queries.line(organisation_id=row.id, kind="governing", on=today),
            "state_management": queries.line(organisation_id=row.id, kind="state_management", on=today),
            "link_form": link_form or LinkForm(organisation_id=row.id, prefix="link"),
            "trail": audit.trail(
                agency_id=request.actor.agency_id, object_key=f"organisation:{row.id}", limit=20
            ),
        }
    status = 422 if link_form else 200
    return render(request, "accounts/organisation.html", context, status=status)


@require_POST
@needs("accounts.organisation")
def unlink(request: ActorRequest, organisation_id: UUID, link_id: UUID) -> HttpResponse:
    """Remove an edge written down wrongly."""
    operations.unlink_organisations(actor=request.actor, link_id=link_id)
    messages.success(request, _("Đã gỡ quan hệ."))
    return redirect("accounts:organisation", organisation_id=organisation_id)


@needs("accounts.security")
def security(request: ActorRequest) -> HttpResponse:
    """Choose the agency's sign-in rules; the limits of each profile stand beside their source."""
    agency = Organisation.objects.select_related("security_profile").get(pk=request.actor.agency)
    chosen = agency.security_profile.key if agency.security_profile else ""
    form = SecurityForm(request.POST or None, initial={"profile": chosen})
    if request.method == "POST" and form.is_valid():
        operations.choose_security(actor=request.actor, key=form.cleaned_data["profile"])
        messages.success(request, _("Đã lưu chính sách đăng nhập."))
        return redirect("accounts:security")
    profiles = SecurityProfile.objects.order_by("lock_minutes")
    policy = request.security_policy  # type: ignore[attr-defined]
    return render(request, "accounts/security.html", {"form": form, "profiles": profiles, "policy": policy})


@needs(policies.OPERATE)
def found(request: ActorRequest) -> HttpResponse:
    """Found an agency and invite its head."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        agency_id = found_agency(
            actor=request.actor,
            name=values["name"],
            short_name=values["short_name"],
            valid_from=values["valid_from"],
        )
        # A new agency has nobody yet who could grant the head's role; the installation does.
        system = Actor.system(agency_id=agency_id, name=request.actor.name)
        director = Role.objects.for_agency(agency_id).get(key="director")
        sent = invite(
            actor=system,
            email=values["head_email"],
            full_name=values["head_name"],
            titles=(),
            role_ids=[director.id],
        )
        where, was_sent = send_invitation(
            actor=request.actor,
            email=values["head_email"],
            full_name=values["head_name"],
            secret=sent.secret,
            agency_id=agency_id,
        )
        context = {
            "link": where,
            "was_sent": was_sent,
            "email": values["head_email"],
            "expires_at": sent.expires_at,
        }
        return render(request, "accounts/invited.html", context)
    return render(request, "accounts/found.html", {"form": form, "agencies": queries.agencies()})
