"""A story's words as they stand now: the merged state, and the updates that wait beside it."""

from uuid import UUID

from hoitu.stories.document import crdt
from hoitu.stories.models import DocumentState, DocumentUpdate, Story

# Several web processes show one document: they tell each other which stories have new updates, and who is there.
DOCUMENTS = "hoitu_documents"


def document_of(story: Story) -> bytes:
    """Return the document with everything that has been stored, as one update."""
    # First what waits, then the state: what is merged between the two is read twice, not left out.
    waiting = [bytes(row.update) for row in waiting_of(story)]
    state = DocumentState.objects.unscoped(why="a story in hand").filter(story=story).first()
    merged = bytes(state.state) if state else crdt.empty_document()
    return crdt.apply_updates(merged, waiting).snapshot if waiting else merged


def waiting_of(story: Story) -> list[DocumentUpdate]:
    """Return the updates whose words the merged state does not hold yet, as they came."""
    rows = DocumentUpdate.objects.unscoped(why="a story in hand").filter(story=story, is_waiting=True)
    return list(rows.order_by("id"))


def last_update(*, story_id: UUID) -> int:
    """Return the number of the newest update of a story."""
    rows = DocumentUpdate.objects.unscoped(why="an open story").filter(story_id=story_id)
    return rows.order_by("-id").values_list("id", flat=True).first() or 0


def updates_after(*, story_id: UUID, after: int) -> list[tuple[int, bytes]]:
    """Return a story's updates above a number, in the order in which they were committed."""
    rows = DocumentUpdate.objects.unscoped(why="an open story").filter(story_id=story_id, pk__gt=after)
    return [(key, bytes(update)) for key, update in rows.order_by("id").values_list("id", "update")]
