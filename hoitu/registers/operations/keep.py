"""Write in a book: add a row, change it, archive it with a reason, take it back. The same for every book."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import format_date, format_datetime, nfc
from hoitu.kernel.turns import take_turn
from hoitu.registers.books import Book, RowProblem, book_of, children_of
from hoitu.registers.books.entry import form_class
from hoitu.registers.events import RowsChanged
from hoitu.registers.models import Row
from hoitu.registers.queries import rows


class RowRefused(BadInput):
    """Raised when a row cannot stand in the book as it was typed; `form` says which field and why."""

    def __init__(self, form: forms.Form) -> None:
        self.form = form
        super().__init__(next(iter(self.errors.values()))[0])

    @property
    def errors(self) -> dict[str, list[str]]:
        """The sentences by field; "__all__" for the whole row."""
        return {name: [str(each) for each in found] for name, found in self.form.errors.items()}


def save_row(
    *,
    actor: Actor,
    book: Book,
    typed: Mapping[str, str],
    row_id: UUID | None = None,
    seen: str = "",
    form_type: type[forms.Form] | None = None,
) -> UUID:
    """Add a row of the actor's agency, or change one, and announce it. Raises as `write_row`."""
    with transaction.atomic():
        found = write_row(actor=actor, book=book, typed=typed, row_id=row_id, seen=seen, form_type=form_type)
        tell(actor.agency, book)
    return found


def write_row(
    *,
    actor: Actor,
    book: Book,
    typed: Mapping[str, str],
    row_id: UUID | None = None,
    seen: str = "",
    form_type: type[forms.Form] | None = None,
) -> UUID:
    """Add a row or change one; the caller announces (`tell`). Raises `RowRefused`, `NotFound`, `NotAllowed`.

    `seen`: the state (`seen_state`) that the actor had before their eyes; when somebody changed the row since then,
    it is refused. `form_type`: the book's form when many rows come one after the other; it is made once.
    """
    actor.require(book.group.manage)
    form = (form_type or form_class(book, actor.agency))(typed)
    if not form.is_valid():
        raise RowRefused(form)
    try:
        with _alone_in(actor.agency):
            return _save(actor, book, form, row_id, seen)
    except RowProblem as problem:
        form.add_error(problem.field or None, str(problem.sentence))
    except IntegrityError:
        # Somebody else wrote the same key a moment ago; the database has the last word.
        form.add_error(None, _("Dòng này đã có trong sổ."))
    raise RowRefused(form)


def archive_row(*, actor: Actor, book: Book, row_id: UUID, reason: str) -> None:
    """Take a row out of use; it can be taken back. Raises `BadInput`, `NotFound`."""
    actor.require(book.group.manage)
    reason = nfc(reason.strip())[:300]
    with _alone_in(actor.agency):
        row = _held(actor, book, row_id)
        if not reason:
            raise BadInput(_("Hãy ghi lý do lưu trữ."))
        if row.archived_at is not None:
            return
        if used := rows.in_use(book, row):
            raise BadInput(_("Còn %d dòng ở sổ khác đang dùng dòng này. Hãy lưu trữ chúng trước.") % used)
        row.archived_at, row.archive_reason = clock.now(), reason
        row.save()
        if book.settle:
            book.settle(row)
        _record(actor, book, row, "registers.archive_row", note=reason)
        tell(actor.agency, book)


def restore_row(*, actor: Actor, book: Book, row_id: UUID) -> None:
    """Take an archived row back into use. Raises `BadInput` when its place is taken, `NotFound`."""
    actor.require(book.group.manage)
    try:
        with _alone_in(actor.agency):
            row = _held(actor, book, row_id)
            if row.archived_at is None:
                return
            if gone := rows.archived_parents(book, row):
                raise BadInput(_("Hãy lấy lại “%s” trước.") % gone[0])
            row.archived_at, row.archive_reason = None, ""
            if book.guard:
                book.guard(row)
            row.save()
            if book.settle:
                book.settle(row)
            _record(actor, book, row, "registers.restore_row")
            tell(actor.agency, book)
    except RowProblem as problem:
        raise BadInput(str(problem.sentence)) from problem
    except IntegrityError as error:
        raise BadInput(_("Trong sổ đã có dòng khác cùng mã.")) from error


