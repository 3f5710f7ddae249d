"""What is said in films and recordings, and at which second."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.media.models import AssetRow, CueRow
from hoitu.media.queries.marks import asked_by, tsquery

MOST_CUES = 200
CUES_OF_ONE = 5


@dataclass(frozen=True)
class CuesFound:
    """A film or recording in which the words are said, and where: (second, text), in order."""

    asset: AssetRow
    cues: tuple[tuple[int, str], ...]


def search_cues(*, agency_id: UUID, words: str, limit: int = 12) -> list[CuesFound]:
    """Return ready files in which a line says all the words, the newest lines' files first."""
    asked = tsquery(asked_by(words))
    if not asked:
        return []
    rows = (
        CueRow.objects.for_agency(agency_id)
        .filter(asset__state=AssetRow.State.READY)
        .extra(where=["media_cuerow.words @@ %s::tsquery"], params=[asked])
        .order_by("-asset_id", "start_ms")
    )
    said: dict[UUID, list[tuple[int, str]]] = {}
    for asset_id, start_ms, text in rows.values_list("asset_id", "start_ms", "text")[:MOST_CUES]:
        said.setdefault(asset_id, []).append((start_ms // 1000, text))
    ids = list(said)[:limit]
    assets = AssetRow.objects.for_agency(agency_id).prefetch_related("renditions").in_bulk(ids)
    return [CuesFound(assets[key], tuple(said[key][:CUES_OF_ONE])) for key in ids if key in assets]
