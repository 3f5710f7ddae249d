"""Fill what search finds files by: words, colours, looks, what is said in films. Twice is once."""

from uuid import UUID

from django.db import transaction

from hoitu.kernel.storage import store
from hoitu.media.adapters import looks
from hoitu.media.adapters.moving import captions
from hoitu.media.errors import UnreadablePicture
from hoitu.media.models import AssetRow, CueRow, RenditionRow
from hoitu.media.operations.words import folded, searchable

FORM = 1  # counted up when what is filled changes: every row is then filled anew
BATCH = 200
LARGEST_SMALL_BYTES = 2_000_000


def recognise(row: AssetRow) -> None:
    """Fill the search fields of a file whose renditions are made.

    The picture is read from the smallest rendition: we encoded it ourselves, so it needs no process of its own.
    """
    small = (
        RenditionRow.objects.for_agency(row.agency_id)
        .filter(asset=row, format="webp", width__gt=0, size_bytes__lt=LARGEST_SMALL_BYTES)
        .order_by("width")
        .first()
    )
    row.look, colours = None, []
    if small is not None and store().exists(small.key):
        with store().open(small.key) as file:
            data = file.read()
        try:
            row.look, colours = looks.look_of(data), looks.colours_of(data)
        except UnreadablePicture:
            row.look, colours = None, []  # a rendition that was damaged on the disk; found by its words
    others = [mark for mark in row.marks if not mark.startswith("colour:")]
    row.marks = [*others, *(f"colour:{name}" for name in colours)]
    row.folded, row.search_form = folded(row), FORM
    row.save(update_fields=["look", "marks", "folded", "search_form"])
    index_cues(row)


def index_cues(row: AssetRow) -> None:
    """Make the searchable lines of a film or recording anew from its caption files."""
    CueRow.objects.for_agency(row.agency_id).filter(asset=row).delete()
    files = RenditionRow.objects.for_agency(row.agency_id).filter(asset=row, name__startswith="captions/")
    for file in files:
        if not store().exists(file.key):
            continue
        with store().open(file.key) as opened:
            cues = captions.read(opened.read())
        language = file.name.removeprefix("captions/").removesuffix(".vtt")
        CueRow.objects.bulk_create(
            CueRow(
                agency_id=row.agency_id, asset=row, language=language[:12], start_ms=cue.start_ms,
                text=cue.text, folded=searchable(cue.text),
            )
            for cue in cues
        )  # fmt: skip


def reindex_some(*, limit: int = BATCH) -> int:
    """Fill the oldest rows that an earlier version of the program left; return how many, 0 when all are filled."""
    rows = AssetRow.objects.unscoped(why="the program's version concerns every agency")
    ids: list[UUID] = list(
        rows.filter(search_form__lt=FORM).order_by("search_form", "pk").values_list("pk", flat=True)[:limit]
    )
    for asset_id in ids:
        with transaction.atomic():
            row = (
                AssetRow.objects.unscoped(why="as above")
                .select_for_update()
                .filter(pk=asset_id, search_form__lt=FORM)
                .first()
            )
            if row is not None:
                recognise(row)
    return len(ids)


def left_to_reindex() -> int:
    """Return how many rows an earlier version of the program left."""
    return AssetRow.objects.unscoped(why="as above").filter(search_form__lt=FORM).count()
