"""Jobs of the connector room."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoitu.connector import api
from hoitu.kernel.jobs import KEEP_TRYING

# One to seventeen minutes between attempts, two hours and a half in all.
BACK_OFF = RetryStrategy(max_attempts=10, exponential_wait=3, retry_exceptions={api.SendAgain})


@app.task(name="connector.send", queue="default", retry=BACK_OFF)
def send(package_id: str) -> None:
    """Send one package to its partner."""
    api.send_now(UUID(package_id))


@app.periodic(cron="20 * * * *")
@app.task(name="connector.look", queue="reports", retry=KEEP_TRYING)
def look(timestamp: int) -> None:
    """Say which connections fell silent; forget one-time words that can no longer be repeated."""
    api.tell_silence()
    api.forget_nonces()
