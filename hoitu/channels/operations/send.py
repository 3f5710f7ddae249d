"""Turn releases into deliveries, and deliveries into what readers see."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.channels.adapters import adapter_for
from hoitu.channels.data import Action, DeliveryFailed, DeliveryState, Receipt, ReleaseState
from hoitu.channels.events import ReleaseConfirmed, ReleaseTroubled, StoryReleased
from hoitu.channels.models import DeliveryRow, Release
from hoitu.channels.operations.rights import note_uses, tell_early
from hoitu.channels.queries import delivery_data
from hoitu.channels.shown import stopping
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.jobs import later
from hoitu.kernel.live import notify_live
from hoitu.stories import api as stories

MAX_ATTEMPTS = 10
FIRST_RETRY_SECONDS = 2
LONGEST_RETRY_SECONDS = 900
CONFIRM_AFTER_SECONDS = 3
WITHDRAWALS_FIRST, OLD_STORIES_LAST = 100, -10
OPEN = (DeliveryState.QUEUED, DeliveryState.RETRYING)


def send_if_due(release: Release) -> None:
    """Send a locked, armed release whose time has come; set the alarm for one whose time has not."""
    if release.state != ReleaseState.ARMED:
        return
    due_at = max(filter(None, [release.due_at, release.embargo_until]), default=None)
    if due_at is None or due_at <= clock.now():
        queue_delivery(release, Action.PUBLISH)
    else:
        tell_early(release, due_at)
        later(
            "channels.release_when_due",
            queue="publish",
            lock=release.key,
            at=due_at,
            release_id=str(release.pk),
        )


def queue_delivery(release: Release, action: Action) -> None:
    """Queue one action for a locked release. Asking twice for what is already on its way is asking once."""
    last = release.deliveries.order_by("-sequence").first()
    if (
        last is not None
        and last.revision_id == release.revision_id
        and last.action == action
        and last.state != DeliveryState.FAILED
    ):
        return
    if release.revision_id is None:
        raise ValueError("a release without a revision has nothing to deliver")
    if action == Action.WITHDRAW:
        release.deliveries.filter(state__in=[*OPEN, DeliveryState.BY_HAND]).update(
            state=DeliveryState.SUPERSEDED
        )
    sequence = last.sequence + 1 if last else 1
    now = clock.now()
    row = DeliveryRow.objects.create(
        release=release,
        sequence=sequence,
        action=action,
        revision_id=release.revision_id,
        idempotency_key=f"{release.pk}.{sequence}",
        queued_at=now,
        next_try_at=now,
    )
    _defer(row)


def deliver(delivery_id: UUID) -> None:
    """Hand one delivery to its channel's adapter and keep what came of it.

    Deliveries of one release go out in order; a withdrawal does not wait for what it supersedes. The result,
    the release's new state, the fact and the audit entry commit together: a process killed in between
    delivers again with the same idempotency key.
    """
    with transaction.atomic():
        row = _locked(delivery_id)
        if row is None or row.state not in OPEN:
            return
        if row.release.deliveries.filter(state__in=OPEN, sequence__lt=row.sequence).exists():
            return  # the earlier one defers this one when it is through
        if row.next_try_at > clock.now():
            _defer(row)
            return
        adapter = adapter_for(row.release.channel.kind)
        try:
            # Asked again at the last moment: a lease may have ended since the release was armed.
            if sentence := stopping(row):
                raise DeliveryFailed(sentence, permanent=True)
            with transaction.atomic():
                receipt = adapter.deliver(delivery_data(row, with_secret=True))
        except DeliveryFailed as failure:
            _failed(row, failure)
        except Exception as error:  # noqa: BLE001 - a broken adapter must not stop the other channels
            _failed(row, DeliveryFailed(f"{type(error).__name__}: {error}"[:500]))
        else:
            settle(row, receipt)
        notify_live(row.release.agency_id, "releases", str(row.release.story_id))


def settle(row: DeliveryRow, receipt: Receipt) -> None:
    """Note that a delivery did what it should (or waits for a person), and let the next one go."""
    row.attempts += 1
    row.error = ""
    row.receipt = {"external_id": receipt.external_id, "url": receipt.url, **receipt.detail}
    if receipt.by_hand:
        row.state = DeliveryState.BY_HAND
        row.save()
        return
    now = clock.now()
    row.state, row.delivered_at = DeliveryState.DELIVERED, now
    row.save()
    release = row.release
    _change_release(row, receipt)
    note_uses(row)
    announce(
        StoryReleased(
            subject=f"story:{release.story_id}",
            agency_id=release.agency_id,
            story_id=release.story_id,
            revision_id=row.revision_id,
            release_id=release.pk,
            channel_id=release.channel_id,
            channel_kind=release.channel.kind,
            action=row.action,
            url=release.url,
            at=now,
        )
    )
    audit.record(
        actor=Actor.system(agency_id=release.agency_id),
        verb=f"channels.{row.action}",
        object_key=f"story:{release.story_id}",
        object_label=release.story.headline,
        note=f"{release.channel.name} {release.url}".strip(),
    )
    later(
        "channels.confirm",
        queue="publish",
        at=now + timedelta(seconds=CONFIRM_AFTER_SECONDS),
        delivery_id=str(row.pk),
    )
    following = release.deliveries.filter(state__in=OPEN, sequence__gt=row.sequence).first()
    if following is not None:
        _defer(following)


def confirm(delivery_id: UUID) -> None:
    """Read back what readers see of the latest delivery, and note whether it is what was delivered."""
    with transaction.atomic():
        row = _locked(delivery_id)
        if row is None or row.state != DeliveryState.DELIVERED:
            return
        if row.release.deliveries.filter(sequence__gt=row.sequence).exists():
            return  # readers may rightly see something newer
        try:
            as_delivered = adapter_for(row.release.channel.kind).confirm(delivery_data(row, with_secret=True))
            row.confirm_error = "" if as_delivered else "Kênh chưa hiện đúng bản vừa phát."
        except DeliveryFailed as failure:
            row.confirm_error = failure.sentence
        if not row.confirm_error:
            row.state, row.confirmed_at = DeliveryState.CONFIRMED, clock.now()
            announce(
                ReleaseConfirmed(
                    subject=f"story:{row.release.story_id}",
                    agency_id=row.release.agency_id,
                    story_id=row.release.story_id,
                    release_id=row.release_id,
                    at=row.confirmed_at,
                )
            )
        row.save(update_fields=["state", "confirmed_at", "confirm_error"])
        notify_live(row.release.agency_id, "releases", str(row.release.story_id))


def try_again(*, actor: Actor, delivery_id: UUID) -> None:
    """Send a failed delivery once more, from the first attempt. Raises `NotFound`."""
    actor.require("channels.plan")
    with transaction.atomic():
        row = _locked(delivery_id)
        if row is None or row.release.agency_id != actor.agency:
            raise NotFound()
        if row.state != DeliveryState.FAILED:
            return
        row.state, row.attempts, row.next_try_at = DeliveryState.QUEUED, 0, clock.now()
        row.save(update_fields=["state", "attempts", "next_try_at"])
        _defer(row)
        audit.record(
            actor=actor,
            verb="channels.try_again",
            object_key=f"story:{row.release.story_id}",
            object_label=row.release.story.headline,
            note=row.release.channel.name,
        )


def _change_release(row: DeliveryRow, receipt: Receipt) -> None:
    release = row.release
    withdrawn = row.action == Action.WITHDRAW
    release.state = ReleaseState.WITHDRAWN if withdrawn else ReleaseState.OUT
    if not withdrawn:
        release.out_at = release.out_at or row.delivered_at
        release.url = receipt.url or release.url
        release.external_id = receipt.external_id or release.external_id
        assert row.delivered_at is not None
        stories.mark_released(story_id=release.story_id, at=row.delivered_at)
    release.save(update_fields=["state", "out_at", "url", "external_id"])
    if withdrawn:
        from hoitu.channels.operations.takedown import close_executed_orders

        close_executed_orders(release.story_id)


def _failed(row: DeliveryRow, failure: DeliveryFailed) -> None:
    row.attempts += 1
    row.error = failure.sentence
    if failure.permanent or row.attempts >= MAX_ATTEMPTS:
        row.state = DeliveryState.FAILED
        announce(
            ReleaseTroubled(
                subject=f"story:{row.release.story_id}",
                agency_id=row.release.agency_id,
                story_id=row.release.story_id,
                release_id=row.release_id,
                channel_name=row.release.channel.name,
                sentence=failure.sentence,
            )
        )
    else:
        pause = min(FIRST_RETRY_SECONDS * 2 ** (row.attempts - 1), LONGEST_RETRY_SECONDS)
        row.state = DeliveryState.RETRYING
        row.next_try_at = clock.now() + timedelta(seconds=pause)
        _defer(row)
    row.save(update_fields=["attempts", "error", "state", "next_try_at"])


def _locked(delivery_id: UUID) -> DeliveryRow | None:
    everywhere = DeliveryRow.objects.unscoped(why="jobs serve every agency")
    release_id = everywhere.filter(pk=delivery_id).values_list("release_id", flat=True).first()
    if release_id is None:
        return None
    # The release is locked first, as everywhere: two deliveries of one release never run side by side.
    Release.objects.unscoped(why="jobs serve every agency").select_for_update().get(pk=release_id)
    return everywhere.select_related("release__channel", "release__story").get(pk=delivery_id)


def _defer(row: DeliveryRow) -> None:
    later(
        "channels.deliver",
        queue="publish",
        lock=f"release:{row.release_id}",
        at=row.next_try_at if row.next_try_at > clock.now() else None,
        priority=_priority(row),
        delivery_id=str(row.pk),
    )


def _priority(row: DeliveryRow) -> int:
    if row.action == Action.WITHDRAW:
        return WITHDRAWALS_FIRST
    # What is public already before it is first delivered comes from an import: news goes before it.
    is_old = row.action == Action.PUBLISH and row.release.out_at is not None
    return OLD_STORIES_LAST if is_old else 0
