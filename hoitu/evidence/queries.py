"""What screens and neighbours read of the evidence."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoitu.accounts import api as accounts
from hoitu.evidence.data import Evidence
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.subjects import private_kinds
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet

Rows = ScopedQuerySet[EvidenceRow]


def agencies_below(actor: Actor) -> set[UUID]:
    """Return the press agencies that the actor's organisation governs or manages today, without its own."""
    return {row.id for row in accounts.agencies_below(organisation_id=actor.agency, on=clock.today())}


def rows_of(agency_ids: Collection[UUID]) -> Rows:
    """Return what these agencies submitted and did not withdraw, newest first."""
    rows = EvidenceRow.objects.unscoped(why="a body above sees several agencies; the filter follows")
    return rows.filter(agency_id__in=agency_ids, withdrawn_at=None).select_related(
        "submitted_by", "checked_by"
    )


def seen_by(actor: Actor) -> Rows:
    """Return what the actor may see: everything of the own agency; of those below what was accepted.

    Who checks sees what waits there, too. What was refused stays with the agency.
    """
    if not actor.may("evidence.read"):
        return EvidenceRow.objects.for_agency(actor.agency).none()
    below = agencies_below(actor)
    states = ["accepted", "waiting"] if actor.may("evidence.check") else ["accepted"]
    shown = Q(state__in=states) & not_private()
    return rows_of({actor.agency, *below}).filter(Q(agency_id=actor.agency) | shown)


def not_private() -> Q:
    """Return the condition "bodies above may see it", by what a document is about."""
    condition = Q()
    for kind in private_kinds():
        condition &= ~Q(about__startswith=f"{kind}:")
    return condition


def seen_of(actor: Actor, agency_id: UUID) -> Rows:
    """Return what the actor may see of one agency; for the own one without asking who stands below."""
    if agency_id == actor.agency and actor.may("evidence.read"):
        return rows_of([agency_id])
    return seen_by(actor).filter(agency_id=agency_id)


def to_check(actor: Actor) -> Rows:
    """Return what waits for a second person in the own agency and below, oldest first; nothing without the right."""
    if not actor.may("evidence.check"):
        return EvidenceRow.objects.for_agency(actor.agency).none()
    rows = rows_of({actor.agency, *agencies_below(actor)}).filter(Q(agency_id=actor.agency) | not_private())
    return rows.filter(state=EvidenceRow.State.WAITING).order_by("submitted_at", "id")


def evidence_about(
    *, agency_ids: Collection[UUID], about: Collection[str]
) -> dict[tuple[UUID, str], list[Evidence]]:
    """Return the documents of these agencies about these statements, newest first, whatever their state.

    What a figure rests on asks each with `holds_on`. Whether the reader may see them is the caller's question.
    """
    found: dict[tuple[UUID, str], list[Evidence]] = defaultdict(list)
    for row in rows_of(agency_ids).filter(about__in=about):
        found[row.agency_id, row.about].append(as_data(row))
    return dict(found)


def accepted(*, agency_ids: Collection[UUID]) -> list[Evidence]:
    """Return the documents of these agencies that a second person accepted, oldest first."""
    rows = rows_of(agency_ids).filter(state=EvidenceRow.State.ACCEPTED).order_by("submitted_at", "id")
    return [as_data(row) for row in rows]


def waiting_for(actor: Actor) -> list[Evidence]:
    """Return the documents that wait for the actor as second person, oldest first; none without the right."""
    return [as_data(row) for row in to_check(actor) if row.submitted_by_id != actor.person_id]


def evidence_of(*, agency_id: UUID, evidence_id: UUID) -> Evidence:
    """Return one document of an agency. Raises `NotFound`, also for a withdrawn one."""
    row = rows_of([agency_id]).filter(pk=evidence_id).first()
    if row is None:
        raise NotFound()
    return as_data(row)


def as_data(row: EvidenceRow) -> Evidence:
    """Return the record of a stored document; load `submitted_by` and `checked_by` where there are many."""
    return Evidence(
        id=row.pk,
        agency_id=row.agency_id,
        about=row.about,
        title=row.title,
        issuer=row.issuer,
        number=row.number,
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        note=row.note,
        file_name=row.file_name,
        size=row.size_bytes,
        sha256=row.sha256,
        url=reverse("evidence:file", args=[row.pk]),
        state=row.state,
        reason=row.reason,
        submitted_by=row.submitted_by_id,
        submitted_by_name=row.submitted_by.full_name if row.submitted_by else "",
        submitted_at=row.submitted_at,
        checked_by_name=row.checked_by.full_name if row.checked_by else "",
        checked_at=row.checked_at,
        checked_within=row.checked_for_id == row.agency_id,
    )
