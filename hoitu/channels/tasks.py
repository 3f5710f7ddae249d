"""Jobs of the channels room."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from hoitu.channels.data import DeliveryState, ReleaseState
from hoitu.channels.models import DeliveryRow, Release
from hoitu.channels.operations import send
from hoitu.kernel import clock

FORGOTTEN_AFTER_SECONDS = 60


@app.task(name="channels.deliver", queue="publish")
def deliver(delivery_id: str) -> None:
    """Hand one delivery to its channel."""
    send.deliver(UUID(delivery_id))


@app.task(name="channels.confirm", queue="publish")
def confirm(delivery_id: str) -> None:
    """Read back what readers see."""
    send.confirm(UUID(delivery_id))


@app.task(name="channels.release_when_due", queue="publish")
def release_when_due(release_id: str) -> None:
    """Send a release whose time has come; its plan may have changed since the alarm was set."""
    with transaction.atomic():
        release = (
            Release.objects.unscoped(why="jobs serve every agency")
            .select_for_update(of=("self",))
            .select_related("channel")
            .filter(pk=release_id)
            .first()
        )
        if release is not None and release.state == ReleaseState.ARMED and _has_come(release):
            send.send_if_due(release)


@app.periodic(cron="* * * * *")
@app.task(name="channels.sweep", queue="publish", queueing_lock="channels.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Send what an alarm or a job forgot: a second line behind the jobs themselves."""
    now = clock.now()
    late = Release.objects.unscoped(why="jobs serve every agency").filter(
        state=ReleaseState.ARMED, due_at__lt=now - timedelta(seconds=5)
    )
    for release_id in late.values_list("pk", flat=True)[:500]:
        release_when_due(release_id=str(release_id))
    forgotten = DeliveryRow.objects.unscoped(why="jobs serve every agency").filter(
        state__in=[DeliveryState.QUEUED, DeliveryState.RETRYING],
        next_try_at__lt=now - timedelta(seconds=FORGOTTEN_AFTER_SECONDS),
    )
    for delivery_id in forgotten.order_by("queued_at").values_list("pk", flat=True)[:500]:
        send.deliver(delivery_id)


def _has_come(release: Release) -> bool:
    due_at = max(filter(None, [release.due_at, release.embargo_until]), default=None)
    return due_at is None or due_at <= clock.now()
