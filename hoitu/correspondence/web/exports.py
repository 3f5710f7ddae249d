"""What leaves as a file: circulars as state documents, the register as a sheet, files for a short while."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from hoitu.correspondence.adapters import paper_of, press_register_of, register_of
from hoitu.correspondence.data import Audience
from hoitu.correspondence.models import Circular, CircularReceipt, CircularVersion
from hoitu.correspondence.operations.circulars import content_of
from hoitu.correspondence.queries.audience import addressed
from hoitu.correspondence.queries.circulars import incoming, outgoing, readable_circular, sent_boards
from hoitu.correspondence.queries.files import readable_file
from hoitu.correspondence.queries.press import asked_of, timed
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import slugify
from hoitu.papers import api as papers

MOST_ROWS = 5_000
READERS = ("correspondence.read", "correspondence.press", "correspondence.ask")


@needs("correspondence.read")
@require_GET
def version(request: ActorRequest, circular_id: UUID, number: int, form: str) -> HttpResponse:
    """Give a wording as a state document; number 0 is the draft, for its writers."""
    row = readable_circular(request.actor, circular_id)
    content = _content(request, row, number)
    paper = paper_of(row, content, _names(row))
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": (papers.DOCX, lambda: papers.docx(paper)),
        "pdf": (papers.PDF, lambda: papers.pdf(paper)),
    }
    if form not in makers:
        raise NotFound()
    kind, make = makers[form]
    name = slugify(f"{row.label} {row.title}", max_length=80)
    return _download(make(), kind, f"{name}-{number or 'du-thao'}.{form}")


@needs("correspondence.read")
@require_GET
def register(request: ActorRequest) -> HttpResponse:
    """Give the register of circulars, those sent and those that came in."""
    sent = list(outgoing(request.actor).exclude(state=Circular.State.DRAFT)[: MOST_ROWS + 1])
    came = list(incoming(request.actor)[: MOST_ROWS + 1])
    book = papers.xlsx(register_of(sent, sent_boards(sent), came, most=MOST_ROWS))
    return _download(book, papers.XLSX, f"so-van-ban-{clock.today().isoformat()}.xlsx")


@needs("correspondence.press")
@require_GET
def press_register(request: ActorRequest) -> HttpResponse:
    """Download what the press asked the organisation, with the clock of each answer."""
    asked = timed(asked_of(request.actor.agency)[: MOST_ROWS + 1])
    book = papers.xlsx([press_register_of(asked, most=MOST_ROWS)])
    return _download(book, papers.XLSX, f"so-cau-hoi-bao-chi-{clock.today().isoformat()}.xlsx")


@needs(*READERS)
@require_GET
def file(request: ActorRequest, file_id: UUID) -> HttpResponse:
    """Send the browser to a file's short-lived address on the readers' origin."""
    row = readable_file(request.actor, file_id)
    return redirect(evidence.signed_url(agency_id=row.agency_id, sha256=row.sha256, file_name=row.file_name))


def _content(request: ActorRequest, row: Circular, number: int) -> dict[str, object]:
    if number == 0 and row.agency_id == request.actor.agency and row.state == Circular.State.DRAFT:
        return content_of(row)
    found = CircularVersion.objects.for_agency(row.agency_id).filter(circular=row, number=number).first()
    if found is None:
        raise NotFound()
    return dict(found.content)


def _names(row: Circular) -> list[str]:
    if row.state == Circular.State.DRAFT:
        meant = addressed(row.agency_id, Audience.from_plain(row.audience), on=clock.today())
        return [one.name for one in meant]
    receipts = CircularReceipt.objects.for_agency(row.agency_id).filter(circular=row)
    return list(receipts.values_list("name", flat=True))


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
