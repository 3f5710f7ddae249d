"""Assessments: who sees which, and each as a sheet."""

from datetime import date
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.maturity.data import Level, Line, Sheet, State, Totals
from hoitu.maturity.models import Assessment, Score
from hoitu.maturity.policies.freezing import from_json, seal
from hoitu.maturity.policies.levels import level_of
from hoitu.maturity.policies.moves import SEEN_ABOVE
from hoitu.maturity.policies.totals import totals
from hoitu.maturity.queries.catalogues import bands_of, items_of, pillars_of
from hoitu.maturity.queries.computed import computed_of
from hoitu.maturity.queries.proofs import proofs_of
from hoitu.strategy import api as strategy


def own_assessments(actor: Actor) -> ScopedQuerySet[Assessment]:
    """Return the assessments of the actor's agency, the newest cycle and version first, without what was frozen."""
    rows = Assessment.objects.for_agency(actor.agency).select_related("cycle__catalogue", "agency")
    return rows.defer("frozen")


def assessment(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return an assessment that the actor may see: the own, or one sent by an agency below. Raises `NotFound`."""
    rows = Assessment.objects.unscoped(why="the state side reads what was sent; checked below")
    row = rows.filter(pk=assessment_id).select_related("cycle__catalogue", "agency").first()
    if row is None or not sees(actor, row):
        raise NotFound()
    return row


def sees(actor: Actor, row: Assessment) -> bool:
    """Say whether the actor may see an assessment: what is still being scored stays inside the agency."""
    if row.agency_id == actor.agency:
        return True
    return row.state in SEEN_ABOVE and manages(actor, row.agency_id)


def manages(actor: Actor, agency_id: UUID) -> bool:
    """Say whether the actor works for a body that governs or manages the agency; nobody manages their own."""
    return agency_id != actor.agency and agency_id in strategy.open_to(actor)


def is_judge(actor: Actor, row: Assessment) -> bool:
    """Say whether the actor's organisation appraises it: a body above, in an office's own cycle that office alone."""
    return manages(actor, row.agency_id) and row.cycle.owner_id in (None, actor.agency_id)


def sheet_of(row: Assessment) -> Sheet:
    """Return the assessment as a sheet: as it was frozen when it was published, else as it stands now."""
    if row.state == State.PUBLISHED:
        return from_json(row.frozen["sheet"])
    catalogue = row.cycle.catalogue
    items = items_of(catalogue, row.basis)
    scores = {
        score.item_id: score for score in Score.objects.for_agency(row.agency_id).filter(assessment=row)
    }
    computed = computed_of(items, agency_id=row.agency_id, cycle=row.cycle)
    proofs = proofs_of(items, agency_id=row.agency_id, year=row.cycle.year)
    lines = []
    for item in items:
        score = scores.get(item.id)
        said = {} if score is None else _said(score)
        lines.append(
            Line(item, computed=computed.get(item.id), proofs=proofs.get(item.id, ()), **said)  # type: ignore[arg-type]
        )
    return Sheet(pillars_of(catalogue), tuple(lines), bands_of(catalogue))


def _said(score: Score) -> dict[str, object]:
    return {name: getattr(score, name) for name in ("own", "note", "verified", "reason", "verified_by")}


def sums(sheet: Sheet) -> Totals:
    """Return what the sheet adds up to with the points that count now."""
    return totals(sheet.pillars, sheet.items, sheet.standing())


def level(sheet: Sheet, found: Totals) -> Level:
    """Return the level that a total means by the sheet's own thresholds."""
    return level_of(found.points, sheet.bands)


def results_day(row: Assessment) -> date:
    """Return the day on which evidence has to hold: when results come, else today."""
    if row.published_at is not None:
        return clock.local(row.published_at).date()
    return max(row.cycle.results_on or clock.today(), clock.today())


def is_intact(row: Assessment) -> bool:
    """Say whether what was published is still what was sealed."""
    return seal(row.frozen) == row.frozen_hash


def newest_versions(rows: list[Assessment]) -> list[Assessment]:
    """Return for each agency and cycle the version that counts: the newest published one."""
    found: dict[tuple[UUID, UUID], Assessment] = {}
    for row in rows:
        key = (row.agency_id, row.cycle_id)
        if row.state == State.PUBLISHED and (key not in found or found[key].version < row.version):
            found[key] = row
    return list(found.values())
