"""What screens and neighbours read of discussions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hoitu.accounts import api as accounts
from hoitu.discussion import policies
from hoitu.discussion.data import Companion, Counts, Kind, Place, Said, Show, State, Thread
from hoitu.discussion.mentions import runs
from hoitu.discussion.models import LastLook, Mention, MessageRow, ThreadRow
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.stories import api as stories
from hoitu.stories.data import StoryCard

THREADS_SHOWN = 300
CHAT_SHOWN = 100
LONG_AGO = datetime(1900, 1, 1, tzinfo=clock.VIETNAM)


def story_of(actor: Actor, story_id: UUID) -> StoryCard:
    """Return the story that is talked about, for who takes part in discussions. Raises `NotAllowed`, `NotFound`."""
    actor.require(policies.PERMISSION)
    return stories.story_card(actor=actor, story_id=story_id)


def companions(*, agency_id: UUID, story_id: UUID) -> tuple[Companion, ...]:
    """Return who can be mentioned on a story: those who take part in discussions and read it, by given name."""
    readers = {p.id for p in accounts.people_with(agency_id=agency_id, permission="stories.read")}
    readers |= set(stories.author_ids(story_id=story_id))
    partners = accounts.people_with(agency_id=agency_id, permission=policies.PERMISSION)
    return tuple(Companion(p.id, p.full_name) for p in partners if p.id in readers)


def visible_threads(actor: Actor, story_id: UUID) -> ScopedQuerySet[ThreadRow]:
    """Return the threads of a story that the actor may know of."""
    return ThreadRow.objects.for_agency(actor.agency).filter(policies.visible(actor), story_id=story_id)


def threads(*, actor: Actor, story_id: UUID, show: Show = Show.OPEN) -> tuple[Thread, ...]:
    """Return a story's threads, oldest first, with what was said. Raises `NotAllowed`, `NotFound`."""
    story_of(actor, story_id)
    rows = visible_threads(actor, story_id).filter(_wanted(actor, show))
    return _threads(actor, story_id, rows[:THREADS_SHOWN])


def thread(*, actor: Actor, thread_id: UUID) -> Thread:
    """Return one thread. Raises `NotFound` for one that the actor may not know of."""
    row = thread_row(actor=actor, thread_id=thread_id)
    return _threads(actor, row.story_id, [row])[0]


def thread_row(*, actor: Actor, thread_id: UUID) -> ThreadRow:
    """Return the row of a thread, found and checked in one. Raises `NotAllowed`, `NotFound`."""
    rows = ThreadRow.objects.for_agency(actor.agency).filter(policies.visible(actor))
    found = rows.select_related("story").filter(pk=thread_id).first()
    if found is None:
        raise NotFound()
    story_of(actor, found.story_id)
    return found


def chat(*, actor: Actor, story_id: UUID, limit: int = CHAT_SHOWN) -> tuple[Said, ...]:
    """Return the newest messages of the story's chat, oldest first. Raises `NotAllowed`, `NotFound`."""
    story_of(actor, story_id)
    rows = MessageRow.objects.for_agency(actor.agency).filter(story_id=story_id, thread=None)
    rows = rows.select_related("picture").prefetch_related("mentions", "earlier")
    newest = list(rows.order_by("-written_at", "-id")[:limit])
    seen_at = _seen_at(actor, story_id, Place.CHAT)
    return tuple(_said(actor, row, seen_at) for row in reversed(newest))


def counts(*, actor: Actor, story_id: UUID) -> Counts:
    """Return what there is for the actor on a story, and how much of it is new. The caller has checked access."""
    rows = visible_threads(actor, story_id).filter(resolved_at=None)
    standing = list(rows.values_list("pk", "kind", "is_anchored"))
    return Counts(
        open=len(standing),
        tasks=sum(kind == Kind.TASK for _, kind, _ in standing),
        new_in_threads=_new(actor, story_id, Place.THREADS).count(),
        new_in_chat=_new(actor, story_id, Place.CHAT).count(),
        marked=tuple(thread_id for thread_id, _, is_anchored in standing if is_anchored),
    )


def open_tasks(*, agency_id: UUID, story_id: UUID) -> list[str]:
    """Return the names of those with whom open tasks of a story lie, one for each task."""
    rows = ThreadRow.objects.for_agency(agency_id).filter(
        story_id=story_id, kind=ThreadRow.Kind.TASK, resolved_at=None
    )
    return list(rows.values_list("assignee__full_name", flat=True))


