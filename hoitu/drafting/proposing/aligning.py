"""Cells without a grid: which of the lines of a row belong to which column, by what the lines say.

A row of a table that was printed line by line has lost its empty cells and may have gained line breaks. The best
reading is found by dynamic programming over lines and columns: each column takes a run of lines, or none.
"""

import itertools
from collections.abc import Sequence
from typing import Final

from hoitu.drafting.proposing.columns import Column
from hoitu.drafting.proposing.times import is_time
from hoitu.kernel.text.organisations import is_organisation

Token = tuple[int, str]
_MAX_LINES_A_CELL: Final = 8
_MAX_LINES: Final = 600
"""No row, nor a page of rows without numbers, has more: what is longer is no table."""
_NEW_ROW: Final = -4.0
_SKIPPED: Final = {
    Column.TASK: -6.0, Column.LEAD: -1.5, Column.COORDINATORS: -0.8, Column.BOTH: -1.5, Column.PRODUCT: -0.9,
    Column.TIME: -1.0,
}  # fmt: skip
_LONG: Final = 45


def align(tokens: Sequence[Token], kinds: Sequence[Column]) -> list[dict[Column, Token]]:
    """Return the rows that lines make up, each as column → (line number, text); lines of a cell are parted by \\n."""
    tokens = tokens[:_MAX_LINES]
    count, width = len(tokens), len(kinds)
    if not count or not width:
        return []
    # best[i][j]: the best reading of the first i lines whose last cell is in column j - 1 (0: nothing read yet).
    best: list[list[tuple[float, tuple[int, int] | None]]] = [
        [(float("-inf"), None) for _ in range(width + 1)] for _ in range(count + 1)
    ]
    best[0][0] = (0.0, None)
    for end in range(1, count + 1):
        for start in range(max(0, end - _MAX_LINES_A_CELL), end):
            segment = [text for _, text in tokens[start:end]]
            for column, kind in enumerate(kinds, 1):
                gain = _gain(segment, kind)
                for before in range(width + 1):
                    score = best[start][before][0]
                    if score == float("-inf"):
                        continue
                    total = score + gain + _between(before, column, kinds)
                    if total > best[end][column][0]:
                        best[end][column] = (total, (start, before))
    return _trace(tokens, kinds, best)


def _between(before: int, column: int, kinds: Sequence[Column]) -> float:
    """Return what it costs to go from one column to the next: skipped columns, or a new row."""
    if column > before:
        return sum(_SKIPPED.get(kind, 0.0) for kind in kinds[before : column - 1])
    rest = sum(_SKIPPED.get(kind, 0.0) for kind in kinds[before:])
    return _NEW_ROW + rest + sum(_SKIPPED.get(kind, 0.0) for kind in kinds[: column - 1])


def _gain(segment: list[str], kind: Column) -> float:
    joints = sum(_joint(a, b) for a, b in itertools.pairwise(segment))
    text = " ".join(segment)
    says_time, says_who = is_time(text), is_organisation(text)
    if kind is Column.TASK:
        own = 1.0 + (1.0 if len(text) > _LONG else 0.0) - (4.0 if says_time else 0) - (2.0 if says_who else 0)
    elif kind in {Column.LEAD, Column.COORDINATORS, Column.BOTH}:
        own = 3.0 if says_who else -4.0 if says_time else -3.0
    elif kind is Column.TIME:
        own = 3.0 if says_time else -3.0
    elif kind is Column.PRODUCT:
        own = -2.5 if says_time else -1.5 if says_who else 1.5
    else:
        own = -1.0 if says_time or says_who else 0.3
    return own + joints


def _joint(before: str, after: str) -> float:
    """Return how well two lines go together in one cell."""
    if before[:1] in "-–+•" and after[:1] in "-–+•":
        return 0.3
    if is_time(before) != is_time(after) and after[:1].isupper():
        return -3.5
    if after[:1].islower() and not before.endswith((".", ";")):
        return 0.3
    if before.endswith((",", " và", " -", ";", ":")):
        return 0.1
    return -1.6


def _trace(
    tokens: Sequence[Token], kinds: Sequence[Column], best: list[list[tuple[float, tuple[int, int] | None]]]
) -> list[dict[Column, Token]]:
    end = len(tokens)
    column = max(range(1, len(kinds) + 1), key=lambda j: best[end][j][0] + _between(j, len(kinds) + 1, kinds))
    rows: list[dict[Column, Token]] = [{}]
    while end > 0:
        step = best[end][column][1]
        if step is None:
            return []
        start, before = step
        rows[0][kinds[column - 1]] = (tokens[start][0], "\n".join(text for _, text in tokens[start:end]))
        if before >= column and start > 0:
            rows.insert(0, {})
        end, column = start, before
    return rows
