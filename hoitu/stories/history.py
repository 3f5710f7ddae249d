"""What a story's words were: every update that ever came, grouped into moments, and the text at each of them.

No update is ever deleted, so any moment can be shown again. What is merged is merged anew from the first update on:
10,000 of them take a tenth of a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hoitu.stories.document import crdt
from hoitu.stories.document.authorship import Arrival
from hoitu.stories.document.tree import Node
from hoitu.stories.models import DocumentUpdate, Movement, Revision, Story
from hoitu.stories.words import document_of

# A moment is a stretch of writing without such a pause, not longer than this; who begins to write within seconds of
# another writes together with them, else it is the next one's moment.
PAUSE = timedelta(minutes=2)
LONGEST = timedelta(minutes=10)
TOGETHER = timedelta(seconds=10)


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


def written(story: Story) -> list[Written]:
    """Return every update of the story in the order of arrival, without their bytes."""
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story).order_by("id")
    found = [Written(*row) for row in rows.values_list("id", "person_id", "received_at").iterator()]
    if story.import_key and found:  # whoever ran the import did not write what it brought
        found[0] = Written(found[0].id, None, found[0].at)
    return found


def arrivals(story: Story) -> list[Arrival]:
    """Return every update of the story with who sent it, in the order of arrival."""
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story).order_by("id")
    updates = dict(rows.values_list("id", "update").iterator())
    return [
        Arrival(bytes(updates[one.id]), one.person, one.at) for one in written(story) if one.id in updates
    ]


def events(story: Story) -> list[Event]:
    """Return the steps and the versions of a story in order; a version that a step froze stands in the step."""
    steps = Movement.objects.for_agency(story.agency_id).filter(story=story).select_related("revision")
    found = [_step(one) for one in steps]
    frozen = {one.revision_id for one in steps}
    versions = Revision.objects.for_agency(story.agency_id).filter(story=story).defer("content")
    found += [_version(one) for one in versions if one.pk not in frozen]
    return sorted(found, key=lambda one: one.at)


def moments(rows: Iterable[Written], breaks: Sequence[datetime] = ()) -> list[Moment]:
    """Group updates into moments. None reaches over one of `breaks`, so that each is the end of a moment."""
    found: list[Moment] = []
    ordered = sorted(breaks)
    passed = 0
    for row in rows:
        last = found[-1] if found else None
        passed_before = passed
        while passed < len(ordered) and ordered[passed] < row.at:
            passed += 1
        if last is None or passed > passed_before or not _continues(last, row):
            found.append(Moment(len(found) + 1, row.id, row.id, row.at, row.at, (row.person,), 1))
            continue
        people = last.people if row.person in last.people else (*last.people, row.person)
        found[-1] = Moment(last.number, last.first, row.id, last.began_at, row.at, people, last.updates + 1)
    return found


def text_until(story: Story, last: int) -> bytes:
    """Return the story's document with its updates up to this number, as one update."""
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story, pk__lte=last)
    return crdt.merged(bytes(one) for one in rows.order_by("id").values_list("update", flat=True).iterator())


def words_of(document: bytes) -> Words:
    """Return the words of a document."""
    return Words(crdt.headline_of(document), crdt.standfirst_of(document), crdt.tree_of(document))


def words_until(story: Story, last: int) -> Words:
    """Return the words as they stood after the update of this number."""
    return words_of(text_until(story, last))


def is_complete(story: Story) -> bool:
    """Say whether the kept updates make up all of the document: only then does the line begin at the first word."""
    made = crdt.merged(one.update for one in arrivals(story))
    return crdt.covers(crdt.state_vector_of(made), crdt.state_vector_of(document_of(story)))


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
