"""Words by which the trail names what happens to plans."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.load_plan": _("Nạp kế hoạch"),
    "strategy.bind_plan": _("Chọn phạm vi kế hoạch"),
    "strategy.join_body": _("Ghép cơ quan trong kế hoạch"),
    "strategy.make_calendar": _("Tạo địa chỉ lịch"),
    "strategy.end_calendar": _("Bỏ địa chỉ lịch"),
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
    "content_hash": _("Mã băm nội dung"),
    "scope": _("Phạm vi"),
    "organisation": _("Tổ chức"),
    "file_hash": _("Mã băm của tệp"),
    "checked": _("Số mục đã soát"),
    "number": _("Số, ký hiệu"),
    "issued_on": _("Ngày ban hành"),
}
