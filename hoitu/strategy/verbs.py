"""Words by which the trail names what happens to plans."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.load_plan": _("Nạp kế hoạch"),
    "strategy.bind_plan": _("Chọn phạm vi kế hoạch"),
    "strategy.declare": _("Khai số liệu"),
}
FIELDS = {
    "content_hash": _("Mã băm nội dung"),
    "scope": _("Phạm vi"),
    "answer": _("Trả lời"),
    "amount": _("Số đã khai"),
    "of_amount": _("Trên tổng số"),
}
