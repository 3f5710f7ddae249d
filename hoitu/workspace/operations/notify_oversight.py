"""Tell people of oversight: a silent source, a remark or its answer, a complaint that came or comes due."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.text import format_date
from hoitu.oversight.events import ComplaintCame, ComplaintDue, RemarkMade, SourceSilent
from hoitu.workspace.operations.audience import holding, holding_above
from hoitu.workspace.operations.notify import tell


def on_source_silent(fact: SourceSilent) -> None:
    """Tell those who keep sources, at the agency and at the bodies above it."""
    assert fact.agency_id is not None
    text = _("Nguồn “%(label)s” im lặng lâu hơn thường lệ, tin cuối ngày %(day)s.") % {
        "label": fact.label,
        "day": format_date(clock.local(fact.last_item_at).date()),
    }
    url = reverse("oversight:agency", args=[fact.agency_id])
    key = f"silent:{fact.source_id}:{fact.last_item_at.isoformat()}"
    keepers = holding_above(fact.agency_id, "oversight.keep")
    for place, people in ({fact.agency_id: holding(fact.agency_id, "oversight.keep")} | keepers).items():
        tell(place, people, key, "bell-off", text, url, link_words=_("Mở trang theo dõi"))


def on_remark_made(fact: RemarkMade) -> None:
    """Tell the agency of a remark, the body of its answer."""
    assert fact.agency_id is not None
    said = (
        _("%(who)s trả lời nhận xét về “%(title)s”.")
        if fact.is_answer
        else _("%(who)s nhận xét “%(title)s”.")
    )
    key = f"remark:{fact.remark_id}:{'answer' if fact.is_answer else 'made'}"
    url = reverse("oversight:item", args=[fact.item_id])
    text = said % {"who": fact.by_name, "title": fact.title}
    place = fact.body_id if fact.is_answer else fact.agency_id
    people = holding(place, "oversight.keep")
    tell(place, people, key, "message-dots", text, url, link_words=_("Mở nhận xét"))


def on_complaint_came(fact: ComplaintCame) -> None:
    """Tell those who handle complaints that a body passed one on."""
    assert fact.agency_id is not None
    text = _("%(body)s chuyển đến khiếu nại, phản ánh, vào sổ số %(label)s.") % {
        "body": fact.from_name,
        "label": fact.label,
    }
    _tell_complaint(fact.agency_id, fact.complaint_id, f"{fact.subject}:came", text)


def on_complaint_due(fact: ComplaintDue) -> None:
    """Tell those who handle complaints that an answer or a correction comes due, or is late."""
    assert fact.agency_id is not None
    what = (
        _("Cải chính theo khiếu nại số %s") if fact.is_correction else _("Khiếu nại, phản ánh số %s")
    ) % fact.label
    if fact.days_left > 0:
        text = _("%(what)s: còn %(n)d ngày.") % {"what": what, "n": fact.days_left}
    elif fact.days_left == 0:
        text = _("%(what)s: hôm nay là hạn cuối.") % {"what": what}
    else:
        text = _("%(what)s: quá hạn %(n)d ngày.") % {"what": what, "n": -fact.days_left}
    kind = "correct" if fact.is_correction else "answer"
    _tell_complaint(fact.agency_id, fact.complaint_id, f"{fact.subject}:{kind}:{fact.days_left}", text)


def _tell_complaint(agency_id: UUID, complaint_id: UUID, key: str, text: str) -> None:
    url = reverse("oversight:complaint", args=[complaint_id])
    people = holding(agency_id, "oversight.complaints")
    tell(agency_id, people, key, "message-question", text, url, link_words=_("Mở khiếu nại"))
