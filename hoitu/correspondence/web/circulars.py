"""Screens of circulars: the lists, one circular, and what its sender does with it."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.correspondence import api
from hoitu.correspondence.data import Audience
from hoitu.correspondence.models import Circular, CircularVersion
from hoitu.correspondence.queries.audience import addressed
from hoitu.correspondence.queries.circulars import (
    Board,
    Held,
    board_of,
    files_of,
    held,
    incoming,
    needs_words,
    outgoing,
    own_circular,
    readable_circular,
    sent_boards,
    without_people,
)
from hoitu.correspondence.web import inbox
from hoitu.correspondence.web.audiences import offer
from hoitu.correspondence.web.forms import AudienceForm, CircularForm, CorrectionForm, ReasonForm
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done, pressed
from hoitu.strategy import api as strategy

ON_PAGE = 50
WORDING = tuple(field.name for field in fields(api.CircularInput))
CIRCULAR = "correspondence:circular"


@needs("correspondence.read")
@require_GET
def circulars(request: ActorRequest) -> HttpResponse:
    """List what came in, or (`muc=di`) what was sent; `tim` looks for words."""
    actor, text = request.actor, request.GET.get("tim", "")
    is_out = request.GET.get("muc") == "di"
    rows = outgoing(actor, text) if is_out else incoming(actor, text)
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "is_out": is_out,
        "text": text,
        "sent": _with_boards(page) if is_out else [],
        "came": [] if is_out else _held(page),
        "may_write": actor.may("correspondence.write"),
        "tabs": [
            {"label": _("Văn bản đến"), "url": "?muc=den", "current": not is_out},
            {"label": _("Văn bản đi"), "url": "?muc=di", "current": is_out},
        ],
    }
    return render(request, "correspondence/circulars.html", context)


def _held(rows: Iterable[Any]) -> list[Held]:
    return [held(row, today=clock.today()) for row in rows]


def _with_boards(page: Iterable[Any]) -> list[tuple[Circular, Board]]:
    rows = list(page)
    found = sent_boards(rows)
    return [(row, found[row.pk]) for row in rows]


@needs("correspondence.read")
@require_GET
def circular(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Show a circular: to its sender with the board, to a recipient with what it may do. Opening it is noted."""
    row = readable_circular(request.actor, circular_id)
    if row.agency_id != request.actor.agency:
        api.note_opening(actor=request.actor, circular_id=circular_id)
        return inbox.page(request, circular_id)
    return _own_page(request, row)


def _own_page(request: ActorRequest, row: Circular, form: ReasonForm | None = None) -> HttpResponse:
    board = board_of(row)
    which = request.GET.get("loc", "")
    actor = request.actor
    is_draft = row.state == Circular.State.DRAFT
    meant = addressed(actor.agency, Audience.from_plain(row.audience), on=clock.today()) if is_draft else ()
    context = {
        "row": row,
        "board": board,
        "listed": board.listed(which),
        "which": which,
        "meant": meant,
        "files": files_of(row),
        "needs": needs_words(row),
        "tasks": strategy.task_cards([task.pk for task in row.tasks.all()]),
        "versions": CircularVersion.objects.for_agency(row.agency_id).filter(circular=row),
        "is_own": True,
        "is_draft": is_draft,
        "may_write": actor.may("correspondence.write"),
        "may_send": actor.may("correspondence.send"),
        "on_paper": without_people(row) if row.state == Circular.State.SENT else (),
        "form": form or ReasonForm(),
    }
    return render(request, "correspondence/circular.html", context)


@needs("correspondence.write")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, circular_id: UUID | None = None) -> HttpResponse:
    """Write a new circular, or go on with a draft."""
    row = own_circular(request.actor, circular_id) if circular_id else None
    form = _form(request, row)
    if request.method == "POST":
        answer = done(
            request,
            form,
            lambda given: _store(request, form, given, circular_id),
            _("Đã lưu bản nháp."),
            _page_of,
        )
        if answer is not None:
            return answer
    return render(request, "correspondence/write_circular.html", {"form": form, "row": row})


def _form(request: ActorRequest, row: Circular | None) -> CircularForm:
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {name: getattr(row, name) for name in WORDING}
        initial |= AudienceForm.initial_of(Audience.from_plain(row.audience))
        initial["tasks"] = [task.pk for task in row.tasks.all()]
    form = CircularForm(request.POST or None, request.FILES or None, initial=initial)
    offer(form, request)
    form.offer_more(
        tasks=[
            (task.id, f"{task.key} {task.words}"[:160])
            for task in strategy.tasks_of_owner(request.actor.agency)
        ],
        files=[(one.pk, one.file_name) for one in files_of(row)] if row else (),
    )
    return form


def _store(
    request: ActorRequest, form: CircularForm, given: dict[str, Any], circular_id: UUID | None
) -> UUID:
    file, name = file_of(given)
    made = api.write_circular(
        actor=request.actor,
        values=api.CircularInput(**{key: given[key] for key in WORDING}),
        audience=form.audience,
        task_ids=given.get("tasks", ()),
        circular_id=circular_id,
    )
    if given.get("remove"):
        api.remove_files(actor=request.actor, circular_id=made, file_ids=given["remove"])
    if file is not None:
        api.add_file(actor=request.actor, circular_id=made, file=file, file_name=name)
    return made


def _page_of(circular_id: UUID) -> str:
    return reverse(CIRCULAR, args=[circular_id])


@needs("correspondence.send")
@require_POST
def send(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Send a draft."""
    return pressed(
        request,
        lambda: api.send_circular(actor=request.actor, circular_id=circular_id),
        _("Đã gửi văn bản tới các nơi nhận."),
        _page_of(circular_id),
    )


@needs("correspondence.write")
@require_POST
def drop(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    own_circular(request.actor, circular_id)
    return pressed(
        request,
        lambda: api.drop_circular(actor=request.actor, circular_id=circular_id),
        _("Đã bỏ bản nháp."),
        f"{reverse('correspondence:circulars')}?muc=di",
    )


@needs("correspondence.send")
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Correct a sent circular; what is typed stays when that is refused."""
    row = own_circular(request.actor, circular_id)
    form = CorrectionForm(request.POST or None, initial={name: getattr(row, name) for name in WORDING})
    if request.method == "POST":
        answer = done(
            request,
            form,
            lambda given: api.correct_circular(
                actor=request.actor,
                circular_id=circular_id,
                reason=given.pop("reason"),
                values=api.CircularInput(**given),
            ),
            _("Đã gửi bản đính chính tới các nơi nhận."),
            _page_of(circular_id),
        )
        if answer is not None:
            return answer
    return render(request, "correspondence/correct_circular.html", {"form": form, "row": row})


@needs("correspondence.send")
@require_POST
def withdraw(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Take a sent circular back."""
    form = ReasonForm(request.POST)
    answer = done(
        request,
        form,
        lambda given: api.withdraw_circular(actor=request.actor, circular_id=circular_id, **given),
        _("Đã thu hồi văn bản."),
        _page_of(circular_id),
    )
    return answer or _own_page(request, own_circular(request.actor, circular_id), form)
