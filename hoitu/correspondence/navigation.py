"""Correspondence in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

GROUP = _("Văn bản, trao đổi")
ENTRIES = [
    NavEntry(
        label=_("Văn bản đi, đến"),
        url_name="correspondence:circulars",
        icon="mail",
        permission="correspondence.read",
        order=76,
        group=GROUP,
    ),
    NavEntry(
        label=_("Thư viện hướng dẫn"),
        url_name="correspondence:guides",
        icon="books",
        permission="correspondence.read",
        order=77,
        group=GROUP,
    ),
    NavEntry(
        label=_("Phát ngôn, cung cấp tin"),
        url_name="correspondence:press",
        icon="speakerphone",
        permission=("correspondence.press", "correspondence.ask"),
        order=78,
        group=GROUP,
    ),
    NavEntry(
        label=_("Kinh nghiệm, so sánh"),
        url_name="correspondence:experiences",
        icon="bulb",
        permission="correspondence.read",
        order=79,
        group=GROUP,
    ),
]
