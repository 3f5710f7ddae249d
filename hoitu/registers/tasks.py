"""Jobs of the registers."""

from procrastinate.contrib.django import app

from hoitu.registers.operations.alarm import tell_of_endings


@app.periodic(cron="5 * * * *")
@app.task(name="registers.tell_of_endings", queue="reports", pass_context=False)
def tell_of_endings_soon(timestamp: int) -> None:
    """Tell of what ends soon. Each hour: a day that begins in Vietnam is noticed wherever the machine's clock is."""
    tell_of_endings()