@contextmanager
def _alone_in(agency_id: UUID) -> Iterator[None]:
    """Begin a transaction in which nobody else writes in this agency's registers.

    A row is checked against others: those it refers to, those that count with it. They must not change meanwhile.
    """
    with transaction.atomic():
        take_turn("registers", agency_id)
        yield


def tell(agency_id: UUID, book: Book) -> None:
    """Announce, once in a transaction, that rows of the agency's book changed: figures above follow."""
    announce(RowsChanged(subject=f"book:{agency_id}", agency_id=agency_id, book=book.key))


def _held(actor: Actor, book: Book, row_id: UUID) -> Row:
    row = rows.own_row(actor.agency, book, row_id)
    if row is None:
        raise NotFound()
    return row


def seen_state(row: Row) -> str:
    """Return what tells two states of a row apart."""
    return row.changed_at.isoformat()


def _save(actor: Actor, book: Book, form: forms.Form, row_id: UUID | None, seen: str) -> UUID:
    values = form.cleaned_data
    row = _held(actor, book, row_id) if row_id else book.model(agency_id=actor.agency)
    if row.archived_at is not None:
        raise RowProblem("", _("Dòng này đã lưu trữ. Hãy lấy lại trước khi sửa."))
    if seen and seen != seen_state(row):
        raise RowProblem(
            "", _("Người khác vừa sửa dòng này; xem nhật ký bên dưới. Bấm Lưu lần nữa để ghi đè.")
        )
    same = rows.same_key(book, actor.agency, values)
    if same is not None and same.pk != row.pk:
        raise RowProblem(book.key_fields[0], _("Đã có trong sổ: %s.") % same)
    changes = _changes(book, row if row_id else None, values)
    if row_id and not changes:
        return row.pk
    for name in book.field_names:
        setattr(row, name, values[name])
    if gone := rows.archived_parents(book, row):
        raise RowProblem("", _("“%s” vừa được lưu trữ.") % gone[0])
    if book.guard:
        book.guard(row)
    row.save()
    if row_id:
        _index_children(book, row)
    if book.settle:
        book.settle(row)
    _record(actor, book, row, "registers.change_row" if row_id else "registers.add_row", changes)
    return row.pk


def _index_children(book: Book, row: Row) -> None:
    """Let the rows that hang on a changed one be found by its words of today."""
    for child in children_of(book):
        hanging = child.book.model.objects.for_agency(row.agency_id).filter(**{child.field: row})
        stale = []
        for each in hanging.select_related(*child.book.select_related):
            before = (each.folded, bytes(each.sort_key))
            each.index()
            if before != (each.folded, each.sort_key):
                stale.append(each)
        child.book.model.objects.bulk_update(stale, ["folded", "sort_key"], batch_size=500)
        for each in stale:
            _index_children(child.book, each)


def _changes(book: Book, row: Row | None, values: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Return what differs, before and after; of a new row everything that is filled in."""
    before = {name: getattr(row, name) if row else None for name in book.field_names}
    return {
        f"{book.key}.{name}": (_plain(book, name, before[name]), _plain(book, name, values[name]))
        for name in book.field_names
        if before[name] != values[name] and (row or values[name] not in (None, ""))
    }


def _record(
    actor: Actor,
    book: Book,
    row: Row,
    verb: str,
    changes: dict[str, tuple[object, object]] | None = None,
    note: str = "",
) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=row_key(book, row.pk),
        object_label=f"{book.title}: {row}",
        changes=changes,
        note=note,
    )


def row_key(book: Book, row_id: UUID) -> str:
    """Return the name of a row in the trail."""
    return f"{book.key}:{row_id}"


def _plain(book: Book, name: str, value: Any) -> object:
    """Return a value as people read it in the trail."""
    if value is None:
        return ""
    if labels := dict(book.field(name).flatchoices):
        return str(labels.get(value, value))
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, bool | int | str) else str(value)


def keep_row(*, actor: Actor, book: str, typed: Mapping[str, str]) -> UUID:
    """Add a row to the book of this key, as it would be typed. Raises `RowRefused`, `NotFound`, `NotAllowed`."""
    return save_row(actor=actor, book=book_of(book), typed=typed)
