"""An editor as the browser's is, without a browser, and the account of every letter that it put anywhere.

Every letter of a run is another one, and known by its place in the CRDT (client and clock): so it can be said of each
whether it must be there, must not, or was deleted by somebody who sent that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pycrdt

from hoitu.stories.api import Standing
from hoitu.stories.document import yjs
from hoitu.stories.document.lib0 import number
from hoitu.stories.document.testing import AT
from hoitu.stories.document.tree import Mark

FIRST_LETTER, LAST_LETTER = 0x4E00, 0x9FFF
BYTES = 3  # of each of these letters in UTF-8, which is how pycrdt counts
OWN_PLACE = "uid"  # each paragraph bears its place: the schema knows no such attribute and leaves it out

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter put somewhere: there until its own place is deleted, or a paragraph that it was put into."""

    letter: str
    places: frozenset[Place]


@dataclass(slots=True)
class Change:
    """What one edit did: an update, the letters it put, the places it deleted."""

    update: bytes
    letters: tuple[Letter, ...]
    deleted: frozenset[Place]
    stored: bool = False


def numbers(data: bytes) -> Iterator[int]:
    """Yield the numbers of a delete set, as lib0 writes them."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def places_of(delete_set: bytes) -> frozenset[Place]:
    """Return every place that a delete set names."""
    read = numbers(delete_set)
    found = set()
    for _ in range(next(read, 0)):
        client = next(read)
        for _ in range(next(read)):
            start, length = next(read), next(read)
            found |= {(client, clock) for clock in range(start, start + length)}
    return frozenset(found)


class SimulatedEditor:
    """One person's editor: the document, what was typed and not confirmed, what was heard and not yet taken in."""

    _letters = count()

    def __init__(self, person: str, client: int) -> None:
        self.person = person
        self.changes: list[Change] = []
        self.unsent: list[Change] = []
        self.heard: list[bytes] = []
        self.process: int | None = None  # the web process that the socket goes to
        self.standing: Standing | None = None
        self.may_send = True
        self._open(client)

    def _open(self, client: int) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
        self.headline = self.doc.get("headline", type=pycrdt.Text)
        self.body = self.doc.get("body", type=pycrdt.XmlFragment)
        self._events: list[tuple[bytes, bytes]] = []
        self._listening = self.doc.observe(
            lambda event: self._events.append((event.update, event.delete_set))
        )

    def reload(self, client: int) -> None:
        """Open the page again: another client with the kept copy; what is unsent stays unsent."""
        kept = self.doc.get_update()
        self._open(client)
        self.take([kept])

    def take(self, updates: Iterable[bytes]) -> None:
        for update in updates:
            yjs.apply(self.doc, update)

    def disconnect(self) -> None:
        """Lose the line; what was heard and not taken in comes again by the next welcome."""
        self.process = None
        self.heard.clear()

    # Edits. Positions are any numbers: each is taken modulo what there is.

    def type_headline(self, at: int, length: int) -> None:
        at %= len(str(self.headline)) + 1
        new = self._new_letters(length)
        self._do(lambda _: self.headline.insert(at * BYTES, new), new)

    def cut_headline(self, at: int, length: int) -> None:
        if letters := len(str(self.headline)):
            self._do(lambda _: _cut(self.headline, at % letters, length))

    def type(self, paragraph: int, at: int, length: int, *, mark: Mark | None = None) -> None:
        """Type into a paragraph, as a suggestion when there is a mark."""
        if (found := self._paragraph(paragraph)) is None:
            return
        _, element, text = found
        at %= len(_letters_of(text)) + 1
        new = self._new_letters(length)

        def work(_clock: int) -> None:
            text.insert(at * BYTES, new)
            if mark is not None:
                text.format(at * BYTES, (at + length) * BYTES, yjs.mark_attributes((mark,)))

        self._do(work, new, _place_of(element))

    def mark(self, paragraph: int, at: int, length: int, mark: Mark) -> None:
        """Put a mark on letters: the suggestion that they should go, say."""
        if (found := self._paragraph(paragraph)) is None or not (letters := _letters_of(found[2])):
            return
        at %= len(letters)
        end = min(at + length, len(letters))
        self._do(lambda _: found[2].format(at * BYTES, end * BYTES, yjs.mark_attributes((mark,))))

    def cut(self, paragraph: int, at: int, length: int) -> None:
        if (found := self._paragraph(paragraph)) is not None and (letters := _letters_of(found[2])):
            self._do(lambda _: _cut(found[2], at % len(letters), length))

    def split(self, paragraph: int, at: int) -> None:
        """Break a paragraph as y-prosemirror does: the rest is deleted here and written anew below."""
        if (found := self._paragraph(paragraph)) is None:
            self._do(lambda clock: self._insert_paragraph(len(self.body.children), (), clock))
            return
        position, _, text = found
        letters = _letters_of(text)
        at %= len(letters) + 1
        rest = _runs_after(text, at)

        def work(clock: int) -> None:
            _cut(text, at, len(letters) - at)
            self._insert_paragraph(position + 1, rest, clock)

        self._do(work, letters[at:], (self.doc.client_id, self._clock()))

    def join(self, paragraph: int) -> None:
        """Join a paragraph with the next one, which disappears with all that anybody writes into it."""
        first, second = self._paragraph(paragraph), self._paragraph(paragraph + 1)
        if first is None or second is None or first[0] >= second[0]:
            return
        runs = _runs_after(second[2], 0)

        def work(_clock: int) -> None:
            _append(first[2], runs)
            del self.body.children[second[0]]

        self._do(work, _letters_of(second[2]), _place_of(first[1]))

    def _insert_paragraph(self, position: int, runs: Sequence[tuple[str, Any]], clock: int) -> None:
        element = self.body.children.insert(position, pycrdt.XmlElement("paragraph"))
        text = element.children.insert(0, pycrdt.XmlText())
        element.attributes[OWN_PLACE] = f"{self.doc.client_id}:{clock}"
        _append(text, runs)

    def _paragraph(self, wanted: int) -> tuple[int, Any, Any] | None:
        found = [
            (position, child, child.children[0])
            for position, child in enumerate(self.body.children)
            if isinstance(child, pycrdt.XmlElement) and OWN_PLACE in child.attributes
        ]
        return found[wanted % len(found)] if found else None

    def _new_letters(self, length: int) -> str:
        span = LAST_LETTER - FIRST_LETTER
        return "".join(chr(FIRST_LETTER + next(self._letters) % span) for _ in range(length))

    def _do(self, work: Callable[[int], None], put: str = "", into: Place | None = None) -> None:
        """Let an edit happen that puts these letters, in one piece, into the paragraph at that place."""
        clock, client = self._clock(), self.doc.client_id
        self._events.clear()
        with self.doc.transaction():
            work(clock)
        if not self._events:
            return
        ((update, deleted),) = self._events
        within = {into, (into[0], into[1] + 1)} if into else set()  # the paragraph and its text
        first = _clock_of(put[0], update, client, clock) if put else 0
        letters = [Letter(each, frozenset(within | {(client, first + nth)})) for nth, each in enumerate(put)]
        self.changes.append(Change(update, tuple(letters), places_of(deleted)))
        self.unsent.append(self.changes[-1])

    def _clock(self) -> int:
        """Return the clock that this client's next letter gets."""
        read = numbers(self.doc.get_state())
        clocks = {next(read): next(read) for _ in range(next(read))}
        return clocks.get(self.doc.client_id, 0)


