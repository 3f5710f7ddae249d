"""Screens of shared experience and of the comparison by choice."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.correspondence import api
from hoitu.correspondence.models import Experience, Question
from hoitu.correspondence.queries.experiences import (
    chosen,
    experiences_for,
    initiatives_for,
    is_useful_for,
    questions_of,
    readable_experience,
)
from hoitu.correspondence.web.forms import ExperienceForm, ReasonForm, WordsForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import done, pressed
from hoitu.strategy import api as strategy

ON_PAGE = 50
WORDS = ("title", "problem", "done", "lessons", "reach")


def _tabs(current: str) -> list[dict[str, object]]:
    ways = [
        ("cases", _("Kinh nghiệm"), reverse("correspondence:experiences")),
        ("initiatives", _("Sáng kiến"), reverse("correspondence:initiatives")),
        ("comparison", _("So sánh ẩn danh"), reverse("correspondence:comparison")),
    ]
    return [{"label": label, "url": url, "current": key == current} for key, label, url in ways]


@needs("correspondence.read")
@require_GET
def experiences(request: ActorRequest) -> HttpResponse:
    """List the own cases and those shared with the organisation; `tim` looks for words."""
    text = request.GET.get("tim", "")
    context = {
        "page": Paginator(experiences_for(request.actor, text), ON_PAGE).get_page(request.GET.get("trang")),
        "text": text,
        "own": request.actor.agency,
        "may_write": request.actor.may("correspondence.write"),
        "tabs": _tabs("cases"),
    }
    return render(request, "correspondence/experiences.html", context)


@needs("correspondence.read")
@require_GET
def initiatives(request: ActorRequest) -> HttpResponse:
    """List the initiatives of the own register and those that others share; `tim` looks for words."""
    text = request.GET.get("tim", "")
    context = {
        "page": Paginator(initiatives_for(request.actor, text), ON_PAGE).get_page(request.GET.get("trang")),
        "text": text,
        "own": request.actor.agency,
        "may_open": request.actor.may("registers.read"),
        "tabs": _tabs("initiatives"),
    }
    return render(request, "correspondence/initiatives.html", context)


@needs("correspondence.write")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, experience_id: UUID | None = None) -> HttpResponse:
    """Write a case, or go on with a draft."""
    row = _own(request, experience_id) if experience_id else None
    initial = {name: getattr(row, name) for name in (*WORDS, "indicators")} if row else {}
    names = [(key, strategy.indicator_name(key)) for key in sorted(strategy.computed_indicators())]
    form = ExperienceForm(request.POST or None, indicators=names, initial=initial)

    def act(given: dict[str, Any]) -> UUID:
        return api.write_experience(
            actor=request.actor,
            values=api.ExperienceInput(**{name: given[name] for name in WORDS}),
            indicators=given["indicators"],
            experience_id=experience_id,
        )

    if request.method == "POST":
        answer = done(request, form, act, _("Đã lưu bản nháp."), _page_of)
        if answer is not None:
            return answer
    return render(request, "correspondence/write_experience.html", {"form": form, "row": row})


@needs("correspondence.read")
@require_GET
def experience(request: ActorRequest, experience_id: UUID) -> HttpResponse:
    """Show a case, with the questions that the reader may see."""
    return _page(request, experience_id)


@needs("correspondence.send")
@require_POST
def publish(request: ActorRequest, experience_id: UUID) -> HttpResponse:
    """Publish a draft."""
    return pressed(
        request,
        lambda: api.publish_experience(actor=request.actor, experience_id=experience_id),
        _("Đã công bố kinh nghiệm."),
        _page_of(experience_id),
    )


@needs("correspondence.send")
@require_POST
def withdraw(request: ActorRequest, experience_id: UUID) -> HttpResponse:
    """Take a published case back."""
    form = ReasonForm(request.POST)
    answer = done(
        request,
        form,
        lambda given: api.withdraw_experience(actor=request.actor, experience_id=experience_id, **given),
        _("Đã rút kinh nghiệm."),
        _page_of(experience_id),
    )
    return answer or _page(request, experience_id, reason_form=form)


@needs("correspondence.read")
@require_POST
def useful(request: ActorRequest, experience_id: UUID) -> HttpResponse:
    """Mark a case as useful, or (`bo`) take the mark back."""
    is_useful = "bo" not in request.POST
    return pressed(
        request,
        lambda: api.mark_useful(actor=request.actor, experience_id=experience_id, useful=is_useful),
        _("Đã đánh dấu hữu ích.") if is_useful else _("Đã bỏ đánh dấu."),
        _page_of(experience_id),
    )


@needs("correspondence.write")
@require_POST
def ask(request: ActorRequest, experience_id: UUID) -> HttpResponse:
    """Ask the organisation that wrote a case."""
    form = WordsForm(request.POST)
    answer = done(
        request,
        form,
        lambda given: api.ask_author(actor=request.actor, experience_id=experience_id, **given),
        _("Đã gửi câu hỏi."),
        _page_of(experience_id),
    )
    return answer or _page(request, experience_id, ask_form=form)


@needs("correspondence.write")
@require_POST
def answer(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Answer a question about an own case."""
    rows = Question.objects.unscoped(why="questions about the own cases")
    question = rows.filter(pk=question_id, experience__agency_id=request.actor.agency).first()
    if question is None:
        raise NotFound()
    form = WordsForm(request.POST)
    found = done(
        request,
        form,
        lambda given: api.answer_question(actor=request.actor, question_id=question_id, **given),
        _("Đã trả lời."),
        _page_of(question.experience_id),
    )
    return found or _page(request, question.experience_id, answer_form=form, answering=question_id)


