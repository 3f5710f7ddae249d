"""What accounts put into the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.accounts.policies import OPERATE
from hoitu.kernel.navigation import NavEntry

_GROUP = _("Quản trị")
ENTRIES = [
    NavEntry(_("Nhân sự"), "accounts:people", "users", "accounts.people", 800, _GROUP),
    NavEntry(_("Vai trò"), "accounts:roles", "shield-check", "accounts.roles", 810, _GROUP),
    NavEntry(_("Ban, phòng"), "accounts:desks", "hierarchy", "accounts.desks", 820, _GROUP),
    NavEntry(_("Tổ chức"), "accounts:organisations", "building-bank", "accounts.organisation", 830, _GROUP),
    NavEntry(_("Chính sách đăng nhập"), "accounts:security", "lock", "accounts.security", 840, _GROUP),
    NavEntry(_("Lập cơ quan báo chí"), "accounts:found", "building-community", OPERATE, 890, _GROUP),
]
