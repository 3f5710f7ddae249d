"""What people type on the screens of reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.reporting.api import DraftInput, Typed
from hoitu.reporting.data import Cell, Content, Figure, Head, Layout, Measure
from hoitu.reporting.periods import period_of
from hoitu.reporting.policies.numbers import NO_FIGURE, shown
from hoitu.reporting.web.numbers import NumberField

HEAD_FIELDS = ("number", "code", "place", "signer_authority", "signer_title", "signer_name")


class DraftForm(forms.Form):
    """A whole report: its numbers, its words, and what stands around them. `is_open` False: to be read only."""

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

    def __init__(
        self,
        layout: Layout,
        content: Content,
        data: Any = None,
        *,
        revision: int = 0,
        is_open: bool = True,
    ) -> None:
        initial = {"revision": revision, **{name: getattr(content.head, name) for name in HEAD_FIELDS}}
        super().__init__(data, initial=initial)
        period = period_of(content.period)
        is_over = period is not None and clock.today() > period.last
        self.layout, self.content = layout, content
        for cell in layout.cells:
            if not cell.of:
                self._cell(cell, content.figures.get(cell.key, NO_FIGURE), is_over)
        for section in layout.sections:
            if section.has_words:
                self.fields[f"words-{section.key}"] = forms.CharField(
                    label=section.title,
                    max_length=20_000,
                    required=False,
                    initial=content.words.get(section.key, ""),
                    widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
                )
        for field in self.fields.values():
            field.disabled = not is_open
            # A browser cuts what is pasted without a word; what is too long comes here, and is said and kept.
            field.widget.attrs.pop("maxlength", None)

    def estimates(self, typed: dict[str, Any]) -> "DraftForm":
        """Fill in the estimates that a person typed; the others show what the pace of the period gives."""
        for cell in self.layout.cells:
            field = self.fields.get(f"estimate-{cell.key}")
            if field is not None:
                field.initial = typed.get(cell.key, {}).get("estimate")
                counted = self.content.figures.get(cell.key, NO_FIGURE).estimate
                if counted is not None:
                    field.widget.attrs["placeholder"] = shown(counted, cell)
        return self

    @property
    def values(self) -> DraftInput:
        given = self.cleaned_data
        figures = {
            cell.key: Typed(
                given.get(f"actual-{cell.key}"),
                given.get(f"estimate-{cell.key}"),
                given.get(f"note-{cell.key}", ""),
                given.get(f"final-{cell.key}"),
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

    def _cell(self, cell: Cell, figure: Figure, is_over: bool) -> None:
        """Add what a person may say of one number: the number itself only where nothing counts it."""
        if cell.is_typed and not self.layout.adds_up:
            self.fields[f"actual-{cell.key}"] = NumberField(cell, initial=figure.actual)
            self.fields[f"note-{cell.key}"] = forms.CharField(
                label=_("Ghi chú"), max_length=300, required=False, initial=figure.note
            )
            if is_over:
                self.fields[f"final-{cell.key}"] = NumberField(cell, initial=figure.final)
        if cell.measure is Measure.FLOW and not (self.layout.adds_up and figure.actual is None):
            self.fields[f"estimate-{cell.key}"] = NumberField(cell)


class AnswerForm(forms.Form):
    """Why a report is returned: in one sentence, and at each number or part."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, layout: Layout, content: Content, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [section.key for section in layout.sections] + [cell.key for cell in layout.cells]
        keys += [line.key for line in content.lines]
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
