"""Oversight in the menu."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.navigation import NavEntry

GROUP = _("Giám sát, chất lượng")

ENTRIES = [
    NavEntry(
        label=_("Theo dõi báo chí"),
        url_name="oversight:overview",
        icon="activity",
        permission="oversight.read",
        order=76,
        group=GROUP,
    ),
    NavEntry(
        label=_("Khiếu nại, phản ánh"),
        url_name="oversight:complaints",
        icon="message-question",
        permission=("oversight.complaints", "oversight.read"),
        order=77,
        group=GROUP,
    ),
    NavEntry(
        label=_("Chấm chất lượng"),
        url_name="oversight:rounds",
        icon="checklist",
        permission=("oversight.review", "oversight.draw"),
        order=78,
        group=GROUP,
    ),
    NavEntry(
        label=_("Quy hoạch báo chí"),
        url_name="oversight:plans",
        icon="sitemap",
        permission="oversight.plan",
        order=79,
        group=GROUP,
    ),
]
