"""What a role may be allowed to do to check numbers, and to see where data lies."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("assurance.read", _("Xem các lượt rút kiểm chứng"), "See the draws that check numbers"),
    Permission(
        "assurance.draw",
        _("Công bố, thực hiện và chốt lượt rút kiểm chứng"),
        "Announce, make and close draws that check numbers",
    ),
    Permission("assurance.judge", _("Kết luận từng bản ghi đã rút"), "Judge each drawn record"),
    Permission("assurance.locations", _("Xem nơi lưu dữ liệu"), "See where data lies"),
]
