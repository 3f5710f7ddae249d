"""Forms of the channels room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.channels.models import ChannelRow


def instant(label: object, *, required: bool = False) -> forms.DateTimeField:
    """Return a field for day and time on Vietnam's clocks."""
    return forms.DateTimeField(
        label=label,  # type: ignore[arg-type]
        required=required,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class PlanForm(forms.Form):
    """Where and when a story goes out."""

    channel = forms.UUIDField(widget=forms.HiddenInput)
    due_at = instant(_("Giờ phát (để trống: ngay khi duyệt)"))
    embargo_until = instant(_("Cấm phát trước"))


class EvidenceForm(forms.Form):
    """What was released by hand."""

    media_type = forms.ChoiceField(label=_("Loại hình"), choices=ChannelRow.Medium.choices)
    place = forms.CharField(label=_("Số báo, trang hoặc chương trình"), required=False, max_length=200)
    aired_at = instant(_("Giờ phát sóng"))
    link = forms.URLField(label=_("Đường dẫn"), required=False, max_length=500, assume_scheme="https")


class TakedownForm(forms.Form):
    """An authority's order."""

    authority = forms.CharField(label=_("Cơ quan yêu cầu"), max_length=200)
    document_number = forms.CharField(label=_("Số văn bản"), max_length=100, required=False)
    received_at = instant(_("Nhận lúc"), required=True)
    is_urgent = forms.BooleanField(label=_("Khẩn cấp"), required=False)
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ChannelForm(forms.Form):
    """A place where the agency releases."""

    name = forms.CharField(label=_("Tên kênh"), max_length=120)
    kind = forms.ChoiceField(label=_("Cách phát"), choices=ChannelRow.Kind.choices)
    medium = forms.ChoiceField(label=_("Loại hình"), choices=ChannelRow.Medium.choices)
    url = forms.URLField(
        label=_("Địa chỉ nhận tin"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Chỉ cho kênh gửi ninjs"),
    )
    site = forms.SlugField(
        label=_("Mã của trang web"),
        required=False,
        max_length=80,
        help_text=_("Chỉ cho kênh trang web; xem mã ở mục Trang web"),
    )
    secret = forms.CharField(
        label=_("Khóa ký"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Ít nhất 16 ký tự; để trống: giữ khóa cũ"),
    )
    licence_note = forms.CharField(
        label=_("Giấy phép hoặc thông báo (số, ngày)"), required=False, max_length=200
    )
    is_domestic = forms.BooleanField(label=_("Nền tảng trong nước"), required=False, initial=True)
    is_default = forms.BooleanField(label=_("Tự chọn cho mọi bài"), required=False)
    is_active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    @staticmethod
    def initial_of(row: ChannelRow | None) -> dict[str, Any]:
        """Return what the form shows of a stored channel; never its secret."""
        if row is None:
            return {}
        names = ("name", "kind", "medium", "licence_note", "is_domestic", "is_default", "is_active")
        return {name: getattr(row, name) for name in names} | {
            name: row.config.get(name, "") for name in ("url", "site")
        }
