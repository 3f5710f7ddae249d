"""Jobs of the channels room."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from hoitu.channels.data import Action, DeliveryState, ReleaseState
from hoitu.channels.models import DeliveryRow, Release
from hoitu.channels.operations import send
from hoitu.kernel import clock
from hoitu.kernel.jobs import KEEP_TRYING

FORGOTTEN_AFTER_SECONDS = 4
IMPORT_FORGOTTEN_AFTER_SECONDS = 900  # thousands wait their turn at once
AT_ONCE = 50


@app.task(name="channels.deliver", queue="publish", retry=KEEP_TRYING)
def deliver(delivery_id: str) -> None:
    """Hand one delivery to its channel."""
    send.deliver(UUID(delivery_id))


@app.task(name="channels.confirm", queue="publish", retry=KEEP_TRYING)
def confirm(delivery_id: str) -> None:
    """Read back what readers see."""
    send.confirm(UUID(delivery_id))


@app.task(name="channels.release_when_due", queue="publish", retry=KEEP_TRYING)
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


@app.periodic(cron="* * * * * */5")
@app.task(name="channels.sweep", queue="publish", queueing_lock="channels.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Send what an alarm or a job forgot: a second line behind the jobs themselves."""
    now = clock.now()
    late = Release.objects.unscoped(why="jobs serve every agency").filter(
        state=ReleaseState.ARMED, due_at__lt=now - timedelta(seconds=5)
    )
    for release_id in late.values_list("pk", flat=True)[:AT_ONCE]:
        release_when_due(release_id=str(release_id))
    forgotten = DeliveryRow.objects.unscoped(why="jobs serve every agency").filter(
        state__in=[DeliveryState.QUEUED, DeliveryState.RETRYING],
        next_try_at__lt=now - timedelta(seconds=FORGOTTEN_AFTER_SECONDS),
    )
    is_import = Q(action=Action.PUBLISH, release__out_at__isnull=False)
    forgotten = forgotten.exclude(
        is_import & Q(next_try_at__gt=now - timedelta(seconds=IMPORT_FORGOTTEN_AFTER_SECONDS))
    )
    for delivery_id in forgotten.order_by("queued_at").values_list("pk", flat=True)[:AT_ONCE]:
        send.deliver(delivery_id)


def _has_come(release: Release) -> bool:
    due_at = max(filter(None, [release.due_at, release.embargo_until]), default=None)
    return due_at is None or due_at <= clock.now()
