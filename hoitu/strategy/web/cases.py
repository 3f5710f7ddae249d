"""The page of one case, and what is done on it: people, progress, product, reminders."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done
from hoitu.strategy import api
from hoitu.strategy.models import Assignment
from hoitu.strategy.policies.following import CaseState, asks_document
from hoitu.strategy.queries.board import Card, cards, openings_of, visible_case
from hoitu.strategy.queries.history import history_of, said_of
from hoitu.strategy.queries.people import workers_of
from hoitu.strategy.web.board import STATES
from hoitu.strategy.web.follow_forms import HandInForm, PeopleForm, ProgressForm, RemindForm


@needs("strategy.read", "strategy.work")
@require_GET
def case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Show one case: how it stands and why, its evidence, its forms, everything that happened."""
    return _page(request, case_id)


@needs("strategy.work", "strategy.assign")
@require_POST
def note_progress(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Add how far the case has come."""
    form = ProgressForm(request.POST)
    onwards = done(
        request,
        form,
        lambda given: api.note_progress(actor=request.actor, case_id=case_id, **given),
        _("Đã ghi tiến độ."),
        reverse("strategy:case", args=[case_id]),
    )
    return onwards or _page(request, case_id, progress_form=form)


@needs("strategy.work", "strategy.assign")
@require_POST
def hand_in(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Hand the product in."""
    form = HandInForm(request.POST)
    onwards = done(
        request,
        form,
        lambda given: api.hand_in(
            actor=request.actor, case_id=case_id, words=given["product"], number=given["number"]
        ),
        _("Đã nộp sản phẩm."),
        reverse("strategy:case", args=[case_id]),
    )
    return onwards or _page(request, case_id, hand_in_form=form)


@needs("strategy.assign")
@require_POST
def assign_people(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Say who works on the case."""
    [card] = cards([visible_case(request.actor, case_id)])
    form = PeopleForm(request.POST, people=_offered(card))
    onwards = done(
        request,
        form,
        lambda given: api.assign_people(actor=request.actor, case_id=case_id, person_ids=given["people"]),
        _("Đã phân công."),
        reverse("strategy:case", args=[case_id]),
    )
    return onwards or _page(request, case_id, people_form=form)


@needs("strategy.manage", "strategy.assign")
@require_POST
def remind(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Send a reminder by hand."""
    to = api.remindable(request.actor, visible_case(request.actor, case_id))
    form = RemindForm(request.POST, to=to)
    onwards = done(
        request,
        form,
        lambda given: api.remind_by_hand(actor=request.actor, case_id=case_id, **given),
        _("Đã gửi lời nhắc."),
        reverse("strategy:case", args=[case_id]),
    )
    return onwards or _page(request, case_id, remind_form=form)


def _page(request: ActorRequest, case_id: UUID, **bound: forms.Form) -> HttpResponse:
    actor, row = request.actor, visible_case(request.actor, case_id)
    [card] = cards([row])
    is_own = row.agency_id == actor.agency_id
    is_open = card.state is not CaseState.NOT_OPEN
    to = api.remindable(actor, row) if card.state in (CaseState.WORKING, CaseState.LATE) else ()
    may_work = is_open and api.may_work(actor, row)
    made: dict[str, forms.Form | None] = {
        "progress_form": ProgressForm(initial={"percent": card.percent}) if may_work else None,
        "hand_in_form": HandInForm() if may_work else None,
        "people_form": _people_form(card) if is_own and actor.may("strategy.assign") else None,
        "remind_form": RemindForm(to=to) if to else None,
    }
    partners = Assignment.objects.unscoped(why="names of those with whom a visible task is done").filter(
        task_id=row.task_id, part=Assignment.Part.COORDINATE, ended_at=None
    )
    context = {
        "card": card,
        "case": row,
        "task": row.task,
        "plan": row.task.plan,
        "state": STATES[card.state],
        "asks_document": asks_document(row.task.closes_when),
        "openings": openings_of(row.task),
        "partners": list(partners.values_list("agency__name", flat=True)),
        "history": history_of(actor, card),
        "reminders": [(one, said_of(one)) for one in row.reminders.order_by("-sent_at")],
        "is_own": is_own,
        "is_open": is_open,
        "may_raise": is_own and actor.may("strategy.assign"),
        "may_open_task": row.task.plan.owner_id == actor.agency_id and actor.may("strategy.manage"),
    }
    return render(request, "strategy/case.html", context | made | bound)


def _people_form(card: Card) -> PeopleForm:
    chosen = [pk for pk, _name in card.people]
    return PeopleForm(initial={"people": chosen}, people=_offered(card))


def _offered(card: Card) -> list[tuple[UUID, str]]:
    """Return who may be chosen: those who may take tasks, and whoever has this one already."""
    offered = {person.id: person.full_name for person in workers_of(card.case.agency_id)}
    return list((offered | dict(card.people)).items())