def suggestion(kind: str, person: object, number: int) -> Mark:
    """Return the mark of a suggestion by a person."""
    return Mark(kind, {"id": f"s{number}", "author": str(person), "at": AT})


def _place_of(element: Any) -> Place:
    client, clock = map(int, element.attributes[OWN_PLACE].split(":"))
    return client, clock


def _clock_of(letter: str, update: bytes, client: int, clock: int) -> int:
    """Return the clock of a letter that an update puts: marks that end before it have clocks, too."""
    while letter.encode() in pycrdt.get_update(update, b"\x01" + number(client) + number(clock + 1)):
        clock += 1
    return clock


def _letters_of(text: Any) -> str:
    return "".join(words for words, _ in text.diff())


def _cut(text: Any, at: int, length: int) -> None:
    del text[at * BYTES : min((at + length) * BYTES, len(text))]


def _runs_after(text: Any, at: int) -> list[tuple[str, Any]]:
    runs, passed = [], 0
    for words, formatting in text.diff():
        rest = words[max(0, at - passed) :]
        passed += len(words)
        if rest:
            runs.append((rest, formatting))
    return runs


def _append(text: Any, runs: Sequence[tuple[str, Any]]) -> None:
    """Write runs at the end of a text; marks come after all letters, so that each letter's clock is known."""
    at = len(text)
    words = "".join(each for each, _ in runs)
    if words:
        text.insert(at, words)
    for each, formatting in runs:
        end = at + len(each.encode())
        if formatting:
            text.format(at, end, dict(formatting))
        at = end


def letters_in(words: str) -> Counter[str]:
    """Count the letters that editors here type; everything else is markup."""
    return Counter(letter for letter in words if FIRST_LETTER <= ord(letter) <= LAST_LETTER)


@dataclass
class Account:
    """What all editors did, and of it what the server says it has stored."""

    editors: list[SimulatedEditor] = field(default_factory=list)

    def check(self, shown: str) -> None:
        """Fail unless the server's words are exactly what was stored and nobody deleted.

        Only while something stored waits for a predecessor may a letter be on its way, or not yet off it.
        """
        found = letters_in(shown)
        stored, due = list(self._stored()), list(self._due())
        deleted = frozenset[Place]().union(*(change.deleted for change in stored))
        surely_deleted = frozenset[Place]().union(*(change.deleted for change in due))
        must, may = _standing(due, deleted), _standing(stored, surely_deleted)
        lost, strange = must - found, found - may
        assert not lost, f"acknowledged and lost: {sorted(lost)}"
        assert not strange, f"there without having been stored, or twice: {sorted(strange)}"

    def _stored(self) -> Iterator[Change]:
        return (change for editor in self.editors for change in editor.changes if change.stored)

    def _due(self) -> Iterator[Change]:
        """Yield what is stored together with everything that its writer did before."""
        for editor in self.editors:
            for change in editor.changes:
                if not change.stored:
                    break
                yield change


def _standing(changes: Sequence[Change], deleted: frozenset[Place]) -> Counter[str]:
    return Counter(
        letter.letter for change in changes for letter in change.letters if not letter.places & deleted
    )
