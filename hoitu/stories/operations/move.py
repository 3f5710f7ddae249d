"""Move a story along its workflow; the final approval is one of the moves."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed
from hoitu.kernel.facts import announce
from hoitu.stories import locks, policies
from hoitu.stories.checks import failures
from hoitu.stories.data import ApprovalKind, Life
from hoitu.stories.errors import ChecksFailed, MoveNotPossible, NoteNeeded, OwnStoryApproval
from hoitu.stories.events import StoryApproved, StoryMoved
from hoitu.stories.models import Movement, Revision, Story, Transition
from hoitu.stories.operations.find import story_for_change
from hoitu.stories.operations.revise import freeze
from hoitu.stories.operations.seen import check_seen, fingerprint
from hoitu.stories.operations.touch import tell_pages


def move_story(
    *,
    actor: Actor,
    story_id: UUID,
    transition_id: UUID,
    note: str = "",
    seen: str | None = None,
    seen_details: str | None = None,
) -> None:
    """Take one transition of the workflow.

    `seen` is the fingerprint of the text that the approver's page showed, `seen_details` the hash of the details
    beside it: a final approval freezes exactly these or raises `NotWhatYouSaw`. None: not compared.

    A final approval freezes and hashes a revision and announces `StoryApproved`; its permission cannot be
    configured away. Raises `StoryIsLocked`,
    `MoveNotPossible`, `NotAllowed`, `NoteNeeded`, `ChecksFailed`, `OwnStoryApproval`.
    """
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        locks.check(story)
        transition = _transition(story, transition_id)
        if not policies.may_move(actor, story, transition):
            raise NotAllowed()
        if transition.kind == Transition.Kind.APPROVE:
            check_seen(story, seen, seen_details)
        if transition.needs_note and not note.strip():
            raise NoteNeeded()
        _check(actor, story, transition)
        if transition.kind == Transition.Kind.APPROVE:
            revision = _approve(actor, story)
        else:
            revision = freeze(story, actor, Revision.Reason.MOVED)
        _enter_stage(story, transition)
        _leave_trace(actor, story, transition, revision, note.strip())


def _transition(story: Story, transition_id: UUID) -> Transition:
    found = (
        story.workflow.transitions.filter(pk=transition_id).select_related("from_stage", "to_stage").first()
    )
    if found is None or found.from_stage_id != story.stage_id:
        raise MoveNotPossible()
    return found


def _check(actor: Actor, story: Story, transition: Transition) -> None:
    found = failures(story, transition.checks)
    if found:
        raise ChecksFailed(found)
    if transition.kind == Transition.Kind.APPROVE and policies.approves_own_story(actor, story):
        raise OwnStoryApproval()


def _approve(actor: Actor, story: Story) -> Revision:
    revision = freeze(story, actor, Revision.Reason.APPROVED)
    approval = ApprovalKind(story.next_approval)
    story.approved_revision = revision
    story.has_unapproved_changes = False
    story.next_approval = ApprovalKind.PUBLISH
    if story.life == Life.WORKING:
        story.life = Life.APPROVED
    story.save(update_fields=["approved_revision", "has_unapproved_changes", "next_approval", "life"])
    announce(
        StoryApproved(
            subject=story.key,
            agency_id=story.agency_id,
            story_id=story.pk,
            revision_id=revision.pk,
            revision_number=revision.number,
            approval=approval,
        )
    )
    return revision


def _enter_stage(story: Story, transition: Transition) -> None:
    story.stage = transition.to_stage
    story.stage_since = story.updated_at = clock.now()
    hours = transition.to_stage.due_hours
    story.due_at = story.stage_since + timedelta(hours=hours) if hours else story.due_at
    if transition.kind == Transition.Kind.SPIKE and story.life in (Life.WORKING, Life.APPROVED):
        story.life = Life.SPIKED
    elif story.life == Life.SPIKED:
        story.life = Life.WORKING
    story.save(update_fields=["stage", "stage_since", "updated_at", "due_at", "life"])


def _leave_trace(actor: Actor, story: Story, transition: Transition, revision: Revision, note: str) -> None:
    Movement.objects.create(
        story=story,
        name=transition.name,
        kind=transition.kind,
        from_stage_name=transition.from_stage.name,
        to_stage_name=transition.to_stage.name,
        revision=revision,
        moved_by_id=actor.person_id,
        moved_by_name=actor.name,
        note=note,
        moved_at=story.stage_since,
    )
    announce(
        StoryMoved(
            subject=story.key,
            agency_id=story.agency_id,
            story_id=story.pk,
            from_stage=transition.from_stage.key,
            to_stage=transition.to_stage.key,
            kind_of_move=transition.kind,
            by_name=actor.name,
            by_id=actor.person_id,
            note=note,
        )
    )
    audit.record(
        actor=actor,
        verb=f"stories.{transition.kind}",
        object_key=story.key,
        object_label=str(story),
        changes={"stage": (transition.from_stage.name, transition.to_stage.name)},
        note=note or f"#{revision.number} {revision.content_hash[:12]} ({fingerprint(story)[:4]})",
    )
    tell_pages(story)
