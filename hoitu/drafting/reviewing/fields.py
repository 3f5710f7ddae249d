"""What each kind of item consists of, and when it is complete.

These are Django forms, because the same rules hold on the screen and when a plan is confirmed. What is typed is kept
as it was typed; a form says afterwards what is wrong with it.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.drafting.reviewing import words
from hoitu.kernel.fields import DayField
from hoitu.kernel.text import nfc
from hoitu.strategy.api import definitions
from hoitu.strategy.data import DocumentState, Op, Unit

MAX_MEASURES = 6
MAX_WORDS = 8000
MAX_NAMES = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100
SHARES = {Unit.SHARE_OF_AGENCIES, Unit.SHARE_OF_PEOPLE, Unit.SHARE_OF_INSTITUTIONS, Unit.SHARE_OF_SYSTEMS}
Choices = list[tuple[str, Any]]


class Line(forms.CharField):
    """Text of one line, composed letters."""

    def __init__(self, label: Any, *, required: bool = False, length: int = 300, **more: Any) -> None:
        super().__init__(label=label, required=required, max_length=length, **more)

    def clean(self, value: Any) -> str:
        return nfc(super().clean(value))


class Text(Line):
    """Text of several lines."""

    def __init__(self, label: Any, *, required: bool = False, rows: int = 2, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label, required=required, length=MAX_WORDS, widget=widget, **more)


class Names(Text):
    """Names, one on each line."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        found = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(name for name in found if name))
        if len(names) > MAX_NAMES:
            raise forms.ValidationError(_("Nhiều nhất %(n)s tên."), params={"n": MAX_NAMES})
        return names


class Day(DayField):
    """A day that may stay empty."""

    def __init__(self, label: Any, *, required: bool = False) -> None:
        super().__init__(label=label, required=required)


class Whole(forms.IntegerField):
    """A whole number that is not negative."""

    def __init__(self, label: Any, *, least: int = 0, most: int = 1_000_000_000, **more: Any) -> None:
        messages = {"invalid": _("Chỉ nhận số nguyên; phần lẻ hãy ghi vào ghi chú.")}
        super().__init__(
            label=label, required=False, min_value=least, max_value=most, error_messages=messages, **more
        )


class Year(Whole):
    def __init__(self, label: Any) -> None:
        super().__init__(label, least=FIRST_YEAR, most=LAST_YEAR)


def choice(label: Any, known: Mapping[str, Any], *, required: bool = True) -> forms.ChoiceField:
    """Return a field that takes one of the known keys."""
    empty: Choices = [("", _("— chọn —"))]
    choices = empty + [(str(key), label) for key, label in known.items()]
    return forms.ChoiceField(label=label, required=required, choices=choices)


class DocumentForm(forms.Form):
    """The head of the document: who issued what, when, and over which years it runs."""

    issuer = Line(_("Cơ quan ban hành"), required=True)
    title = Text(_("Trích yếu"), required=True)
    number = Line(_("Số, ký hiệu"), length=100, help_text=_("Để trống nếu là dự thảo."))
    issued_on = Day(_("Ngày ban hành"))
    signed_by = Line(_("Người ký"))
    scope = Text(
        _("Phạm vi trong văn bản"), help_text=_("Kế hoạch nói về những cơ quan nào, theo lời của nó.")
    )
    starts_on = Day(_("Thực hiện từ ngày"), required=True)
    ends_on = Day(_("Đến hết ngày"), required=True)
    phase_years = Line(_("Năm kết thúc từng giai đoạn"), length=100, help_text=_("Ví dụ: 2025, 2030"))
    stated_n = Whole(_("Số cơ quan báo chí mà kế hoạch tự nêu"), most=100_000)
    stated_units = Names(_("Tên các cơ quan báo chí được nêu"), help_text=_("Mỗi dòng một tên."))
    # Which plans can be chosen depends on who looks: the screen fills the lists in, the operation checks the answer.
    parent = forms.UUIDField(label=_("Theo kế hoạch cấp trên"), required=False)
    replaces = forms.UUIDField(label=_("Thay thế kế hoạch"), required=False)

    def clean_phase_years(self) -> list[int]:
        typed = self.cleaned_data["phase_years"].replace(";", ",").split(",")
        years = [year.strip() for year in typed if year.strip()]
        if any(not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR) for year in years):
            raise forms.ValidationError(_("Ghi các năm cách nhau bằng dấu phẩy, ví dụ: 2025, 2030."))
        return sorted({int(year) for year in years})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Ngày kết thúc đứng trước ngày bắt đầu."))
        if bool(given.get("number")) != bool(given.get("issued_on")):
            wanted = "issued_on" if given.get("number") else "number"
            self.add_error(wanted, _("Văn bản đã ban hành có cả số và ngày; dự thảo thì để trống cả hai."))
        return given

    @property
    def state(self) -> DocumentState:
        return DocumentState.ISSUED if self.cleaned_data.get("number") else DocumentState.DRAFT


