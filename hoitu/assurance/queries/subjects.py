"""What documents about drawn records are about, for the evidence room."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.assurance.models import ListedRecord
from hoitu.evidence.api import Subject

Pair = tuple[UUID, str]


def evidence_subjects(pairs: Collection[Pair]) -> dict[Pair, Subject]:
    """Return name and page of each drawn record "draw:<id>"; others are left out.

    The page is for the body that drew and for the agency: other bodies above may check the document, not the draw.
    """
    ids = {pair: found for pair in pairs if (found := _id_of(pair[1])) is not None}
    rows = ListedRecord.objects.unscoped(why="each pair names its agency").filter(
        pk__in=set(ids.values()), place__isnull=False
    )
    rows = rows.select_related("draw")
    records = {row.pk: row for row in rows}
    subjects: dict[Pair, Subject] = {}
    for pair, record_id in ids.items():
        record = records.get(record_id)
        if record is not None and record.agency_id == pair[0]:
            label = _("Bản ghi rút kiểm chứng: %(title)s") % {"title": record.title}
            url = reverse("assurance:record", args=[record.pk])
            subjects[pair] = Subject(label, url, frozenset({record.draw.agency_id, record.agency_id}))
    return subjects


def _id_of(about: str) -> UUID | None:
    kind, _colon, rest = about.partition(":")
    try:
        return UUID(rest) if kind == "draw" else None
    except ValueError:
        return None
