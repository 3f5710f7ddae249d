"""Screens of press releases and statements."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.correspondence import api
from hoitu.correspondence.data import Audience
from hoitu.correspondence.models import Statement
from hoitu.correspondence.queries.press import (
    is_spokesperson,
    press_readers,
    readable_statement,
    spokespeople,
    statements_for,
)
from hoitu.correspondence.web.audiences import offer
from hoitu.correspondence.web.forms import AudienceForm, ReasonForm, StatementForm
from hoitu.correspondence.web.press import EITHER, tabs
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import done, pressed

ON_PAGE = 50
State = Statement.State


@needs(*EITHER)
@require_GET
def statements(request: ActorRequest) -> HttpResponse:
    """List the organisation's own statements and those published to it."""
    context = {
        "page": Paginator(statements_for(request.actor), ON_PAGE).get_page(request.GET.get("trang")),
        "may_write": request.actor.may("correspondence.press"),
        "tabs": tabs(request, "statements"),
    }
    return render(request, "correspondence/statements.html", context)


@needs("correspondence.press")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, statement_id: UUID | None = None) -> HttpResponse:
    """Write a statement, or go on with a draft."""
    row = _draft(request, statement_id) if statement_id else None
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {name: getattr(row, name) for name in ("kind", "title", "body")}
        initial |= AudienceForm.initial_of(Audience.from_plain(row.audience))
    form = StatementForm(request.POST or None, request.FILES or None, initial=initial)
    offer(form, request, only="press_agency")

    def act(given: dict[str, Any]) -> UUID:
        file, name = file_of(given)
        return api.write_statement(
            actor=request.actor,
            kind=given["kind"],
            title=given["title"],
            body=given["body"],
            audience=form.audience,
            statement_id=statement_id,
            file=file,
            file_name=name,
        )

    if request.method == "POST":
        answer = done(request, form, act, _("Đã lưu, chờ người phát ngôn duyệt."), _page_of)
        if answer is not None:
            return answer
    return render(request, "correspondence/write_statement.html", {"form": form, "row": row})


@needs(*EITHER)
@require_GET
def statement(request: ActorRequest, statement_id: UUID) -> HttpResponse:
    """Show a statement, with the link by which a story names it as its source."""
    return _page(request, statement_id)


@needs("correspondence.press")
@require_POST
def publish(request: ActorRequest, statement_id: UUID) -> HttpResponse:
    """Publish a draft."""
    return pressed(
        request,
        lambda: api.publish_statement(actor=request.actor, statement_id=statement_id),
        _("Đã công bố tới các cơ quan báo chí."),
        _page_of(statement_id),
    )


@needs("correspondence.press")
@require_POST
def withdraw(request: ActorRequest, statement_id: UUID) -> HttpResponse:
    """Take a published statement back."""
    form = ReasonForm(request.POST)
    answer = done(
        request,
        form,
        lambda given: api.withdraw_statement(actor=request.actor, statement_id=statement_id, **given),
        _("Đã rút."),
        _page_of(statement_id),
    )
    return answer or _page(request, statement_id, form)


def _page(request: ActorRequest, statement_id: UUID, form: ReasonForm | None = None) -> HttpResponse:
    row = readable_statement(request.actor, statement_id)
    is_own = row.agency_id == request.actor.agency
    speaks = is_own and request.actor.may("correspondence.press") and is_spokesperson(request.actor)
    readers = (
        press_readers(row.agency_id, Audience.from_plain(row.audience), on=clock.today()) if is_own else []
    )
    context = {
        "row": row,
        "files": list(row.files.all()),
        "is_own": is_own,
        "readers": readers,
        "speakers": spokespeople(row.agency_id),
        "link": f"{settings.NEWSROOM_URL}{_page_of(row.pk)}",
        "may_publish": speaks and row.state == State.DRAFT,
        "may_edit": is_own and row.state == State.DRAFT and request.actor.may("correspondence.press"),
        "form": (form or ReasonForm()) if speaks and row.state == State.PUBLISHED else None,
    }
    return render(request, "correspondence/statement.html", context)


def _draft(request: ActorRequest, statement_id: UUID) -> Statement:
    rows = Statement.objects.for_agency(request.actor.agency).filter(pk=statement_id)
    row = rows.first()
    if row is None:
        raise NotFound()
    return row


def _page_of(statement_id: UUID) -> str:
    return reverse("correspondence:statement", args=[statement_id])
