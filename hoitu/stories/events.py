"""What the stories room announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StoryFact(Fact):
    story_id: UUID


@dataclass(frozen=True, kw_only=True)
class StoryApproved(StoryFact):
    """The head of the agency, or a delegate, approved a frozen revision. `approval` is an `ApprovalKind`."""

    revision_id: UUID
    revision_number: int
    approval: str


@dataclass(frozen=True, kw_only=True)
class StoryWithdrawn(StoryFact):
    """The story must leave every channel, now."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class StoryRestored(StoryFact):
    """A withdrawn story may stand again on the channels it was withdrawn from."""

    revision_id: UUID


@dataclass(frozen=True, kw_only=True)
class StoryMoved(StoryFact):
    """The story went from one stage to another; people may have to be told."""

    from_stage: str
    to_stage: str
    kind_of_move: str
    by_name: str
    by_id: UUID | None
    note: str


@dataclass(frozen=True, kw_only=True)
class StoriesImported(Fact):
    """A batch of stories from elsewhere stands here. `revision_ids` are joined by commas."""

    revision_ids: str


@dataclass(frozen=True, kw_only=True)
class TermChanged(Fact):
    """A section, topic or tag has another name or address, or took others in: their slugs are in `old_slugs`.

    `term_kind` is "section", "topic" or "tag"; `old_slugs` are joined by commas, a name alone changes when the only
    one is `slug`. The subject is the agency's terms, so that a merge is heard after the renames before it.
    """

    term_kind: str
    slug: str
    name: str
    old_slugs: str
    old_name: str
