"""Notices on browsers that have no page of ours open."""

import logging
from collections.abc import Iterable
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel import push
from hoitu.kernel.jobs import later
from hoitu.workspace.models import Notification

log = logging.getLogger(__name__)


def push_later(notifications: Iterable[Notification]) -> None:
    """Queue notifications, one for each person, for every browser that the person allowed."""
    told = {notification.person_id: notification for notification in notifications}
    if not push.is_on():
        return
    for device in accounts.push_devices(person_ids=told):
        later(
            "workspace.push",
            queue="default",
            device_id=str(device.id),
            notification_id=str(told[device.person_id].pk),
        )


def send_notice(*, device_id: UUID, notification_id: UUID) -> None:
    """Send one notification to one browser, unless it was read or the browser takes none any more.

    A browser that is gone is forgotten. Raises `PushFailed` with `may_retry` when trying later can help.
    """
    device = accounts.push_device(device_id=device_id)
    found = Notification.objects.unscoped(why="the job names it").filter(pk=notification_id, read_at=None)
    notification = found.first()
    if device is None or notification is None or notification.person_id != device.person_id:
        return
    notice = push.Notice(
        title="Hội Tụ", body=notification.text, url=notification.url or "/", tag=str(notification.pk)
    )
    try:
        push.send(device.subscription, notice)
    except push.PushGone as gone:
        log.info("browser %s takes no more notices: %s", device.id, gone)
        accounts.forget_push(device_id=device.id, endpoint=device.subscription.endpoint)
    except push.PushFailed as failed:
        if failed.may_retry:
            raise
        log.warning("notice to browser %s failed: %s", device.id, failed)
