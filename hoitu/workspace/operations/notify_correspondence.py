"""Tell people what reached their organisation: circulars, guidance, questions of the press and of colleagues."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.correspondence.events import ItemArrived
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell


class Words(NamedTuple):
    """How one kind of arrival is told, and the page that it opens."""

    text: str | Promise
    icon: str
    page: str


CIRCULAR, GUIDE, PRESS = "circular", "guide", "press-request"
STATEMENT, CASE = "statement", "experience"
TOLD: dict[str, Words] = {
    "circular_sent": Words(gettext_lazy("%(who)s gửi văn bản “%(title)s”."), "mail", CIRCULAR),
    "circular_corrected": Words(
        gettext_lazy("%(who)s đính chính văn bản “%(title)s”: %(note)s"), "pencil", CIRCULAR
    ),
    "circular_withdrawn": Words(
        gettext_lazy("%(who)s thu hồi văn bản “%(title)s”: %(note)s"), "arrow-back-up", CIRCULAR
    ),
    "circular_answered": Words(gettext_lazy("%(who)s trả lời văn bản “%(title)s”."), "message", CIRCULAR),
    "circular_handed_on": Words(
        gettext_lazy("%(who)s chuyển bạn văn bản “%(title)s”. %(note)s"), "arrow-forward-up", CIRCULAR
    ),
    "circular_due": Words(
        gettext_lazy("Còn %(days)s ngày đến hạn của văn bản “%(title)s”."), "clock", CIRCULAR
    ),
    "guide_shared": Words(gettext_lazy("%(who)s chia sẻ tài liệu “%(title)s”."), "books", GUIDE),
    "press_asked": Words(gettext_lazy("%(who)s hỏi: “%(title)s”."), "message-question", PRESS),
    "press_drafted": Words(gettext_lazy("%(who)s trình dự thảo trả lời “%(title)s”."), "pencil", PRESS),
    "press_returned": Words(
        gettext_lazy("%(who)s trả lại dự thảo “%(title)s”: %(note)s"), "arrow-back-up", PRESS
    ),
    "press_answered": Words(gettext_lazy("%(who)s đã trả lời “%(title)s”."), "circle-check", PRESS),
    "press_declined": Words(gettext_lazy("%(who)s từ chối trả lời “%(title)s”."), "alert-triangle", PRESS),
    "press_withdrawn": Words(gettext_lazy("%(who)s đã rút câu hỏi “%(title)s”."), "arrow-back-up", PRESS),
    "press_soon": Words(gettext_lazy("Sắp hết hạn trả lời báo chí: “%(title)s”."), "clock", PRESS),
    "press_late": Words(gettext_lazy("Đã quá hạn trả lời báo chí: “%(title)s”."), "alert-triangle", PRESS),
    "statement_drafted": Words(gettext_lazy("%(who)s trình thông cáo “%(title)s”."), "pencil", STATEMENT),
    "statement_published": Words(gettext_lazy("%(who)s công bố “%(title)s”."), "speakerphone", STATEMENT),
    "statement_withdrawn": Words(
        gettext_lazy("%(who)s rút “%(title)s”: %(note)s"), "arrow-back-up", STATEMENT
    ),
    "experience_asked": Words(
        gettext_lazy("%(who)s hỏi về kinh nghiệm “%(title)s”."), "message-question", CASE
    ),
    "experience_answered": Words(gettext_lazy("Có trả lời về kinh nghiệm “%(title)s”."), "message", CASE),
}
DUE_TODAY = gettext_lazy("Hôm nay là hạn cuối của văn bản “%(title)s”.")
OVERDUE = gettext_lazy("Văn bản “%(title)s” đã quá hạn %(days)s ngày.")


def on_item_arrived(fact: ItemArrived) -> None:
    """Tell those whom an arrival concerns, once each."""
    assert fact.agency_id is not None
    words = TOLD[fact.what]
    text = words.text
    if fact.what == "circular_due" and fact.days_left <= 0:
        text = OVERDUE if fact.days_left else DUE_TODAY
    said = str(text) % {
        "who": fact.by_name,
        "title": fact.title,
        "note": fact.note,
        "days": abs(fact.days_left),
    }
    people = set(map(UUID, fact.person_ids))
    if fact.permission:
        people |= holding(fact.agency_id, fact.permission)
    tell(
        fact.agency_id,
        people,
        f"{fact.subject}:{fact.what}:{fact.once}",
        words.icon,
        said.strip(),
        reverse(f"correspondence:{words.page}", args=[fact.object_id]),
        link_words=_("Mở"),
    )
