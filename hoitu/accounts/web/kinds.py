"""Screens of the kinds of account: choosing a person's, making one for a program."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts.operations.kinds import make_service, set_kind
from hoitu.accounts.web.forms import ServiceForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused


@require_POST
@needs("accounts.people")
def save_kind(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Say which kind of account a person has."""
    set_kind(actor=request.actor, person_id=person_id, kind=request.POST.get("kind", ""))
    messages.success(request, _("Đã lưu."))
    return redirect("accounts:person", person_id=person_id)


@needs("accounts.people")
def service(request: ActorRequest) -> HttpResponse:
    """Make an account for a program."""
    form = ServiceForm(request.POST or None, agency_id=request.actor.agency)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = make_service(
                actor=request.actor,
                name=values["name"],
                purpose=values["purpose"],
                role_ids=[role.pk for role in values["roles"]],
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã lập tài khoản dịch vụ. Hãy tạo khóa API cho nó."))
            return redirect("accounts:person", person_id=made)
    return render(request, "accounts/service.html", {"form": form})
