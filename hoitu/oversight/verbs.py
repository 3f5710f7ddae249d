"""Words by which the trail names what happens in oversight."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "oversight.save_source": _("Đặt nguồn theo dõi"),
    "oversight.remark": _("Nhận xét tin, bài"),
    "oversight.answer_remark": _("Trả lời nhận xét"),
    "oversight.receive_complaint": _("Nhận khiếu nại, phản ánh"),
    "oversight.bring_complaint": _("Nhập khiếu nại, phản ánh từ sổ cũ"),
    "oversight.pass_on_complaint": _("Chuyển khiếu nại, phản ánh"),
    "oversight.note_complaint": _("Ghi việc xử lý khiếu nại"),
    "oversight.answer_complaint": _("Trả lời khiếu nại, phản ánh"),
    "oversight.correct_complaint": _("Ghi việc đã cải chính"),
    "oversight.export_complaints": _("Tải sổ khiếu nại"),
    "oversight.save_checklist": _("Lập phiếu chấm chất lượng"),
    "oversight.close_checklist": _("Thôi dùng phiếu chấm"),
    "oversight.draw_sample": _("Rút mẫu chấm chất lượng"),
    "oversight.review": _("Chấm một tin, bài"),
    "oversight.save_plan": _("Lập quy hoạch để theo dõi"),
    "oversight.request_plan_report": _("Ghi yêu cầu báo cáo quy hoạch"),
    "oversight.send_plan_report": _("Ghi đã gửi báo cáo quy hoạch"),
}
FIELDS = {
    "url": _("Địa chỉ"),
    "is_active": _("Đang theo dõi"),
    "checks_links": _("Kiểm tra đường dẫn"),
    "label": _("Tên gọi"),
    "kind": _("Loại"),
    "due_at": _("Hạn"),
    "outcome": _("Kết quả"),
    "state": _("Tình trạng"),
    "where": _("Nơi đăng"),
    "seed": _("Mầm ngẫu nhiên"),
    "size": _("Số tin, bài"),
    "population": _("Tổng số tin, bài"),
    "entries": _("Cơ quan nêu tên"),
    "cap": _("Số cơ quan"),
    "sent_on": _("Ngày gửi"),
}
