"""Keep collections and shoots: make, describe, fill, order, let go."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.media.models import AssetRow, CollectionItem, CollectionRow
from hoitu.media.operations.words import LONGEST_TEXT, line
from hoitu.media.policies import may_change_collection
from hoitu.media.queries.collections import seen_by, unknown_assets

LONGEST_NAME = 120
FILES_MOST = 1_000


def save_collection(
    *,
    actor: Actor,
    collection_id: UUID | None = None,
    name: str,
    kind: str = "set",
    note: str = "",
    is_shared: bool = True,
    event: str = "",
    place: str = "",
    creator: str = "",
) -> UUID:
    """Make a collection or change what is said about it; its kind stays what it was made as.

    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.read")
    if kind not in CollectionRow.Kind.values:
        raise BadInput(_("Hãy chọn bộ sưu tập hoặc buổi chụp."))
    new: dict[str, object] = {
        "name": line(name, LONGEST_NAME),
        "note": nfc(note).replace("\0", "").strip()[:LONGEST_TEXT],
        "is_shared": is_shared,
        "event": line(event, 300),
        "place": line(place, 300),
        "creator": line(creator, 300),
    }
    if not new["name"]:
        raise BadInput(_("Hãy đặt tên, ví dụ “Thông xe cầu Yên Lộc”."))
    with transaction.atomic():
        if collection_id is None:
            row = CollectionRow(agency_id=actor.agency, owner_id=actor.person, kind=kind, made_at=clock.now())
        else:
            row = _changeable(actor, collection_id)
            if is_shared != row.is_shared and row.owner_id != actor.person_id:
                raise NotAllowed(_("Chỉ người lập mới đổi được ai thấy bộ này."))
        is_new = collection_id is None
        before = {field: None if is_new else getattr(row, field) for field in new}
        changed = {field: (before[field], value) for field, value in new.items() if before[field] != value}
        if not changed:
            return row.pk
        for field, value in new.items():
            setattr(row, field, value)
        row.changed_at = clock.now()
        row.save()
        _note(actor, row, "media.collection", changed)
    return row.pk


def add_to_collection(*, actor: Actor, collection_id: UUID, asset_ids: Iterable[UUID]) -> int:
    """Put files at the end of a collection in the order given and return how many were not in it.

    All of them or none. Raises `BadInput` past a thousand, `NotAllowed`, `NotFound`.
    """
    ids = list(dict.fromkeys(asset_ids))
    with transaction.atomic():
        row = _changeable(actor, collection_id)
        if unknown_assets(agency_id=actor.agency, asset_ids=ids):
            raise NotFound()
        added = put_in(row, ids)
        if added:
            _note(actor, row, "media.collect", {"files": (None, added)})
    return added


def put_in(row: CollectionRow, asset_ids: list[UUID]) -> int:
    """Put files at the end of a locked collection; return how many are new in it. Raises `BadInput`."""
    items = CollectionItem.objects.for_agency(row.agency_id).filter(collection=row)
    held = set(items.values_list("asset_id", flat=True))
    fresh = [asset_id for asset_id in asset_ids if asset_id not in held]
    if len(held) + len(fresh) > FILES_MOST:
        raise BadInput(_("Một bộ chứa nhiều nhất 1.000 tệp. Hãy lập thêm một bộ khác."))
    last: int = items.aggregate(last=Max("position"))["last"] or 0
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=row, asset_id=asset_id, position=last + number, added_at=clock.now())
        for number, asset_id in enumerate(fresh, 1)
    )
    if fresh:
        _touch(row)
    return len(fresh)


def take_from_collection(*, actor: Actor, collection_id: UUID, asset_ids: Iterable[UUID]) -> int:
    """Take files out of a collection, not out of the archive; return how many. Raises `NotAllowed`, `NotFound`."""
    ids = set(asset_ids)
    with transaction.atomic():
        row = _changeable(actor, collection_id)
        items = CollectionItem.objects.for_agency(actor.agency).filter(collection=row, asset_id__in=ids)
        taken, _kinds = items.delete()
        if row.cover_id in ids:
            row.cover = None
            row.save(update_fields=["cover"])
        if taken:
            _touch(row)
            _note(actor, row, "media.uncollect", {"files": (taken, None)})
    return taken