@needs("correspondence.read")
@require_http_methods(["GET", "POST"])
def comparison(request: ActorRequest) -> HttpResponse:
    """Show where the organisation stands among its like; who may, joins (`tham-gia`) or leaves (`thoi`)."""
    here = reverse("correspondence:comparison")
    if request.method == "POST":
        actor, joins = request.actor, request.POST.get("tham-gia", "")
        if joins:
            said = _("Đã tham gia so sánh.")
            return pressed(request, lambda: api.join_comparison(actor=actor, indicator=joins), said, here)
        leaves = request.POST.get("thoi", "")
        said = _("Đã thôi tham gia. Số liệu của đơn vị không còn trong nhóm.")
        return pressed(request, lambda: api.leave_comparison(actor=actor, indicator=leaves), said, here)
    context = {
        "chosen": chosen(request.actor),
        "may_choose": request.actor.may("correspondence.send"),
        "tabs": _tabs("comparison"),
    }
    return render(request, "correspondence/comparison.html", context)


def _page(
    request: ActorRequest, experience_id: UUID, *, answering: UUID | None = None, **bound: forms.Form
) -> HttpResponse:
    actor = request.actor
    row = readable_experience(actor, experience_id)
    is_own = row.agency_id == actor.agency
    is_out = row.state == Experience.State.PUBLISHED
    context: dict[str, object] = {
        "row": row,
        "is_own": is_own,
        "is_useful": is_useful_for(actor, row),
        "figures": [(each, date.fromisoformat(each["on"])) for each in row.figures],
        "questions": questions_of(actor, row),
        "answering": answering,
        "may_write": actor.may("correspondence.write"),
        "may_send": actor.may("correspondence.send"),
        "ask_form": WordsForm() if is_out and not is_own and actor.may("correspondence.write") else None,
        "answer_form": WordsForm() if is_own and actor.may("correspondence.write") else None,
        "reason_form": ReasonForm() if is_own and is_out and actor.may("correspondence.send") else None,
    }
    return render(request, "correspondence/experience.html", context | bound)


def _own(request: ActorRequest, experience_id: UUID) -> Experience:
    row = Experience.objects.for_agency(request.actor.agency).filter(pk=experience_id).first()
    if row is None:
        raise NotFound()
    return row


def _page_of(experience_id: UUID) -> str:
    return reverse("correspondence:experience", args=[experience_id])
