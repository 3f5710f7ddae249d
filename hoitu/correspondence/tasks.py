"""Jobs of the correspondence room."""

from procrastinate.contrib.django import app

from hoitu.correspondence.operations.remind import alarm_of_press, remind_of_circulars
from hoitu.kernel.jobs import KEEP_TRYING


@app.periodic(cron="0 1 * * *")  # 08:00 in Vietnam
@app.task(name="correspondence.remind", queue="reports", retry=KEEP_TRYING)
def remind(timestamp: int) -> None:
    """Remind recipients of circulars that come due or are late."""
    remind_of_circulars()


@app.periodic(cron="*/15 * * * *")
@app.task(name="correspondence.alarm", queue="reports", retry=KEEP_TRYING)
def alarm(timestamp: int) -> None:
    """Alarm the press desk of questions that come due or are late."""
    alarm_of_press()