def move_in_collection(
    *, actor: Actor, collection_id: UUID, asset_id: UUID, before_id: UUID | None
) -> list[UUID]:
    """Put a file in front of another of the collection (None: at the end) and return the new order.

    Raises `NotAllowed`, `NotFound` when one of the two is not in it.
    """
    with transaction.atomic():
        row = _changeable(actor, collection_id)
        items = list(
            CollectionItem.objects.for_agency(actor.agency)
            .filter(collection=row)
            .order_by("position", "pk")
            .select_for_update()
        )
        order = reordered([item.asset_id for item in items], asset_id, before_id)
        places = {held: place for place, held in enumerate(order, 1)}
        moved = [item for item in items if item.position != places[item.asset_id]]
        if order != [item.asset_id for item in items]:
            for item in moved:
                item.position = places[item.asset_id]
            CollectionItem.objects.for_agency(actor.agency).bulk_update(moved, ["position"])
            _touch(row)
            _note(actor, row, "media.order", {"order": (None, places[asset_id])})
    return order


def reordered(order: list[UUID], moved: UUID, before: UUID | None) -> list[UUID]:
    """Return the order with `moved` in front of `before` (None: at the end). Raises `NotFound`."""
    if moved not in order or (before is not None and before not in order):
        raise NotFound()
    if moved == before:
        return list(order)
    rest = [one for one in order if one != moved]
    at = len(rest) if before is None else rest.index(before)
    return [*rest[:at], moved, *rest[at:]]


def set_cover(*, actor: Actor, collection_id: UUID, asset_id: UUID) -> None:
    """Let a file of the collection stand for it. Raises `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        row = _changeable(actor, collection_id)
        items = CollectionItem.objects.for_agency(actor.agency).filter(collection=row, asset_id=asset_id)
        if not items.exists():
            raise NotFound()
        if row.cover_id == asset_id:
            return
        row.cover = AssetRow.objects.for_agency(actor.agency).get(pk=asset_id)
        row.save(update_fields=["cover"])
        _touch(row)
        _note(actor, row, "media.collection", {"cover": (None, str(row.cover))})


def forget_collection(*, actor: Actor, collection_id: UUID) -> None:
    """Let go of a collection; its files stay in the archive. Raises `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        row = _changeable(actor, collection_id)
        _note(actor, row, "media.forget_collection", {"name": (row.name, None)})
        row.delete()


def collection_for_upload(actor: Actor, asked: object) -> tuple[CollectionRow | None, dict[str, object]]:
    """Return the collection that an upload names by its id and what it says about each of its files.

    Raises `NotFound` when the person does not see it, `NotAllowed`.
    """
    if not asked:
        return None, {}
    try:
        key = UUID(str(asked))
    except ValueError as wrong:
        raise NotFound() from wrong
    row = seen_by(actor).filter(pk=key).first()
    if row is None:
        raise NotFound()
    if not may_change_collection(actor, owner_id=row.owner_id, is_shared=row.is_shared):
        raise NotAllowed()
    return row, {name: getattr(row, name) for name in ("event", "place", "creator")}


def put_arrived(*, agency_id: UUID, collection_id: UUID, asset_id: UUID) -> None:
    """Put a file that arrived for a collection into it; one that is full or gone leaves the file as it is."""
    rows = CollectionRow.objects.for_agency(agency_id)
    row = rows.select_for_update().filter(pk=collection_id).first()
    if row is not None:
        with suppress(BadInput):
            put_in(row, [asset_id])


def _changeable(actor: Actor, collection_id: UUID) -> CollectionRow:
    """Return the locked row. Raises `NotFound` when the person does not see it, `NotAllowed`."""
    row = seen_by(actor).select_for_update(of=("self",)).filter(pk=collection_id).first()
    if row is None:
        raise NotFound()
    if not may_change_collection(actor, owner_id=row.owner_id, is_shared=row.is_shared):
        raise NotAllowed()
    return row


def _touch(row: CollectionRow) -> None:
    row.changed_at = clock.now()
    row.save(update_fields=["changed_at"])


def _note(actor: Actor, row: CollectionRow, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    notify_live(row.agency_id, "media", str(row.pk))
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"collection:{row.pk}",
        object_label=row.name,
        changes=changes,
    )
