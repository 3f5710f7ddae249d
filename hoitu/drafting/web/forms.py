"""What people type on the screens on which a plan is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.fields import DayField


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
