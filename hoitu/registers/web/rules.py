"""Screens of the legal rules, which hold for the whole installation."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.accounts.api import OPERATE
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import fold, format_number
from hoitu.registers import api
from hoitu.registers.models import LegalRule
from hoitu.registers.web import forms

TONES = {"S": "green", "S-ocr": "amber", "S2": "amber", "R": "red"}


@dataclass(frozen=True)
class RuleLine:
    """A rule as the list shows it."""

    rule: LegalRule
    shown: str
    trust: str | Promise
    tone: str
    is_over: bool


@signed_in
@require_GET
def rules(request: ActorRequest) -> HttpResponse:
    """List the legal rules by key and date, with source and how sure we are of each."""
    form = forms.RuleFilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = LegalRule.objects.all()
    if given.get("confidence"):
        rows = rows.filter(confidence=given["confidence"])
    if given.get("unknown"):
        rows = rows.filter(pk__in=[row.pk for row in rows if row.value is None])
    words = fold(given.get("q", "")).split()
    today = clock.today()
    lines = [
        _line(row, is_over=row.effective_until is not None and row.effective_until <= today)
        for row in rows
        if all(word in fold(f"{row.label} {row.key} {row.citation}") for word in words)
    ]
    unknown = sum(1 for value in LegalRule.objects.values_list("value", flat=True) if value is None)
    context = {
        "form": form,
        "lines": lines,
        "unknown": unknown,
        "may_manage": request.actor.may(OPERATE),
    }
    return render(request, "registers/rules.html", context)


@needs(OPERATE)
@require_http_methods(["GET", "POST"])
def rule(request: ActorRequest, rule_id: UUID, is_new: bool = False) -> HttpResponse:
    """Correct a rule, or (`is_new`) state what replaces it from a day on."""
    row = LegalRule.objects.filter(pk=rule_id).first()
    if row is None:
        raise NotFound()
    initial = forms.RuleForm.initial_of(row)
    if is_new:
        initial |= {"effective_from": clock.today(), "effective_until": None, "note": "", "citation": ""}
    form = forms.RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if is_new:
                api.supersede_rule(actor=request.actor, rule_id=rule_id, values=form.values)
            else:
                api.change_rule(actor=request.actor, rule_id=rule_id, values=form.values)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu quy định."))
            return redirect("registers:rules")
    trail = audit.trail(agency_id=None, object_key=f"legal_rule:{row.pk}", limit=20)
    context = {"form": form, "rule": row, "is_new": is_new, "trail": trail}
    return render(request, "registers/rule.html", context)


def _line(row: LegalRule, *, is_over: bool) -> RuleLine:
    if isinstance(row.value, int | float) and not isinstance(row.value, bool):
        shown = f"{format_number(row.value)} {row.unit}".strip()
    else:
        shown = forms.as_typed(row.value)[1]
    return RuleLine(row, shown, forms.TRUST[row.confidence], TONES[row.confidence], is_over)
