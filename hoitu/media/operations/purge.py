"""Let a file in the bin go for good: one person asks, another confirms, a job deletes what nobody else needs."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.kernel.jobs import later
from hoitu.kernel.storage import store
from hoitu.media.errors import NeedsAnother
from hoitu.media.models import AssetRow, BinRow, HoldRow, PictureEdit, RenditionRow, TombstoneRow, UseRow
from hoitu.media.operations.bin import in_bin, refuse_shown
from hoitu.media.operations.fixity import forget_files
from hoitu.media.operations.hold import locked, note, refuse_held
from hoitu.media.operations.holding_bytes import letting_go
from hoitu.media.operations.play import parts_of
from hoitu.media.queries.editing import base_key


def ask_purge(*, actor: Actor, asset_id: UUID) -> None:
    """Ask that a file in the bin be purged; another person decides.

    Raises `StillShown`, `Held`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.purge")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        row = in_bin(asset)
        refuse_held(asset)
        refuse_shown(asset)
        if row.purge_asked_by_id is None:
            _ask(row, actor.person, actor.name)
            note(actor, asset, "media.ask_purge", row.reason)


def drop_purge(*, actor: Actor, asset_id: UUID) -> None:
    """Take back, or turn down, the wish to purge a file. Raises `NotAllowed`, `NotFound`."""
    actor.require("media.purge")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        row = in_bin(asset)
        if row.purge_asked_by_id is not None:
            who = row.purge_asked_by_name
            row.purge_asked_by, row.purge_asked_by_name, row.purge_asked_at = None, "", None
            row.save(update_fields=["purge_asked_by", "purge_asked_by_name", "purge_asked_at"])
            note(actor, asset, "media.drop_purge", who)


def confirm_purge(*, actor: Actor, asset_id: UUID) -> UUID:
    """Purge a file that another person asked to purge, and return its tombstone's id. It does not come back.

    Raises `NeedsAnother`, `StillShown`, `Held`, `Refused` when another record needs it, `NotAllowed`, `NotFound`.
    """
    actor.require("media.purge")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        row = in_bin(asset)
        refuse_held(asset)
        refuse_shown(asset)
        if row.purge_asked_by_id is None or row.purge_asked_by_id == actor.person:
            raise NeedsAnother()
        stone = _bury(actor, asset, row)
        note(actor, asset, "media.purge", _("Người đề nghị: %s") % row.purge_asked_by_name)
        _delete(asset)
        later("media.let_go", queue="media", tombstone_id=str(stone.pk))
    return stone.pk


def let_go(*, tombstone_id: UUID) -> None:
    """Delete the files of a purged asset that no other asset needs, of whatever agency. Twice is once.

    Raises `BytesBusy`, `CopyAway`: the job comes again.
    """
    rows = TombstoneRow.objects.unscoped(why="jobs serve every agency")
    with transaction.atomic():
        stone = rows.select_for_update().filter(pk=tombstone_id).first()
        if stone is None or not stone.left_keys:
            return
        letting_go()
        needed = _needed(stone)
        for key in stone.left_keys:
            if key not in needed:
                store().delete(key)
        forget_files(set(stone.left_keys) - needed)
        stone.deleted_files = len(set(stone.left_keys) - needed)
        stone.kept_files = len(needed)
        stone.left_keys = []
        stone.save(update_fields=["left_keys", "deleted_files", "kept_files"])


def _ask(row: BinRow, person_id: UUID, name: str) -> None:
    row.purge_asked_by_id, row.purge_asked_by_name, row.purge_asked_at = person_id, name, clock.now()
    row.save(update_fields=["purge_asked_by", "purge_asked_by_name", "purge_asked_at"])


def _bury(actor: Actor, asset: AssetRow, row: BinRow) -> TombstoneRow:
    assert row.purge_asked_by_id is not None  # who confirms is another; the table asks the same
    assert row.purge_asked_at is not None
    assert row.purge_asked_by_id is not None and row.purge_asked_at is not None  # noqa: PT018 - one condition
    uses = UseRow.objects.for_agency(asset.agency_id).filter(asset=asset)
    return TombstoneRow.objects.for_agency(asset.agency_id).create(
        agency_id=asset.agency_id,
        asset_id=asset.pk,
        sha256=asset.sha256,
        name=(asset.original_name or str(asset))[:200],
        kind=asset.kind,
        size_bytes=asset.size_bytes,
        added_at=asset.added_at,
        reason=row.reason,
        binned_by_name=row.binned_by_name,
        binned_at=row.binned_at,
        asked_by_id=row.purge_asked_by_id,
        asked_by_name=row.purge_asked_by_name,
        asked_at=row.purge_asked_at,
        purged_by_id=actor.person,
        purged_by_name=actor.name,
        purged_at=clock.now(),
        uses=[
            {
                "title": use.title,
                "channel": use.channel,
                "path": use.path,
                "from": use.from_at.isoformat(),
                "until": use.until_at.isoformat() if use.until_at else "",
            }
            for use in uses
        ],
        left_keys=sorted(set(_keys(asset))),
    )


def _keys(asset: AssetRow) -> Iterator[str]:
    """Yield every file of the asset in the store, parts of films included."""
    if asset.original_key:
        yield asset.original_key
    yield from (
        RenditionRow.objects.for_agency(asset.agency_id).filter(asset=asset).values_list("key", flat=True)
    )
    yield from store().keys(f"media/{asset.sha256[:2]}/{asset.sha256}/")
    yield from store().keys(parts_of(asset.sha256))
    if store().exists(base_key(asset.sha256)):
        yield base_key(asset.sha256)
    yield from _of_versions(PictureEdit.objects.for_agency(asset.agency_id).filter(asset=asset))


def _of_versions(edits: QuerySet[PictureEdit]) -> Iterator[str]:
    for files in edits.filter(is_gone=False).values_list("files", flat=True):
        yield from (file["key"] for file in files)


def _delete(asset: AssetRow) -> None:
    """Delete the row and all that hangs on it. Raises `Refused` when another record needs the file."""
    UseRow.objects.for_agency(asset.agency_id).filter(asset=asset).delete()
    HoldRow.objects.for_agency(asset.agency_id).filter(asset=asset, lifted_at__isnull=False).delete()
    try:
        with transaction.atomic():
            asset_id = asset.pk
            asset.delete()
            asset.pk = asset_id  # its trail goes on to name it
    except ProtectedError as protected:
        raise Refused(
            _(
                "Tệp còn là giấy tờ kèm theo của %(count)d ghi chép khác nên chưa xóa hẳn được. Hãy bỏ ở đó trước."
            )
            % {"count": len(protected.protected_objects)}
        ) from None


def _needed(stone: TombstoneRow) -> set[str]:
    """Return which of the files other assets still name."""
    keys: Iterable[str] = stone.left_keys
    everybody = "the store is one for every agency"
    originals = AssetRow.objects.unscoped(why=everybody).filter(original_key__in=keys)
    made = RenditionRow.objects.unscoped(why=everybody).filter(key__in=keys)
    needed = set(originals.values_list("original_key", flat=True)) | set(made.values_list("key", flat=True))
    if AssetRow.objects.unscoped(why=everybody).filter(sha256=stone.sha256).exists():
        folders = (f"media/{stone.sha256[:2]}/{stone.sha256}/", parts_of(stone.sha256))
        versions = PictureEdit.objects.unscoped(why=everybody).filter(asset__sha256=stone.sha256)
        kept = {base_key(stone.sha256), *_of_versions(versions)}
        needed |= {key for key in keys if key.startswith(folders) or key in kept}
    return needed
