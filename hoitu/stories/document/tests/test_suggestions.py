"""Suggestions: refusing them gives the text that stood, whatever was suggested, in whatever order."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hoitu.stories.document.settled import Outcome, suggestion_events
from hoitu.stories.document.suggestions import (
    Kind,
    accepted,
    only_comments_changed,
    only_suggestions_changed,
    rejected,
    rejected_of,
    suggestions_of,
    text_changed,
)
from hoitu.stories.document.testing import AT, THREAD, every_node_tree, trees
from hoitu.stories.document.tree import Child, Json, Mark, Node, Text, normalise, to_json, walk
from hoitu.stories.document.validity import problems

LAN, MINH = str(UUID(int=1)), str(UUID(int=2))
PLAIN = frozenset({"format", "comment"})
BOLD = Mark("bold")


def mark(kind: str, name: str = "s1", author: str = LAN, **more: Json) -> Mark:
    return Mark(kind, {"id": name, "author": author, "at": AT, **more})


def line(*runs: Text) -> Node:
    return normalise(Node("doc", {}, (Node("paragraph", {}, runs),)))


def words(tree: Node) -> str:
    return "".join(child.text for node in walk(tree) for child in node.children if isinstance(child, Text))


@st.composite
def suggested(draw: st.DrawFn, tree: Node, author: str = LAN) -> Node:
    """Put suggestions of one author into a tree, at random, as an editor could."""
    return normalise(_suggest_in(draw, tree, author))


def _suggest_in(draw: st.DrawFn, node: Node, author: str) -> Node:
    children: list[Child] = []
    for child in node.children:
        if isinstance(child, Node):
            children.append(_suggest_in(draw, child, author))
            continue
        cut = draw(st.integers(0, len(child.text)))
        for part in (child.text[:cut], child.text[cut:]):
            if part:
                children.append(_suggest_on(draw, Text(part, child.marks), node.type, author))
            if draw(st.booleans()):
                name = draw(st.sampled_from("abc"))
                children.append(Text("mới ", (mark("insertion", f"{author}-{name}", author),)))
    return Node(node.type, node.attrs, tuple(children))


def _suggest_on(draw: st.DrawFn, text: Text, parent: str, author: str) -> Text:
    name = f"{author}-{draw(st.sampled_from('abc'))}"
    taken = {each.type for each in text.marks}
    choice = draw(st.sampled_from(["none", "deletion", "formatting"]))
    if choice == "deletion" and "deletion" not in taken:
        return Text(text.text, (*text.marks, mark("deletion", name, author)))
    if choice == "formatting" and "formatting" not in taken and parent != "codeBlock":
        kept = [each for each in text.marks if each.type not in ("bold", "link", "italic")]
        looks = [each for each in text.marks if each.type not in ("comment", "insertion", "deletion")]
        before: list[Json] = [{"type": each.type, "attrs": dict(each.attrs)} for each in looks]
        return Text(text.text, (*kept, Mark("italic"), mark("formatting", name, author, before=before)))
    return text


PAIRS = trees(kinds=PLAIN).flatmap(lambda tree: st.tuples(st.just(tree), suggested(tree)))
TWICE = PAIRS.flatmap(lambda pair: st.tuples(st.just(pair[1]), suggested(pair[1], MINH)))


@given(PAIRS)
def test_refusing_everything_gives_the_text_that_stood(pair: tuple[Node, Node]) -> None:
    original, changed = pair
    assert to_json(rejected(changed)) == to_json(rejected(original))
    assert only_suggestions_changed(original, changed, LAN)
    assert not text_changed(original, changed)


@given(TWICE)
def test_one_persons_suggestions_leave_anothers_alone(pair: tuple[Node, Node]) -> None:
    lans, both = pair
    assert rejected_of(both, MINH) == rejected_of(lans, MINH)
    assert only_suggestions_changed(lans, both, MINH)
    assert only_suggestions_changed(lans, both, LAN) == (lans == both)


def test_nobody_suggests_in_anothers_name_even_on_words_of_their_own() -> None:
    own = mark("insertion", "s1")
    before = line(Text("Cầu "), Text("mới", (own,)))
    forged = line(Text("Cầu "), Text("mới", (own, mark("deletion", "s2", MINH))))
    assert not only_suggestions_changed(before, forged, LAN)
    assert only_suggestions_changed(before, forged, MINH)
    assert only_suggestions_changed(forged, before, LAN)  # words of one's own go with all that stands on them


@given(trees(), st.booleans())
def test_settling_all_is_done_once(tree: Node, accept: bool) -> None:
    settle = accepted if accept else rejected
    done = settle(tree)
    assert suggestions_of(done) == []
    assert settle(done) == done == settle(tree, {each.id for each in suggestions_of(tree)})


@given(TWICE, st.booleans(), st.booleans(), st.data())
def test_the_order_of_settling_does_not_matter(
    pair: tuple[Node, Node], first: bool, second: bool, data: st.DataObject
) -> None:
    tree = pair[1]
    ids = sorted({each.id for each in suggestions_of(tree)})
    chosen = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()
    rest = set(ids) - chosen
    one, other = accepted if first else rejected, accepted if second else rejected
    assert one(other(tree, rest), chosen) == other(one(tree, chosen), rest)
    assert not {each.id for each in suggestions_of(one(tree, chosen))} & chosen


@given(PAIRS)
def test_what_is_left_after_settling_is_a_valid_tree(pair: tuple[Node, Node]) -> None:
    assert problems(accepted(pair[1])) == ()
    assert problems(rejected(pair[1])) == ()


def test_suggestions_are_read_with_their_words() -> None:
    tree = line(
        Text("Cầu "),
        Text("cũ", (mark("deletion"),)),
        Text("mới", (mark("insertion"),)),
        Text(" đẹp", (BOLD, mark("formatting", "s2", MINH, before=[]))),
    )
    first, second = suggestions_of(tree)
    assert (first.kind, first.before, first.after, first.author) == (Kind.REPLACEMENT, "cũ", "mới", LAN)
    assert (second.kind, second.where) == (Kind.FORMATTING, (0,))
    assert words(accepted(tree)) == "Cầu mới đẹp"
    assert words(rejected(tree)) == "Cầu cũ đẹp"
    assert rejected(tree) == line(Text("Cầu cũ đẹp"))
    assert words(accepted(tree, {"s1"})) == "Cầu mới đẹp"
    assert len(suggestions_of(rejected(tree, {"s1"}))) == 1


def test_every_node_may_hold_suggestions() -> None:
    tree = every_node_tree(suggestions=True)
    assert {each.id for each in suggestions_of(tree)} == {"s1"}
    assert problems(rejected(tree)) == () == problems(accepted(tree))


def test_what_a_suggesting_person_may_not_do() -> None:
    before = line(Text("Cầu dài "), Text("ba", (mark("insertion", "m1", MINH),)), Text(" km"))
    plain = line(Text("Cầu rất dài "), Text("ba", (mark("insertion", "m1", MINH),)), Text(" km"))
    taken_in = line(Text("Cầu dài ba km"))
    shortened = line(Text("Cầu dài "), Text("b", (mark("insertion", "m1", MINH),)), Text(" km"))
    foreign = line(
        Text("Cầu dài "),
        Text("ba", (mark("insertion", "m1", MINH),)),
        Text(" tư", (mark("insertion", "m9", MINH),)),
    )
    same_id = line(
        Text("Cầu "), Text("rất ", (mark("insertion", "m1"),)), Text("dài "),
        Text("ba", (mark("insertion", "m1", MINH),)), Text(" km"),
    )  # fmt: skip
    false_past = line(
        Text("Cầu dài ", (BOLD, mark("formatting", "l1", before=[{"type": "italic"}]))),
        Text("ba", (mark("insertion", "m1", MINH),)), Text(" km"),
    )  # fmt: skip
    more_lines = Node("doc", {}, (*before.children, Node("paragraph")))
    for after in (plain, taken_in, shortened, foreign, same_id, false_past, more_lines):
        assert not only_suggestions_changed(before, after, LAN)
    struck = line(
        Text("Cầu dài "), Text("ba", (mark("insertion", "m1", MINH), mark("deletion", "l1"))), Text(" km")
    )
    assert only_suggestions_changed(before, struck, LAN)
    assert only_suggestions_changed(struck, before, LAN), "own suggestions may be withdrawn"


def test_comments_alone() -> None:
    before = line(Text("Cầu dài"))
    noted = line(Text("Cầu ", (Mark("comment", {"thread": THREAD}),)), Text("dài"))
    assert only_comments_changed(before, noted)
    assert only_suggestions_changed(before, noted, LAN)
    assert not only_comments_changed(before, line(Text("Cầu dài", (BOLD,))))
    assert not only_comments_changed(before, line(Text("Cầu dài", (mark("deletion"),))))


def outcomes(before: Node, after: Node, actor: str = MINH) -> dict[str, Outcome]:
    return {each.suggestion.id: each.outcome for each in suggestion_events(before, after, actor)}


def test_what_became_of_suggestions() -> None:
    tree = line(
        Text("Sáng nay "),
        Text("tỉnh ", (mark("insertion", "i"),)),
        Text("khánh thành "),
        Text("cây ", (mark("deletion", "d"),)),
        Text("cầu", (BOLD, mark("formatting", "f", before=[]))),
        Text(" mới", (mark("insertion", "r"),)),
        Text(" cũ", (mark("deletion", "r"),)),
    )
    assert set(outcomes(line(Text("Sáng nay")), tree, LAN).values()) == {Outcome.MADE}
    every = {"i", "d", "f", "r"}
    assert outcomes(tree, accepted(tree)) == dict.fromkeys(every, Outcome.ACCEPTED)
    assert outcomes(tree, rejected(tree)) == dict.fromkeys(every, Outcome.REJECTED)
    assert outcomes(tree, rejected(tree), LAN) == dict.fromkeys(every, Outcome.WITHDRAWN)
    assert outcomes(tree, accepted(rejected(tree, {"d", "f"}), {"i"})) == {
        "i": Outcome.ACCEPTED, "d": Outcome.REJECTED, "f": Outcome.REJECTED,
    }  # fmt: skip
    assert outcomes(tree, tree) == {}


def test_a_suggestion_inside_a_word_is_followed_too() -> None:
    tree = line(
        Text("Cầ"),
        Text("n", (mark("insertion", "i"),)),
        Text("u "),
        Text("b", (mark("deletion", "d"),)),
        Text("ắc"),
    )
    assert outcomes(tree, line(Text("Cầnu bắc"))) == {"i": Outcome.ACCEPTED, "d": Outcome.REJECTED}
    assert outcomes(tree, line(Text("Cầu ắc"))) == {"i": Outcome.REJECTED, "d": Outcome.ACCEPTED}


@given(PAIRS, st.data())
def test_every_vanished_suggestion_has_one_outcome(pair: tuple[Node, Node], data: st.DataObject) -> None:
    tree = pair[1]
    ids = sorted({each.id for each in suggestions_of(tree)})
    taken = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()
    after = rejected(accepted(tree, taken))
    events = suggestion_events(tree, after, MINH)
    assert sorted(each.suggestion.id for each in events) == ids
    assert all(each.outcome in (Outcome.ACCEPTED, Outcome.REJECTED) for each in events)
