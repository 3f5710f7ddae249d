"""What a role may be allowed to do with proofreading; the house's rules are a book of the registers."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("language.proof", _("Soát lỗi khi viết"), "Proofread while writing"),
]