def people_in(*, agency_id: UUID, thread_id: UUID) -> set[UUID]:
    """Return who takes part in a thread: its opener, its assignee and those who wrote. Nobody for a private note."""
    row = (
        ThreadRow.objects.for_agency(agency_id)
        .filter(pk=thread_id)
        .exclude(kind=ThreadRow.Kind.NOTE)
        .prefetch_related("messages")
        .first()
    )
    if row is None:
        return set()
    writers = {message.written_by_id for message in row.messages.all()}
    return {one for one in {row.opened_by_id, row.assignee_id, *writers} if one is not None}


def mentioned_in(*, agency_id: UUID, message_id: UUID) -> set[UUID]:
    """Return who is named in a message: they are told that, and not once more that there is an answer."""
    found = Mention.objects.for_agency(agency_id).filter(message_id=message_id)
    return set(found.values_list("person_id", flat=True))


def _wanted(actor: Actor, show: Show) -> Q:
    is_open = Q(resolved_at=None)
    if show == Show.RESOLVED:
        return ~is_open
    if show == Show.TASKS:
        return is_open & Q(kind=ThreadRow.Kind.TASK)
    if show == Show.MINE:
        return Q(opened_by=actor.person_id) | Q(assignee=actor.person_id)
    return is_open


def _new(actor: Actor, story_id: UUID, place: Place) -> ScopedQuerySet[MessageRow]:
    rows = MessageRow.objects.for_agency(actor.agency).filter(
        story_id=story_id,
        thread__isnull=place == Place.CHAT,
        written_at__gt=_seen_at(actor, story_id, place),
        withdrawn_at=None,
    )
    if place == Place.THREADS:  # of private notes only the own ones exist, and own words are never new
        rows = rows.exclude(thread__kind=ThreadRow.Kind.NOTE)
    return rows.exclude(written_by=actor.person_id)


def _seen_at(actor: Actor, story_id: UUID, place: Place) -> datetime:
    if actor.person_id is None:
        return LONG_AGO
    looks = LastLook.objects.for_agency(actor.agency).filter(
        story_id=story_id, person_id=actor.person_id, place=place
    )
    return looks.values_list("seen_at", flat=True).first() or LONG_AGO


def _threads(actor: Actor, story_id: UUID, rows: Iterable[ThreadRow]) -> tuple[Thread, ...]:
    found = list(rows)
    said: dict[UUID, list[Said]] = {row.pk: [] for row in found}
    seen_at = _seen_at(actor, story_id, Place.THREADS)
    messages = MessageRow.objects.for_agency(actor.agency).filter(thread__in=said)
    for message in messages.select_related("picture").prefetch_related("mentions", "earlier"):
        assert message.thread_id is not None
        said[message.thread_id].append(_said(actor, message, seen_at))
    names = accounts.names_of(person_ids={row.assignee_id for row in found if row.assignee_id})
    return tuple(_thread(actor, row, said[row.pk], names) for row in found)


def _thread(actor: Actor, row: ThreadRow, said: list[Said], names: dict[UUID, str]) -> Thread:
    return Thread(
        id=row.pk,
        story_id=row.story_id,
        kind=Kind(row.kind),
        state=State.OPEN if row.is_open else State.RESOLVED,
        quote=row.quote,
        is_anchored=row.is_anchored,
        opened_by_name=row.opened_by_name,
        opened_at=row.opened_at,
        assignee_id=row.assignee_id,
        assignee_name=names.get(row.assignee_id, "") if row.assignee_id else "",
        resolved_by_name=row.resolved_by_name,
        resolved_at=row.resolved_at,
        messages=tuple(said),
        is_mine=actor.person_id is not None and actor.person_id in (row.opened_by_id, row.assignee_id),
        may_settle=policies.may_settle(actor, row),
        may_assign=policies.may_assign(actor, row),
    )


def _said(actor: Actor, row: MessageRow, seen_at: datetime) -> Said:
    is_withdrawn = row.withdrawn_at is not None
    words = "" if is_withdrawn else row.words
    picture = None if is_withdrawn else row.picture
    return Said(
        id=row.pk,
        by_id=row.written_by_id,
        by_name=row.written_by_name,
        at=row.written_at,
        runs=runs(words, [mention.name for mention in row.mentions.all()]),
        words=words,
        earlier=() if is_withdrawn else tuple(one.words for one in row.earlier.all()),
        is_edited=row.edited_at is not None,
        is_withdrawn=is_withdrawn,
        is_new=row.written_at > seen_at and row.written_by_id != actor.person_id and not is_withdrawn,
        may_edit=policies.may_edit(actor, row, clock.now()),
        may_withdraw=policies.is_writer(actor, row),
        picture_id=picture.pk if picture else None,
        picture_alt=(picture.alt or picture.original_name) if picture else "",
    )
