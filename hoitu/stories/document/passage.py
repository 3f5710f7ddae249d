"""Put a passage of an earlier text back into the present one, beside whatever stands there now."""

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher

from hoitu.stories.document.suggestions import COMMENTS, rejected
from hoitu.stories.document.tree import Child, Node, canonical_json, normalise, texts, without_marks

MIN_LIKENESS = 0.35


def passage_of(then: Node, block: int) -> Node:
    """Return a block of the text as it would be put back: without comments, open suggestions refused."""
    child = then.children[block]
    assert isinstance(child, Node)
    return normalise(rejected(without_marks(child, COMMENTS)))


def standing(now: Node) -> frozenset[bytes]:
    """Return the blocks of the present text, as `key` names them."""
    return frozenset(key(child) for child in now.children if isinstance(child, Node))


def key(block: Node) -> bytes:
    """Return equal bytes for blocks that are equal."""
    return canonical_json(block)


def with_passage(now: Node, then: Node, block: int) -> Node:
    """Return the present text with a block of the earlier one inserted; nothing of the present text goes.

    It comes after what became of it, else after what became of the block before it, else at the beginning.
    """
    return with_block(now, passage_of(then, block), place_of(now, then, block))


def place_of(now: Node, then: Node, block: int) -> int:
    """Return before which block of the present text a block of the earlier one would stand."""
    became = _became(then.children, now.children)
    earlier = [became[number] for number in range(block + 1) if number in became]
    return earlier[-1] + 1 if earlier else 0


def with_block(now: Node, block: Node, place: int) -> Node:
    """Return the present text with one more block before that place."""
    return replace(now, children=(*now.children[:place], block, *now.children[place:]))


def _became(then: tuple[Child, ...], now: tuple[Child, ...]) -> dict[int, int]:
    """Return which block of now each block of then became, in order: the same one, else one with like words."""
    before, after = ([key(child) for child in side if isinstance(child, Node)] for side in (then, now))
    found: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            found |= {i1 + step: j1 + step for step in range(i2 - i1)}
            continue
        free = j1
        for number in range(i1, i2):
            alike = ((_likeness(then[number], now[other]), -other) for other in range(free, j2))
            likeness, other = max(alike, default=(0.0, 0))
            if likeness >= MIN_LIKENESS:
                found[number] = -other
                free = 1 - other
    return found


def _likeness(before: Child, after: Child) -> float:
    """Return 0–1: how many words two blocks share."""
    left, right = _words(before), _words(after)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _words(block: Child) -> Counter[str]:
    if not isinstance(block, Node):
        return Counter()
    return Counter(word for text in texts(block) for word in text.text.lower().split())
