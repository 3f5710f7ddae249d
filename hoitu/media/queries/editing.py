"""How pictures are shown, and were."""

from uuid import UUID

from hoitu.kernel.storage import store
from hoitu.media.data import EditVersion, PictureEdits, Rendition
from hoitu.media.errors import NotEditable
from hoitu.media.models import AssetRow, PictureEdit
from hoitu.media.queries.assets import asset
from hoitu.media.recipes import Recipe, read_recipe

State = PictureEdit.State
BASE_WIDTH = 1440


def base_key(sha256: str) -> str:
    """Return where the picture as it came lies in screen size once readers may not have it any more.

    It lies beside the original and is guarded like it: never a rendition, addressed only for those who may edit.
    """
    return f"originals/{sha256[:2]}/{sha256}.webp"


def picture_edits(*, agency_id: UUID, asset_id: UUID) -> PictureEdits:
    """Return the versions of a picture of the agency, newest first. Raises `NotFound`, `NotEditable`."""
    found = asset(agency_id=agency_id, asset_id=asset_id)
    rows = list(PictureEdit.objects.for_agency(agency_id).filter(asset_id=asset_id).order_by("-number"))
    if found.kind != AssetRow.Kind.PICTURE or (found.state != AssetRow.State.READY and not rows):
        raise NotEditable()
    shown = next((row for row in rows if row.state == State.READY), None)
    first = rows[-1] if rows else None
    hidden_away = base_key(found.sha256)
    if store().exists(hidden_away):
        base = hidden_away
    elif first is not None and not first.is_gone:
        base = _widest(first.files)
    else:
        rendition = found.rendition(width=BASE_WIDTH) if first is None else None
        base = rendition.key if rendition else ""
    return PictureEdits(
        asset_id=found.id,
        width=first.width if first else found.width,
        height=first.height if first else found.height,
        current=read_recipe(shown.recipe) if shown else Recipe(),
        versions=tuple(_as_version(row) for row in rows),
        base_key=base,
    )


def hidden_files(*, agency_id: UUID, asset_id: UUID) -> list[Rendition]:
    """Return every file that readers may once have had of a picture and must not have any more."""
    found = asset(agency_id=agency_id, asset_id=asset_id)
    shown = {rendition.sha256 for rendition in found.renditions}
    rows = PictureEdit.objects.for_agency(agency_id).filter(asset_id=asset_id, is_gone=True)
    return [Rendition(**file) for row in rows for file in row.files if file["sha256"] not in shown]


def _widest(files: list[dict[str, object]]) -> str:
    webp = [file for file in files if file["format"] == "webp"]
    return str(max(webp, key=lambda file: int(str(file["width"])))["key"]) if webp else ""


def _as_version(row: PictureEdit) -> EditVersion:
    return EditVersion(
        number=row.number,
        recipe=read_recipe(row.recipe),
        state=row.state,
        failed_because=row.failed_because,
        made_by_name=row.made_by_name,
        made_at=row.made_at,
    )
