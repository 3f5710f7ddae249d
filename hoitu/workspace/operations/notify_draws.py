"""Tell agencies of draws that list their records, and what they must do."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.assurance.events import DrawDue, DrawMoved
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell

ICONS = {"announced": "lock", "drawn": "checklist", "closed": "circle-check", "cancelled": "alert-triangle"}
# By step and by whether the day is ahead (1), here (0) or over (-1); nobody is told of proof that came too late.
DUE = {
    ("draw", 1): gettext_lazy("Ngày mai là ngày rút kiểm chứng “%(title)s”."),
    ("draw", 0): gettext_lazy("Hôm nay là ngày rút kiểm chứng “%(title)s”: nhập giá trị công khai để rút."),
    ("draw", -1): gettext_lazy("Ngày rút kiểm chứng “%(title)s” đã qua %(days)s ngày mà chưa rút."),
    ("proof", 1): gettext_lazy("Còn %(days)s ngày để nộp minh chứng “%(title)s”: thiếu %(n)s bản ghi."),
    ("proof", 0): gettext_lazy("Hôm nay hết hạn nộp minh chứng “%(title)s”: thiếu %(n)s bản ghi."),
}


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
        people = holding(agency_id, "evidence.add")
        key = f"{fact.subject}:{fact.step}"
        tell(agency_id, people - {fact.by_id}, key, ICONS[fact.step], text, url, link_words=_("Mở lượt rút"))


def on_draw_due(fact: DrawDue) -> None:
    """Tell the body of its day of the draw, an agency of the proof that it still owes."""
    assert fact.agency_id is not None
    side = (fact.days_left > 0) - (fact.days_left < 0)
    text = str(DUE[fact.step, side]) % {
        "title": fact.title[:200],
        "days": abs(fact.days_left),
        "n": fact.records,
    }
    tell(
        fact.agency_id,
        holding(fact.agency_id, "assurance.draw" if fact.step == "draw" else "evidence.add"),
        f"{fact.subject}:due:{fact.step}:{fact.days_left}",
        "clock",
        text,
        reverse("assurance:draw", args=[fact.draw_id]),
        link_words=_("Mở lượt rút"),
    )
