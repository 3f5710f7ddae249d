"""What differs between two revisions."""

import pytest
from hypothesis import given, settings

from hoitu.kernel.testing import examples
from hoitu.stories.document.compare import Change, Piece, Row, compare, compare_text, is_changed
from hoitu.stories.document.testing import every_node_tree, trees
from hoitu.stories.document.tree import Mark, Node, Text

ADDED, REMOVED, SAME, FORMAT = Change.ADDED, Change.REMOVED, Change.SAME, Change.FORMAT


def doc(*blocks: Node | str) -> Node:
    return Node(
        "doc", {}, tuple(b if isinstance(b, Node) else Node("paragraph", {}, (Text(b),)) for b in blocks)
    )


def only(rows: tuple[Row, ...]) -> Row:
    (row,) = [row for row in rows if row.change != SAME]
    return row


def test_a_changed_syllable_is_one_change() -> None:
    row = compare_text("Thủ tướng thăm Huế", "Thủ tướng rời Huế")

    assert row.inline == (
        Piece(SAME, "Thủ tướng "), Piece(REMOVED, "thăm"), Piece(ADDED, "rời"), Piece(SAME, " Huế"),
    )  # fmt: skip
    assert [piece.text for piece in row.left] == ["Thủ tướng ", "thăm", " Huế"]
    assert [piece.text for piece in row.right] == ["Thủ tướng ", "rời", " Huế"]


def test_a_new_phrase_is_one_change() -> None:
    assert compare_text("sẽ họp chiều nay", "sẽ gặp sáng mai").inline == (
        Piece(SAME, "sẽ "), Piece(REMOVED, "họp chiều nay"), Piece(ADDED, "gặp sáng mai"),
    )  # fmt: skip


def test_an_inserted_paragraph_leaves_the_others_alone() -> None:
    rows = compare(doc("Một.", "Hai."), doc("Một.", "Chen giữa.", "Hai."))

    assert [row.change for row in rows] == [SAME, ADDED, SAME]


def test_a_rewritten_paragraph_stands_beside_its_older_self() -> None:
    rows = compare(
        doc("Mưa lớn ở Huế từ sáng sớm nay.", "Kết."),
        doc("Câu hoàn toàn khác hẳn đây.", "Mưa rất lớn ở Huế từ sáng sớm nay.", "Kết."),
    )

    assert [row.change for row in rows] == [ADDED, Change.CHANGED, SAME]
    assert rows[1].inline == (
        Piece(SAME, "Mưa"),
        Piece(ADDED, " rất"),
        Piece(SAME, " lớn ở Huế từ sáng sớm nay."),
    )


def test_marks_and_attributes_are_changes() -> None:
    bold = Node("paragraph", {}, (Text("rất "), Text("quan trọng", (Mark("bold"),))))
    assert only(compare(doc("rất quan trọng"), doc(bold))).inline == (
        Piece(SAME, "rất "),
        Piece(FORMAT, "quan trọng", "+ Đậm"),
    )
    left, right = (
        Node("figure", {"credit": name, "layout": "normal"}, (Text("Cầu"),)) for name in ("Lan", "Minh")
    )
    (change,) = only(compare(doc(left), doc(right))).attrs
    assert (change.label, change.before, change.after) == ("Nguồn ảnh", "Lan", "Minh")
    comment = Node("paragraph", {}, (Text("x", (Mark("comment", {"thread": "t"}),)),))
    assert only(compare(doc("x y"), doc("x"))).change == Change.CHANGED
    assert not any(piece.change == FORMAT for row in compare(doc("x"), doc(comment)) for piece in row.inline)


def test_a_paragraph_that_became_a_heading_says_so() -> None:
    heading = Node("heading", {"level": 2}, (Text("Cùng những chữ ấy"),))
    row = only(compare(doc("Cùng những chữ ấy"), doc(heading)))

    assert (row.attrs[0].before, row.attrs[0].after) == ("Đoạn văn", "Tít phụ")


@settings(deadline=None, max_examples=examples(30))
@given(trees(), trees())
def test_both_sides_are_shown_whole(older: Node, newer: Node) -> None:
    rows = compare(older, newer)
    backwards = compare(newer, older)

    def side(found: tuple[Row, ...], name: str) -> str:
        return "".join(piece.text for row in found for piece in getattr(row, name))

    assert side(rows, "left") == side(backwards, "right")
    assert side(rows, "right") == side(compare(newer, newer), "right")
    assert not is_changed(compare(older, older))
    for row in rows:
        assert [p for p in row.inline if p.change != ADDED] == list(row.left)


@pytest.mark.parametrize("suggestions", [False, True])
def test_everything_can_be_compared_with_nothing(suggestions: bool) -> None:
    rows = compare(doc(), every_node_tree(suggestions=suggestions))

    assert {row.change for row in rows} == {ADDED}
