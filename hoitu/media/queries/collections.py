"""Collections as a person sees them."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.media.data import Asset, Collection
from hoitu.media.models import AssetRow, CollectionItem, CollectionRow
from hoitu.media.queries.assets import as_data

SHOWN_MOST = 200


def collections(
    *, actor: Actor, words: str = "", kind: str = "", limit: int = SHOWN_MOST
) -> list[Collection]:
    """Return the collections that the person sees, the last changed first; `words`: in the name."""
    rows = seen_by(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if words.strip():
        rows = rows.filter(name__icontains=words.strip())
    return [_as_data(row) for row in _counted(rows)[:limit]]


def collection(*, actor: Actor, collection_id: UUID) -> Collection:
    """Return one collection that the person sees. Raises `NotFound`."""
    row = _counted(seen_by(actor)).filter(pk=collection_id).first()
    if row is None:
        raise NotFound()
    return _as_data(row)


def collections_with(*, actor: Actor, asset_id: UUID) -> list[Collection]:
    """Return the collections that hold a file, of those that the person sees."""
    held = CollectionItem.objects.for_agency(actor.agency).filter(asset_id=asset_id).values("collection_id")
    return [_as_data(row) for row in _counted(seen_by(actor).filter(pk__in=held))[:SHOWN_MOST]]


def files_in(*, actor: Actor, collection_id: UUID) -> list[Asset]:
    """Return the files of a collection in its order; one in the bin keeps its place unseen. Raises `NotFound`."""
    found = collection(actor=actor, collection_id=collection_id)
    items = CollectionItem.objects.for_agency(actor.agency).filter(collection_id=found.id)
    ids = list(items.order_by("position", "pk").values_list("asset_id", flat=True))
    rows = AssetRow.objects.for_agency(actor.agency).filter(pk__in=ids).exclude(state=AssetRow.State.BINNED)
    rows = rows.prefetch_related("renditions")
    by_id = {row.pk: as_data(row) for row in rows}
    return [by_id[asset_id] for asset_id in ids if asset_id in by_id]


def held_in(*, agency_id: UUID, collection_id: UUID) -> ScopedQuerySet[CollectionItem]:
    """Return the ids of a collection's files, for a search to narrow by."""
    items = CollectionItem.objects.for_agency(agency_id).filter(collection_id=collection_id)
    return items.order_by().values("asset_id")  # type: ignore[return-value]


def seen_by(actor: Actor) -> ScopedQuerySet[CollectionRow]:
    """Return the rows that the person sees: `policies.may_see_collection` as SQL."""
    actor.require("media.read")
    rows = CollectionRow.objects.for_agency(actor.agency)
    return rows.filter(Q(is_shared=True) | Q(owner_id=actor.person_id))


def _counted(rows: ScopedQuerySet[CollectionRow]) -> ScopedQuerySet[CollectionRow]:
    items = CollectionItem.objects.unscoped(why="joined to rows in scope").filter(collection=OuterRef("pk"))
    seen = items.exclude(asset__state=AssetRow.State.BINNED)
    first = Subquery(seen.order_by("position", "pk").values("asset_id")[:1])
    count = Count("items", filter=~Q(items__asset__state=AssetRow.State.BINNED))
    counted = rows.select_related("owner").annotate(file_count=count, first_id=first)
    return cast("ScopedQuerySet[CollectionRow]", counted)


def _as_data(row: CollectionRow) -> Collection:
    return Collection(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        note=row.note,
        owner_id=row.owner_id,
        owner_name=row.owner.full_name,
        is_shared=row.is_shared,
        cover_id=row.cover_id or row.first_id,  # type: ignore[attr-defined]
        event=row.event,
        place=row.place,
        creator=row.creator,
        changed_at=row.changed_at,
        file_count=row.file_count,  # type: ignore[attr-defined]
    )


def unknown_assets(*, agency_id: UUID, asset_ids: Iterable[UUID]) -> set[UUID]:
    """Return those ids that are no files of the agency."""
    ids = set(asset_ids)
    return ids - set(AssetRow.objects.for_agency(agency_id).filter(pk__in=ids).values_list("pk", flat=True))
