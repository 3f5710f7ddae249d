"""Tell people of reports: that one comes due, that one came in, what a recipient said of theirs."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.text import format_date
from hoitu.reporting.events import ReportAnswered, ReportAsked, ReportDue, ReportSent
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell


def on_report_sent(fact: ReportSent) -> None:
    """Tell those who receive reports at each recipient."""
    text = _("%(who)s gửi báo cáo “%(title)s”.") % {"who": fact.by_name, "title": fact.title}
    url = reverse("reporting:version", args=[fact.report_id, fact.version])
    for recipient in map(UUID, fact.recipient_ids):
        people = holding(recipient, "reporting.receive")
        key = f"report:{fact.report_id}:{fact.version}:sent"
        tell(recipient, people, key, "report", text, url, link_words=_("Mở báo cáo"))


def on_report_answered(fact: ReportAnswered) -> None:
    """Tell those who prepare reports what a recipient said."""
    assert fact.agency_id is not None
    said = (
        _("%(who)s đã tiếp nhận báo cáo “%(title)s”.")
        if fact.answer == "accepted"
        else _("%(who)s trả lại báo cáo “%(title)s”: %(reason)s")
    )
    words = {"who": fact.recipient, "title": fact.title, "reason": fact.reason or _("xem từng chỗ cần sửa")}
    url = reverse("reporting:report", args=[fact.report_id])
    people = holding(fact.agency_id, "reporting.write")
    key = f"report:{fact.report_id}:{fact.version}:{fact.recipient}:{fact.answer}"
    icon = "circle-check" if fact.answer == "accepted" else "arrow-back-up"
    tell(
        fact.agency_id,
        people,
        key,
        icon,
        said % words,
        url,
        link_words=_("Mở báo cáo"),
    )


def on_report_asked(fact: ReportAsked) -> None:
    """Tell those who prepare reports that an office asks for one."""
    assert fact.agency_id is not None
    words = {"who": fact.by_name, "title": fact.title, "day": format_date(clock.local(fact.due_at).date())}
    people = accounts.people_with(agency_id=fact.agency_id, permission="reporting.write")
    tell(
        fact.agency_id,
        [one.id for one in people],
        fact.subject,
        "report",
        _("%(who)s yêu cầu báo cáo “%(title)s”, hạn %(day)s.") % words,
        reverse("reporting:reports"),
        link_words=_("Mở báo cáo"),
    )


def on_report_due(fact: ReportDue) -> None:
    """Tell those who prepare reports that one comes due, or is late."""
    assert fact.agency_id is not None
    days = abs(fact.days_left)
    if fact.days_left > 0:
        text = ngettext(
            "Còn %(n)d ngày đến hạn gửi “%(title)s”.", "Còn %(n)d ngày đến hạn gửi “%(title)s”.", days
        )
    elif fact.days_left == 0:
        text = _("Hôm nay là hạn cuối gửi “%(title)s”.")
    else:
        text = ngettext(
            "“%(title)s” đã quá hạn gửi %(n)d ngày.", "“%(title)s” đã quá hạn gửi %(n)d ngày.", days
        )
    people = holding(fact.agency_id, "reporting.write")
    tell(
        fact.agency_id,
        people,
        f"{fact.subject}:{fact.days_left}",
        "clock",
        text % {"n": days, "title": fact.title},
        reverse("reporting:reports"),
        link_words=_("Mở báo cáo"),
    )
