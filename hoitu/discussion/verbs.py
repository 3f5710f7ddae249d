"""Words by which the trail names what happens in discussions; what was said is not repeated there."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "discussion.comment": _("Bình luận"),
    "discussion.task": _("Giao việc phải xong trước khi duyệt"),
    "discussion.note": _("Ghi chú riêng"),
    "discussion.reply": _("Trả lời bình luận"),
    "discussion.chat": _("Viết trong trò chuyện của bài"),
    "discussion.edit": _("Sửa lời của mình"),
    "discussion.withdraw": _("Rút lời của mình"),
    "discussion.resolve": _("Đánh dấu bình luận đã xong"),
    "discussion.reopen": _("Mở lại bình luận"),
    "discussion.assign": _("Giao lại việc của bài"),
}
FIELDS = {"assignee": _("Người làm")}
