"""Jobs of the stories room."""

from procrastinate.contrib.django import app

from hoitu.stories import api


@app.periodic(cron="* * * * *")
@app.task(name="stories.settle_left_behind", queue="default", pass_context=False)
def settle_left_behind(timestamp: int) -> None:
    """Merge the words that a web process had stored when it died."""
    api.settle_left_behind()


@app.periodic(cron="* * * * *")
@app.task(name="stories.keep_waypoints", queue="default", pass_context=False)
def keep_waypoints(timestamp: int) -> None:
    """Keep where the time lines of long stories can start from."""
    api.keep_waypoints()
