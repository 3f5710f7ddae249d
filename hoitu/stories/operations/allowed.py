"""Whether a person's edit keeps to what the person may do: write, only suggest, or only comment."""

from hoitu.kernel.actor import Actor
from hoitu.stories import locks, policies
from hoitu.stories.data import WritingMode
from hoitu.stories.document import crdt
from hoitu.stories.document.suggestions import only_comments_changed, only_suggestions_changed, text_changed
from hoitu.stories.errors import NotYourStep, OnlyComments, OnlySuggestions, StoryIsClosed
from hoitu.stories.models import Story


def check_allowed(actor: Actor, story: Story, before_state: bytes, after_state: bytes) -> None:
    """Raise unless the actor may turn the document `before_state` into `after_state` (both Yjs snapshots).

    `after_state` must hold the actor's updates and nothing else new. Raises `StoryIsClosed`, `StoryIsLocked`,
    `NotYourStep`, `OnlySuggestions` or `OnlyComments`.
    """
    if story.life in policies.CLOSED:
        raise StoryIsClosed()
    locks.check(story)
    mode = policies.writing_mode(actor, story)
    if mode == WritingMode.WRITE:
        return
    if mode == WritingMode.READ:
        raise NotYourStep()
    refused = OnlySuggestions if mode == WritingMode.SUGGEST else OnlyComments
    if _lines(before_state) != _lines(after_state):
        raise refused()
    before, after = crdt.tree_of(before_state), crdt.tree_of(after_state)
    if mode == WritingMode.COMMENT:
        fits = only_comments_changed(before, after)
    else:
        fits = only_suggestions_changed(before, after, str(actor.person))
    if not fits:
        raise refused()


def content_differs(before_state: bytes, after_state: bytes) -> bool:
    """Say whether the story itself changed: words, not merely comments or open suggestions.

    Only then does an approval go back (`touch.content_changed`): a suggestion is a question to whoever holds the
    story, and what was approved still stands when it is refused.
    """
    if _lines(before_state) != _lines(after_state):
        return True
    return text_changed(crdt.tree_of(before_state), crdt.tree_of(after_state))


def _lines(state: bytes) -> tuple[str, str]:
    return crdt.headline_of(state), crdt.standfirst_of(state)
