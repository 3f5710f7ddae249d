"""Words by which the trail names what happens to evidence."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "evidence.attach": _("Nộp minh chứng"),
    "evidence.accept": _("Chấp nhận minh chứng"),
    "evidence.refuse": _("Không chấp nhận minh chứng"),
    "evidence.withdraw": _("Rút minh chứng"),
}
FIELDS = {
    "about": _("Minh chứng cho"),
    "sha256": _("Mã băm của tệp"),
    "file_name": _("Tên tệp"),
    "state": _("Tình trạng"),
}
