"""Words by which the trail names what happens to plans in the making; the verbs stand in trails as `strategy.…`."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.open_proposal": _("Tải kế hoạch lên để đọc"),
    "strategy.read_again": _("Đọc lại tệp kế hoạch"),
    "strategy.save_item": _("Sửa mục của bản soát"),
    "strategy.drop_item": _("Bỏ mục của bản soát"),
    "strategy.restore_item": _("Lấy lại mục của bản soát"),
    "strategy.add_item": _("Thêm mục vào bản soát"),
    "strategy.check_rest": _("Đánh dấu các mục đã soát"),
    "strategy.drop_proposal": _("Bỏ bản soát kế hoạch"),
    "strategy.begin_plan": _("Lập kế hoạch của đơn vị"),
    "strategy.submit_plan": _("Trình kế hoạch"),
    "strategy.take_back_plan": _("Rút kế hoạch đã trình"),
    "strategy.return_plan": _("Trả lại kế hoạch"),
    "strategy.approve_plan": _("Duyệt kế hoạch"),
}
FIELDS = {
    "checked": _("Số mục đã soát"),
}
