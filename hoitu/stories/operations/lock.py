"""Lock a story's words against everybody, and open them again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc
from hoitu.stories import locks
from hoitu.stories.errors import MoveNotPossible, NoteNeeded
from hoitu.stories.models import LockKind, Movement, Story
from hoitu.stories.operations.find import story_for_change
from hoitu.stories.operations.touch import tell_pages

LONGEST_REASON_CHARACTERS = 500


def lock_story(
    *, actor: Actor, story_id: UUID, kind: str, reason: str, until: datetime | None = None
) -> None:
    """Let nobody change the words of a story or move it on, until `until` or until it is opened.

    Words that were stored before stand; what comes after is refused and stays with its writers. Locking anew changes
    kind, reason and end. Raises `NotAllowed`, `NotFound`, `NoteNeeded`, `BadInput`.
    """
    actor.require("stories.lock")
    reason = nfc(reason.strip())[:LONGEST_REASON_CHARACTERS]
    if not reason:
        raise NoteNeeded(_("Hãy ghi lý do khóa: người đang viết sẽ thấy."))
    if kind not in LockKind.values:
        raise BadInput()
    if until is not None and until <= clock.now():
        raise BadInput(_("Giờ mở khóa phải ở sau lúc này."))
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        story.lock_kind, story.lock_reason, story.locked_until = kind, reason, until
        story.locked_by_id, story.locked_by_name, story.locked_at = actor.person_id, actor.name, clock.now()
        _save(story)
        _leave_trace(actor, story, "lock", story.get_lock_kind_display(), locks.sentence(story), reason)


def unlock_story(*, actor: Actor, story_id: UUID) -> None:
    """Open a locked story again. Raises `NotAllowed`, `NotFound`, `MoveNotPossible` when it is not locked."""
    actor.require("stories.lock")
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        if not locks.is_locked(story):
            raise MoveNotPossible(_("Bài không bị khóa."))
        said = locks.sentence(story)
        story.lock_kind, story.lock_reason, story.locked_until = "", "", None
        story.locked_by_id, story.locked_by_name, story.locked_at = None, "", None
        _save(story)
        _leave_trace(actor, story, "unlock", _("Mở khóa"), said, "")


def _save(story: Story) -> None:
    fields = ["kind", "reason"], ["by", "by_name", "at", "until"]
    story.save(
        update_fields=[*(f"lock_{name}" for name in fields[0]), *(f"locked_{name}" for name in fields[1])]
    )


def _leave_trace(actor: Actor, story: Story, kind: str, name: str, said: str, reason: str) -> None:
    Movement.objects.create(
        story=story,
        name=_("Khóa: %s") % name if kind == "lock" else name,
        kind=kind,
        from_stage_name=story.stage.name,
        to_stage_name=story.stage.name,
        moved_by_id=actor.person_id,
        moved_by_name=actor.name,
        note=reason,
        moved_at=clock.now(),
    )
    audit.record(
        actor=actor, verb=f"stories.{kind}", object_key=story.key, object_label=str(story), note=said
    )
    # Open editors look again where they stand as soon as this is committed.
    tell_pages(story)
