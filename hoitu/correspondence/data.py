"""Records and words of correspondence: what is sent, to whom, and what is asked of those who get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoitu.kernel.errors import Refused


class WrongStep(Refused):
    """Raised when something stands where this step is not taken."""

    default_sentence = _("Mục này đang ở bước khác. Hãy tải lại trang để xem tình trạng mới nhất.")


class NobodyAddressed(Refused):
    """Raised when the chosen recipients come to nobody."""

    status = 400
    default_sentence = _("Chưa có nơi nhận nào. Hãy chọn nhóm đơn vị hoặc đánh dấu từng đơn vị.")


class WorksHere(Refused):
    """Raised when a paper receipt is entered for a body whose people can answer here themselves."""

    default_sentence = _(
        "Đơn vị này có tài khoản trên hệ thống: đơn vị tự mở và xác nhận, không ghi thay được."
    )


class NotTheSpokesperson(Refused):
    """Raised when somebody other than a named spokesperson in office would speak for the organisation."""

    default_sentence = _(
        "Chỉ người phát ngôn đang được giao nhiệm vụ mới duyệt được. Hãy xem danh sách người phát ngôn của đơn vị."
    )


@dataclass(frozen=True)
class Audience:
    """To whom something goes: everybody within reach who is of these kinds, in these provinces and of this plan,
    and beside them those who are named. Without anything said: nobody (`is_empty`)."""

    kinds: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    plan_id: UUID | None = None
    organisations: tuple[UUID, ...] = ()

    @property
    def has_rule(self) -> bool:
        return bool(self.kinds or self.provinces or self.plan_id)

    @property
    def is_empty(self) -> bool:
        return not (self.has_rule or self.organisations)

    def plain(self) -> dict[str, Any]:
        """Return what JSON holds of it."""
        return {
            "kinds": list(self.kinds),
            "provinces": list(self.provinces),
            "plan_id": str(self.plan_id) if self.plan_id else None,
            "organisations": [str(one) for one in self.organisations],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Audience":
        plan_id = plain.get("plan_id")
        return cls(
            tuple(plain.get("kinds", ())),
            tuple(plain.get("provinces", ())),
            UUID(plan_id) if plan_id else None,
            tuple(UUID(one) for one in plain.get("organisations", ())),
        )


class Needs(StrEnum):
    """What a circular asks of who gets it."""

    READ = "read"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    CARRY_OUT = "carry_out"


NEEDS_WORDS = {
    Needs.READ: pgettext_lazy("circular", "Chỉ cần xem"),
    Needs.ACKNOWLEDGE: pgettext_lazy("circular", "Xác nhận đã nhận"),
    Needs.ANSWER: pgettext_lazy("circular", "Trả lời bằng văn bản"),
    Needs.CARRY_OUT: pgettext_lazy("circular", "Thực hiện và báo kết quả"),
}


class Standing(StrEnum):
    """How far one recipient has come. On paper: nothing here shows that it was opened, the sender has a scan."""

    SENT = "sent"
    PAPER = "paper"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


STANDING_WORDS = {
    Standing.SENT: pgettext_lazy("circular", "Chưa mở"),
    Standing.PAPER: pgettext_lazy("circular", "Bản giấy"),
    Standing.OPENED: pgettext_lazy("circular", "Đã mở"),
    Standing.ACKNOWLEDGED: pgettext_lazy("circular", "Đã xác nhận"),
    Standing.ANSWERED: pgettext_lazy("circular", "Đã trả lời"),
}
# The kinds of organisations (accounts) as choices of recipients.
KIND_WORDS = {
    "press_agency": _("Cơ quan báo chí"),
    "governing_body": _("Cơ quan chủ quản"),
    "department": _("Sở, ban, ngành"),
    "ministry": _("Bộ, cơ quan ngang bộ"),
    "training_school": _("Cơ sở đào tạo"),
    "other": _("Tổ chức khác"),
}
# What an administrative document may be called (NĐ 30/2020/NĐ-CP, Điều 7); "" is an official letter.
PAPER_KINDS = {
    "": _("Công văn"),
    "THÔNG BÁO": _("Thông báo"),
    "HƯỚNG DẪN": _("Hướng dẫn"),
    "KẾ HOẠCH": _("Kế hoạch"),
    "CHỈ THỊ": _("Chỉ thị"),
    "GIẤY MỜI": _("Giấy mời"),
}
