"""What a role may be allowed to do in oversight."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission(
        "oversight.read", _("Xem theo dõi, đánh giá báo chí"), "See what is watched of published items"
    ),
    Permission(
        "oversight.keep",
        _("Đặt nguồn theo dõi, nhận xét và trả lời nhận xét"),
        "Keep sources, remark, answer",
    ),
    Permission(
        "oversight.complaints", _("Xử lý khiếu nại, phản ánh"), "Handle complaints with personal data"
    ),
    Permission("oversight.review", _("Chấm chất lượng thông tin"), "Review the quality of published items"),
    Permission("oversight.draw", _("Lập phiếu, rút mẫu chấm chất lượng"), "Make checklists and draw samples"),
    Permission("oversight.plan", _("Theo dõi quy hoạch báo chí"), "Keep the planning of the press"),
]
