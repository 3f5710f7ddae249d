"""Take a released story away from readers, and bring it back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.facts import announce
from hoitu.stories.data import Life
from hoitu.stories.errors import MoveNotPossible, NoteNeeded
from hoitu.stories.events import StoryRestored, StoryWithdrawn
from hoitu.stories.models import Movement, Story
from hoitu.stories.operations.find import story_for_change
from hoitu.stories.operations.touch import tell_pages


def withdraw_story(*, actor: Actor, story_id: UUID, reason: str) -> None:
    """Order every channel to take the story down. The story itself is kept for inspection, closed to edits.

    Withdrawing twice is one withdrawal. Raises `NoteNeeded`, `MoveNotPossible` when it was never approved.
    """
    actor.require("stories.withdraw")
    reason = reason.strip()
    if not reason:
        raise NoteNeeded()
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        if story.life == Life.WITHDRAWN:
            return
        if story.life not in (Life.APPROVED, Life.RELEASED):
            raise MoveNotPossible(_("Bài chưa duyệt xuất bản nên không có gì để gỡ."))
        _change_life(actor, story, Life.WITHDRAWN, "withdraw", _("Gỡ bài"), reason)
        announce(
            StoryWithdrawn(subject=story.key, agency_id=story.agency_id, story_id=story.pk, reason=reason)
        )


def restore_story(*, actor: Actor, story_id: UUID, reason: str) -> None:
    """Let a withdrawn story stand again as it was last approved. Raises `NoteNeeded`, `MoveNotPossible`."""
    actor.require("stories.withdraw")
    actor.require("stories.approve_final")  # standing again is being published again
    reason = reason.strip()
    if not reason:
        raise NoteNeeded()
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        if story.life != Life.WITHDRAWN or story.approved_revision_id is None:
            raise MoveNotPossible()
        life = Life.RELEASED if story.first_released_at else Life.APPROVED
        _change_life(actor, story, life, "restore", _("Khôi phục bài"), reason)
        announce(
            StoryRestored(
                subject=story.key,
                agency_id=story.agency_id,
                story_id=story.pk,
                revision_id=story.approved_revision_id,
            )
        )


def _change_life(actor: Actor, story: Story, life: Life, kind: str, name: str, reason: str) -> None:
    before = story.life
    story.life = life
    story.updated_at = clock.now()
    story.save(update_fields=["life", "updated_at"])
    Movement.objects.create(
        story=story,
        name=name,
        kind=kind,
        from_stage_name=story.stage.name,
        to_stage_name=story.stage.name,
        revision=story.approved_revision,
        moved_by_id=actor.person_id,
        moved_by_name=actor.name,
        note=reason,
        moved_at=story.updated_at,
    )
    audit.record(
        actor=actor,
        verb=f"stories.{kind}",
        object_key=story.key,
        object_label=str(story),
        changes={"life": (str(before), str(life))},
        note=reason,
    )
    tell_pages(story)
