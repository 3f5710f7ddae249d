"""Screens of draws: announce, make, verify, close."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts import api as accounts
from hoitu.assurance import api
from hoitu.assurance.data import Result, State
from hoitu.assurance.models import Draw
from hoitu.assurance.policies.sheet import verify
from hoitu.assurance.web.forms import AnnounceForm, DrawForm, ReasonForm
from hoitu.assurance.web.looks import finding_words, outcome, step_words
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.strategy import api as strategy

ON_PAGE = 50


@needs("assurance.read")
@require_GET
def draws(request: ActorRequest) -> HttpResponse:
    """List the draws of the own body, and those that list the own records."""
    rows = api.seen_by(request.actor).select_related("agency", "plan")
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "lines": [(row, outcome(row) if row.state == State.CLOSED else None) for row in page],
        "may_draw": request.actor.may("assurance.draw"),
        "agency_id": request.actor.agency_id,
    }
    return render(request, "assurance/draws.html", context)


@needs("assurance.draw")
@require_http_methods(["GET", "POST"])
def announce(request: ActorRequest) -> HttpResponse:
    """Announce a draw; what was typed stays when it is refused."""
    numbers = strategy.countable(reader=request.actor.agency)
    found = accounts.organisations(ids=strategy.open_to(request.actor))
    agencies = sorted((one for one in found.values() if one.kind == "press_agency"), key=lambda one: one.name)
    if request.method == "GET":
        initial = {
            name: request.GET[key]
            for name, key in (("measure", "so"), ("agency", "co-quan"))
            if key in request.GET
        }
        form = AnnounceForm(numbers, agencies, initial=initial)
        return render(request, "assurance/announce.html", {"form": form, "has_numbers": bool(numbers)})
    form = AnnounceForm(numbers, agencies, request.POST)
    if form.is_valid():
        try:
            made = api.announce_draw(actor=request.actor, values=form.values)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã công bố lượt rút. Danh sách và cam kết đã được ghi lại."))
            return redirect("assurance:draw", made)
    context = {"form": form, "has_numbers": bool(numbers)}
    return render(request, "assurance/announce.html", context, status=400)


@needs("assurance.read")
@require_GET
def draw(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Show one draw: what was announced, what was drawn, what is proven."""
    return _show(request, api.draw_of(request.actor, draw_id))


@needs("assurance.draw")
@require_POST
def make(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Type the public value in and draw."""
    form = DrawForm(request.POST)

    def work() -> None:
        given = form.cleaned_data
        api.make_draw(
            actor=request.actor,
            draw_id=draw_id,
            public_value=given["public_value"],
            found_at=given["found_at"],
        )

    return _step(
        request, draw_id, form, work, _("Đã rút. Ai cũng tính lại được từ phiếu đối chiếu."), "draw_form"
    )


@needs("assurance.draw")
@require_POST
def close(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Close a draw that was judged."""
    try:
        api.close_draw(actor=request.actor, draw_id=draw_id)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã chốt kết quả. Kết quả hiện cạnh số liệu của từng cơ quan."))
    return redirect("assurance:draw", draw_id)


@needs("assurance.draw")
@require_POST
def cancel(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Cancel a draw with a reason."""
    form = ReasonForm(request.POST)

    def work() -> None:
        api.cancel_draw(actor=request.actor, draw_id=draw_id, reason=form.cleaned_data["reason"])

    return _step(request, draw_id, form, work, _("Đã hủy lượt rút."), "cancel_form")


@needs("assurance.read")
@require_GET
def proof(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Recompute a draw before the reader's eyes, and say how to do it without this program."""
    row = api.draw_of(request.actor, draw_id)
    sheet = api.sheet_of(row, reader=request.actor.agency)
    findings = verify(sheet)
    context = {
        "draw": row,
        "said": row.announcement,
        "findings": [(one, finding_words(one.key)) for one in findings],
        "is_right": all(one.is_right for one in findings),
        "drawn": sheet["drawn"],
    }
    return render(request, "assurance/proof.html", context)


@needs("assurance.read")
@require_GET
def sheet(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Hand out the verification sheet."""
    row = api.draw_of(request.actor, draw_id)
    words = json.dumps(api.sheet_of(row, reader=request.actor.agency), ensure_ascii=False, indent=1)
    answer = HttpResponse(words.encode(), content_type="application/json; charset=utf-8")
    name = f"phieu-rut-{row.announcement_sha256[:12]}-{row.state}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _step(
    request: ActorRequest,
    draw_id: UUID,
    form: forms.Form,
    work: Callable[[], None],
    done: str,
    name: str,
) -> HttpResponse:
    """Do a step of a draw; when it is refused show its page with what was typed."""
    if form.is_valid():
        try:
            work()
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("assurance:draw", draw_id)
    return _show(request, api.draw_of(request.actor, draw_id), **{name: form})


def _show(request: ActorRequest, row: Draw, **forms_given: forms.Form) -> HttpResponse:
    is_body = row.agency_id == request.actor.agency_id
    may_draw = is_body and request.actor.may("assurance.draw")
    lines = api.drawn_lines(row, agency_id=None if is_body else request.actor.agency)
    is_drawn = row.state in (State.DRAWN, State.CLOSED)
    context: dict[str, Any] = {
        "draw": row,
        "said": row.announcement,
        "step": step_words(row),
        "is_body": is_body,
        "lines": lines,
        "result": api.result_of(row) if is_drawn else None,
        "by_agency": _by_agency(request, row, is_body) if is_drawn else [],
        "is_day": clock.today() >= row.draw_on,
        "draw_form": DrawForm() if may_draw and row.state == State.ANNOUNCED else None,
        "cancel_form": ReasonForm() if may_draw and row.state in (State.ANNOUNCED, State.DRAWN) else None,
        "may_close": may_draw and row.state == State.DRAWN,
        "now": clock.now(),
    }
    status = 400 if any(form.errors for form in forms_given.values()) else 200
    return render(request, "assurance/draw.html", context | forms_given, status=status)


def _by_agency(request: ActorRequest, row: Draw, is_body: bool) -> list[tuple[str, Result]]:
    found = api.results_by_agency(row)
    if not is_body:
        found = {key: one for key, one in found.items() if key == request.actor.agency_id}
    names = accounts.organisations(ids=set(found))
    return sorted(((names[key].name, one) for key, one in found.items()), key=lambda pair: pair[0])
