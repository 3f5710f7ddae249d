"""Oversight in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

_GROUP = _("Giám sát, chất lượng")
_COMPLAINTS, _QUALITY = (
    ("oversight.complaints", "oversight.read"),
    ("oversight.review", "oversight.draw"),
)
ENTRIES = [
    NavEntry(_("Theo dõi báo chí"), "oversight:overview", "activity", "oversight.read", 76, _GROUP),
    NavEntry(_("Khiếu nại, phản ánh"), "oversight:complaints", "message-question", _COMPLAINTS, 77, _GROUP),
    NavEntry(_("Chấm chất lượng"), "oversight:rounds", "checklist", _QUALITY, 78, _GROUP),
    NavEntry(_("Quy hoạch báo chí"), "oversight:plans", "sitemap", "oversight.plan", 79, _GROUP),
]
