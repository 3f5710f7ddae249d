"""What people type on the strategy's screens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.strategy.models import Plan


class ScopeForm(forms.Form):
    """Which agencies the reader's organisation answers for under a plan."""

    scope = forms.ChoiceField(label=_("Đơn vị của tôi chủ trì kế hoạch này cho"), choices=Plan.Scope.choices)
