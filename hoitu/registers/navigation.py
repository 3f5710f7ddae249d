"""The registers in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry
from hoitu.registers.books import READERS

ENTRIES = [
    NavEntry(
        label=_("Sổ đăng ký"),
        url_name="registers:books",
        icon="books",
        permission=READERS,
        order=85,
        group=_("Sổ sách, dữ liệu"),
    ),
    NavEntry(
        label=_("Quy định pháp luật"),
        url_name="registers:rules",
        icon="scale",
        order=86,
        group=_("Sổ sách, dữ liệu"),
    ),
]
