"""Tables come in with cells that fill their grid, as browsers want them."""

import io
from collections import Counter

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.stories.document.docx_in import from_docx
from hoitu.stories.document.html_in import from_html
from hoitu.stories.document.tables import squared
from hoitu.stories.document.tree import Node, Text, texts, walk


def cell(words: str, colspan: int = 1, rowspan: int = 1) -> Node:
    return Node(
        "tableCell", {"colspan": colspan, "rowspan": rowspan}, (Node("paragraph", {}, (Text(words),)),)
    )


def grid(table: Node) -> list[list[str]]:
    """Return which words stand at each row and column; fails where two cells meet or one is missing."""
    rows = [row for row in table.children if isinstance(row, Node)]
    places: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for each in row.children:
            assert isinstance(each, Node)
            while (number, column) in places:
                column += 1
            for down in range(each.attr("rowspan")):
                for right in range(each.attr("colspan")):
                    assert (number + down, column + right) not in places, "two cells in one place"
                    places[number + down, column + right] = "".join(text.text for text in texts(each))
    width = len(places) // max(1, len(rows))
    assert set(places) == {(row, column) for row in range(len(rows)) for column in range(width)}
    return [[places[row, column] for column in range(width)] for row in range(len(rows))]


def table_in(tree: Node) -> Node:
    return next(node for node in walk(tree) if node.type == "table")


_cells = st.builds(cell, st.sampled_from(["một", "hai", "ba"]), st.integers(1, 4), st.integers(1, 4))


@settings(max_examples=examples(200))
@given(st.lists(st.lists(_cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_table_is_squared_without_losing_words(rows: list[list[Node]]) -> None:
    table = Node("table", {}, tuple(Node("tableRow", {}, tuple(cells)) for cells in rows))
    done = squared(table)
    grid(done)
    assert Counter(text.text for text in texts(done)) == Counter(text.text for text in texts(table))
    assert squared(done) == done


def test_ragged_html_comes_in_square() -> None:
    html = "<table><tr><td rowspan=9>a<td>b<td>c</tr><tr><td>d</tr></table>"
    assert grid(table_in(from_html(html).tree)) == [["a", "b", "c"], ["a", "d", ""]]


def test_cells_that_word_merged_downwards_stay_where_they_are() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    tall = table.cell(0, 0).merge(table.cell(1, 0))
    tall.text = "cao"
    file = io.BytesIO()
    document.save(file)
    read = grid(table_in(from_docx(file.getvalue()).tree))
    assert read == [["cao", "01", "02"], ["cao", "11", "12"], ["20", "21", "22"]]
