"""What became of the suggestions between two states of a text: made, accepted, refused, withdrawn."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from hoitu.stories.document.suggestions import (
    DELETION,
    FORMATTING,
    INSERTION,
    SUGGESTIONS,
    Suggestion,
    author_of,
    rejected,
    suggestion_id,
    suggestions_of,
)
from hoitu.stories.document.tree import Mark, Node, Text

# A suggestion may stand inside a word, so letters are compared; where much was rewritten at once, words must do.
_LETTER, _WORD = re.compile(r".", re.DOTALL), re.compile(r"\w+|\s+|[^\w\s]")
MAX_LETTERS = 4_000
Key = tuple[str, str]


class Outcome(StrEnum):
    """What happened to a suggestion."""

    MADE = "suggest"
    ACCEPTED = "accept_suggestion"
    REJECTED = "reject_suggestion"
    WITHDRAWN = "withdraw_suggestion"


@dataclass(frozen=True, slots=True)
class Settled:
    """One suggestion and what became of it."""

    outcome: Outcome
    suggestion: Suggestion


def suggestion_events(before: Node, after: Node, actor: str) -> list[Settled]:
    """Return what the person's change from `before` to `after` did to suggestions, in reading order.

    `actor` is the person's id. The CRDT says no more than which words and marks are there, so a vanished suggestion
    counts as accepted when its words stand in `after` as they would after accepting it.
    """
    old = {(each.id, each.author): each for each in suggestions_of(before)}
    new = {(each.id, each.author): each for each in suggestions_of(after)}
    gone = {key: each for key, each in old.items() if key not in new}
    taken = _accepted_keys(before, after, set(gone)) if gone else set()
    events = []
    for key, each in gone.items():
        refused = Outcome.WITHDRAWN if each.author == actor else Outcome.REJECTED
        events.append(Settled(Outcome.ACCEPTED if key in taken else refused, each))
    events += [Settled(Outcome.MADE, each) for key, each in new.items() if key not in old]
    return events


def _accepted_keys(before: Node, after: Node, gone: set[Key]) -> set[Key]:
    """Return which of the vanished suggestions live on as the text itself: most of their words vote for it."""
    votes: dict[Key, int] = dict.fromkeys(gone, 0)
    for word, kept in _fates(before, after):
        for mark in word.marks:
            key = (suggestion_id(mark), author_of(mark))
            if mark.type in SUGGESTIONS and key in votes:
                votes[key] += len(word.text) * (1 if _speaks_for(mark, word, kept) else -1)
    return {key for key, count in votes.items() if count > 0}


def _speaks_for(mark: Mark, word: Text, kept: Text | None) -> bool:
    """Say whether this word's fate is what accepting would have done to it."""
    if mark.type == INSERTION:
        return kept is not None
    if mark.type == DELETION:
        return kept is None
    assert mark.type == FORMATTING
    if kept is None:
        return False
    alone = Node("doc", {}, (Node("paragraph", {}, (Text(word.text, word.marks),)),))
    refused = rejected(alone, {suggestion_id(mark)}).children[0]
    run = refused.children[0] if isinstance(refused, Node) and refused.children else None
    return not isinstance(run, Text) or _looks(run.marks) != _looks(kept.marks)


def _looks(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.type not in SUGGESTIONS and mark.type != "comment"]


def _fates(before: Node, after: Node) -> Iterator[tuple[Text, Text | None]]:
    """Yield each piece of `before` with the piece it became, or None where it went."""
    left, right = list(_lines(before)), list(_lines(after))
    matcher = SequenceMatcher(None, [_text(line) for line in left], [_text(line) for line in right], False)
    for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 - i1 == j2 - j1:
            for old, new in zip(left[i1:i2], right[j1:j2], strict=True):
                yield from _piece_fates(old, new)
        else:
            yield from _piece_fates(
                [run for line in left[i1:i2] for run in line], [run for line in right[j1:j2] for run in line]
            )


def _piece_fates(old: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[Text, Text | None]]:
    pattern = _LETTER if max(len(_text(old)), len(_text(new))) <= MAX_LETTERS else _WORD
    left, right = _pieces(old, pattern), _pieces(new, pattern)
    matcher = SequenceMatcher(None, [piece.text for piece in left], [piece.text for piece in right], False)
    for tag, i1, i2, j1, _j2 in matcher.get_opcodes():
        for offset, piece in enumerate(left[i1:i2]):
            yield piece, right[j1 + offset] if tag == "equal" else None


def _pieces(runs: Sequence[Text], pattern: re.Pattern[str]) -> list[Text]:
    return [Text(piece, run.marks) for run in runs for piece in pattern.findall(run.text)]


def _text(line: Sequence[Text]) -> str:
    return "".join(run.text for run in line)


def _lines(node: Node) -> Iterator[list[Text]]:
    """Yield the runs of each block that holds text, footnotes as blocks of their own."""
    own = [child for child in node.children if isinstance(child, Text)]
    if own:
        yield own
    for child in node.children:
        if isinstance(child, Node):
            yield from _lines(child)
