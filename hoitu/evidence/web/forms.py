"""Forms of the evidence room. They parse; what is allowed is decided by the operations."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.evidence.data import EvidenceInput
from hoitu.kernel.fields import DayField

STATES = [
    ("", _("Tất cả")),
    ("waiting", _("Chờ kiểm tra")),
    ("accepted", _("Đã chấp nhận")),
    ("refused", _("Không chấp nhận")),
    ("expiring", _("Sắp hết giá trị")),
    ("expired", _("Đã hết giá trị")),
]
ACCEPT = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class AttachForm(forms.Form):
    """A document beside a statement. People type the last day that counts, as papers print it."""

    title = forms.CharField(label=_("Tên tài liệu"), max_length=300)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    valid_from = DayField(label=_("Có giá trị từ ngày"), required=False)
    last_day = DayField(
        label=_("Có giá trị đến hết ngày"), required=False, help_text=_("Bỏ trống nếu không thời hạn.")
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: xem trang nào, dòng nào."),
    )
    file = forms.FileField(
        label=_("Tệp"),
        max_length=300,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, Word, Excel, ảnh PNG hoặc JPEG; tối đa 30 MB."),
        error_messages={"required": _("Hãy chọn tệp.")},
    )

    @property
    def values(self) -> EvidenceInput:
        """Return what the operation takes."""
        given: dict[str, Any] = dict(self.cleaned_data)
        last_day = given.pop("last_day")
        given.pop("file")
        return EvidenceInput(**given, valid_until=last_day + timedelta(days=1) if last_day else None)


class FilterForm(forms.Form):
    """What the own list is narrowed to."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATES)
