"""What the trail puts into the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [NavEntry(_("Nhật ký"), "audit:trail", "history", "audit.read", 880, _("Quản trị"))]
