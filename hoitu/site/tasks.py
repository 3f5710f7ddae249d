"""Jobs of the site room."""

from procrastinate.contrib.django import app

from hoitu.kernel.jobs import KEEP_TRYING
from hoitu.site import queries
from hoitu.site.operations.bake import bake_dirty as bake_marked
from hoitu.site.operations.fronts import apply_due_changes
from hoitu.site.operations.search_index import index_slice, index_soon
from hoitu.site.operations.views import count_views


@app.task(name="site.bake_dirty", queue="publish", retry=KEEP_TRYING)
def bake_dirty(slug: str) -> None:
    """Bake every marked page of a site; a second job that finds nothing marked is harmless."""
    site = queries.site_of(slug)
    if site is not None:
        bake_marked(site)


@app.task(name="site.index_articles", queue="reports", retry=KEEP_TRYING)
def index_articles(slug: str) -> None:
    """Bring the readers' search index a slice further; what then still waits comes as a new job."""
    site = queries.site_of(slug)
    if site is not None and not index_slice(site).is_last:
        index_soon(site)


@app.periodic(cron="* * * * *")
@app.task(name="site.every_minute", queue="publish", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Let scheduled arrangements go live, pins run out, the news sitemap forget; bake what a lost job left."""
    for site in queries.active_sites():
        apply_due_changes(site)
        bake_marked(site)


@app.periodic(cron="*/5 * * * *")
@app.task(name="site.count_views", queue="reports", pass_context=False)
def count_views_from_log(timestamp: int) -> None:
    """Count what readers opened since the last time."""
    count_views()
