"""A stored catalogue as the records that the policies reckon with."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.maturity.data import Band, Basis, Item, Pillar
from hoitu.maturity.models import Catalogue, Criterion, Cycle, PillarRow, Score
from hoitu.maturity.policies.gaps import code_key
from hoitu.maturity.queries.keepers import usable_by, visible_to

# Points of a pillar whose criteria are not known may have any part of a point.
FINEST_STEP = Decimal("0.01")


def catalogues(actor: Actor) -> QuerySet[Catalogue]:
    """Return the catalogues that the actor sees, the newest decision first."""
    return Catalogue.objects.filter(visible_to(actor)).select_related("owner")


def usable_catalogues(actor: Actor, *, owner_id: UUID | None) -> QuerySet[Catalogue]:
    """Return the catalogues that a cycle of this owner may use; one for all (None) uses no provisional catalogue."""
    rows = Catalogue.objects.filter(Q(owner=None) if owner_id is None else usable_by(actor))
    return rows.select_related("owner")


def catalogue(actor: Actor, catalogue_id: UUID) -> Catalogue:
    """Return one catalogue that the actor sees. Raises `NotFound`."""
    row = catalogues(actor).filter(pk=catalogue_id).first()
    if row is None:
        raise NotFound()
    return row


def cycles(actor: Actor) -> QuerySet[Cycle]:
    """Return the cycles that the actor sees, the newest first, those for all before an office's own."""
    rows = Cycle.objects.filter(visible_to(actor)).select_related("catalogue", "owner")
    return rows.order_by("-year", F("owner").asc(nulls_first=True), "name")


def open_cycles(actor: Actor, *, on: date) -> QuerySet[Cycle]:
    """Return the cycles that can be scored and whose window has not closed by that day."""
    unknown = PillarRow.objects.filter(catalogue=OuterRef("catalogue"), maximum=None)
    known = Criterion.objects.filter(catalogue=OuterRef("catalogue"))
    rows = cycles(actor).filter(usable_by(actor), Q(entry_until=None) | Q(entry_until__gte=on))
    return rows.filter(Exists(known) | ~Exists(unknown))


def cycle(actor: Actor, cycle_id: UUID) -> Cycle:
    """Return one cycle that the actor sees. Raises `NotFound`."""
    row = cycles(actor).filter(pk=cycle_id).first()
    if row is None:
        raise NotFound()
    return row


def basis_of(row: Catalogue) -> Basis:
    """Return what is scored with this catalogue: whole pillars until somebody supplies its criteria."""
    return Basis.CRITERIA if row.criteria.exists() else Basis.PILLARS


def pillars_of(row: Catalogue) -> tuple[Pillar, ...]:
    """Return the catalogue's pillars in their order."""
    return tuple(Pillar(each.number, each.name, each.maximum) for each in row.pillars.all())


def bands_of(row: Catalogue) -> tuple[Band, ...]:
    """Return the catalogue's levels, ascending."""
    return tuple(Band(each.name, each.floor) for each in row.bands.all())


def items_of(row: Catalogue, basis: str) -> tuple[Item, ...]:
    """Return what is scored, by pillar and code. Pillars without a known maximum cannot be scored: left out."""
    if basis == Basis.PILLARS:
        return tuple(_of_pillar(each) for each in row.pillars.all() if each.maximum is not None)
    found = Criterion.objects.filter(catalogue=row).select_related("sub_index__pillar")
    items = [_of_criterion(each) for each in found]
    return tuple(sorted(items, key=lambda item: (item.pillar, code_key(item.code))))


def has_scores(row: Catalogue, basis: Basis | None = None) -> bool:
    """Say whether anybody has given points by this catalogue: from then on what those points mean stays as it is.

    With `basis` only points for criteria, or for whole pillars, are asked for.
    """
    scores = Score.objects.unscoped(why="a catalogue's points bind whoever used them")
    scores = scores.filter(assessment__cycle__catalogue=row)
    return (scores.filter(assessment__basis=basis.value) if basis else scores).exists()


def with_criteria(rows: QuerySet[Catalogue]) -> QuerySet[Catalogue]:
    """Mark each catalogue that has criteria (`has_criteria`)."""
    return rows.annotate(has_criteria=Exists(Criterion.objects.filter(catalogue=OuterRef("pk"))))


def _of_pillar(row: PillarRow) -> Item:
    assert row.maximum is not None
    return Item(row.pk, str(row.number), row.name, row.maximum, FINEST_STEP, row.number)


def _of_criterion(row: Criterion) -> Item:
    return Item(
        id=row.pk,
        code=row.code,
        text=row.text,
        maximum=row.maximum,
        step=row.step,
        pillar=row.sub_index.pillar.number,
        sub_index=row.sub_index.name,
        evidence_asked=row.evidence_asked,
        indicator=row.indicator,
    )
