"""Screens of roles and desks."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts import policies
from hoitu.accounts.models import Desk, Role
from hoitu.accounts.operations import desks as desk_operations
from hoitu.accounts.operations import role_defaults
from hoitu.accounts.operations.roles import remove_role, save_role
from hoitu.accounts.queries import known_codes
from hoitu.accounts.web.forms import DeskForm, RoleForm
from hoitu.accounts.web.words import ROOMS
from hoitu.kernel.access import ActorRequest, needs, permissions
from hoitu.kernel.errors import NotFound, Refused


@needs("accounts.roles")
def roles(request: ActorRequest) -> HttpResponse:
    """List the agency's roles with how many people have each."""
    found = Role.objects.for_agency(request.actor.agency).annotate(people=Count("memberships"))
    found = found.order_by("position", "name")  # Meta.ordering does not hold where rows are grouped
    agency_id, words = request.actor.agency, {each.code: each.label for each in permissions()}
    rows = list(found)
    offered = role_defaults.offers(agency_id=agency_id)
    for row in rows:
        new = offered[row.pk].permissions if row.pk in offered else frozenset[str]()
        row.offered = [_(str(words[code])) for code in sorted(new)]  # type: ignore[attr-defined]
    context = {"roles": rows, "missing": role_defaults.missing_roles(agency_id=agency_id)}
    return render(request, "accounts/roles.html", context)


@require_POST
@needs("accounts.roles")
def answer_offer(request: ActorRequest, role_id: UUID) -> HttpResponse:
    """Take the permissions that a default role has won, or keep the agency's own form of it."""
    accept = request.POST.get("answer") == "accept"
    role_defaults.answer_offer(actor=request.actor, role_id=role_id, accept=accept)
    messages.success(request, _("Đã nhận quyền mới.") if accept else _("Đã giữ nguyên vai trò."))
    return redirect("accounts:roles")


@require_POST
@needs("accounts.roles")
def add_default(request: ActorRequest, key: str) -> HttpResponse:
    """Give the agency a default role it does not have."""
    role_defaults.add_default_role(actor=request.actor, key=key)
    messages.success(request, _("Đã thêm vai trò."))
    return redirect("accounts:roles")


@needs("accounts.roles")
def role(request: ActorRequest, role_id: UUID | None = None) -> HttpResponse:
    """Show a role as check marks by room; what the actor does not hold cannot be changed."""
    row = Role(agency_id=request.actor.agency)
    if role_id is not None:
        found = Role.objects.for_agency(request.actor.agency).filter(pk=role_id).first()
        if found is None:
            raise NotFound()
        row = found
    # Kept before the form writes into the row.
    held_by_role = set(row.permissions)
    form = RoleForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        ticked = set(request.POST.getlist("permissions")) & known_codes()
        # Boxes the actor may not change are disabled, and disabled boxes are not sent: they stay as they were.
        kept = {code for code in held_by_role if not policies.may_grant(request.actor, [code])}
        try:
            save_role(
                actor=request.actor,
                role_id=role_id,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                permissions=ticked | kept,
                mfa_required=form.cleaned_data["mfa_required"],
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu vai trò."))
            return redirect("accounts:roles")
    context = {"form": form, "role": row, "rooms": _matrix(request, held_by_role), "is_new": role_id is None}
    return render(request, "accounts/role.html", context)


@require_POST
@needs("accounts.roles")
def remove(request: ActorRequest, role_id: UUID) -> HttpResponse:
    """Remove a role nobody has."""
    remove_role(actor=request.actor, role_id=role_id)
    messages.success(request, _("Đã xóa vai trò."))
    return redirect("accounts:roles")


@needs("accounts.desks")
def desks(request: ActorRequest, desk_id: UUID | None = None) -> HttpResponse:
    """List the desks; the form below opens one or changes the chosen one."""
    chosen = None
    if desk_id is not None:
        chosen = Desk.objects.for_agency(request.actor.agency).filter(pk=desk_id).first()
        if chosen is None:
            raise NotFound()
    form = DeskForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "position": form.cleaned_data["position"] or 0}
        try:
            desk_operations.save_desk(actor=request.actor, desk_id=desk_id, **values)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lưu ban, phòng."))
            return redirect("accounts:desks")
    found = Desk.objects.for_agency(request.actor.agency).annotate(people=Count("memberships"))
    found = found.order_by("position", "sort_key", "id")
    context = {"desks": found, "form": form, "chosen": chosen}
    return render(request, "accounts/desks.html", context)


@require_POST
@needs("accounts.desks")
def close_desk(request: ActorRequest, desk_id: UUID) -> HttpResponse:
    """Close a desk."""
    desk_operations.close_desk(actor=request.actor, desk_id=desk_id)
    messages.success(request, _("Đã đóng ban, phòng."))
    return redirect("accounts:desks")


def _matrix(request: ActorRequest, held_by_role: set[str]) -> list[dict[str, object]]:
    ticked = set(request.POST.getlist("permissions")) if request.method == "POST" else held_by_role
    rooms = []
    for room, declared in groupby(permissions(), key=lambda each: each.room):
        rows = [
            {
                "code": each.code,
                "label": _(str(each.label)),
                "ticked": each.code in ticked,
                "is_locked": not request.actor.may(each.code),
            }
            for each in declared
        ]
        rooms.append({"name": ROOMS.get(room, room), "rows": rows})
    return rooms
