"""Screens of packages: built, looked at, sent or handed out; brought, quarantined, looked at again."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.connector import api
from hoitu.connector.adapters import contents
from hoitu.connector.adapters.package_file import FILE_BYTES_MAX
from hoitu.connector.data import InState, OutState
from hoitu.connector.queries import overview
from hoitu.connector.web.forms import FileForm, ReasonForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused

RECEIPT_BYTES_MAX = 100_000


@needs("connector.send")
@require_POST
def build(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Build the next package and show what is in it; nothing leaves yet."""
    try:
        package_id = api.build_package(actor=request.actor, partner_id=partner_id)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
        return redirect("connector:partner", partner_id)
    return redirect("connector:outgoing", package_id)


@needs("connector.read")
@require_http_methods(["GET", "POST"])
def outgoing(request: ActorRequest, out_id: UUID) -> HttpResponse:
    """Show a package that was made here; send it, give it up, or take its receipt."""
    row = overview.out_package(request.actor, out_id)
    form = FileForm()
    if request.method == "POST":
        request.actor.require("connector.send")
        form = FileForm(request.POST or None, request.FILES or None)
        try:
            if request.POST.get("step") == "send":
                api.ask_to_send(actor=request.actor, package_id=out_id)
                messages.success(request, _("Đang gửi. Trang này cho biết khi có biên nhận."))
            elif request.POST.get("step") == "cancel":
                api.cancel(actor=request.actor, package_id=out_id)
                messages.success(request, _("Đã bỏ gói."))
            elif form.is_valid():
                given = form.cleaned_data["file"].read(RECEIPT_BYTES_MAX)
                api.take_receipt(actor=request.actor, package_id=out_id, content=given)
                messages.success(request, _("Đã ghi biên nhận."))
            return redirect("connector:outgoing", out_id)
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            messages.error(request, refusal.sentence)
    context = {
        "package": row,
        "listing": contents.listing(row.file_key),
        "form": form,
        "may_send": request.actor.may("connector.send") and row.partner.is_trusted,
        "may_cancel": row.state == OutState.BUILT and not row.attempts,
        "is_open": row.state not in (OutState.SENT, OutState.CANCELLED),
    }
    return render(request, "connector/outgoing.html", context)


@needs("connector.send")
@require_POST
def download(request: ActorRequest, out_id: UUID) -> HttpResponse:
    """Answer with the package's file."""
    name, content = api.hand_out(actor=request.actor, package_id=out_id)
    return _file(name, content, "application/zip")


@needs("connector.send")
@require_http_methods(["GET", "POST"])
def bring(request: ActorRequest) -> HttpResponse:
    """Bring a package that came as a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            content = given.read(FILE_BYTES_MAX + 1)
            row = api.receive_file(actor=request.actor, file_name=given.name, content=content)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("connector:incoming", row.pk)
    return render(request, "connector/bring.html", {"form": form})


@needs("connector.read")
@require_http_methods(["GET", "POST"])
def incoming(request: ActorRequest, in_id: UUID) -> HttpResponse:
    """Show a package that came in: a quarantined one is looked at again or given up, an accepted one withdrawn."""
    row = overview.in_package(request.actor, in_id)
    form = ReasonForm(initial={"reason": request.POST.get("reason", "")})
    if request.method == "POST":
        request.actor.require("connector.send")
        try:
            if request.POST.get("step") == "drop":
                api.drop_package(actor=request.actor, package_id=in_id, reason=request.POST.get("reason", ""))
                messages.success(request, _("Đã bỏ gói."))
            elif request.POST.get("step") == "withdraw":
                api.withdraw_package(
                    actor=request.actor, package_id=in_id, reason=request.POST.get("reason", "")
                )
                messages.success(request, _("Đã thu hồi gói. Số liệu riêng của gói này không còn được tính."))
            else:
                done = api.replay(actor=request.actor, package_id=in_id)
                if done.state == InState.ACCEPTED:
                    messages.success(request, _("Đã nhận gói."))
                else:
                    messages.error(request, done.sentence)
            return redirect("connector:incoming", in_id)
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            messages.error(request, refusal.sentence)
    context = {
        "package": row,
        "listing": contents.listing(row.file_key),
        "form": form,
        "may_send": request.actor.may("connector.send"),
        "is_stuck": row.state == InState.QUARANTINED,
        "is_taken": row.state == InState.ACCEPTED,
        "is_given_up": row.state in (InState.DROPPED, InState.WITHDRAWN),
    }
    return render(request, "connector/incoming.html", context)


@needs("connector.read")
@require_GET
def receipt(request: ActorRequest, in_id: UUID) -> HttpResponse:
    """Answer with the signed receipt, to be given back to the sender."""
    row = overview.in_package(request.actor, in_id)
    if row.receipt is None:
        raise NotFound()
    content = json.dumps(row.receipt, ensure_ascii=False, sort_keys=True, indent=1).encode()
    return _file(f"bien-nhan-{row.sha256[:12]}.json", content, "application/json")


@csrf_exempt
@require_POST
def receive_online(request: HttpRequest) -> HttpResponse:
    """Receive a package from another installation; its signature is its only ticket. Answers with the receipt."""
    try:
        # Not `body`: that would take a stream of unknown length into memory.
        return JsonResponse(api.receive_online(content=request.read(FILE_BYTES_MAX + 1)))
    except Refused as refusal:
        return JsonResponse(
            {"sentence": refusal.sentence}, status=403 if refusal.status == 409 else refusal.status
        )


def _file(name: str, content: bytes, content_type: str) -> HttpResponse:
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=held)
