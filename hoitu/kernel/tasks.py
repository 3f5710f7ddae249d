"""Jobs of the kernel."""

from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from hoitu.kernel import facts, mail
from hoitu.kernel.jobs import KEEP_TRYING

LETTER_ATTEMPTS_MAX = 12
LETTER_PAUSE_SECONDS = 5


class LaterIfItCanHelp(BaseRetryStrategy):
    """Try a letter again for some hours, unless the mail server refused it for good."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, mail.MailFailed) or not exception.may_retry:
            return None
        if job.attempts >= LETTER_ATTEMPTS_MAX:
            return None
        return RetryDecision(retry_in={"seconds": LETTER_PAUSE_SECONDS * 2**job.attempts})


@app.periodic(cron="* * * * * */5")
@app.task(name="kernel.sweep", queue="publish", queueing_lock="kernel.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Deliver facts whose job got lost: a second line behind the jobs themselves."""
    facts.deliver_forgotten()


@app.task(name="kernel.deliver", queue="publish", retry=KEEP_TRYING)
def deliver(room: str, subject: str) -> None:
    """Hand over every fact about one subject that waits for one room, oldest first."""
    while facts.deliver_next(room, subject):
        pass


@app.task(name="kernel.send_letter", queue="default", retry=LaterIfItCanHelp())
def send_letter(letter: dict[str, Any]) -> None:
    """Send one letter that a room posted."""
    mail.send(mail.Letter.from_job(letter))
