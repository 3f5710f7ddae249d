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
