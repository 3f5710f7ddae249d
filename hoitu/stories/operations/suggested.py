"""Write into the story's history what an edit did to suggestions: made, accepted, refused, withdrawn."""

from collections.abc import Sequence
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.stories.document import crdt
from hoitu.stories.document.settled import Settled, suggestion_events
from hoitu.stories.models import Story

MAX_WORDS_CHARACTERS = 500


def record_suggestions(actor: Actor, story: Story, before_state: bytes, after_state: bytes) -> list[Settled]:
    """Leave an audit entry for each suggestion that the actor's change made or settled; return them.

    To be called in the transaction that stores the change, with the snapshots before and after it.
    """
    before, after = crdt.tree_of(before_state), crdt.tree_of(after_state)
    events = suggestion_events(before, after, str(actor.person_id or ""))
    names = _names(actor, events)
    for event in events:
        suggestion = event.suggestion
        words = (_shortened(suggestion.before), _shortened(suggestion.after))
        name = names.get(suggestion.author, "")
        audit.record(
            actor=actor,
            verb=f"stories.{event.outcome}",
            object_key=story.key,
            object_label=str(story),
            changes={"suggested_words": words, "suggested_by": ("", name)},
        )
    return events


def _names(actor: Actor, events: Sequence[Settled]) -> dict[str, str]:
    """Return the names of those who suggested, by id as text; unknown ids are left out."""
    ids = {author for event in events if (author := _uuid(event.suggestion.author)) is not None}
    if not ids:
        return {}
    return {
        str(person.id): person.full_name for person in accounts.people_of(agency_id=actor.agency, ids=ids)
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shortened(words: str) -> str:
    return words if len(words) <= MAX_WORDS_CHARACTERS else f"{words[: MAX_WORDS_CHARACTERS - 1]}…"
