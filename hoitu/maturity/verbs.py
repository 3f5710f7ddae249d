"""Words by which the trail names what happens to the index and its assessments."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "maturity.copy_catalogue": _("Tạo bộ chỉ số tạm thời"),
    "maturity.change_catalogue": _("Sửa bộ chỉ số"),
    "maturity.save_criterion": _("Lưu tiêu chí"),
    "maturity.remove_criterion": _("Xóa tiêu chí"),
    "maturity.save_bands": _("Sửa thang mức"),
    "maturity.read_annex": _("Đọc thử phụ lục tiêu chí"),
    "maturity.enter_annex": _("Nhập phụ lục tiêu chí"),
    "maturity.save_cycle": _("Lưu kỳ đánh giá"),
    "maturity.start": _("Mở bản chấm trưởng thành số"),
    "maturity.score": _("Chấm điểm trưởng thành số"),
    "maturity.verify": _("Thẩm định điểm"),
    "maturity.send": _("Gửi bản chấm"),
    "maturity.take": _("Nhận thẩm định"),
    "maturity.return": _("Trả lại bản chấm"),
    "maturity.publish": _("Công bố kết quả"),
    "maturity.correct": _("Mở bản đính chính kết quả"),
    "maturity.export": _("Xuất bảng điểm"),
}
FIELDS = {
    "state": _("Tình trạng"),
    "reason": _("Lý do"),
    "maximum": _("Điểm tối đa"),
    "criteria": _("Số tiêu chí"),
    "text": _("Nội dung"),
    "step": _("Bước điểm"),
    "total": _("Tổng điểm"),
    "content_hash": _("Mã băm nội dung"),
    "file_name": _("Tên tệp"),
    "rows": _("Số dòng"),
}
