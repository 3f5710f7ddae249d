"""What people type on the screens of reports."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.text import format_number
from hoitu.reporting.api import DraftInput, Typed
from hoitu.reporting.data import Content, Figure, Head, Layout, Measure

WHOLE = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})+|\d+")
MOST = 10**12
HEAD_FIELDS = ("number", "code", "place", "signer_authority", "signer_title", "signer_name")


class WholeNumberField(forms.CharField):
    """A whole number as people write it: 1234, 1.234 or 1 234."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "form-control"}

    def clean(self, value: object) -> int | None:
        words = str(super().clean(value)).strip()
        if not words:
            return None
        if not WHOLE.fullmatch(words):
            raise forms.ValidationError(_("Hãy nhập số nguyên không âm, ví dụ 1234 hoặc 1.234."))
        number = int(re.sub(r"\D", "", words))
        if number > MOST:
            raise forms.ValidationError(_("Số này lớn quá. Hãy xem lại đơn vị tính."))
        return number

    def prepare_value(self, value: object) -> object:
        return format_number(value) if isinstance(value, int) else value


class DraftForm(forms.Form):
    """A whole report: its numbers, its words, and what stands around them."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    code = forms.CharField(label=_("Ký hiệu"), max_length=40, required=False)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=60, required=False)
    signer_authority = forms.ChoiceField(
        label=_("Thẩm quyền ký"),
        required=False,
        choices=[("", _("Ký trực tiếp")), ("TM.", "TM."), ("KT.", "KT."), ("TL.", "TL."), ("TUQ.", "TUQ.")],
    )
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)

    def __init__(self, layout: Layout, content: Content, data: Any = None, *, revision: int = 0) -> None:
        initial = {"revision": revision, **{name: getattr(content.head, name) for name in HEAD_FIELDS}}
        super().__init__(data, initial=initial)
        self.layout, self.content = layout, content
        for cell in layout.cells:
            figure = content.figures.get(cell.key, Figure(None))
            if not cell.source:
                self._number(f"actual-{cell.key}", figure.actual, cell.label)
                self.fields[f"note-{cell.key}"] = forms.CharField(
                    label=_("Ghi chú"), max_length=300, required=False, initial=figure.note
                )
            if cell.measure is Measure.FLOW:
                self._number(f"estimate-{cell.key}", None, cell.label)
        for section in layout.sections:
            if section.has_words:
                self.fields[f"words-{section.key}"] = forms.CharField(
                    label=section.title,
                    max_length=20_000,
                    required=False,
                    initial=content.words.get(section.key, ""),
                    widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
                )

    def estimates(self, typed: dict[str, Any]) -> "DraftForm":
        """Fill in the estimates that a person typed; the others show what the pace of the year gives."""
        for cell in self.layout.cells:
            field = self.fields.get(f"estimate-{cell.key}")
            if field is not None:
                field.initial = typed.get(cell.key, {}).get("estimate")
                counted = self.content.figures.get(cell.key, Figure(None)).estimate
                if counted is not None:
                    field.widget.attrs["placeholder"] = format_number(counted)
        return self

    @property
    def values(self) -> DraftInput:
        given = self.cleaned_data
        figures = {
            cell.key: Typed(
                given.get(f"actual-{cell.key}"),
                given.get(f"estimate-{cell.key}"),
                given.get(f"note-{cell.key}", ""),
            )
            for cell in self.layout.cells
        }
        words = {
            section.key: given[f"words-{section.key}"].replace("\r\n", "\n")
            for section in self.layout.sections
            if section.has_words
        }
        return DraftInput(
            given["revision"], Head(**{name: given[name] for name in HEAD_FIELDS}), figures, words
        )

    def _number(self, name: str, initial: int | None, label: str) -> None:
        field = WholeNumberField(label=label, initial=initial)
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field


class AnswerForm(forms.Form):
    """Why a report is returned: in one sentence, and at each number or part."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, layout: Layout, content: Content, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [section.key for section in layout.sections] + [cell.key for cell in layout.cells]
        keys += [line.key for line in (*content.targets, *content.tasks)]
        for key in keys:
            self.fields[f"note-{key}"] = forms.CharField(
                label=_("Chỗ cần sửa"),
                max_length=500,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": _("Chỗ cần sửa")}),
            )

    @property
    def notes(self) -> dict[str, str]:
        marked = {name: words for name, words in self.cleaned_data.items() if name.startswith("note-")}
        return {name.removeprefix("note-"): words for name, words in marked.items() if words}
