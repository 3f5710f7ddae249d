"""Pictures that look alike: looks that differ in at most `FARTHEST` of their 64 bits, nearest first, none missed.

Two looks that differ in at most eleven bits have, of their four pieces of sixteen bits, one that differs in at most
two: the few files whose pieces are that near are found by index and compared whole.
"""

from functools import lru_cache
from itertools import combinations
from uuid import UUID

from django.db import connection, transaction

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
    radius = farthest // PIECES
    bits = look & (2**64 - 1)
    asked = [
        sorted({(bits >> (PIECE_BITS * number) & 65535) ^ turned for turned in _turned(radius)})
        for number in range(PIECES)
    ]
    # A question for each piece: asked in one by OR, PostgreSQL reads the whole table.
    near = " UNION ".join(
        "SELECT id FROM media_assetrow WHERE look IS NOT NULL"  # noqa: S608 - numbers
        f" AND ((look >> {PIECE_BITS * number}) & 65535) = ANY(%s::bigint[])"
        " AND bit_count((look # %s::bigint)::bit(64)) <= %s AND agency_id = %s AND state = 'ready'"
        for number in range(PIECES)
    )
    sql = (
        "SELECT id, bit_count((look # %s::bigint)::bit(64)) AS far FROM media_assetrow"  # noqa: S608 - numbers
        f" WHERE id IN ({near}) ORDER BY far, id LIMIT %s"
    )
    # As text: the sign of a number would be taken off before the cast, which refuses the smallest one.
    params: list[str | int | UUID | list[int]] = [str(look)]
    for piece in asked:
        params += [piece, str(look), farthest, agency_id]
    with transaction.atomic(), connection.cursor() as cursor:
        # PostgreSQL cannot know how few pieces are near and would read the whole table.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, [*params, limit])
        found = [(row[0], int(row[1])) for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_seqscan = on")  # an outer transaction may go on
        return found


@lru_cache(maxsize=4)
def _turned(radius: int) -> tuple[int, ...]:
    """Return all sixteen-bit numbers with at most `radius` ones."""
    return tuple(
        sum(1 << place for place in places)
        for count in range(radius + 1)
        for places in combinations(range(PIECE_BITS), count)
    )
