"""Jobs of the assurance room."""

from procrastinate.contrib.django import app

from hoitu.assurance.operations.remind import remind_of_draws
from hoitu.kernel.jobs import KEEP_TRYING


@app.periodic(cron="0 1 * * *")  # 08:00 in Vietnam
@app.task(name="assurance.remind", queue="reports", retry=KEEP_TRYING)
def remind(timestamp: int) -> None:
    """Remind bodies of their days of drawing, agencies of proof that they owe."""
    remind_of_draws()
