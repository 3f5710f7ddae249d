"""Jobs of the kernel."""

from procrastinate.contrib.django import app

from hoitu.kernel import facts


@app.task(name="kernel.deliver", queue="publish")
def deliver(receiver: str, subject: str) -> None:
    """Hand over every waiting fact about one subject to one receiver, oldest first."""
    while facts.deliver_next(receiver, subject):
        pass
