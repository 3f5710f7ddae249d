"""Reports as files: DOCX and PDF in the form of state documents, sheets, plain data; due days as a calendar."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
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

REMIND_BEFORE_DAYS = 7
TYPES = {"docx": papers.DOCX, "pdf": papers.PDF, "xlsx": papers.XLSX, "json": "application/json"}


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
    frozen: dict[str, Callable[[], bytes]] = {
        # Byte for byte what the hash was taken of, and what people sign.
        "json": lambda: canonical(sent.version.content),
        "pdf": lambda: api.pdf_of(sent.version),
    }
    return _file(row, sent.content, form, sent_at=sent.version.sent_at, name=f"ban-{number}", frozen=frozen)


@needs("reporting.read")
@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """Give the due days of this year and the next as an iCalendar file."""
    year = clock.today().year
    owed = [one for each in (year, year + 1) for one in api.owed_by(request.actor.agency, year=each)]
    content = papers.ics(_("Hạn gửi báo cáo"), (day for one in owed for day in _days(one)))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bao-cao.ics"'
    return answer


def _days(owed: api.Owed) -> Iterator[papers.DueDay]:
    if owed.due_at is not None:
        to = [owed.call.agency.name] if owed.call else owed.duty.to
        yield papers.DueDay(
            f"{owed.duty.rule_id}-{owed.period}",
            clock.local(owed.due_at).date(),
            _("Hạn gửi: %(what)s") % {"what": owed.name},
            (owed.duty.plan, "" if owed.call else owed.duty.when, "; ".join(to)),
            f"{settings.NEWSROOM_URL}{reverse('reporting:reports')}",
            clock.now(),
            remind_days=REMIND_BEFORE_DAYS,
        )


def _file(
    row: Report,
    content: Content,
    form: str,
    *,
    sent_at: datetime | None,
    name: str,
    frozen: Mapping[str, Callable[[], bytes]] | None = None,
) -> HttpResponse:
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: papers.docx(paper_of(row, content, sent_at=sent_at)),
        "pdf": lambda: papers.pdf(paper_of(row, content, sent_at=sent_at)),
        "xlsx": lambda: papers.xlsx(sheets_of(layouts()[content.layout], content)),
        "json": lambda: canonical(to_plain(content)),
        **(frozen or {}),
    }
    if form not in makers:
        raise NotFound()
    answer = HttpResponse(makers[form](), content_type=TYPES[form])
    title = slugify(f"{row} {row.agency.short_name or row.agency.name}", max_length=80)
    answer["Content-Disposition"] = f'attachment; filename="{title}-{name}.{form}"'
    return answer
