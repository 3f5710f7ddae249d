"""Words by which the trail names what happens to stories."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "stories.create": _("Bắt đầu bài"),
    "stories.import": _("Nhập bài"),
    "stories.edit_details": _("Sửa chi tiết"),
    "stories.set_bylines": _("Sửa tác giả, tỷ lệ"),
    "stories.set_edition": _("Sửa bản cho kênh"),
    "stories.set_sources": _("Sửa nguồn tin"),
    "stories.ask_review": _("Ghi yêu cầu xem lại của người được phỏng vấn"),
    "stories.answer_review": _("Ghi ý kiến người được phỏng vấn"),
    "stories.save_revision": _("Lưu phiên bản"),
    "stories.restore_revision": _("Khôi phục phiên bản"),
    "stories.submit": _("Gửi tiếp"),
    "stories.return": _("Trả lại"),
    "stories.approve": _("Duyệt xuất bản"),
    "stories.spike": _("Bỏ bài"),
    "stories.reopen": _("Mở lại bài"),
    "stories.start_correction": _("Mở cải chính"),
    "stories.withdraw": _("Gỡ bài"),
    "stories.restore": _("Khôi phục bài"),
}
FIELDS = {
    "stage": _("Khâu"),
    "life": _("Tình trạng"),
    "headline": _("Tít"),
    "content": _("Nội dung"),
    "bylines": _("Tác giả"),
    "genre": _("Thể loại"),
    "section_id": _("Chuyên mục"),
    "desk_id": _("Ban"),
    "urgency": _("Độ khẩn"),
    "location": _("Địa điểm"),
    "topic_names": _("Chủ đề"),
    "tag_names": _("Từ khóa"),
    "ai_label": _("Nhãn AI"),
    "due_at": _("Hạn"),
    "editor_note": _("Ghi chú nội bộ"),
}
