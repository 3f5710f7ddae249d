"""Forms of the registers. They parse; what is allowed is decided by the operations."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoitu.registers.api import LicenceInput, RuleInput
from hoitu.registers.models import LegalRule, Licence

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


def day(label: object, *, required: bool = True) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


class LicenceForm(forms.Form):
    """A press licence as the register holds it."""

    product = forms.ChoiceField(label=_("Loại sản phẩm"), choices=Licence.Product.choices)
    is_magazine = forms.BooleanField(label=_("Là tạp chí, không phải báo"), required=False)
    name = forms.CharField(label=_("Tên sản phẩm"), max_length=200)
    number = forms.CharField(label=_("Số giấy phép"), max_length=100)
    issuer = forms.CharField(label=_("Cơ quan cấp"), max_length=200)
    issued_on = day(_("Ngày cấp"))
    valid_until = day(_("Hết hiệu lực"), required=False)
    purpose = forms.CharField(
        label=_("Tôn chỉ, mục đích"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    language = forms.CharField(label=_("Ngôn ngữ"), required=False, max_length=60)
    schedule = forms.CharField(label=_("Kỳ hạn, giờ phát"), required=False, max_length=200)
    domain = forms.CharField(label=_("Tên miền"), required=False, max_length=200)
    server_place = forms.CharField(label=_("Nơi đặt máy chủ"), required=False, max_length=200)
    provider = forms.CharField(label=_("Nhà cung cấp dịch vụ mạng"), required=False, max_length=200)
    head = forms.CharField(label=_("Người đứng đầu"), required=False, max_length=150)

    @staticmethod
    def initial_of(row: Licence | None) -> dict[str, Any]:
        """Return what the form shows of a licence."""
        return {name: getattr(row, name) for name in LicenceForm.base_fields} if row else {}

    @property
    def values(self) -> LicenceInput:
        """Return what the operation takes."""
        return LicenceInput(**self.cleaned_data)


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
    effective_from = day(_("Áp dụng từ"))
    effective_until = day(_("Đến trước ngày"), required=False)
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
        return int(words) if words.lstrip("-").isdecimal() else float(words.replace(",", "."))
    if kind == YES_NO:
        if words.lower() not in YES | NO:
            raise ValueError
        return words.lower() in YES
    return words