class TargetForm(forms.Form):
    """One printed target; its numbers are in `MeasureForm`s."""

    text = Text(_("Nguyên văn"), required=True, rows=4)
    reading = Text(_("Đọc là"), help_text=_("Chỉ ghi khi bản in có lỗi."))
    year = Year(_("Năm phải đạt"))
    parent = forms.CharField(label=_("Theo chỉ tiêu cấp trên"), required=False, max_length=40)
    waiver_allowed = forms.BooleanField(label=_("Được ghi nhận miễn cho từng cơ quan"), required=False)
    outside = forms.BooleanField(label=_("Con số ngoài danh mục chỉ tiêu, không gắn với năm"), required=False)
    note = Text(_("Ghi chú"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].required = not self.data.get("outside")
        self.fields["year"].error_messages["required"] = _("Chỉ tiêu phải có năm.")


class MeasureForm(forms.Form):
    """One number that a target asks for, and the indicator that answers it."""

    indicator = forms.ChoiceField(label=_("Chỉ số đo"))
    op = choice(_("So sánh"), words.OPS)
    value = Whole(_("Con số"))
    unit = choice(_("Đơn vị"), words.UNITS)
    denominator = Line(_("Mẫu số"), length=500, help_text=_("Tính trên những ai, theo lời của kế hoạch."))
    stated_n = Whole(_("Số đơn vị mà kế hoạch tự nêu"), most=100_000)
    threshold_what = Line(_("Mỗi đơn vị phải"), help_text=_("Ví dụ: tăng doanh thu"))
    threshold_value = Whole(_("ít nhất (%)"))
    named_units = Names(_("Đơn vị được nêu tên"), help_text=_("Mỗi dòng một tên."))
    base_year = Year(_("Năm gốc"))
    note = Text(_("Ghi chú về cách đo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = indicator_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        value, unit = given.get("value"), given.get("unit")
        if given.get("op") == Op.ACHIEVED:
            if value is not None:
                self.add_error("value", _("“Đạt được” không đi với con số."))
        elif given.get("op") and value is None and "value" not in self.errors:
            self.add_error("value", _("Thiếu con số phải đạt."))
        if unit in SHARES and value is not None and value > 100:
            self.add_error("value", _("Tỷ lệ không quá 100%."))
        if unit == Unit.NAMED_UNITS and not given.get("named_units") and "named_units" not in self.errors:
            self.add_error("named_units", _("Hãy ghi tên các đơn vị."))
        if unit == Unit.GROWTH_SINCE_BASE_YEAR and given.get("base_year") is None:
            self.add_error("base_year", _("Thiếu năm gốc để so."))
        if bool(given.get("threshold_what")) != (given.get("threshold_value") is not None):
            self.add_error("threshold_value", _("Ghi cả việc và mức của mỗi đơn vị, hoặc để trống cả hai."))
        return given


class TaskForm(forms.Form):
    """One task or duty; empty fields were not printed."""

    kind = choice(_("Đứng ở đâu trong kế hoạch"), words.TASK_KINDS)
    parent = forms.CharField(label=_("Theo nhiệm vụ cấp trên"), required=False, max_length=40)
    number = Line(_("Số thứ tự"), length=20)
    part = Line(_("Phần"), length=500)
    text = Text(_("Nguyên văn"), required=True, rows=4)
    reading = Text(_("Đọc là"), help_text=_("Chỉ ghi khi bản in có lỗi."))
    lead = Text(_("Chủ trì"))
    coordinators = Text(_("Phối hợp"))
    product = Text(_("Sản phẩm"))
    time = Line(_("Thời gian"), length=200)
    time_note = Line(_("Ghi chú về thời gian"))
    note = Text(_("Ghi chú"))


class ReportForm(forms.Form):
    """One duty to report."""

    text = Text(_("Báo cáo gì"), required=True, rows=3)
    who = Text(_("Ai gửi"), required=True)
    to = Names(_("Gửi ai"), help_text=_("Mỗi dòng một nơi nhận."))
    via = Line(_("Gửi qua"))
    when = Line(_("Thời hạn"), length=200)
    rule = Line(_("Đọc thời hạn là"), length=500)
    proposed = Line(_("Hạn đề nghị khi kế hoạch không in ngày"), length=500)
    remarks = Text(_("Ghi chú"))


class BodyForm(forms.Form):
    """An organisation or role that the plan names."""

    name = Line(_("Tên trong kế hoạch"), required=True)
    short_name = Line(_("Tên viết tắt"), length=60)
    kind = choice(_("Loại"), words.BODY_KINDS)


class LegalForm(forms.Form):
    """A legal text that the plan cites."""

    text = Text(_("Văn bản được viện dẫn"), required=True)


FORMS: dict[str, type[forms.Form]] = {
    "document": DocumentForm,
    "target": TargetForm,
    "task": TaskForm,
    "report": ReportForm,
    "body": BodyForm,
    "legal": LegalForm,
}


class Entry:
    """One item as it was typed: the form of its kind, and for a target one form for each number.

    `values` are the names and words of the form; `m-count` says how many numbers there are (prefixes m0-, m1-…).
    """

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        self.kind = kind
        self.form = FORMS[kind](dict(values))
        count = str(values.get("m-count", "0"))
        self.count = min(int(count), MAX_MEASURES) if count.isdecimal() and len(count) < 4 else 0
        self.measures = [
            MeasureForm(dict(values), prefix=f"m{number}")
            for number in range(self.count if kind == "target" else 0)
        ]

    @property
    def is_complete(self) -> bool:
        return self.form.is_valid() and self.has_measures and all(one.is_valid() for one in self.measures)

    @property
    def has_measures(self) -> bool:
        return self.kind != "target" or bool(self.measures)

    @property
    def values(self) -> dict[str, str]:
        """Return what was typed, and nothing else that somebody sent along."""
        kept = {name: _typed(self.form, name) for name in self.form.fields}
        for one in self.measures:
            kept |= {one.add_prefix(name): _typed(one, name) for name in one.fields}
        return kept | ({"m-count": str(len(self.measures))} if self.kind == "target" else {})

    def without(self, number: int) -> dict[str, str]:
        """Return the typed values of a target without one of its numbers."""
        left = [one for place, one in enumerate(self.measures) if place != number]
        kept = {name: _typed(self.form, name) for name in self.form.fields}
        for place, one in enumerate(left):
            kept |= {f"m{place}-{name}": _typed(one, name) for name in one.fields}
        return kept | {"m-count": str(len(left))}


def indicator_choices() -> Choices:
    """Return every indicator that is defined today, and its parts, as a select shows them."""
    found: Choices = [("", _("— chọn —"))]
    for one in definitions().values():
        found.append((one.id, f"{one.id} {one.name}"))
        found += [(part.id, f"{part.id} {part.name}") for part in one.parts]
    return found


def _typed(form: forms.Form, name: str) -> str:
    value = form.data.get(form.add_prefix(name), "")
    return ("on" if value else "") if isinstance(form.fields[name], forms.BooleanField) else str(value or "")
