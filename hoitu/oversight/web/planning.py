"""Screens of the planning of the press: the plans, one beside the register, reports on request."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.oversight import api
from hoitu.oversight.adapters.plan_paper import paper_of
from hoitu.oversight.data import CONFIDENCE_WORDS
from hoitu.oversight.models import PlanRequest, PressPlan
from hoitu.oversight.operations.planning import PlanInput, RequestInput
from hoitu.oversight.queries.planning import agencies_below, compare, plan_of, request_of
from hoitu.oversight.web.words import words_of
from hoitu.papers import api as papers

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """What a decision says, word for word."""

    title = forms.CharField(label=gettext_lazy("Tên quy hoạch, phương án"), max_length=300)
    citation = forms.CharField(label=gettext_lazy("Văn bản (số, ngày, nơi ban hành)"), max_length=300)
    confidence = forms.ChoiceField(label=gettext_lazy("Độ chắc chắn"), choices=list(CONFIDENCE_WORDS.items()))
    valid_from = forms.DateField(label=gettext_lazy("Hiệu lực từ"), required=False, widget=DAY)
    cap = forms.IntegerField(
        label=gettext_lazy("Số cơ quan báo chí theo văn bản"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=gettext_lazy("Bỏ trống nếu văn bản không nêu số."),
    )
    verbatim = forms.CharField(
        label=gettext_lazy("Nguyên văn"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names = forms.CharField(
        label=gettext_lazy("Cơ quan được nêu tên, mỗi tên một dòng"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Tên có trong sổ tổ chức được ghép tự động; cơ quan kế thừa tìm theo sổ."),
    )

    def values(self) -> PlanInput:
        """Return what the operation takes."""
        given = self.cleaned_data | {"names": tuple(self.cleaned_data["names"].splitlines())}
        return PlanInput(**given)


class RequestForm(forms.Form):
    """Who asked for a report."""

    asked_by = forms.CharField(label=gettext_lazy("Nơi yêu cầu"), max_length=200)
    document = forms.CharField(label=gettext_lazy("Văn bản yêu cầu"), max_length=200, required=False)
    asked_on = forms.DateField(label=gettext_lazy("Ngày yêu cầu"), widget=DAY)
    due_on = forms.DateField(label=gettext_lazy("Hạn gửi"), required=False, widget=DAY)


@needs("oversight.plan")
@require_GET
def plans(request: ActorRequest) -> HttpResponse:
    """List the plans with how far the register departs from them."""
    today = clock.today()
    there = len(agencies_below(request.actor.agency, today))
    rows = PressPlan.objects.for_agency(request.actor.agency).prefetch_related("entries")
    found = [(row, sum(bool(one.deviation) for one in compare(row, today))) for row in rows]
    waiting = PlanRequest.objects.for_agency(request.actor.agency).filter(sent_on=None).select_related("plan")
    context = {"plans": found, "there": there, "waiting": waiting, "today": today}
    return render(request, "oversight/plans.html", context)


@needs("oversight.plan")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Write down a plan."""
    return _form(request, PlanForm(request.POST or None), None)


@needs("oversight.plan")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, press_plan_id: UUID) -> HttpResponse:
    """Correct a plan."""
    row = plan_of(request.actor, press_plan_id)
    names = "\n".join(entry.name for entry in row.entries.all())
    fields = ("title", "citation", "confidence", "valid_from", "cap", "verbatim")
    initial = {name: getattr(row, name) for name in fields} | {"names": names}
    return _form(request, PlanForm(request.POST or None, initial=initial), row)


@needs("oversight.plan")
@require_GET
def plan(request: ActorRequest, press_plan_id: UUID) -> HttpResponse:
    """Show a plan beside today's register."""
    return _page(request, press_plan_id)


@needs("oversight.plan")
@require_POST
def ask(request: ActorRequest, press_plan_id: UUID) -> HttpResponse:
    """Note that a report was asked for."""
    form = RequestForm(request.POST)
    if form.is_valid():
        try:
            api.note_request(
                actor=request.actor, plan_id=press_plan_id, values=RequestInput(**form.cleaned_data)
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã ghi yêu cầu."))
            return redirect("oversight:plan", press_plan_id)
    return _page(request, press_plan_id, form=form, status=400)


@needs("oversight.plan")
@require_POST
def sent(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note that the report went out."""
    try:
        plan_id = api.note_sent(
            actor=request.actor, request_id=request_id, number=words_of(request.POST, "number", 60)
        )
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
        plan_id = request_of(request.actor, request_id).plan_id
    return redirect("oversight:plan", plan_id)


@needs("oversight.plan")
@require_GET
def paper(request: ActorRequest, press_plan_id: UUID, form: str) -> HttpResponse:
    """Give the report as a file; `yeu-cau` names the request that it answers."""
    row = plan_of(request.actor, press_plan_id)
    makers = {"docx": (papers.DOCX, papers.docx), "pdf": (papers.PDF, papers.pdf)}
    if form not in makers:
        raise NotFound()
    kind, make = makers[form]
    asked_id = _uuid(request.GET.get("yeu-cau", ""))
    asked = row.requests.filter(pk=asked_id).first() if asked_id else None
    answer = HttpResponse(make(paper_of(row, clock.today(), asked)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-quy-hoach-bao-chi.{form}"'
    return answer


def _form(request: ActorRequest, form: PlanForm, row: PressPlan | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            plan_id = api.save_plan(
                actor=request.actor, values=form.values(), plan_id=row.pk if row else None
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("oversight:plan", plan_id)
    return render(request, "oversight/plan_form.html", {"form": form, "plan": row})


def _page(request: ActorRequest, plan_id: UUID, *, form: Any = None, status: int = 200) -> HttpResponse:
    row, today = plan_of(request.actor, plan_id), clock.today()
    lines = compare(row, today)
    there = len(agencies_below(row.agency_id, today))
    context = {
        "plan": row,
        "lines": lines,
        "there": there,
        "deviations": sum(bool(one.deviation) for one in lines),
        "difference": None if row.cap is None else there - row.cap,
        "requests": row.requests.all(),
        "form": form or RequestForm(initial={"asked_on": today}),
        "today": today,
    }
    return render(request, "oversight/plan.html", context, status=status)


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
