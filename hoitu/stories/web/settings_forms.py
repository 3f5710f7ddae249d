"""Forms of the newsroom's own settings. They parse; what is allowed is decided by the operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import permissions
from hoitu.stories.checks import checks as known_checks
from hoitu.stories.models import Genre, Stage, Transition, Workflow
from hoitu.stories.operations.workflow import COLOURS, step_permissions

COLOUR_NAMES = {
    "slate": _("Xám"),
    "ink": _("Đen"),
    "blue": _("Xanh dương"),
    "teal": _("Xanh ngọc"),
    "green": _("Xanh lá"),
    "amber": _("Vàng"),
    "orange": _("Cam"),
    "red": _("Đỏ"),
    "violet": _("Tím"),
}


class NameForm(forms.Form):
    """A name, of a section, topic or tag."""

    name = forms.CharField(label=_("Tên"), max_length=150)


class WorkflowForm(forms.Form):
    """A workflow's name and its separation of duties."""

    name = forms.CharField(label=_("Tên quy trình"), max_length=100)
    author_may_finally_approve = forms.BooleanField(
        label=_("Tác giả được tự duyệt xuất bản bài của mình"),
        required=False,
        help_text=_("Nên tắt: người viết và người duyệt là hai người khác nhau."),
    )

    @staticmethod
    def initial_of(workflow: Workflow) -> dict[str, Any]:
        """Return what the form shows of a workflow."""
        return {
            "name": workflow.name,
            "author_may_finally_approve": workflow.author_may_finally_approve,
        }


class GenreForm(forms.Form):
    """The genre that gets a workflow of its own."""

    genre = forms.ChoiceField(label=_("Thể loại"))

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [(key, label) for key, label in Genre.choices if key not in taken]
        self.fields["genre"].choices = free  # type: ignore[attr-defined]


class StageForm(forms.Form):
    """One step of a workflow."""

    name = forms.CharField(label=_("Tên bước"), max_length=60)
    help = forms.CharField(
        label=_("Giải thích"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ai làm gì ở bước này; hiện trên bài và ở trang trợ giúp."),
    )
    edit_permission = forms.ChoiceField(label=_("Ai được sửa bài ở bước này"))
    due_hours = forms.IntegerField(
        label=_("Hạn xử lý (giờ)"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Để trống: không đặt hạn."),
    )
    colour = forms.ChoiceField(label=_("Màu"), choices=[(key, COLOUR_NAMES[key]) for key in COLOURS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit_permission"].choices = permission_choices()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(stage: Stage | None) -> dict[str, Any]:
        """Return what the form shows of a stage."""
        names = ("name", "help", "edit_permission", "due_hours", "colour")
        if stage is None:
            return {"edit_permission": "stories.edit", "colour": "violet"}
        return {name: getattr(stage, name) for name in names}


class TransitionForm(forms.Form):
    """One way between two steps."""

    name = forms.CharField(label=_("Tên nút"), max_length=60, help_text=_("Ví dụ: Gửi ban biên tập."))
    from_stage = forms.UUIDField(label=_("Từ bước"), widget=forms.Select)
    to_stage = forms.UUIDField(label=_("Tới bước"), widget=forms.Select)
    permission = forms.ChoiceField(label=_("Ai được bấm"))
    checks = forms.MultipleChoiceField(
        label=_("Bài phải"),
        required=False,
        choices=lambda: [(check.key, check.label) for check in known_checks().values()],
        widget=forms.CheckboxSelectMultiple,
    )
    needs_note = forms.BooleanField(
        label=_("Phải ghi lý do"), required=False, help_text=_("Trả lại và bỏ bài luôn phải ghi lý do.")
    )
    is_urgent_path = forms.BooleanField(
        label=_("Đường tin khẩn"),
        required=False,
        help_text=_("Đi tắt qua các bước giữa; nút có hình tia chớp."),
    )

    def __init__(self, *args: Any, stages: list[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permission"].choices = permission_choices()  # type: ignore[attr-defined]
        for name in ("from_stage", "to_stage"):
            self.fields[name].widget.choices = [(stage.pk, stage.name) for stage in stages]

    @staticmethod
    def initial_of(way: Transition | None) -> dict[str, Any]:
        """Return what the form shows of a way."""
        if way is None:
            return {"permission": "stories.edit"}
        names = ("name", "permission", "checks", "needs_note", "is_urgent_path")
        return {name: getattr(way, name) for name in names} | {
            "from_stage": way.from_stage_id,
            "to_stage": way.to_stage_id,
        }


def permission_choices() -> list[tuple[str, object]]:
    """Return the permissions a step can ask for, in the workflow's order, as a person reads them."""
    labels = {permission.code: permission.label for permission in permissions()}
    return [(code, labels[code]) for code in step_permissions()]
