"""Show a picture in another way: a recipe is kept, a job makes its files, every place of use follows."""

import shutil
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.ids import new_id
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.kernel.storage import store
from hoitu.media.adapters import making
from hoitu.media.adapters.kinds import Sort
from hoitu.media.adapters.made import MadeFile
from hoitu.media.data import Asset
from hoitu.media.errors import NotEditable
from hoitu.media.events import PictureChanged
from hoitu.media.models import (
    AssetRights,
    AssetRow,
    ConsentRow,
    EmbeddedRow,
    LeaseRow,
    PictureEdit,
    RenditionRow,
)
from hoitu.media.operations.ingest import ENDINGS, file_hash
from hoitu.media.operations.recognise import recognise
from hoitu.media.queries import as_data
from hoitu.media.queries.editing import base_key
from hoitu.media.recipes import Recipe, hides_more, read_recipe, recipe_hash, written

State = PictureEdit.State
WHY = "jobs serve every agency"


def edit_picture(*, actor: Actor, asset_id: UUID, recipe: Recipe) -> bool:
    """Keep a recipe as the picture's newest version and let a job make it; False: it is shown like that already.

    Every place that shows the picture follows. Raises `NotFound`, `NotAllowed`, `NotEditable`.
    """
    actor.require("media.edit")
    with transaction.atomic():
        row = _picture(actor, asset_id)
        newest = _newest(row)
        before = read_recipe(newest.recipe) if newest else Recipe()
        failed = newest is not None and newest.state == State.FAILED
        if before == recipe and not failed:
            return False
        if newest is None:
            newest = _first(row)
        _add(actor, row, recipe, newest.number + 1)
        audit.record(
            actor=actor,
            verb="media.edit_picture",
            object_key=f"asset:{row.pk}",
            object_label=str(row)[:200],
            changes={"picture_edit": (written(before), written(recipe))},
        )
    return True


def return_to(*, actor: Actor, asset_id: UUID, number: int) -> bool:
    """Show a picture again as its version `number` did; 0: as it came. Raises as `edit_picture`."""
    actor.require("media.edit")
    kept = PictureEdit.objects.for_agency(actor.agency).filter(asset_id=asset_id, number=number).first()
    if kept is None:
        raise NotFound()
    return edit_picture(actor=actor, asset_id=asset_id, recipe=read_recipe(kept.recipe))


def copy_picture(*, actor: Actor, asset_id: UUID, recipe: Recipe) -> Asset:
    """Return a new file of the archive with the same original, words and rights, shown by the recipe.

    The source and the places that show it stay as they are. Raises `NotFound`, `NotAllowed`, `NotEditable`.
    """
    actor.require("media.edit")
    with transaction.atomic():
        source = _picture(actor, asset_id)
        first = _first(source)
        same = AssetRow.objects.for_agency(actor.agency).filter(sha256=source.sha256)
        number = (same.aggregate(last=Max("copy_number"))["last"] or 0) + 1
        copy = AssetRow.objects.for_agency(actor.agency).get(pk=source.pk)
        copy.pk, copy.copy_of, copy.copy_number = new_id(), source, number
        copy._state.adding = True
        copy.state, copy.used_at = AssetRow.State.PROCESSING, None
        copy.added_by_id, copy.added_at = actor.person_id, clock.now()
        copy.save()
        _copy_rights(actor.agency, source, copy)
        first.pk, first.asset = new_id(), copy
        first._state.adding = True
        first.save()
        _add(actor, copy, recipe, 1)
        audit.record(
            actor=actor,
            verb="media.copy_picture",
            object_key=f"asset:{copy.pk}",
            object_label=str(copy)[:200],
            note=f"asset:{source.pk}",
        )
    return as_data(copy)


