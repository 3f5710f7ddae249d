"""What a role may be allowed to do with correspondence."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission(
        "correspondence.read", _("Xem văn bản, tài liệu, kinh nghiệm"), "Read circulars, guidance and cases"
    ),
    Permission("correspondence.write", _("Soạn văn bản, tài liệu, kinh nghiệm"), "Write circulars and cases"),
    Permission("correspondence.send", _("Gửi văn bản, công bố tài liệu"), "Send circulars, publish guidance"),
    Permission("correspondence.answer", _("Xác nhận, chuyển, trả lời văn bản đến"), "Answer circulars"),
    Permission("correspondence.press", _("Tiếp nhận câu hỏi của báo chí"), "Work at the press desk"),
    Permission("correspondence.ask", _("Gửi câu hỏi tới người phát ngôn"), "Ask spokespersons"),
]
