"""Documents beside rows: the decision of a commendation, the minutes of an acceptance, proof of what was mended."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.evidence.api import Subject
from hoitu.registers.books import BOOKS, Book

Pair = tuple[UUID, str]


def about_row(book: Book, row_id: UUID) -> str:
    """Return the words under which documents beside a row are kept."""
    return f"row:{book.key}:{row_id}"


def evidence_subjects(pairs: Collection[Pair]) -> dict[Pair, Subject]:
    """Return name and page of each row "row:<book>:<id>" that takes documents; others are left out."""
    wanted: dict[str, dict[UUID, Pair]] = defaultdict(dict)
    for pair in pairs:
        _kind, key, row_id = [*pair[1].split(":"), "", ""][:3]
        if key in BOOKS and BOOKS[key].takes_documents and (found := _id_of(row_id)) is not None:
            wanted[key][found] = pair
    subjects: dict[Pair, Subject] = {}
    for key, by_id in wanted.items():
        book = BOOKS[key]
        rows = book.model.objects.unscoped(why="each pair names its agency").filter(pk__in=by_id)
        for row in rows.select_related(*book.select_related):
            if row.agency_id == by_id[row.pk][0]:
                label = _("%(book)s: %(row)s") % {"book": book.title, "row": row}
                subjects[by_id[row.pk]] = Subject(label, reverse("registers:row", args=[key, row.pk]))
    return subjects


def _id_of(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
