"""Words by which the trail names what happens to plans."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.load_plan": _("Nạp kế hoạch"),
    "strategy.bind_plan": _("Chọn phạm vi kế hoạch"),
    "strategy.classify_topics": _("Xếp chủ đề vào nhiệm vụ"),
    "strategy.freeze_plan": _("Chốt số liệu kế hoạch"),
    "strategy.recount": _("Đếm lại số liệu"),
}
FIELDS = {
    "content_hash": _("Mã băm nội dung"),
    "scope": _("Phạm vi"),
    "cut_off": _("Chốt đến"),
    "sha256": _("Mã băm SHA-256"),
}
