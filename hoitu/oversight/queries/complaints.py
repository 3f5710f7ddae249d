"""Complaints as the agency reads them, and the counts that leave it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.evidence.api import Subject
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.oversight.data import KIND_WORDS, OUTCOME_WORDS
from hoitu.oversight.models import Complaint

WHY = "counts only: who complained and of what stays with the agency"
OPEN = Q(answered_at=None)
VIEWS = ("mo", "qua-han", "no-cai-chinh", "da-xong", "tat-ca")


@dataclass(frozen=True)
class Counts:
    """How an agency's complaints of a year stand. Late ones: open past the deadline, or answered after it."""

    agency_id: UUID
    all: int = 0
    open: int = 0
    open_late: int = 0
    answered: int = 0
    answered_late: int = 0
    owed_corrections: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    outcomes: tuple[tuple[str, int], ...] = ()


def own(actor: Actor, complaint_id: UUID) -> Complaint:
    """Return a complaint of the actor's agency. Raises `NotFound`."""
    rows = Complaint.objects.for_agency(actor.agency).select_related("item", "forwarded_by")
    row = rows.filter(pk=complaint_id).first()
    if row is None:
        raise NotFound()
    return row


def evidence_subjects(pairs: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Subject]:
    """Return what documents about "complaint:<id>" of an agency are about: the number, never the words."""
    wanted = {pair: _id_in(pair[1]) for pair in pairs}
    rows = Complaint.objects.unscoped(why="numbers only").filter(pk__in=[pk for pk in wanted.values() if pk])
    found = {(row.agency_id, row.pk): row.label for row in rows}
    return {
        pair: Subject(
            _("Khiếu nại, phản ánh số %s") % found[pair[0], pk], reverse("oversight:complaint", args=[pk])
        )
        for pair, pk in wanted.items()
        if pk is not None and (pair[0], pk) in found
    }


def _id_in(about: str) -> UUID | None:
    try:
        return UUID(about.partition(":")[2])
    except ValueError:
        return None


def register(agency_id: UUID, *, view: str, words: str, now: datetime) -> ScopedQuerySet[Complaint]:
    """Return an agency's complaints: those that wait by deadline, the others newest first."""
    rows = Complaint.objects.for_agency(agency_id).select_related("item", "forwarded_by")
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(content__icontains=words) | Q(complainant__icontains=words)
        )
    if view == "mo":
        return rows.filter(OPEN | owed()).order_by(F("due_at").asc(nulls_last=True), "pk")
    if view == "qua-han":
        return rows.filter(late(now)).order_by("due_at", "pk")
    if view == "no-cai-chinh":
        return rows.filter(owed()).order_by("correct_by", "pk")
    return rows.exclude(OPEN | owed()) if view == "da-xong" else rows


def late(now: datetime) -> Q:
    """Return the condition "the answer is late": still open past the deadline, or given after it."""
    return Q(answered_at=None, due_at__lte=now) | Q(answered_at__gte=F("due_at"))


def owed() -> Q:
    """Return the condition "found wrong and not corrected yet"."""
    return Q(outcome="correction", corrected_at=None)


def counts(agency_ids: Collection[UUID], year: int, now: datetime) -> dict[UUID, Counts]:
    """Count each agency's complaints of a year. Nothing of what they say goes into it."""
    rows = Complaint.objects.unscoped(why=WHY).filter(agency_id__in=agency_ids, year=year)
    kinds = {f"kind_{key}": Count("pk", filter=Q(kind=key)) for key in KIND_WORDS}
    outcomes = {f"outcome_{key}": Count("pk", filter=Q(outcome=key)) for key in OUTCOME_WORDS}
    counted = (
        rows.order_by("agency_id")
        .values("agency_id")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=OPEN),
            open_late=Count("pk", filter=OPEN & late(now)),
            answered=Count("pk", filter=~OPEN),
            answered_late=Count("pk", filter=~OPEN & late(now)),
            owed_corrections=Count("pk", filter=owed()),
            **kinds,
            **outcomes,
        )
    )
    found = {agency_id: Counts(agency_id) for agency_id in agency_ids}
    for row in counted:
        named: Mapping[str, int] = {name: value for name, value in row.items() if isinstance(value, int)}
        by_kind = tuple((str(words), named[f"kind_{key}"]) for key, words in KIND_WORDS.items())
        by_outcome = tuple((str(words), named[f"outcome_{key}"]) for key, words in OUTCOME_WORDS.items())
        plain = {name: row[name] for name in ("all", "open", "open_late", "answered", "answered_late")}
        found[row["agency_id"]] = Counts(
            row["agency_id"],
            **plain,
            owed_corrections=row["owed_corrections"],
            kinds=by_kind,
            outcomes=by_outcome,
        )
    return found
