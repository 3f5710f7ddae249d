"""What a text says of the files it shows: at every place of a file, or not at all."""

from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from hoitu.stories.document.said import said_of
from hoitu.stories.document.tree import Node, Text

FIELDS = ("alt", "credit", "caption")
PICTURES = [uuid4() for _ in range(3)]


def figure(asset: UUID, said: frozenset[str]) -> Node:
    attrs: dict[str, Any] = {"asset": str(asset)}
    attrs |= {name: "lời" for name in ("alt", "credit") if name in said}
    return Node("figure", attrs, (Text("Chú thích"),) if "caption" in said else ())


@given(st.lists(st.tuples(st.sampled_from(PICTURES), st.frozensets(st.sampled_from(FIELDS))), max_size=8))
def test_only_what_stands_at_every_place_is_said(shown: list[tuple[UUID, frozenset[str]]]) -> None:
    found = said_of(Node("doc", {}, tuple(figure(asset, said) for asset, said in shown)))
    assert found == {
        asset: frozenset(FIELDS).intersection(*(said for one, said in shown if one == asset))
        for asset in {asset for asset, _ in shown}
    }


def test_blanks_posters_and_halves_say_nothing() -> None:
    first, second = PICTURES[:2]
    tree = Node(
        "doc",
        {},
        (
            Node("figure", {"asset": str(first), "alt": "  ", "credit": None}, (Text(" "),)),
            Node("comparison", {"before": str(second), "after": str(second), "credit": "Lan"}),
        ),
    )
    assert set(said_of(tree).values()) == {frozenset()}
