"""Who may do what with a story, as pure predicates."""

from collections.abc import Sequence

from hoitu.kernel.actor import Actor
from hoitu.stories import locks
from hoitu.stories.data import Life, WritingMode
from hoitu.stories.models import Stage, Story, Transition

CLOSED = (Life.SPIKED, Life.WITHDRAWN)


def may_read(actor: Actor, story: Story) -> bool:
    """Anyone of the agency with the reading permission, and its authors; nobody of another agency, ever."""
    if actor.agency_id != story.agency_id:
        return False
    return actor.may("stories.read") or (actor.may("stories.write") and is_author(actor, story))


def is_author(actor: Actor, story: Story) -> bool:
    """Say whether the actor began the story or has a byline on it."""
    if actor.person_id is None:
        return False
    return story.created_by_id == actor.person_id or any(
        row.person_id == actor.person_id for row in story.bylines.all()
    )


def may_write(actor: Actor, story: Story) -> bool:
    """Say whether the actor may change words and details at the stage where the story stands.

    At the first stage its authors write. At later stages those who hold the stage's editing permission do.
    An approved story may be changed by them too: the change then asks for approval again. Nobody writes in a locked
    one.
    """
    if not may_read(actor, story) or story.life in CLOSED or locks.is_locked(story):
        return False
    if actor.is_system:
        return True
    if story.stage.kind == Stage.Kind.START and is_author(actor, story):
        return actor.may("stories.write")
    return actor.may("stories.edit") and actor.may(story.stage.edit_permission)


def writing_mode(actor: Actor, story: Story) -> WritingMode:
    """Say what the actor may do with the words: write, only suggest, only comment, or only read.

    Whoever may not write now, but is an author of the story or edits stories of the agency, may suggest; whoever
    else may read it may comment. Closed and locked stories are only read.
    """
    if may_write(actor, story):
        return WritingMode.WRITE
    if (
        not may_read(actor, story)
        or story.life in CLOSED
        or locks.is_locked(story)
        or actor.person_id is None
    ):
        return WritingMode.READ
    if actor.may("stories.edit") or (actor.may("stories.write") and is_author(actor, story)):
        return WritingMode.SUGGEST
    return WritingMode.COMMENT


def may_move(actor: Actor, story: Story, transition: Transition) -> bool:
    """Say whether the actor may take this way out of the story's stage."""
    if not may_read(actor, story) or transition.from_stage_id != story.stage_id or locks.is_locked(story):
        return False
    if not actor.may(transition.permission):
        return False
    if story.stage.kind == Stage.Kind.START and transition.kind == Transition.Kind.SUBMIT:
        return is_author(actor, story) or actor.may("stories.edit")
    return True


def approves_own_story(actor: Actor, story: Story) -> bool:
    """Say whether this would be an author's own final approval that the workflow forbids."""
    return is_author(actor, story) and not story.workflow.author_may_finally_approve


def dead_ends(stages: Sequence[Stage], ways: Sequence[Transition]) -> list[Stage]:
    """Return the stages from which no way leads on to the approved one: stories would be stuck there."""
    reaching = {stage.pk for stage in stages if stage.kind == Stage.Kind.APPROVED}
    while True:
        more = {way.from_stage_id for way in ways if way.to_stage_id in reaching} - reaching
        if not more:
            break
        reaching |= more
    return [stage for stage in stages if stage.pk not in reaching]
