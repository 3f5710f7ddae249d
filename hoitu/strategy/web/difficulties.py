"""Screens of difficulties: what an organisation raised, what lies with it, and the answer."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import done, pressed
from hoitu.registers import api as registers
from hoitu.strategy import api
from hoitu.strategy.models import Task
from hoitu.strategy.queries.difficulties import (
    difficulty_of,
    standings,
    task_of,
    texts_of,
    visible_difficulties,
)
from hoitu.strategy.queries.people import above
from hoitu.strategy.web.board import tabs
from hoitu.strategy.web.follow_forms import AnswerForm, DifficultyForm, PassOnForm, ReasonForm, TextForm

PER_PAGE = 50


@needs("strategy.assign", "strategy.manage")
@require_GET
def difficulties(request: ActorRequest) -> HttpResponse:
    """List what lies with the reader's organisation, then what it raised, the newest first."""
    actor = request.actor
    page = Paginator(visible_difficulties(actor), PER_PAGE).get_page(request.GET.get("trang"))
    rows = visible_difficulties(actor).filter(pk__in=[row.pk for row in page])
    found = standings(rows.prefetch_related("steps"))
    context = {
        "page": page,
        "waiting": [one for one in found if one.is_open and one.row.handler_id == actor.agency],
        "others": [one for one in found if not (one.is_open and one.row.handler_id == actor.agency)],
        "may_raise": actor.may("strategy.assign"),
        "tabs": tabs(actor, "difficulties"),
    }
    return render(request, "strategy/difficulties.html", context)


@needs("strategy.assign")
@require_http_methods(["GET", "POST"])
def raise_difficulty(request: ActorRequest) -> HttpResponse:
    """Raise a difficulty, on a task or freely."""
    task = _task(request)
    higher = above(request.actor.agency)
    form = DifficultyForm(request.POST or None)
    if request.method == "POST" and (
        onwards := done(
            request,
            form,
            lambda given: api.raise_difficulty(
                actor=request.actor, task_id=task.pk if task else None, **given
            ),
            _("Đã gửi vướng mắc."),
            lambda made: reverse("strategy:difficulty", args=[made]),
        )
    ):
        return onwards
    handler = higher[0] if higher else None
    context = {"form": form, "task": task, "handler": handler}
    return render(request, "strategy/raise_difficulty.html", context)


@needs("strategy.assign", "strategy.manage")
@require_GET
def difficulty(request: ActorRequest, difficulty_id: UUID) -> HttpResponse:
    """Show one difficulty with its way and its answer."""
    return _page(request, difficulty_id)


@needs("strategy.manage")
@require_POST
def answer(request: ActorRequest, difficulty_id: UUID) -> HttpResponse:
    """Answer a difficulty."""
    form = AnswerForm(request.POST)
    onwards = done(
        request,
        form,
        lambda given: api.answer_difficulty(
            actor=request.actor,
            difficulty_id=difficulty_id,
            words=given["answer"],
            document=given["document"],
        ),
        _("Đã trả lời."),
        reverse("strategy:difficulty", args=[difficulty_id]),
    )
    return onwards or _page(request, difficulty_id, answer_form=form)


@needs("strategy.manage")
@require_POST
def pass_on(request: ActorRequest, difficulty_id: UUID) -> HttpResponse:
    """Pass a difficulty on upwards."""
    form = PassOnForm(request.POST, above=_above(request))
    onwards = done(
        request,
        form,
        lambda given: api.pass_on_difficulty(
            actor=request.actor,
            difficulty_id=difficulty_id,
            to=given["to"],
            to_id=given["to_id"],
            words=given["note"],
            document=given["paper"],
        ),
        _("Đã chuyển."),
        reverse("strategy:difficulty", args=[difficulty_id]),
    )
    return onwards or _page(request, difficulty_id, pass_form=form)


@needs("strategy.assign")
@require_POST
def withdraw(request: ActorRequest, difficulty_id: UUID) -> HttpResponse:
    """Take back a difficulty of the own organisation."""
    form = ReasonForm(request.POST)
    onwards = done(
        request,
        form,
        lambda given: api.withdraw_difficulty(
            actor=request.actor, difficulty_id=difficulty_id, words=given["reason"]
        ),
        _("Đã rút vướng mắc."),
        reverse("strategy:difficulty", args=[difficulty_id]),
    )
    return onwards or _page(request, difficulty_id, reason_form=form)


@needs("strategy.assign", "strategy.manage")
@require_POST
def link(request: ActorRequest, difficulty_id: UUID) -> HttpResponse:
    """Join a difficulty to a proposal of the own register of legal texts, or (`bo`) take that back."""
    to = reverse("strategy:difficulty", args=[difficulty_id])
    if "bo" in request.POST:
        return pressed(
            request,
            lambda: api.unlink_text(
                actor=request.actor, difficulty_id=difficulty_id, text_id=_id(request.POST["bo"])
            ),
            _("Đã bỏ gắn kiến nghị."),
            to,
        )
    form = TextForm(request.POST, texts=registers.text_proposals(actor=request.actor))
    onwards = done(
        request,
        form,
        lambda given: api.link_text(actor=request.actor, difficulty_id=difficulty_id, text_id=given["text"]),
        _("Đã gắn kiến nghị."),
        to,
    )
    return onwards or _page(request, difficulty_id, text_form=form)


def _page(request: ActorRequest, difficulty_id: UUID, **bound: forms.Form) -> HttpResponse:
    actor, found = request.actor, difficulty_of(request.actor, difficulty_id)
    row = found.row
    may_answer = found.is_open and row.handler_id == actor.agency_id and actor.may("strategy.manage")
    may_withdraw = found.is_open and row.agency_id == actor.agency_id and actor.may("strategy.assign")
    made: dict[str, forms.Form | None] = {
        "answer_form": AnswerForm() if may_answer else None,
        "pass_form": PassOnForm(above=_above(request)) if may_answer else None,
        "reason_form": ReasonForm() if may_withdraw else None,
    }
    texts, own = texts_of(row.pk), registers.text_proposals(actor=actor)
    left = [one for one in own if one.id not in {text.text_id for text in texts}]
    made["text_form"] = TextForm(texts=left) if left else None
    open_to = {one.id for one in own}
    context = {"found": found, "row": row, "texts": [(one, one.text_id in open_to) for one in texts]}
    return render(request, "strategy/difficulty.html", context | made | bound)


def _above(request: ActorRequest) -> list[tuple[UUID, str]]:
    return [(one.id, one.name) for one in above(request.actor.agency)]


def _task(request: ActorRequest) -> Task | None:
    """Return the task that the address names, None when it names none."""
    text = request.GET.get("nhiem-vu", "")
    if not text:
        return None
    return task_of(request.actor, _id(text))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound() from None
