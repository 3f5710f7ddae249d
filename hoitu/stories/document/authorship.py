"""Who wrote which letters of a document, from the updates in the order in which they came.

Each operation of a shared document has a client and a clock. Whoever sent the update that brought it first wrote it:
what is sent again later, by anybody, changes nothing. To read the letters in their order, a second document is made
whose letters are replaced by signs for their writers: merging orders both alike.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import pycrdt

from hoitu.stories.document import lib0, yjs
from hoitu.stories.document.schema import schema
from hoitu.stories.document.structs import Struct, structs

_UNKNOWN_SIGN = 0x100
# Signs are single UTF-16 units below the surrogates. 54,000 minutes of writing by one person or another fit; a story
# that had more would show the rest as unknown.
_SIGNS = 0xD700 - _UNKNOWN_SIGN
_WORD = re.compile(r"\w+")
_LINE_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came. `person` is None where nobody is known to have written it (imports)."""

    update: bytes
    person: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote, and in which minute."""

    person: UUID | None
    at: datetime | None


UNKNOWN = Hand(None, None)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring letters by one hand."""

    text: str
    hand: Hand


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading, cell …: `kind` is its node type (`headline` and `standfirst` for the two texts above)."""

    kind: str
    depth: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def lines_by_hand(
    state: bytes, arrivals: Iterable[Arrival], *, claims: "Claims | None" = None
) -> tuple[Line, ...]:
    """Return the lines of the document in reading order, each letter with who wrote it.

    `state` is the whole document, `arrivals` every update in the order of arrival; those that `claims` tells of are
    left out. Lines without text are left out. Raises `BrokenUpdate`.
    """
    claims = claims or Claims()
    for arrival in arrivals:
        claims.take(arrival)
    words, signs = yjs.open_document(state), yjs.open_document(_signed(state, claims))
    with words.transaction(), signs.transaction():
        return tuple(line for line in _lines(words, signs, claims) if line.text.strip())


def words_by_person(lines: Sequence[Line]) -> Counter[UUID | None]:
    """Return how many words (syllables) each wrote; a word belongs to who wrote most of its letters."""
    counts: Counter[UUID | None] = Counter()
    for line in lines:
        writers = [run.hand.person for run in line.runs for _letter in run.text]
        for word in _WORD.finditer(line.text):
            counts[Counter(writers[word.start() : word.end()]).most_common(1)[0][0]] += 1
    return counts


class Claims:
    """Which hand each clock of each client belongs to: for each client, ranges in order that do not overlap.

    Claims of a stretch of updates can be kept (`to_json`) and taken in again in the order of the stretches.
    """

    def __init__(self) -> None:
        self.hands: list[Hand] = [UNKNOWN]
        self._numbers: dict[Hand, int] = {UNKNOWN: 0}
        self._starts: dict[int, list[int]] = {}
        self._ranges: dict[int, list[tuple[int, int]]] = {}  # end and number of the hand

    def take(self, arrival: Arrival) -> None:
        """Give every clock of the update that nobody has yet to its sender."""
        hand = (
            Hand(arrival.person, arrival.at.replace(second=0, microsecond=0)) if arrival.person else UNKNOWN
        )
        number = self._number(hand)
        for one in structs(arrival.update):
            self._claim(one.client, one.clock, one.clock + one.length, number)

    def to_json(self) -> dict[str, Any]:
        """Return the claims as JSON, neighbouring ranges of one hand joined."""
        hands = [
            [str(one.person) if one.person else None, one.at and one.at.isoformat()] for one in self.hands
        ]
        return {"hands": hands, "ranges": {str(client): self._joined(client) for client in self._starts}}

    def take_kept(self, kept: dict[str, Any]) -> None:
        """Give what a later stretch claimed, kept as JSON, to its hands unless it is somebody's already."""
        numbers = [
            self._number(Hand(UUID(person) if person else None, datetime.fromisoformat(at) if at else None))
            for person, at in kept["hands"]
        ]
        for client, ranges in kept["ranges"].items():
            for start, end, hand in ranges:
                self._claim(int(client), start, end, numbers[hand])

    def _number(self, hand: Hand) -> int:
        number = self._numbers.setdefault(hand, len(self.hands))
        if number == len(self.hands):
            self.hands.append(hand)
        return number

    def _joined(self, client: int) -> list[list[int]]:
        found: list[list[int]] = []
        for start, (end, number) in zip(self._starts[client], self._ranges[client], strict=True):
            if found and found[-1][1] == start and found[-1][2] == number:
                found[-1][1] = end
            else:
                found.append([start, end, number])
        return found

    def _claim(self, client: int, start: int, end: int, number: int) -> None:
        starts, ranges = self._starts.setdefault(client, []), self._ranges.setdefault(client, [])
        place = bisect_right(starts, start)
        if place and ranges[place - 1][0] > start:
            start = ranges[place - 1][0]
        while start < end:
            until = min(end, starts[place]) if place < len(starts) else end
            if start < until:
                starts.insert(place, start)
                ranges.insert(place, (until, number))
                place += 1
            if place >= len(starts):
                return
            start = max(until, ranges[place][0])
            place += 1

    def over(self, one: Struct) -> Iterator[tuple[int, int]]:
        """Yield for the clocks of an operation how many in a row belong to which hand (its number)."""
        starts, ranges = self._starts.get(one.client, []), self._ranges.get(one.client, [])
        at, end = one.clock, one.clock + one.length
        place = bisect_right(starts, at) - 1
        while at < end:
            if place >= 0 and ranges[place][0] > at:
                until, number = min(end, ranges[place][0]), ranges[place][1]
            else:
                until, number = min(end, starts[place + 1]) if place + 1 < len(starts) else end, 0
            if place + 1 < len(starts) and until >= starts[place + 1]:
                place += 1
            yield until - at, number
            at = until


