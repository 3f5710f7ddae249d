"""Tell agencies of draws that list their records, and what they must do."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.assurance.events import DrawMoved
from hoitu.workspace.operations.notify import tell

ICONS = {"announced": "lock", "drawn": "checklist", "closed": "circle-check", "cancelled": "alert-triangle"}


def on_draw_moved(fact: DrawMoved) -> None:
    """Tell those who submit evidence at each agency concerned."""
    said = {
        "announced": _("%(body)s công bố lượt rút kiểm chứng “%(title)s”. Mã băm bản công bố: %(hash)s"),
        "drawn": _("%(body)s đã rút bản ghi kiểm chứng “%(title)s”: hãy nộp minh chứng."),
        "closed": _("%(body)s đã chốt kết quả kiểm chứng “%(title)s”."),
        "cancelled": _("%(body)s đã hủy lượt rút kiểm chứng “%(title)s”."),
    }[fact.step]
    text = said % {"body": fact.body, "title": fact.title[:120], "hash": fact.fingerprint}
    url = reverse("assurance:draw", args=[fact.draw_id])
    for agency_id in map(UUID, fact.agencies):
        people = {one.id for one in accounts.people_with(agency_id=agency_id, permission="evidence.add")}
        key = f"{fact.subject}:{fact.step}"
        tell(agency_id, people - {fact.by_id}, key, ICONS[fact.step], text, url, link_words=_("Mở lượt rút"))
