"""Form fields that read what people type and what spreadsheets hold: money, whole numbers, days, yes and no."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.fields import DayField, MomentField
from hoitu.kernel.sheets import NOT_IN_XML
from hoitu.kernel.text import fold, nfc
from hoitu.registers.models.row import VndField

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M"]
TEXT_LIMIT_CHARACTERS = 4000
MONEY_LIMIT_VND = 10**15
# More digits than any column holds, fewer than Python refuses to read.
WHOLE = re.compile(r"-?(?:\d{1,30}|\d{1,3}(?:[.\s]\d{3}){1,10})")
COIN = re.compile(r"\s*(?:₫|đ|đồng|vnd|vnđ)\s*$", re.IGNORECASE)
YES = {"co", "x", "1", "on", "true", "yes", "dung"}
NO = {"", "khong", "0", "off", "false", "no"}


class WholeField(forms.IntegerField):
    """A whole number, with or without the dots of thousands."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Hãy ghi một số nguyên, ví dụ 1.250.")}

    def to_python(self, value: Any) -> int | None:
        words = nfc(str(value)).strip() if value not in self.empty_values else ""
        if not words:
            return None
        if not WHOLE.fullmatch(words):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"[.\s]", "", words))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class PlainWholeField(WholeField):
    """A whole number that is a name, such as a year: shown without dots."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class MoneyField(WholeField):
    """An amount in whole đồng."""

    default_error_messages = {"invalid": _("Hãy ghi số tiền bằng đồng, không có phần lẻ, ví dụ 1.250.000.")}

    def to_python(self, value: Any) -> int | None:
        return super().to_python(COIN.sub("", str(value)) if value not in self.empty_values else value)


class YesNoBox(forms.CheckboxInput):
    """A check box that passes on what came, so that a strange word in a sheet is an error and not a yes."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")


class YesNoField(forms.BooleanField):
    """Yes or no, as a box or as a word."""

    widget = YesNoBox

    def to_python(self, value: Any) -> bool:
        words = fold(str(value)).strip() if value is not None else ""
        if words in YES:
            return True
        if words in NO:
            return False
        raise ValidationError(_("Hãy ghi Có hoặc Không."), code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, bool) else fold(str(value or "")).strip() in YES


class WordsField(forms.CharField):
    """Text as the house stores it: composed letters, one kind of line end, nothing that a sheet cannot hold."""

    def to_python(self, value: Any) -> str:
        words = super().to_python(value) or ""
        return nfc(NOT_IN_XML.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def is_needed(field: "models.Field[Any, Any]") -> bool:
    """Say whether a field has to be filled in; a choice that has a usual answer may be left out."""
    is_usual = bool(field.choices) and field.has_default()
    return not (field.blank or is_usual or isinstance(field, models.BooleanField))


def form_field(field: "models.Field[Any, Any]", **more: Any) -> forms.Field:
    """Return the form field for a model's field that refers to nothing."""
    common = {"label": field.verbose_name, "help_text": field.help_text, **more}
    if isinstance(field, models.BooleanField):
        return YesNoField(**common | {"required": False})
    common["required"] = is_needed(field)
    if field.choices:
        blank = [("", "")] if field.blank or not field.has_default() else []
        return forms.TypedChoiceField(
            choices=[*blank, *field.choices],
            coerce=field.to_python,
            error_messages={"invalid_choice": _("“%(value)s” không có trong danh sách.")},
            empty_value=field.get_default(),
            **common,
        )
    if isinstance(field, models.DateTimeField):
        return MomentField(input_formats=MOMENTS, **common)
    if isinstance(field, models.DateField):
        return DayField(input_formats=DAYS, **common)
    if isinstance(field, models.IntegerField):
        return _whole(field, common)
    if isinstance(field, models.URLField):
        return forms.URLField(max_length=field.max_length, assume_scheme="https", **common)
    if isinstance(field, models.TextField):
        area = forms.Textarea(attrs={"rows": 3})
        return WordsField(max_length=TEXT_LIMIT_CHARACTERS, widget=area, **common)
    return WordsField(max_length=field.max_length, **common)


def _whole(field: "models.IntegerField[Any, Any]", common: dict[str, Any]) -> forms.Field:
    if isinstance(field, VndField):
        return MoneyField(min_value=0, max_value=MONEY_LIMIT_VND, **common)
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    kind = PlainWholeField if field.name == "year" else WholeField
    return kind(min_value=max(low or 0, 0), max_value=high, **common)
