"""The rules of writing in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Quy tắc soát lỗi"),
        url_name="language:house",
        icon="language",
        permission="registers.wording",
        order=855,
        group=_("Quản trị"),
    )
]
