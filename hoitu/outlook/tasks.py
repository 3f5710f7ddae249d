"""Jobs of the outlook room."""

from procrastinate.contrib.django import app

from hoitu.outlook.operations.keep_shares import keep_shares


@app.periodic(cron="40 17 * * *")  # forty past midnight in Vietnam, behind the nightly recount
@app.task(name="outlook.keep_shares", queue="reports", lock="outlook:shares", pass_context=False)
def keep_shares_nightly(timestamp: int) -> None:
    """Keep the shares of quarters and years that are over."""
    keep_shares()
