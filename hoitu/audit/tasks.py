"""Daily work of the trail."""

from procrastinate.contrib.django import app

from hoitu.audit.operations.anchor import append_anchors


@app.periodic(cron="5 0 * * *")
@app.task(name="audit.anchor", queue="reports", pass_context=False)
def anchor(timestamp: int) -> None:
    """Append the ends of all chains to the file outside the database."""
    append_anchors()
