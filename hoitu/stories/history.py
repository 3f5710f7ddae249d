"""What a story's words were: every update that ever came, grouped into moments, and the text at each of them.

No update is ever deleted, so any moment can be shown again. Everything here follows from the updates alone; the
waypoints (`waypoints.py`) only save the way from the first one.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hoitu.stories.document import crdt
from hoitu.stories.document.authorship import Arrival, Claims
from hoitu.stories.document.tree import Node
from hoitu.stories.models import Movement, Revision, Story, Waypoint
from hoitu.stories.waypoints import (
    BEGINNING,
    Start,
    start_at,
    start_before,
    updates_from,
    waypoints_of,
)
from hoitu.stories.words import document_of

# A moment is a stretch of writing without such a pause, not longer than this; who begins to write within seconds of
# another writes together with them, else it is the next one's moment.
PAUSE = timedelta(minutes=2)
LONGEST = timedelta(minutes=10)
TOGETHER = timedelta(seconds=10)
# A page may have heard words without having heard what was deleted before them: one start further back is tried too.
TRIED_STARTS = 2


@dataclass(frozen=True, slots=True)
class Written:
    """An update without its bytes. `person` is None for what was imported."""

    id: int
    person: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Updates that belong together: numbers `first` to `last`, by these people in order of appearance."""

    number: int
    first: int
    last: int
    began_at: datetime
    ended_at: datetime
    people: tuple[UUID | None, ...]
    updates: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the line besides writing: a step, an approval, a named version; `revision` is its number."""

    at: datetime
    kind: str
    label: str
    who: str
    note: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a story at some moment."""

    headline: str
    standfirst: str
    body: Node


def written(story: Story, *, after: int = 0, most: int | None = None) -> list[Written]:
    """Return the (first `most`) updates of the story above a number in their order, without their bytes."""
    rows = updates_from(story, Start(after, b"")).values_list("id", "person_id", "received_at")
    found = [Written(*row) for row in rows[:most].iterator()]
    if story.import_key and found and not after:  # whoever ran the import did not write what it brought
        found[0] = Written(found[0].id, None, found[0].at)
    return found


def arrivals(story: Story, *, after: int = 0) -> list[Arrival]:
    """Return the updates of the story above a number with who sent each, in the order of arrival."""
    updates = dict(updates_from(story, Start(after, b"")).values_list("id", "update").iterator())
    rows = written(story, after=after)
    return [Arrival(bytes(updates[one.id]), one.person, one.at) for one in rows if one.id in updates]


def hands(story: Story) -> tuple[Claims, list[Arrival]]:
    """Return who wrote what up to the last waypoint, and the updates after it."""
    claims, last = Claims(), 0
    for row in waypoints_of(story).only("upto", "hands"):
        claims.take_kept(row.hands)
        last = row.upto
    return claims, arrivals(story, after=last)


def events(story: Story) -> list[Event]:
    """Return the steps and the versions of a story in order; a version that a step froze stands in the step."""
    steps = Movement.objects.for_agency(story.agency_id).filter(story=story).select_related("revision")
    found = [_step(one) for one in steps]
    frozen = {one.revision_id for one in steps}
    versions = Revision.objects.for_agency(story.agency_id).filter(story=story).defer("content")
    found += [_version(one) for one in versions if one.pk not in frozen]
    return sorted(found, key=lambda one: one.at)


def line(story: Story, happened: Sequence[Event]) -> list[Moment]:
    """Return every moment of the story in order; each of its events (all of them, in order) ends one."""
    breaks = [event.at for event in happened]
    kept: dict[int, Moment] = {}
    last = 0
    for row in waypoints_of(story).only("upto", "at", "events", "moments"):
        if bisect_left(breaks, row.at) != row.events:
            break  # an event came to be known later than words after it: from there on it is counted anew
        kept |= {moment.number: moment for moment in map(moment_from_json, row.moments)}
        last = row.upto
    return moments(written(story, after=last), breaks, before=list(kept.values()))


def moments(
    rows: Iterable[Written], breaks: Sequence[datetime] = (), *, before: Sequence[Moment] = ()
) -> list[Moment]:
    """Group updates into moments. None reaches over one of `breaks`, so that each is the end of a moment.

    `before` are the moments up to the first of the rows; they come first, and the last of them may grow.
    """
    found = list(before)
    ordered = sorted(breaks)
    passed = bisect_left(ordered, found[-1].ended_at) if found else 0
    for row in rows:
        last = found[-1] if found else None
        passed_before = passed
        while passed < len(ordered) and ordered[passed] < row.at:
            passed += 1
        if last is None or passed > passed_before or not _continues(last, row):
            number = last.number + 1 if last else 1
            found.append(Moment(number, row.id, row.id, row.at, row.at, (row.person,), 1))
            continue
        people = last.people if row.person in last.people else (*last.people, row.person)
        found[-1] = Moment(last.number, last.first, row.id, last.began_at, row.at, people, last.updates + 1)
    return found


