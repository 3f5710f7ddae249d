"""The few screens that belong to one book: attendance by a code, the yearly form of information systems."""

import io
from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.sheets import XLSX, xlsx_bytes
from hoitu.papers import api as papers
from hoitu.registers.adapters.channel_notice import notice_of
from hoitu.registers.books import READERS, book_of
from hoitu.registers.models import Attendance, DigitalChannel, Session
from hoitu.registers.operations.attend import attend, link_token, session_of
from hoitu.registers.queries import rows
from hoitu.registers.queries.licences import licences_of
from hoitu.registers.queries.reach import by_province, reached
from hoitu.registers.queries.scope import seen_by
from hoitu.registers.queries.yearly_form import COLUMNS, yearly_rows


@needs("registers.training")
@require_GET
def session_qr(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Show the code of a session, large; the page renews it each minute."""
    session = rows.row_of(request.actor, book_of("buoi-hoc"), row_id)
    assert isinstance(session, Session)
    link = request.build_absolute_uri(reverse("registers:attend", args=[link_token(session.pk)]))
    drawing = io.BytesIO()
    segno.make(link, error="m").save(drawing, kind="svg", scale=8, xmldecl=False, svgns=True, omitsize=True)
    present = Attendance.objects.for_agency(request.actor.agency).filter(session=session, archived_at=None)
    context = {
        "session": session,
        "code": mark_safe(drawing.getvalue().decode()),  # noqa: S308 - drawn here from our own address
        "link": link,
        "present": present.count(),
        "is_open": session.starts_at <= clock.now() <= session.ends_at,
    }
    return render(request, "registers/books/session_qr.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def attendance(request: ActorRequest, token: str) -> HttpResponse:
    """Let the person who read the code record that they are there: one press."""
    session, done, problem = session_of(actor=request.actor, token=token), False, ""
    if request.method == "POST":
        try:
            attend(actor=request.actor, token=token)
            done = True
        except Refused as refusal:
            problem = refusal.sentence
    context = {"session": session, "done": done, "problem": problem}
    return render(request, "registers/books/attend.html", context)


@needs("registers.security")
@require_GET
def yearly_form(request: ActorRequest) -> HttpResponse:
    """Give the yearly form of the agency's information systems, Mẫu 08."""
    made = yearly_rows(agency_id=request.actor.agency, on=clock.today())
    content = xlsx_bytes(_("Mẫu 08"), [str(title) for title in COLUMNS], made)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="mau-08-he-thong-thong-tin.xlsx"'
    return answer


@needs("registers.manage")
@require_GET
def channel_notice(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Give the notice of a channel as a document to sign."""
    channel = rows.row_of(request.actor, book_of("kenh-so"), row_id)
    assert isinstance(channel, DigitalChannel)
    if channel.agency_id != request.actor.agency:
        raise NotFound()
    today = clock.today()
    licences = licences_of(organisation_id=channel.agency_id, on=today)
    content = papers.docx(notice_of(channel, licences, on=today))
    answer = HttpResponse(content, content_type=papers.DOCX)
    answer["Content-Disposition"] = 'attachment; filename="thong-bao-kenh.docx"'
    return answer


@needs(*READERS)
@require_GET
def commune_map(request: ActorRequest) -> HttpResponse:
    """Show the remote communes of those whose rows the reader sees as tiles: reached by local press, or not yet."""
    book = book_of("xa-vung-sau")
    book.require_reader(request.actor)
    on = clock.today()
    communes = reached(agency_ids=seen_by(request.actor, book), on=on)
    context = {"book": book, "provinces": by_province(communes), "on": on}
    return render(request, "registers/books/commune_map.html", context)