def make_edit(*, asset_id: UUID) -> None:
    """Make the files of a picture's newest recipe and show them. Twice is once."""
    row = AssetRow.objects.unscoped(why=WHY).filter(pk=asset_id).first()
    edit = _newest(row) if row is not None else None
    if row is None or edit is None or edit.state != State.MAKING:
        return
    try:
        files, size = _files_of(row, edit)
    except BadInput as refused:
        _fail(row, edit, refused)
        return
    with transaction.atomic():
        row = AssetRow.objects.for_agency(row.agency_id).select_for_update().get(pk=row.pk)
        _show(row, edit, files, size)


def _picture(actor: Actor, asset_id: UUID) -> AssetRow:
    row = AssetRow.objects.for_agency(actor.agency).select_for_update().filter(pk=asset_id).first()
    if row is None:
        raise NotFound()
    if row.kind != AssetRow.Kind.PICTURE or row.state != AssetRow.State.READY or not row.original_key:
        raise NotEditable()
    return row


def _newest(row: AssetRow) -> PictureEdit | None:
    rows = PictureEdit.objects.for_agency(row.agency_id).filter(asset=row)
    return rows.order_by("-number").first()


def _first(row: AssetRow) -> PictureEdit:
    """Return version 0, how the picture came, with the files that readers had of it; made when there is none."""
    kept = PictureEdit.objects.for_agency(row.agency_id).filter(asset=row, number=0).first()
    if kept is not None:
        return kept
    return PictureEdit.objects.create(
        asset=row,
        number=0,
        recipe=written(Recipe()),
        recipe_hash=recipe_hash(row.sha256, Recipe()),
        state=State.READY,
        files=[_written(r) for r in row.renditions.all()],
        width=row.width,
        height=row.height,
        made_by_id=row.added_by_id,
        made_by_name=row.added_by.full_name if row.added_by else "",
        made_at=row.added_at,
    )


def _add(actor: Actor, row: AssetRow, recipe: Recipe, number: int) -> None:
    edits = PictureEdit.objects.for_agency(row.agency_id).filter(asset=row)
    edits.filter(state=State.MAKING).update(state=State.PASSED)
    PictureEdit.objects.create(
        asset=row,
        number=number,
        recipe=written(recipe),
        recipe_hash=recipe_hash(row.sha256, recipe),
        made_by_id=actor.person_id,
        made_by_name=actor.name[:200],
        made_at=clock.now(),
    )
    later("media.edit_picture", queue="media", lock=f"asset:{row.pk}", asset_id=str(row.pk))
    notify_live(row.agency_id, "media", str(row.pk))


