"""Jobs of the workspace."""

from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from hoitu.kernel import push
from hoitu.workspace.operations.devices import send_notice

ATTEMPTS_MAX = 6
PAUSE_SECONDS = 10


class LaterIfItCanHelp(BaseRetryStrategy):
    """Try a notice again for some minutes; an hour later nobody wants it."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, push.PushFailed) or not exception.may_retry:
            return None
        if job.attempts >= ATTEMPTS_MAX:
            return None
        return RetryDecision(retry_in={"seconds": PAUSE_SECONDS * 2**job.attempts})


@app.task(name="workspace.push", queue="default", retry=LaterIfItCanHelp())
def send_push(device_id: str, notification_id: str) -> None:
    """Show one notification on one browser."""
    send_notice(device_id=UUID(device_id), notification_id=UUID(notification_id))
