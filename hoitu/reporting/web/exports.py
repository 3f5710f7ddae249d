"""Reports as files: DOCX and PDF in the form of state documents, sheets, plain data; due days as a calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET
from icalendar import Alarm, Calendar, Event

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.sheets import XLSX
from hoitu.kernel.text import slugify
from hoitu.papers import api as papers
from hoitu.reporting import api
from hoitu.reporting.adapters import paper_of, sheets_of
from hoitu.reporting.data import Content
from hoitu.reporting.models import Report
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.plain import canonical, to_plain
from hoitu.reporting.queries.drafting import content_of
from hoitu.reporting.queries.reports import own, readable, sent_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REMIND_BEFORE = timedelta(days=7)


@needs("reporting.read")
@require_GET
def draft(request: ActorRequest, report_id: UUID, form: str) -> HttpResponse:
    """Give the draft as a file, marked as a draft."""
    row = own(request.actor, report_id)
    return _file(row, content_of(row, now=clock.now()), form, sent_at=None, name="du-thao")


@needs("reporting.read")
@require_GET
def version(request: ActorRequest, report_id: UUID, number: int, form: str) -> HttpResponse:
    """Give a version that was sent as a file."""
    row = readable(request.actor, report_id)
    sent = next((one for one in sent_of(row) if one.version.number == number), None)
    if sent is None:
        raise NotFound()
    return _file(row, sent.content, form, sent_at=sent.version.sent_at, name=f"ban-{number}")


@needs("reporting.read")
@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """Give the due days of this year and the next as an iCalendar file."""
    book = Calendar()
    book.add("prodid", "-//Hội Tụ//Báo cáo//VI")
    book.add("version", "2.0")
    year = clock.today().year
    for owed in [
        *api.owed_by(request.actor.agency, year=year),
        *api.owed_by(request.actor.agency, year=year + 1),
    ]:
        if owed.due_at is not None:
            book.add_component(_event(owed))
    answer = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bao-cao.ics"'
    return answer


def _event(owed: api.Owed) -> Event:
    assert owed.due_at is not None
    event = Event()
    event.add("uid", f"{owed.duty.rule_id}-{owed.period}@hoitu")
    event.add("dtstamp", clock.now())
    day = clock.local(owed.due_at).date()
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Hạn gửi: {owed.duty.what} {owed.period}")
    event.add("description", f"{owed.duty.plan}\n{owed.duty.when}\n{'; '.join(owed.duty.to)}")
    event.add("url", f"{settings.NEWSROOM_URL}{reverse('reporting:reports')}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", f"{owed.duty.what} {owed.period}")
    event.add_component(alarm)
    return event


def _file(row: Report, content: Content, form: str, *, sent_at: datetime | None, name: str) -> HttpResponse:
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": (DOCX, lambda: papers.docx(paper_of(row, content, sent_at=sent_at))),
        "pdf": ("application/pdf", lambda: papers.pdf(paper_of(row, content, sent_at=sent_at))),
        "xlsx": (XLSX, lambda: papers.xlsx(sheets_of(layouts()[content.layout], content))),
        "json": ("application/json", lambda: canonical(to_plain(content))),
    }
    if form not in makers:
        raise NotFound()
    kind, make = makers[form]
    answer = HttpResponse(make(), content_type=kind)
    title = slugify(f"{row.rule.what} {row.period} {row.agency.short_name or row.agency.name}", max_length=80)
    answer["Content-Disposition"] = f'attachment; filename="{title}-{name}.{form}"'
    return answer
