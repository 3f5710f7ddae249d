"""Tables whose cells fill their grid. Browsers mend any other when they open it, and that would be an edit."""

from collections.abc import Sequence
from dataclasses import replace

from hoitu.stories.document.tree import Node

EMPTY_CELL = Node("tableCell", {"colspan": 1, "rowspan": 1}, (Node("paragraph"),))


def squared(table: Node) -> Node:
    """Return the table with spans that reach neither below it nor into other cells, and all rows equally wide."""
    rows = [row for row in table.children if isinstance(row, Node)]
    taken: list[set[int]] = [set() for _ in rows]
    placed = [_placed(row, taken[number:]) for number, row in enumerate(rows)]
    width = max(map(len, taken), default=0)
    filled = (
        replace(row, children=(*cells, *[EMPTY_CELL] * (width - len(columns))))
        for row, cells, columns in zip(rows, placed, taken, strict=True)
    )
    return replace(table, children=tuple(filled))


def _placed(row: Node, below: Sequence[set[int]]) -> list[Node]:
    """Return the cells of a row with spans that fit; `below` are the columns taken in this row and those under it."""
    cells, column = [], 0
    for cell in row.children:
        assert isinstance(cell, Node)
        while column in below[0]:
            column += 1
        height = min(int(cell.attr("rowspan")), len(below))
        width = 1
        while width < int(cell.attr("colspan")) and column + width not in below[0]:
            width += 1
        for columns in below[:height]:
            columns.update(range(column, column + width))
        cells.append(replace(cell, attrs={**cell.attrs, "colspan": width, "rowspan": height}))
    return cells
