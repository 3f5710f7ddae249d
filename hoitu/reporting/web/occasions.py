"""Screens of reports of an occasion: an organisation begins one, an office asks for one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.reporting import api
from hoitu.reporting.queries.calls import Callable, callable_rules
from hoitu.reporting.queries.duties import duties_of

SUBJECT = gettext_lazy("Báo cáo về việc")


class OccasionForm(forms.Form):
    """A report that nobody asked for: under which duty it goes, and what it is about."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Theo chế độ báo cáo"),
        help_text=gettext_lazy("Báo cáo đi tới các nơi nhận mà chế độ này nêu."),
    )
    subject = forms.CharField(label=SUBJECT, max_length=300)

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["duty"].choices = choices  # type: ignore[attr-defined]


class CallForm(forms.Form):
    """What an office asks, of whom, by when."""

    subject = forms.CharField(label=SUBJECT, max_length=300)
    document = forms.CharField(label=gettext_lazy("Số, ngày văn bản yêu cầu"), max_length=200, required=False)
    last_day = forms.DateField(
        label=gettext_lazy("Ngày cuối cùng phải gửi"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị phải báo cáo"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, rule: Callable, data: Any = None) -> None:
        choices = [(str(one.id), one.name) for one in rule.organisations]
        super().__init__(data, initial={"asked": [value for value, _name in choices]})
        self.rule = rule
        self.fields["asked"].choices = choices  # type: ignore[attr-defined]

    @property
    def values(self) -> api.CallInput:
        given = self.cleaned_data
        return api.CallInput(
            self.rule.rule_id,
            given["subject"],
            given["last_day"],
            [UUID(one) for one in given["asked"]],
            given["document"],
        )


@needs("reporting.write")
@require_http_methods(["GET", "POST"])
def occasion(request: ActorRequest) -> HttpResponse:
    """Begin a report of an occasion under one of the organisation's duties."""
    duties = duties_of(request.actor.agency, year=clock.today().year)
    form = OccasionForm(
        [(str(duty.rule_id), f"{duty.what} · {', '.join(duty.to)}") for duty in duties], request.POST or None
    )
    if form.is_valid():
        try:
            report_id = api.open_occasional(
                actor=request.actor,
                rule_id=UUID(form.cleaned_data["duty"]),
                subject=form.cleaned_data["subject"],
            )
        except Refused as refusal:
            _refused(form, refusal)
        else:
            return redirect("reporting:report", report_id)
    return render(request, "reporting/occasion.html", {"form": form, "duties": duties})


@needs("reporting.receive")
@require_http_methods(["GET", "POST"])
def call(request: ActorRequest) -> HttpResponse:
    """Ask organisations that report to the office for a report of an occasion."""
    rules = callable_rules(request.actor.agency)
    wanted = request.GET.get("che-do", "")
    rule = next((one for one in rules if str(one.rule_id) == wanted), rules[0] if rules else None)
    form = CallForm(rule, request.POST or None) if rule else None
    if form is not None and form.is_valid():
        try:
            api.call_for_report(actor=request.actor, values=form.values)
        except Refused as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("Đã yêu cầu báo cáo; các đơn vị thấy ngay trong danh sách của họ."))
            return redirect("reporting:rollup")
    return render(request, "reporting/call.html", {"form": form, "rule": rule, "rules": rules})


def _refused(form: forms.Form, refusal: Refused) -> None:
    """Show why in the form, what was typed kept; who may not do it at all gets the page that says so."""
    if refusal.status in (403, 404):
        raise refusal
    form.add_error(None, refusal.sentence)
