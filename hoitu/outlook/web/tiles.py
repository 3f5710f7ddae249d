"""The words of the tile map."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.outlook.queries.country import Question, Tile


def named_tiles(tiles: Iterable[Tile]) -> list[Tile]:
    """Give words to the place of those without a province."""
    nowhere = _("Trung ương, chưa ghi tỉnh")
    return [tile if tile.name else replace(tile, name=nowhere) for tile in tiles]


def provinces_here(question: Question) -> tuple[int, int]:
    """Return in how many provinces agencies work here, of how many there are; invented ones do not count."""
    known = {one.key for one in accounts.provinces().values() if not one.sample}
    return len(known & {line.province for line in question.lines}), len(known)
