"""Forms of the registers. They parse; what is allowed is decided by the operations."""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.fields import DayField
from hoitu.registers.api import RuleInput
from hoitu.registers.books.fields import WHOLE
from hoitu.registers.models import LegalRule

NUMBER, YES_NO, WORDS, UNKNOWN = "number", "yes_no", "words", "unknown"
VALUE_KINDS = [
    (NUMBER, _("Con số")),
    (YES_NO, _("Có hoặc không")),
    (WORDS, _("Chữ")),
    (UNKNOWN, _("Chưa rõ")),
]
# How sure we are, in few words: the long ones stand in the form of each rule.
TRUST = {"S": _("Đã đọc văn bản"), "S-ocr": _("Bản quét"), "S2": _("Nguồn thứ hai"), "R": _("Chưa xác minh")}
YES, NO = {"có", "co", "1", "true", "yes"}, {"không", "khong", "0", "false", "no"}


class RuleFilterForm(forms.Form):
    """What the list of rules is narrowed to."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100, widget=forms.TextInput)
    confidence = forms.ChoiceField(
        label=_("Độ tin cậy"), required=False, choices=[("", _("Tất cả")), *TRUST.items()]
    )
    unknown = forms.BooleanField(label=_("Chỉ quy định chưa rõ giá trị"), required=False)


class RuleForm(forms.Form):
    """A rule's figure, its dates and where it was read."""

    value_kind = forms.ChoiceField(label=_("Loại giá trị"), choices=VALUE_KINDS)
    value = forms.CharField(
        label=_("Giá trị"),
        required=False,
        max_length=1000,
        help_text=_("Số viết bằng chữ số; bỏ trống nếu chưa rõ."),
    )
    citation = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản, điều, khoản, điểm."))
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=LegalRule.Confidence.choices)
    effective_from = DayField(label=_("Áp dụng từ"))
    effective_until = DayField(label=_("Đến trước ngày"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    @staticmethod
    def initial_of(row: LegalRule) -> dict[str, Any]:
        """Return what the form shows of a rule."""
        names = ("citation", "confidence", "effective_from", "effective_until", "note")
        kind, words = as_typed(row.value)
        return {name: getattr(row, name) for name in names} | {"value_kind": kind, "value": words}

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the value of its kind."""
        given = self.cleaned_data
        kind, words = given.get("value_kind"), (given.get("value") or "").strip()
        try:
            given["value"] = _value(str(kind), words)
        except ValueError:
            self.add_error("value", ValidationError(_("Giá trị này không đúng loại đã chọn.")))
        return given

    @property
    def values(self) -> RuleInput:
        """Return what the operation takes."""
        return RuleInput(**{name: value for name, value in self.cleaned_data.items() if name != "value_kind"})


def as_typed(value: object) -> tuple[str, str]:
    """Return a rule's value as the form shows it: its kind and its words."""
    if value is None:
        return UNKNOWN, ""
    if isinstance(value, bool):
        return YES_NO, str(_("có") if value else _("không"))
    if isinstance(value, int | float):
        return NUMBER, str(value).replace(".", ",")
    return WORDS, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value(kind: str, words: str) -> object:
    if kind == UNKNOWN:
        return None
    if not words:
        raise ValueError
    if kind == NUMBER:
        return _number(words)
    if kind == YES_NO:
        if words.lower() not in YES | NO:
            raise ValueError
        return words.lower() in YES
    return words


def _number(words: str) -> int | float:
    """Return a number as people write it here: dots between thousands, a comma before the decimals."""
    whole, comma, decimals = words.partition(",")
    if not WHOLE.fullmatch(whole) or (comma and not re.fullmatch(r"\d{1,9}", decimals)):
        raise ValueError
    digits = re.sub(r"[.\s]", "", whole)
    return float(f"{digits}.{decimals}") if comma else int(digits)


class ReasonForm(forms.Form):
    """Why something is taken out of use."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class SheetForm(forms.Form):
    """A workbook to read."""

    file = forms.FileField(
        label=_("Tệp .xlsx"),
        help_text=_("Theo mẫu của sổ này. Tối đa 1.000 dòng, 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
