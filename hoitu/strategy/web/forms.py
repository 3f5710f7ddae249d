"""What people type on the strategy's screens."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.fields import DayField
from hoitu.strategy.models import Plan


class ScopeForm(forms.Form):
    """Which agencies the reader's organisation answers for under a plan."""

    scope = forms.ChoiceField(label=_("Đơn vị của tôi chủ trì kế hoạch này cho"), choices=Plan.Scope.choices)


class PlanFileForm(forms.Form):
    """A plan's file to be read."""

    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        max_length=255,
        allow_empty_file=True,  # the operation says it in a sentence of its own
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        help_text=_("DOCX, PDF có lớp chữ hoặc TXT, không quá 20 MB."),
    )


class DecisionForm(forms.Form):
    """By what decision a plan is issued."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    issued_on = DayField(label=_("Ngày quyết định"))
    signed_by = forms.CharField(label=_("Người ký"), max_length=300, required=False)


class ScannedDecisionForm(DecisionForm):
    """A decision that was signed on paper, with its scan."""

    scan = forms.FileField(
        label=_("Bản quét quyết định"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG hoặc PNG, không quá 20 MB."),
    )


class ReturnForm(forms.Form):
    """Why a plan is given back."""

    reason = forms.CharField(
        label=_("Vì sao trả lại"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class FreezeForm(forms.Form):
    """Up to which day figures are frozen, and why."""

    last_day = DayField(
        label=_("Chốt đến hết ngày"), required=False, help_text=_("Để trống: đến hết hôm nay.")
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def clean_last_day(self) -> object:
        day = self.cleaned_data["last_day"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Chưa chốt được số liệu của ngày chưa tới."))
        return day

    def until(self) -> datetime | None:
        """Return the instant at which the chosen day ends in Vietnam."""
        day = self.cleaned_data["last_day"]
        return datetime.combine(day + timedelta(days=1), time(), clock.VIETNAM) if day else None
