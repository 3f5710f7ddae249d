"""Jobs of the reporting room."""

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.reporting.operations.remind import remind_of_reports


@app.periodic(cron="0 1 * * *")  # 08:00 in Vietnam
@app.task(name="reporting.remind", queue="reports", retry=KEEP_TRYING)
def remind(timestamp: int) -> None:
    """Remind of reports that come due."""
    remind_of_reports()