def _files_of(row: AssetRow, edit: PictureEdit) -> tuple[list[RenditionRow], tuple[int, int]]:
    """Return the files of a recipe and the result's size: those made before, else new ones from a child process."""
    kept = (
        PictureEdit.objects.for_agency(row.agency_id)
        .filter(asset=row, recipe_hash=edit.recipe_hash, is_gone=False)
        .exclude(files=[])
        .first()
    )
    if kept is not None and all(store().exists(file["key"]) for file in kept.files):
        return [RenditionRow(asset=row, **file) for file in kept.files], (kept.width, kept.height)
    folder = store().path(f"making/edit-{edit.pk}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        sort = Sort("picture", row.media_type)
        recipe = read_recipe(edit.recipe)
        made = making.in_a_child(store().path(row.original_key), sort, folder, recipe)
        return [_keep(row, edit, file) for file in made.files], (made.width, made.height)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(row: AssetRow, edit: PictureEdit, file: MadeFile) -> RenditionRow:
    form = file.media_type.partition("/")[2]
    name = edit.recipe_hash
    key = f"media/{name[:2]}/{name}-{file.width}.{ENDINGS[form]}"
    with file.path.open("rb") as made:
        store().put_file(key, made)
    return RenditionRow(
        asset=row,
        name=file.name,
        format=form,
        width=file.width,
        height=file.height,
        key=key,
        sha256=file_hash(file.path),
        size_bytes=file.path.stat().st_size,
    )


def _show(row: AssetRow, edit: PictureEdit, files: list[RenditionRow], size: tuple[int, int]) -> None:
    edits = PictureEdit.objects.for_agency(row.agency_id).filter(asset=row)
    edit = edits.select_for_update().get(pk=edit.pk)
    if edit.state != State.MAKING:
        return  # a newer one came while this was made; its job follows
    before = edits.filter(state=State.READY).order_by("-number").first()
    old, new = read_recipe(before.recipe) if before else Recipe(), read_recipe(edit.recipe)
    is_new = row.state != AssetRow.State.READY
    RenditionRow.objects.for_agency(row.agency_id).filter(asset=row).delete()
    RenditionRow.objects.bulk_create(files)
    edit.state, edit.files = State.READY, [_written(file) for file in files]
    edit.width, edit.height = size
    edit.save(update_fields=["state", "files", "width", "height"])
    row.width, row.height, row.state = *size, AssetRow.State.READY
    row.save(update_fields=["width", "height", "state"])
    recognise(row)
    hides = hides_more(new, old)
    if new.hidden:
        _let_go(row, new)
    notify_live(row.agency_id, "media", str(row.pk))
    if not is_new:
        announce(
            PictureChanged(
                subject=f"asset:{row.pk}",
                agency_id=row.agency_id,
                asset_id=row.pk,
                edit=edit.number,
                hides=hides,
            )
        )


def _let_go(row: AssetRow, shown: Recipe) -> None:
    """Delete the files of every version that hides less than what is shown now, unless another file uses them."""
    edits = PictureEdit.objects.for_agency(row.agency_id).select_for_update().filter(asset=row)
    gone: list[str] = []
    for edit in edits.filter(is_gone=False):
        if not hides_more(shown, read_recipe(edit.recipe)):
            continue
        if edit.number == 0:
            _keep_base(row, edit)
        gone += [file["key"] for file in edit.files]
        edit.is_gone = True
        edit.save(update_fields=["is_gone"])
    used = RenditionRow.objects.unscoped(why="agencies share equal files").filter(key__in=gone)
    keys = set(gone) - set(used.values_list("key", flat=True))

    def delete() -> None:
        for key in keys:
            store().delete(key)

    transaction.on_commit(delete)


def _keep_base(row: AssetRow, first: PictureEdit) -> None:
    """Put the widest file of the picture as it came beside the original, for those who edit it further."""
    webp = sorted((f for f in first.files if f["format"] == "webp"), key=lambda file: file["width"])
    if webp and store().exists(webp[-1]["key"]) and not store().exists(base_key(row.sha256)):
        store().link(webp[-1]["key"], base_key(row.sha256))


def _fail(row: AssetRow, edit: PictureEdit, refused: BadInput) -> None:
    with transaction.atomic():
        edits = PictureEdit.objects.for_agency(row.agency_id).filter(pk=edit.pk, state=State.MAKING)
        edits.update(state=State.FAILED, failed_because=refused.sentence)
        if row.state == AssetRow.State.PROCESSING:  # a copy that never was
            row.state, row.refused_because = AssetRow.State.REFUSED, refused.sentence
            row.save(update_fields=["state", "refused_because"])
        notify_live(row.agency_id, "media", str(row.pk))


def _written(rendition: RenditionRow) -> dict[str, object]:
    names = ("name", "format", "width", "height", "key", "sha256", "size_bytes")
    return {name: getattr(rendition, name) for name in names}


def _copy_rights(agency_id: UUID, source: AssetRow, copy: AssetRow) -> None:
    """Give a copy what stands for and against its source: a copy is no way around an embargo or a refusal."""
    for single in (AssetRights, EmbeddedRow):
        for row in single.objects.for_agency(agency_id).filter(asset=source):
            row.asset = copy
            row._state.adding = True
            row.save(force_insert=True)
    for many in (LeaseRow, ConsentRow):
        for line in many.objects.for_agency(agency_id).filter(asset=source):
            line.pk, line.asset = new_id(), copy
            line._state.adding = True
            line.save(force_insert=True)
