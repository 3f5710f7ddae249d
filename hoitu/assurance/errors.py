"""Refusals of the assurance room."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


class NothingToDraw(Refused):
    """Raised when the number counts no records of the chosen agencies."""

    default_sentence = _("Số này chưa đếm bản ghi nào của các cơ quan đã chọn, nên không có gì để rút.")


class ListTooLong(Refused):
    """Raised when a list is longer than one draw takes."""


class NotYet(Refused):
    """Raised for a step before its day."""


class DrawOver(Refused):
    """Raised for a step of a draw that is past it."""

    default_sentence = _("Lượt rút này đã qua bước đó. Hãy tải lại trang.")


class SecondPersonJudges(Refused):
    """Raised when who announced a draw, or gave the proof, would judge it."""

    default_sentence = _(
        "Người công bố lượt rút và người nộp minh chứng không tự kết luận. Hãy nhờ người thứ hai."
    )


class SeedUnreadable(Refused):
    """Raised when the seed was sealed with another installation's key."""

    default_sentence = _(
        "Không mở được hạt bí mật đã niêm phong (khóa của hệ thống đã đổi). Lượt rút này không thực hiện được; "
        "hãy hủy và công bố lượt khác."
    )


class ListTampered(Refused):
    """Raised when the frozen list is no longer the one that was announced."""

    default_sentence = _(
        "Danh sách đã chốt không còn khớp với mã băm đã công bố nên không rút được. Hãy báo người quản trị hệ thống, "
        "hủy lượt rút này và công bố lượt khác."
    )
