"""Checks and places of data in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Rút kiểm chứng"),
        url_name="assurance:draws",
        icon="checklist",
        permission="assurance.read",
        order=78,
        group=_("Chuyển đổi số"),
    ),
    NavEntry(
        label=_("Nơi lưu dữ liệu"),
        url_name="assurance:locations",
        icon="database",
        permission="assurance.locations",
        order=96,
        group=_("Sổ sách, dữ liệu"),
    ),
]
