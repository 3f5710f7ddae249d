"""Forms of connections and packages. They parse; what is allowed is decided by the operations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.connector.adapters.sheet import COLUMNS, WORDS
from hoitu.connector.data import DIRECTION_WORDS, LINE_WORDS, Algorithm
from hoitu.connector.policies.rows import FLAGS, LABELS, TIMES

ALGORITHMS = [
    (Algorithm.HMAC.value, _("HMAC-SHA256 (bí mật chung)")),
    (Algorithm.ED25519.value, _("Ed25519 (khóa công khai)")),
]


class ConnectionForm(forms.Form):
    """The name of an outside system and how long it may be silent."""

    name = forms.CharField(
        label=_("Tên hệ thống"), max_length=100, help_text=_("Hiện bên cạnh số liệu, ví dụ CMS Tạp chí.")
    )
    usual_gap_hours = forms.IntegerField(
        label=_("Báo động khi im lặng quá (giờ)"), min_value=1, max_value=2160, initial=48
    )


class KeyForm(forms.Form):
    """A new key."""

    algorithm = forms.ChoiceField(label=_("Thuật toán"), choices=ALGORITHMS)
    public_key = forms.CharField(
        label=_("Khóa công khai Ed25519"),
        max_length=100,
        required=False,
        help_text=_("32 byte viết bằng base64; chỉ dùng cho Ed25519."),
    )


class PartnerForm(forms.Form):
    """Another installation."""

    name = forms.CharField(label=_("Tên bản cài đặt bên kia"), max_length=200)
    line = forms.ChoiceField(label=_("Theo tuyến"), choices=list(LINE_WORDS.items()))
    direction = forms.ChoiceField(label=_("Chiều"), choices=list(DIRECTION_WORDS.items()))
    public_key = forms.CharField(
        label=_("Khóa công khai"),
        max_length=100,
        help_text=_("Bên kia xem ở trang Kết nối của họ rồi gửi cho bạn."),
    )
    address = forms.URLField(
        label=_("Địa chỉ nhận trực tuyến"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Ví dụ https://toasoan.so.example; để trống nếu chỉ chuyển bằng tệp."),
    )  # fmt: skip


class PartnerChangeForm(forms.Form):
    """What may change of a partner without touching trust."""

    name = forms.CharField(label=_("Tên bản cài đặt bên kia"), max_length=200)
    direction = forms.ChoiceField(label=_("Chiều"), choices=list(DIRECTION_WORDS.items()))
    address = forms.URLField(
        label=_("Địa chỉ nhận trực tuyến"), required=False, max_length=300, assume_scheme="https"
    )


class FingerprintForm(forms.Form):
    """The fingerprint as the other side reads it out."""

    read_out = forms.CharField(
        label=_("Dấu vân khóa bên kia đọc cho bạn"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MapForm(forms.Form):
    """Which agency here an organisation of the partner is."""

    foreign_id = forms.UUIDField(widget=forms.HiddenInput)
    agency_id = forms.UUIDField()


class FileForm(forms.Form):
    """A file to read."""

    file = forms.FileField(label=_("Tệp"))


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class LineForm(forms.Form):
    """One row of a workbook as it was typed."""

    def __init__(self, typed: dict[str, str], errors: dict[str, list[str]]) -> None:
        super().__init__({name: typed.get(name, "") for name in COLUMNS})
        for name in COLUMNS:
            self.fields[name] = _field(name, typed.get(name, ""))
        self.full_clean()
        for name, sentences in errors.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


def _field(name: str, typed: str) -> forms.Field:
    label: Any = LABELS[name]
    options = [str(word) for word in WORDS[name].values()] if name in WORDS else []
    options = [str(_("Có")), str(_("Không"))] if name in FLAGS else options
    if not options:
        help_text = _("Ngày giờ Việt Nam, ví dụ 22/11/2026 08:30") if name in TIMES else ""
        return forms.CharField(label=label, required=False, help_text=help_text)
    # What was typed stays to be seen, also where it is no choice.
    options += [typed] if typed and typed not in options else []
    return forms.ChoiceField(
        label=label, required=False, choices=[("", "—"), *((one, one) for one in options)]
    )
