"""The evidence behind the items of a cycle."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from hoitu.evidence import api as evidence
from hoitu.evidence.data import Evidence, Subject
from hoitu.maturity.data import Item, Line, Proof
from hoitu.maturity.models import Criterion, PillarRow

Pair = tuple[UUID, str]


def about(item_id: UUID, year: int) -> str:
    """Return under which key evidence is kept for an item in the cycles of a year."""
    return f"criterion:{item_id}:{year}"


def evidence_subjects(pairs: Collection[Pair]) -> dict[Pair, Subject]:
    """Return what evidence "criterion:<id>:<year>" of an agency is about, in words."""
    ids = {pair: _id_in(pair[1]) for pair in pairs}
    wanted = [found for found in ids.values() if found is not None]
    labels = {row.pk: f"{row.code}. {row.text}" for row in Criterion.objects.filter(pk__in=wanted)}
    labels |= {row.pk: str(row) for row in PillarRow.objects.filter(pk__in=wanted)}
    return {pair: Subject(labels[found]) for pair, found in ids.items() if found in labels}


def proofs_of(items: Collection[Item], *, agency_id: UUID, year: int) -> dict[UUID, tuple[Proof, ...]]:
    """Return the evidence of each item that was accepted or waits; what was refused proves nothing."""
    keys = {about(item.id, year): item.id for item in items}
    if not keys:
        return {}
    found = evidence.evidence_about(agency_ids=[agency_id], about=list(keys))
    return {
        keys[key]: tuple(_proof(row) for row in rows if row.state != "refused")
        for (_agency, key), rows in found.items()
    }


def not_holding(lines: Collection[Line], *, on: date) -> list[tuple[Line, Proof]]:
    """Return the accepted evidence that will not be valid on the day when results are published."""
    return [
        (line, proof)
        for line in lines
        for proof in line.proofs
        if proof.state == "accepted" and not proof.holds_on(on)
    ]


def proven(lines: Collection[Line], *, on: date) -> set[UUID]:
    """Return the items with at least one piece of evidence that holds on the day."""
    return {line.item.id for line in lines if any(proof.holds_on(on) for proof in line.proofs)}


def _id_in(about_key: str) -> UUID | None:
    try:
        return UUID(about_key.split(":")[1])
    except (IndexError, ValueError):
        return None


def _proof(row: Evidence) -> Proof:
    return Proof(
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        state=row.state,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        sha256=row.sha256,
    )
