"""What people type about tasks. The forms parse; what is allowed is decided by the operations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.fields import DayField
from hoitu.registers.api import TextProposal
from hoitu.strategy.models import ReminderStep
from hoitu.strategy.policies.reminding import DAYS_MAX, Step

Choices = Iterable[tuple[UUID, str]]


def _words(label: object, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=5000, **more)  # type: ignore[arg-type]


def _ids(label: object, **more: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,  # type: ignore[arg-type]
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


class BoardForm(forms.Form):
    """What the board is narrowed to."""

    plan = forms.TypedChoiceField(label=_("Kế hoạch"), coerce=UUID, empty_value=None, required=False)
    lead = forms.TypedChoiceField(label=_("Đơn vị thực hiện"), coerce=UUID, empty_value=None, required=False)
    person = forms.TypedChoiceField(label=_("Người thực hiện"), coerce=UUID, empty_value=None, required=False)
    late = forms.BooleanField(label=_("Chỉ việc quá hạn"), required=False)

    def __init__(self, *args: Any, plans: Choices, leads: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("plan", plans), ("lead", leads), ("person", people)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("Tất cả")), *choices]


class ProgressForm(forms.Form):
    """How far a case has come."""

    percent = forms.IntegerField(label=_("Đã làm được (%)"), min_value=0, max_value=100)
    words = _words(_("Đã làm gì, còn gì"))


class HandInForm(forms.Form):
    """The product of a case."""

    product = _words(_("Sản phẩm đã hoàn thành"), rows=2)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=100, required=False)


class PeopleForm(forms.Form):
    """Who of the organisation works on a case."""

    people = _ids(_("Người thực hiện"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["people"], people)


class RemindForm(forms.Form):
    """A reminder sent by hand."""

    to = forms.ChoiceField(label=_("Nhắc ai"))
    reason = _words(_("Lý do, nội dung nhắc"), rows=2)

    def __init__(self, *args: Any, to: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, ReminderStep.To(one).label) for one in to]


class AssignForm(forms.Form):
    """Which organisations have a task."""

    leads = _ids(_("Đơn vị chủ trì"))
    requested = _ids(
        _("Đơn vị được đề nghị chủ trì"),
        help_text=_("Dùng cho cơ quan Đảng và đơn vị ngoài quyền: không tính quá hạn, không đôn đốc."),
    )
    coordinators = _ids(_("Đơn vị phối hợp"))

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(organisations)
        for name in self.fields:
            _offer(self.fields[name], choices)

    def clean(self) -> dict[str, Any]:
        """Refuse an organisation in two parts."""
        given = self.cleaned_data
        chosen = [one for name in self.fields for one in given.get(name, ())]
        if len(chosen) != len(set(chosen)):
            self.add_error("coordinators", _("Mỗi đơn vị chỉ có một phần việc trong một nhiệm vụ."))
        return given


class AwaitForm(forms.Form):
    """A document that a task waits for."""

    awaits = forms.CharField(label=_("Chờ văn bản nào"), max_length=300)


class DocumentForm(forms.Form):
    """The document that opens a task."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100)
    happened_on = DayField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    what = forms.CharField(label=_("Về việc"), max_length=300, required=False)


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)


class StepsForm(forms.Form):
    """When people are reminded under a plan, as days separated by commas."""

    before = forms.CharField(label=_("Nhắc người thực hiện trước hạn (ngày)"), max_length=60, required=False)
    after = forms.CharField(label=_("Nhắc người thực hiện sau hạn (ngày)"), max_length=60, required=False)
    head = forms.CharField(label=_("Đôn đốc lãnh đạo đơn vị sau hạn (ngày)"), max_length=60, required=False)
    owner = forms.CharField(label=_("Báo đơn vị chủ trì sau hạn (ngày)"), max_length=60, required=False)
    SIGNS = {"before": ("person", -1), "after": ("person", 1), "head": ("head", 1), "owner": ("owner", 1)}

    @classmethod
    def initial_of(cls, steps: Iterable[Step]) -> dict[str, str]:
        """Return the steps as the form shows them."""
        shown: dict[str, list[int]] = {name: [] for name in cls.SIGNS}
        for step in steps:
            shown["before" if step.days <= 0 else "after" if step.to == "person" else step.to].append(
                abs(step.days)
            )
        return {
            name: ", ".join(map(str, sorted(days, reverse=name == "before"))) for name, days in shown.items()
        }

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into steps."""
        given = self.cleaned_data
        steps: set[Step] = set()
        for name, (to, sign) in self.SIGNS.items():
            try:
                days = [
                    int(one) for one in str(given.get(name, "")).replace(";", ",").split(",") if one.strip()
                ]
            except ValueError:
                days = [-1]
            if any(not 0 <= one <= DAYS_MAX for one in days):
                message = _("Ghi số ngày, cách nhau bằng dấu phẩy, ví dụ: 14, 3.")
                self.add_error(name, ValidationError(message))
            steps |= {Step(to, sign * one) for one in days}
        given["steps"] = steps
        return given


class DifficultyForm(forms.Form):
    """What keeps an organisation from its tasks."""

    title = forms.CharField(label=_("Vướng mắc"), max_length=300)
    words = _words(_("Nội dung cụ thể"), rows=5)
    proposal = _words(_("Đề xuất, kiến nghị"), rows=3, required=False)


class AnswerForm(forms.Form):
    """The answer to a difficulty."""

    answer = _words(_("Trả lời"), rows=4)
    document = forms.CharField(label=_("Văn bản trả lời (số, ngày)"), max_length=200, required=False)


class TextForm(forms.Form):
    """Which proposal of the own register of legal texts a difficulty led to."""

    text = forms.TypedChoiceField(
        label=_("Văn bản có kiến nghị sửa đổi"),
        coerce=UUID,
        help_text=_("Ai xem được vướng mắc này cũng thấy kiến nghị."),
    )

    def __init__(self, *args: Any, texts: Iterable[TextProposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((one.id, f"{one.number} · {one.title}"[:120]) for one in texts),
        ]


class PassOnForm(forms.Form):
    """Where a difficulty goes next."""

    to_id = forms.TypedChoiceField(
        label=_("Cơ quan cấp trên trên hệ thống"), coerce=UUID, empty_value=None, required=False
    )
    to = forms.CharField(
        label=_("Hoặc gửi bằng văn bản tới"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Chủ tịch UBND tỉnh. Đơn vị của bạn vẫn theo dõi và ghi câu trả lời."),
    )
    note = _words(_("Ý kiến kèm theo"), rows=3)
    paper = forms.CharField(label=_("Văn bản chuyển (số, ngày)"), max_length=200, required=False)

    def __init__(self, *args: Any, above: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Không chọn")), *above]


def _offer(field: forms.Field, choices: Choices) -> None:
    assert isinstance(field, forms.TypedMultipleChoiceField)
    field.choices = list(choices)
