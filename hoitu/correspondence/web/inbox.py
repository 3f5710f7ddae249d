"""Screens of who gets a circular: read it, acknowledge, hand on, answer."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.accounts import api as accounts
from hoitu.correspondence import api
from hoitu.correspondence.data import Needs
from hoitu.correspondence.models import Circular, CircularVersion
from hoitu.correspondence.queries.circulars import files_of, held, needs_words, received
from hoitu.correspondence.web.forms import AnswerForm, HandOnForm
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done, pressed


def page(request: ActorRequest, circular_id: UUID, **bound: forms.Form) -> HttpResponse:
    """Show what came in, with the forms for what may be done; `bound` replaces a form by one that was refused."""
    receipt = received(request.actor, circular_id)
    row = receipt.circular
    may_act = request.actor.may("correspondence.answer") and row.state == Circular.State.SENT
    context: dict[str, object] = {
        "row": row,
        "receipt": receipt,
        "held": held(receipt, today=clock.today()),
        "files": files_of(row),
        "needs": needs_words(row),
        "versions": CircularVersion.objects.for_agency(row.agency_id).filter(circular=row),
        "is_own": False,
        "may_acknowledge": may_act and receipt.acknowledged_at is None and receipt.answered_at is None,
        "must_answer": row.needs in (Needs.ANSWER, Needs.CARRY_OUT),
        "answer_form": AnswerForm() if may_act and receipt.answered_at is None else None,
        "hand_form": HandOnForm(people=_people(request)) if may_act else None,
    }
    return render(request, "correspondence/circular.html", context | bound)


@needs("correspondence.answer")
@require_POST
def acknowledge(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Say that the organisation has received it."""
    return pressed(
        request,
        lambda: api.acknowledge(actor=request.actor, circular_id=circular_id),
        _("Đã xác nhận với nơi gửi."),
        _page_of(circular_id),
    )


@needs("correspondence.answer")
@require_POST
def hand_on(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Hand it on to people of the organisation."""
    form = HandOnForm(request.POST, people=_people(request))
    answer = done(
        request,
        form,
        lambda given: api.hand_on(
            actor=request.actor, circular_id=circular_id, person_ids=given["people"], note=given["note"]
        ),
        _("Đã chuyển cho người xử lý."),
        _page_of(circular_id),
    )
    return answer or page(request, circular_id, hand_form=form)


@needs("correspondence.answer")
@require_POST
def answer(request: ActorRequest, circular_id: UUID) -> HttpResponse:
    """Answer for the organisation."""
    form = AnswerForm(request.POST, request.FILES)

    def act(given: dict[str, object]) -> None:
        file, name = file_of(given)
        api.answer_circular(
            actor=request.actor,
            circular_id=circular_id,
            file=file,
            file_name=name,
            **given,  # type: ignore[arg-type]
        )

    found = done(request, form, act, _("Đã gửi trả lời."), _page_of(circular_id))
    return found or page(request, circular_id, answer_form=form)


def _people(request: ActorRequest) -> list[tuple[UUID, str]]:
    found = accounts.people_with(agency_id=request.actor.agency, permission="correspondence.read")
    return [
        (one.id, f"{one.full_name} ({one.title_words})" if one.titles else one.full_name) for one in found
    ]


def _page_of(circular_id: UUID) -> str:
    return reverse("correspondence:circular", args=[circular_id])
