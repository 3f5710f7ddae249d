"""Pictures that look alike: looks that differ in at most `FARTHEST` of their 64 bits, nearest first, none missed.

Two looks that differ in at most eleven bits have, of their four pieces of sixteen bits, one that differs in at most
two: the few files whose pieces are that near are found by index and compared whole.
"""

from functools import lru_cache
from itertools import combinations
from uuid import UUID

from django.db import connection

from hoitu.media.models import AssetRow

FARTHEST = 10
PIECES, PIECE_BITS = 4, 16
MOST = 24


def similar_assets(*, agency_id: UUID, asset_id: UUID, limit: int = MOST) -> list[tuple[UUID, int]]:
    """Return ready files that look like this one with the number of bits that differ, nearest first."""
    look = AssetRow.objects.for_agency(agency_id).filter(pk=asset_id).values_list("look", flat=True).first()
    if look is None:
        return []
    found = similar_to_look(agency_id=agency_id, look=look, limit=limit + 1)
    return [one for one in found if one[0] != asset_id][:limit]


def similar_to_look(
    *, agency_id: UUID, look: int, farthest: int = FARTHEST, limit: int = MOST
) -> list[tuple[UUID, int]]:
    """Return ready files whose look differs in at most `farthest` (≤ 11) bits, nearest first, then by id."""
    bits = look & (2**64 - 1)
    near: dict[UUID, int] = {}
    for number in range(PIECES):
        piece = bits >> (PIECE_BITS * number) & 65535
        asked = sorted(piece ^ turned for turned in _turned(farthest // PIECES))
        near |= _near(agency_id, look, number, asked, farthest)
    return sorted(near.items(), key=lambda found: (found[1], found[0]))[:limit]


def _near(agency_id: UUID, look: int, number: int, pieces: list[int], farthest: int) -> dict[UUID, int]:
    """Return the ready files that have one of these pieces and a whole look near enough, from an index alone.

    Each piece is a question of its own: asked in one by OR, PostgreSQL reads the whole table.
    """
    # As text: the sign of a number would be taken off before the cast, which refuses the smallest one.
    far = "bit_count((look # %s::bigint)::bit(64))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {far} FROM media_assetrow WHERE look IS NOT NULL AND state = 'ready'"  # noqa: S608 - numbers
            f" AND agency_id = %s AND ((look >> {PIECE_BITS * number}) & 65535) = ANY(%s::bigint[]) AND {far} <= %s",
            [str(look), agency_id, pieces, str(look), farthest],
        )
        return {key: int(bits) for key, bits in cursor.fetchall()}


@lru_cache(maxsize=4)
def _turned(radius: int) -> tuple[int, ...]:
    """Return all sixteen-bit numbers with at most `radius` ones."""
    return tuple(
        sum(1 << place for place in places)
        for count in range(radius + 1)
        for places in combinations(range(PIECE_BITS), count)
    )
