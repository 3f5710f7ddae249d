"""What every change of a story's content does besides the change itself."""

from hoitu.kernel import clock
from hoitu.kernel.live import notify_live
from hoitu.stories.models import Stage, Story


def content_changed(story: Story, *, update_fields: list[str]) -> None:
    """Save the fields, note the time, and when an approved story changed, take its approval back.

    The revision that was approved stays what readers have; the story itself leaves the approved stage, so that
    what was changed cannot be released without a new approval.
    """
    story.updated_at = clock.now()
    fields = [*update_fields, "updated_at"]
    if story.approved_revision_id and not story.has_unapproved_changes:
        story.has_unapproved_changes = True
        fields.append("has_unapproved_changes")
        if story.next_approval == "publish" and story.first_released_at:
            story.next_approval = "update"
            fields.append("next_approval")
    if story.stage.kind == Stage.Kind.APPROVED:
        story.stage = story.workflow.stages.exclude(
            kind__in=[Stage.Kind.APPROVED, Stage.Kind.SPIKED, Stage.Kind.FINAL]
        ).order_by("-order")[0]
        story.stage_since = story.updated_at
        fields += ["stage", "stage_since"]
    story.save(update_fields=fields)


def tell_pages(story: Story) -> None:
    """Let lists and the story's own open pages show it anew when this is committed."""
    notify_live(story.agency_id, "stories", str(story.pk))
    notify_live(story.agency_id, "details", str(story.pk))
