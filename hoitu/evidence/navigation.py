"""The evidence in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

ENTRIES = [
    NavEntry(
        label=_("Minh chứng"),
        url_name="evidence:own",
        icon="paperclip",
        permission="evidence.read",
        order=74,
        group=_("Chuyển đổi số"),
    )
]
