"""What a role may be allowed to do with evidence."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("evidence.read", _("Xem minh chứng"), "See evidence"),
    Permission("evidence.add", _("Nộp và rút minh chứng"), "Submit and withdraw evidence"),
    Permission(
        "evidence.check", _("Kiểm tra minh chứng người khác nộp"), "Check evidence that others submitted"
    ),
]
