"""Tell people of oversight: a silent source, a remark or its answer, a complaint that came or comes due."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.text import format_date
from hoitu.oversight.events import ComplaintCame, ComplaintDue, RemarkMade, SourceSilent
from hoitu.workspace.operations.notify import tell

LINES = ("governing", "state_management")


def on_source_silent(fact: SourceSilent) -> None:
    """Tell those who keep sources, at the agency and at the bodies above it."""
    assert fact.agency_id is not None
    text = _("Nguồn “%(label)s” im lặng lâu hơn thường lệ, tin cuối ngày %(day)s.") % {
        "label": fact.label,
        "day": format_date(clock.local(fact.last_item_at).date()),
    }
    today, url = clock.today(), reverse("oversight:agency", args=[fact.agency_id])
    above = [
        one.id for kind in LINES for one in accounts.line(organisation_id=fact.agency_id, kind=kind, on=today)
    ]
    key = f"silent:{fact.source_id}:{fact.last_item_at.isoformat()}"
    for place in dict.fromkeys([fact.agency_id, *above]):
        _tell_with(place, "oversight.keep", key, "bell-off", text, url, _("Mở trang theo dõi"))


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
    _tell_with(place, "oversight.keep", key, "message-dots", text, url, _("Mở nhận xét"))


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
    _tell_with(agency_id, "oversight.complaints", key, "message-question", text, url, _("Mở khiếu nại"))


def _tell_with(
    place: UUID, permission: str, key: str, icon: str, text: str, url: str, link_words: str
) -> None:
    people = [one.id for one in accounts.people_with(agency_id=place, permission=permission)]
    tell(place, people, key, icon, text, url, link_words=link_words)