def moment_to_json(moment: Moment) -> list[object]:
    """Return a moment as a waypoint keeps it."""
    people = [str(person) if person else None for person in moment.people]
    times = [moment.began_at.isoformat(), moment.ended_at.isoformat()]
    return [moment.number, moment.first, moment.last, *times, people, moment.updates]


def moment_from_json(kept: Sequence[Any]) -> Moment:
    """Return the moment that a waypoint keeps."""
    number, first, last, began, ended, people, updates = kept
    who = tuple(UUID(person) if person else None for person in people)
    times = datetime.fromisoformat(began), datetime.fromisoformat(ended)
    return Moment(number, first, last, *times, who, updates)


def text_until(story: Story, last: int) -> bytes:
    """Return the story's document with its updates up to this number, as one update."""
    return _replayed(story, start_before(story, last), last).snapshot()


def words_of(document: bytes) -> Words:
    """Return the words of a document."""
    return Words(*crdt.words_of_state(document))


def words_until(story: Story, last: int) -> Words:
    """Return the words as they stood after the update of this number."""
    return words_at(story, [last])[0]


def words_at(story: Story, lasts: Sequence[int]) -> list[Words]:
    """Return the words as they stood after each of these updates (in rising order): one goes on from the other."""
    found: list[Words] = []
    replay, reached = crdt.Replay(), -1
    for last in lasts:
        start = start_before(story, last)
        if reached < 0 or start.upto > reached:
            replay = _replayed(story, start, last)
        else:
            replay.go_on(_bytes(story, Start(reached, b""), last))
        reached = last
        found.append(Words(*replay.words()))
    return found


def documents_heard(story: Story, state_vector: bytes) -> Iterator[list[bytes]]:
    """Yield what may hold all that somebody had heard: the nearest starts first, each with the updates after it."""
    rows = list(waypoints_of(story).only("upto", "state_vector"))
    near = [row for row in rows if crdt.covers(state_vector, bytes(row.state_vector))][-TRIED_STARTS:]
    for row in reversed(near):
        start = start_at(row)
        yield [start.document, *_bytes(story, start)]
    if not near:
        yield list(_bytes(story, BEGINNING))


def is_complete(story: Story) -> bool:
    """Say whether the kept updates make up all of the document: only then does the line begin at the first word."""
    newest = updates_from(story, BEGINNING).values_list("id", flat=True).last() or 0
    made = text_until(story, newest)
    return crdt.covers(crdt.state_vector_of(made), crdt.state_vector_of(document_of(story)))


def next_waypoint(story: Story, *, every: int) -> Waypoint | None:
    """Return the waypoint (not stored) that the next `every` updates make, None while there are fewer of them."""
    rows = list(waypoints_of(story).only("upto", "moments"))
    after = rows[-1].upto if rows else 0
    coming = written(story, after=after, most=every)
    if len(coming) < every:
        return None
    start, last = start_at(rows[-1]) if rows else BEGINNING, coming[-1]
    updates = list(updates_from(story, start, last.id).values_list("id", "update"))
    merged = crdt.apply_updates(start.document, [bytes(update) for _number, update in updates])
    bytes_of = dict(updates)
    claims = Claims()
    for one in coming:
        claims.take(Arrival(bytes(bytes_of[one.id]), one.person, one.at))
    breaks = [event.at for event in events(story)]
    open_moment = [moment_from_json(rows[-1].moments[-1])] if rows else []
    grown = moments(coming, breaks, before=open_moment)
    return Waypoint(
        story=story,
        upto=last.id,
        at=last.at,
        document=merged.snapshot,
        state_vector=merged.state_vector,
        held=[updates[position][0] for position in merged.held_back],
        events=bisect_left(breaks, last.at),
        moments=[moment_to_json(one) for one in grown],
        hands=claims.to_json(),
    )


def _replayed(story: Story, start: Start, last: int) -> crdt.Replay:
    replay = crdt.Replay(start.document)
    replay.go_on(_bytes(story, start, last))
    return replay


def _bytes(story: Story, start: Start, last: int | None = None) -> Iterator[bytes]:
    rows = updates_from(story, start, last).values_list("update", flat=True)
    return (bytes(one) for one in rows.iterator())


def _continues(last: Moment, row: Written) -> bool:
    """Say whether an update still belongs to the last moment."""
    pause = row.at - last.ended_at
    if pause >= PAUSE or row.at - last.began_at >= LONGEST:
        return False
    return row.person in last.people or pause <= TOGETHER


def _step(row: Movement) -> Event:
    turned = row.from_stage_name != row.to_stage_name
    label = f"{row.name} → {row.to_stage_name}" if turned else row.name
    number = row.revision.number if row.revision else None
    return Event(row.moved_at, row.kind, label, row.moved_by_name, row.note, number)


def _version(row: Revision) -> Event:
    label = row.note or Revision.Reason(row.reason).label
    return Event(row.made_at, row.reason, str(label), row.made_by_name, row.note, row.number)
