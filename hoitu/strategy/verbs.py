"""Words by which the trail names what happens to plans."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "strategy.load_plan": _("Nạp kế hoạch"),
    "strategy.bind_plan": _("Chọn phạm vi kế hoạch"),
    "strategy.assign_task": _("Giao nhiệm vụ cho đơn vị"),
    "strategy.await_document": _("Ghi nhiệm vụ chờ văn bản"),
    "strategy.register_document": _("Ghi nhận văn bản mở nhiệm vụ"),
    "strategy.drop_opening": _("Bỏ văn bản đã ghi nhận"),
    "strategy.assign_people": _("Phân công người thực hiện"),
    "strategy.note_progress": _("Báo tiến độ"),
    "strategy.hand_in": _("Nộp sản phẩm"),
    "strategy.remind": _("Đôn đốc"),
    "strategy.set_steps": _("Đặt lịch nhắc việc"),
    "strategy.raise_difficulty": _("Gửi khó khăn, vướng mắc"),
    "strategy.answer_difficulty": _("Trả lời vướng mắc"),
    "strategy.pass_on_difficulty": _("Chuyển vướng mắc lên cấp trên"),
    "strategy.withdraw_difficulty": _("Rút vướng mắc"),
    "strategy.declare": _("Khai số liệu"),
}
FIELDS = {
    "organisations": _("Đơn vị"),
    "awaits": _("Chờ văn bản"),
    "number": _("Số, ký hiệu"),
    "people": _("Người thực hiện"),
    "percent": _("Tiến độ (%)"),
    "product": _("Sản phẩm"),
    "to": _("Người nhận"),
    "steps": _("Lịch nhắc"),
    "content_hash": _("Mã băm nội dung"),
    "scope": _("Phạm vi"),
    "answer": _("Trả lời"),
    "amount": _("Số đã khai"),
    "of_amount": _("Trên tổng số"),
}