def _signed(state: bytes, claims: Claims) -> bytes:
    """Return the document with every letter replaced by the sign of its writer."""
    parts: list[bytes] = []
    copied = 0
    for one in structs(state):
        if one.letters is None:
            continue
        start, end = one.letters
        signs = "".join(_sign(number) * count for count, number in claims.over(one))
        parts += [state[copied:start], lib0.sized(signs.encode())]
        copied = end
    return b"".join([*parts, state[copied:]])


def _sign(number: int) -> str:
    return chr(_UNKNOWN_SIGN + (number if number < _SIGNS else 0))


def _lines(words: pycrdt.Doc[Any], signs: pycrdt.Doc[Any], claims: Claims) -> Iterator[Line]:
    for name in (yjs.HEADLINE, yjs.STANDFIRST):
        text, twin = (str(doc.get(name, type=pycrdt.Text)) for doc in (words, signs))
        yield Line(name, 0, tuple(_runs(text, twin, claims)))
    body, shadow = (doc.get(yjs.BODY, type=pycrdt.XmlFragment) for doc in (words, signs))
    yield from _lines_in(body, shadow, claims, 0)


def _lines_in(parent: Any, shadow: Any, claims: Claims, depth: int) -> Iterator[Line]:
    for child, twin in zip(parent.children, shadow.children, strict=True):
        known = schema().nodes.get(child.tag or "") if isinstance(child, pycrdt.XmlElement) else None
        if known is None:
            continue
        if known.holds_inline:
            yield Line(known.name, depth, tuple(_inline(child, twin, claims)))
        else:
            yield from _lines_in(child, twin, claims, depth + (known.name not in ("listItem", "tableRow")))


def _inline(parent: Any, shadow: Any, claims: Claims) -> Iterator[Run]:
    """Yield what stands in one line; what a footnote or another inline node says stands where it is anchored."""
    for child, twin in zip(parent.children, shadow.children, strict=True):
        if isinstance(child, pycrdt.XmlText):
            yield from _runs(_letters(child), _letters(twin), claims)
        elif child.tag == "hardBreak":
            yield Run(_LINE_BREAK, UNKNOWN)
        else:
            yield from _inline(child, twin, claims)


def _letters(text: Any) -> str:
    return "".join(words for words, _ in text.diff() if isinstance(words, str))


def _runs(words: str, signs: str, claims: Claims) -> Iterator[Run]:
    units = words.encode("utf-16-le")
    at = 0
    for sign, group in groupby(signs):
        end = at + 2 * len(list(group))
        yield Run(units[at:end].decode("utf-16-le", "replace"), claims.hands[ord(sign) - _UNKNOWN_SIGN])
        at = end
