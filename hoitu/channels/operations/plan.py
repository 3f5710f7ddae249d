"""Choose where and when a story goes out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.channels.data import ReleaseState
from hoitu.channels.models import ChannelRow, Release
from hoitu.channels.operations.send import send_if_due
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.live import notify_live
from hoitu.stories import api as stories
from hoitu.stories.data import Life


class AlreadyOut(Refused):
    """Raised when a release that readers have would be planned or cancelled."""

    default_sentence = _("Bài đã phát trên kênh này. Muốn thôi, hãy gỡ bài.")


def plan_release(
    *,
    actor: Actor,
    story_id: UUID,
    channel_id: UUID,
    due_at: datetime | None = None,
    embargo_until: datetime | None = None,
) -> UUID:
    """Plan a story for a channel, at once after approval or at `due_at`; return the release's id.

    Planning again changes the times. A story that stands approved is armed right away.
    Raises `BadInput` when the release would break its own embargo, `AlreadyOut`, `NotFound`.
    """
    actor.require("channels.plan")
    if embargo_until and (due_at or clock.now()) < embargo_until:
        due_at = due_at or embargo_until
        if due_at < embargo_until:
            raise BadInput(_("Giờ phát sớm hơn giờ hết cấm phát. Hãy chọn giờ phát muộn hơn."))
    card = stories.story_card(actor=actor, story_id=story_id)
    if card.life in (Life.SPIKED, Life.WITHDRAWN):
        raise stories.StoryIsClosed()
    with transaction.atomic():
        channel = ChannelRow.objects.for_agency(actor.agency).filter(pk=channel_id, is_active=True).first()
        if channel is None:
            raise NotFound()
        release, created = lock_release(actor.agency, story_id, channel, actor)
        if release.state == ReleaseState.OUT:
            raise AlreadyOut()
        before = (release.due_at, release.embargo_until)
        release.due_at, release.embargo_until = due_at, embargo_until
        if release.state in (ReleaseState.CANCELLED, ReleaseState.WITHDRAWN):
            release.state = ReleaseState.PLANNED
        release.cancelled_by_withdrawal = False
        approved = stories.approved_revision(story_id=story_id)
        if approved is not None:
            release.state = ReleaseState.ARMED
            release.revision_id, release.revision_number = approved.revision_id, approved.number
        release.save()
        audit.record(
            actor=actor,
            verb="channels.plan",
            object_key=f"story:{story_id}",
            object_label=card.headline,
            changes={} if created else {"due_at": (str(before[0]), str(due_at))},
            note=channel.name,
        )
        send_if_due(release)
        notify_live(actor.agency, "releases", str(story_id))
    return release.pk


def cancel_release(*, actor: Actor, release_id: UUID) -> None:
    """Take a release back before it is out. Raises `AlreadyOut`, `NotFound`."""
    actor.require("channels.plan")
    with transaction.atomic():
        release = (
            Release.objects.for_agency(actor.agency)
            .select_for_update(of=("self",))
            .select_related("channel", "story")
            .filter(pk=release_id)
            .first()
        )
        if release is None:
            raise NotFound()
        if release.state in (ReleaseState.OUT, ReleaseState.WITHDRAWN):
            raise AlreadyOut()
        release.state = ReleaseState.CANCELLED
        release.save(update_fields=["state"])
        audit.record(
            actor=actor,
            verb="channels.cancel",
            object_key=f"story:{release.story_id}",
            object_label=release.story.headline,
            note=release.channel.name,
        )
        notify_live(actor.agency, "releases", str(release.story_id))


def lock_release(
    agency_id: UUID, story_id: UUID, channel: ChannelRow, actor: Actor | None
) -> tuple[Release, bool]:
    """Return the story's release on the channel, made if need be, its row locked."""
    _release, created = Release.objects.for_agency(agency_id).get_or_create(
        agency_id=agency_id,
        story_id=story_id,
        channel=channel,
        defaults={"planned_by_id": actor.person_id if actor else None, "planned_at": clock.now()},
    )
    locked = (
        Release.objects.for_agency(agency_id)
        .select_for_update(of=("self",))
        .select_related("channel")
        .get(story_id=story_id, channel=channel)
    )
    return locked, created
