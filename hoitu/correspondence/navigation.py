"""Correspondence in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

_GROUP, _READ = _("Văn bản, trao đổi"), "correspondence.read"
_PRESS = ("correspondence.press", "correspondence.ask")
ENTRIES = [
    NavEntry(_("Văn bản đi, đến"), "correspondence:circulars", "mail", _READ, 76, _GROUP),
    NavEntry(_("Thư viện hướng dẫn"), "correspondence:guides", "books", _READ, 77, _GROUP),
    NavEntry(_("Phát ngôn, cung cấp tin"), "correspondence:press", "speakerphone", _PRESS, 78, _GROUP),
    NavEntry(_("Kinh nghiệm, so sánh"), "correspondence:experiences", "bulb", _READ, 79, _GROUP),
]
