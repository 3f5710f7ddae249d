"""How well a proposal agrees with the truth about a plan: precision and recall of each field.

The truth is a proposal's JSON typed by a person. A key that an item of the truth lacks is not measured there; an item
with `"either": true` may be proposed or not (a bullet that only repeats a row of the appendix).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hoitu.drafting.proposing.wording import alike, skeleton

Item = Mapping[str, Any]
FIELDS: Final = {
    "document": ("issuer", "number", "date", "title"),
    "targets": ("text", "value", "unit", "year", "line"),
    "tasks": ("text", "lead", "coordinators", "product", "time", "line"),
    "reports": ("who", "to", "when", "line"),
    "legal": ("number", "date", "line"),
}
_SAME_TEXT: Final = 0.93
_MIN_PAIR: Final = 0.72


@dataclass(slots=True)
class Count:
    """How often a field was in the truth, proposed, and both and equal."""

    true: int = 0
    proposed: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


Counts = dict[str, Count]


def new_counts() -> Counts:
    """Return counts of nothing, to be added to document by document."""
    return defaultdict(Count)


def count(counts: Counts, truth: Item, proposal: Item, wrong: list[str] | None = None) -> None:
    """Add one document's agreement to the counts; what differs is told in `wrong`."""
    _count_pair(counts, "document", truth["document"], proposal["document"], wrong)
    for kind in ("targets", "tasks", "reports", "legal"):
        if kind not in truth:
            continue
        for true, proposed in _pairs(kind, truth[kind], proposal[kind]):
            if true is not None and true.get("either"):
                continue
            _count_pair(counts, kind, true, proposed, wrong)


def _count_pair(
    counts: Counts, kind: str, true: Item | None, proposed: Item | None, wrong: list[str] | None
) -> None:
    for name in FIELDS[kind]:
        if true is not None and name not in true:
            continue
        is_true = _is_there(true, name)
        is_proposed = _is_there(proposed, name)
        is_right = is_true and is_proposed and _same(name, true[name], proposed[name])  # type: ignore[index]
        tally = counts[f"{kind}.{name}"]
        tally.true += is_true
        tally.proposed += is_proposed
        tally.right += is_right
        if wrong is not None and not is_right and (is_true or is_proposed):
            wrong.append(f"{kind}.{name}: true {_show(true, name)} | proposed {_show(proposed, name)}")


def _is_there(item: Item | None, name: str) -> bool:
    return item is not None and item.get(name) not in (None, [], (), "")


def _show(item: Item | None, name: str) -> str:
    if item is None:
        return "–"
    what = f" [{str(item.get('text') or item.get('who'))[:60]} L{item.get('line')}]" if "line" in item else ""
    return f"{str(item.get(name))[:110]!r}{what}"


def _same(name: str, one: Any, other: Any) -> bool:
    if name in {"value", "year", "line", "date"}:
        return bool(one == other)
    if name in {"coordinators", "to"}:
        return {skeleton(text) for text in one} == {skeleton(text) for text in other}
    if name in {"text", "title"}:
        return alike(one, other) >= _SAME_TEXT
    return skeleton(one) == skeleton(other)


def _pairs(
    kind: str, truth: Sequence[Item], proposed: Sequence[Item]
) -> Iterable[tuple[Item | None, Item | None]]:
    """Pair each true item with the proposed one that is most like it, the likest first."""
    scores = [
        (score, i, j)
        for i, true in enumerate(truth)
        for j, guess in enumerate(proposed)
        if (score := _likeness(kind, true, guess)) >= _MIN_PAIR
    ]
    taken_true: set[int] = set()
    taken_proposed: set[int] = set()
    for _, i, j in sorted(scores, key=lambda score: -score[0]):
        if i not in taken_true and j not in taken_proposed:
            taken_true.add(i)
            taken_proposed.add(j)
            yield truth[i], proposed[j]
    yield from ((true, None) for i, true in enumerate(truth) if i not in taken_true)
    yield from ((None, guess) for j, guess in enumerate(proposed) if j not in taken_proposed)


def _likeness(kind: str, true: Item, guess: Item) -> float:
    """Return how surely two items are the same one, 0–1.3."""
    near = 0.1 if true.get("line") == guess.get("line") else 0.0
    if kind == "legal":
        one, other = true.get("number") or true["text"][:18], guess.get("number") or guess["text"][:18]
        return 1.0 + near if skeleton(one) == skeleton(other) else 0.0
    if kind == "reports":
        same_line = bool(true.get("line") == guess.get("line"))
        same = sum(
            _is_there(true, name) and _is_there(guess, name) and _same(name, true[name], guess[name])
            for name in ("who", "to", "when")
        )
        return 0.75 * same_line + 0.15 * same if same_line else 0.5 * (same > 1) + 0.15 * same
    text = alike(true["text"], guess["text"])
    shares = true["text"][:40] in guess["text"] or guess["text"][:40] in true["text"]
    base = max(text, 0.75 if near and shares else 0.0)
    if kind == "targets":
        return (
            base
            + near
            + 0.1 * float(true.get("year") == guess.get("year"))
            + 0.05 * float(true["value"] == guess["value"])
        )
    return base + near + 0.05 * float(skeleton(true.get("lead") or "") == skeleton(guess.get("lead") or ""))
