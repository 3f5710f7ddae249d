"""Screens of every book: the overview, a list, a row with its form and history, files to take away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.kernel.sheets import XLSX
from hoitu.registers.adapters import workbook
from hoitu.registers.books import BOOKS, GROUPS, KEEPERS, READERS, Book, book_of, children_of
from hoitu.registers.books.entry import cell_of, form_class, typed_of_row
from hoitu.registers.data import RuleUnknown
from hoitu.registers.models import Row
from hoitu.registers.operations import keep
from hoitu.registers.queries import expiry, rows, scope
from hoitu.registers.queries.documents import about_row
from hoitu.registers.web import cells
from hoitu.registers.web.filters import filters_of, order_links, search_of
from hoitu.registers.web.forms import ReasonForm

ROWS_ON_PAGE = 50
CHILDREN_SHOWN = 20
ROWS_READ_AT_ONCE = 1000


@dataclass(frozen=True)
class Counted:
    """A book on the overview: how many rows, how many end soon, how many have ended.

    `unknown`: the legal figure without which nobody can say what ends; "" where it is known.
    """

    book: Book
    kept: int
    ending: int = 0
    over: int = 0
    unknown: str = ""


@needs(*READERS)
@require_GET
def books(request: ActorRequest) -> HttpResponse:
    """Show every book that the actor may read, with counts and what ends soon."""
    below = scope.agencies_below(request.actor)
    groups = [
        (group, [_counted(request.actor, book, below) for book in BOOKS.values() if book.group is group])
        for group in GROUPS
        if any(map(request.actor.may, (*group.read, group.manage)))
    ]
    context = {"groups": groups, "with_below": bool(below)}
    return render(request, "registers/books/books.html", context)


@needs(*READERS)
@require_GET
def listing(request: ActorRequest, book: str) -> HttpResponse:
    """List a book's rows: searched, narrowed, sorted, a page at a time."""
    kept, today = _readable(request.actor, book), clock.today()
    below = scope.agencies_below(request.actor) if kept.is_open else {}
    search = search_of(request, kept)
    found = rows.found_rows(request.actor, kept, search, on=today)
    page = Paginator(found, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    names = below and {request.actor.agency: _("Đơn vị mình"), **below}
    sums = [(kept.field(name), value) for name, value in rows.totals(kept, found).items()]
    context = {
        "book": kept,
        "page": page,
        "lines": cells.lines(kept, list(page), on=today, names=names or {}),
        "heads": order_links(request, kept),
        "filters": filters_of(request.actor, kept, search, below),
        "search": search,
        "is_narrowed": search != rows.Search(values=dict.fromkeys(kept.filters, "")),
        "sums": [{"label": field.verbose_name, "value": cells.total(field, value)} for field, value in sums],
        "with_sign": bool(kept.expiry or kept.signs or search.state == "archived"),
        "with_agency": bool(below),
        "unknown": expiry.unknown_rule(kept, today),
        "may_manage": kept.may_manage(request.actor),
    }
    return render(request, "registers/books/list.html", context)


@needs(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new_row(request: ActorRequest, book: str) -> HttpResponse:
    """Add a row; what it hangs on may come in the address."""
    kept = _writable(request.actor, book)
    form_type = form_class(kept, request.actor.agency)
    form = form_type(initial={name: request.GET[name] for name in kept.field_names if name in request.GET})
    if request.method == "POST":
        try:
            row_id = keep.save_row(
                actor=request.actor, book=kept, typed=_typed(request, kept), form_type=form_type
            )
        except keep.RowRefused as refusal:
            form = refusal.form
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect("registers:row", kept.key, row_id)
    return render(
        request, "registers/books/new.html", {"book": kept, "parts": _parts(kept, form), "form": form}
    )


@needs(*READERS)
@require_http_methods(["GET", "POST"])
def row(request: ActorRequest, book: str, row_id: UUID) -> HttpResponse:
    """Show a row; those who keep the book change it here."""
    kept = _readable(request.actor, book)
    found = rows.row_of(request.actor, kept, row_id)
    form = _form_of(request.actor, kept, found)
    if request.method == "POST" and form is not None:
        try:
            keep.save_row(
                actor=request.actor,
                book=kept,
                typed=_typed(request, kept),
                row_id=row_id,
                seen=request.POST.get("seen", ""),
                form_type=type(form),
            )
        except keep.RowRefused as refusal:
            form = refusal.form
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("registers:row", kept.key, row_id)
    return _row_page(request, kept, found, form, ReasonForm())


@needs(*KEEPERS)
@require_POST
def archive(request: ActorRequest, book: str, row_id: UUID) -> HttpResponse:
    """Take a row out of use, with a reason; or, with the button of an archived one, take it back."""
    kept = _writable(request.actor, book)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("act") == "restore":
            keep.restore_row(actor=request.actor, book=kept, row_id=row_id)
            messages.success(request, _("Đã lấy lại."))
        else:
            keep.archive_row(actor=request.actor, book=kept, row_id=row_id, reason=reason)
            messages.success(request, _("Đã lưu trữ."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
        found = rows.row_of(request.actor, kept, row_id)
        reason_form = ReasonForm(initial={"reason": reason})
        return _row_page(request, kept, found, _form_of(request.actor, kept, found), reason_form)
    return redirect("registers:row", kept.key, row_id)


@needs(*READERS)
@require_GET
def export(request: ActorRequest, book: str) -> HttpResponse:
    """Give every row of the list as a workbook that can be brought back; other agencies' rows too, if shown."""
    kept = _readable(request.actor, book)
    found = rows.found_rows(request.actor, kept, search_of(request, kept), on=clock.today())
    every = found.iterator(chunk_size=ROWS_READ_AT_ONCE)
    made = workbook.workbook(
        kept, ([cell_of(kept, name, each) for name in kept.field_names] for each in every)
    )
    return _download(made, f"{kept.key}.xlsx")


@needs(*KEEPERS)
@require_GET
def template(request: ActorRequest, book: str) -> HttpResponse:
    """Give an empty workbook to fill in."""
    kept = _writable(request.actor, book)
    return _download(workbook.workbook(kept, []), f"mau-{kept.key}.xlsx")


def _readable(actor: Actor, key: str) -> Book:
    book = book_of(key)
    book.require_reader(actor)
    return book


def _writable(actor: Actor, key: str) -> Book:
    book = book_of(key)
    actor.require(book.group.manage)
    return book


def _form_of(actor: Actor, book: Book, row: Row) -> forms.Form | None:
    """Return the form in which the actor changes a row; None for who may not, and while it is archived."""
    if row.agency_id != actor.agency or not book.may_manage(actor) or row.archived_at is not None:
        return None
    return form_class(book, actor.agency)(initial=typed_of_row(book, row))


def _row_page(
    request: ActorRequest, book: Book, row: Row, form: forms.Form | None, reason_form: ReasonForm
) -> HttpResponse:
    actor = request.actor
    is_own = row.agency_id == actor.agency
    trail_key = keep.row_key(book, row.pk)
    context = {
        "book": book,
        "row": row,
        "form": form,
        "seen": keep.seen_state(row),
        "parts": _parts(book, form) if form else [],
        "details": cells.details(book, row),
        "sign": cells.signs_of(book, [row], on=clock.today()).get(row.pk),
        "children": _children(actor, book, row) if is_own else [],
        "may_manage": is_own and book.may_manage(actor),
        "reason_form": reason_form,
        "about": about_row(book, row.pk) if book.takes_documents else "",
        "trail": audit.trail(agency_id=actor.agency, object_key=trail_key, limit=20) if is_own else None,
    }
    return render(request, "registers/books/row.html", context)


def _typed(request: ActorRequest, book: Book) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in book.field_names}


def _parts(book: Book, form: Any) -> list[tuple[Any, list[Any]]]:
    return [(section.title, [form[name] for name in section.fields]) for section in book.sections]


def _counted(actor: Actor, book: Book, below: dict[UUID, str]) -> Counted:
    today = clock.today()
    agency_ids = {actor.agency, *(below if book.is_open else ())}
    kept = rows.rows_of(book, agency_ids).filter(archived_at=None).select_related(None).order_by()
    try:
        terms = expiry.terms_of(book, today)
    except RuleUnknown as unknown:
        return Counted(book, kept.count(), unknown=unknown.key)
    if terms is None:
        return Counted(book, kept.count())
    counts = kept.aggregate(
        kept=Count("pk"),
        ending=Count("pk", filter=terms.ending(today)),
        over=Count("pk", filter=terms.over(today)),
    )
    return Counted(book, counts["kept"], counts["ending"], counts["over"])


def _children(actor: Actor, book: Book, row: Any) -> list[dict[str, Any]]:
    """Return what hangs on a row, book by book."""
    shown = []
    for child in children_of(book):
        if not child.book.may_read(actor):
            continue
        hanging = rows.rows_of(child.book, {row.agency_id}).filter(Q(**{child.field: row}), archived_at=None)
        columns = [name for name in child.book.columns if name != child.field]
        first = list(hanging.order_by(*child.book.model._meta.ordering or ["id"])[:CHILDREN_SHOWN])
        signs = cells.signs_of(child.book, first, on=clock.today())
        shown.append(
            {
                "book": child.book,
                "field": child.field,
                "value": getattr(row, book.key_fields[0]),
                "heads": [child.book.field(name).verbose_name for name in columns],
                "lines": [
                    (each, [cells.shown(child.book, name, each) for name in columns], signs.get(each.pk))
                    for each in first
                ],
                "count": hanging.count(),
                "may_manage": child.book.may_manage(actor) and row.archived_at is None,
            }
        )
    return shown


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
