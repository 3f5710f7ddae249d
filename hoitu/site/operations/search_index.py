"""Keep the readers' search index behind the articles by no more than one bake."""

from datetime import datetime, timedelta
from pathlib import Path

from hoitu.kernel import clock
from hoitu.site import files, search
from hoitu.site.models import Article, Site

WHY = "the index of one site"
# Rows become visible when they commit, a little after `changed_at` was taken: look back a bit further.
OVERLAP = timedelta(seconds=30)
BATCH = 500


def index_articles(site: Site, *, anew: bool = False) -> int:
    """Bring the index up to date (or make it anew); return how many articles were written."""
    folder = files.site_folder(site.slug) / "search"
    mark = folder / ".since"
    since = None if anew else _since(mark)
    started = clock.now()
    rows = Article.objects.unscoped(why=WHY).filter(site=site).order_by("changed_at", "pk")
    if since is not None:
        rows = rows.filter(changed_at__gte=since - OVERLAP)
    if not rows.exists():
        return 0
    removed = [str(row) for row in rows.filter(is_live=False).values_list("story_id", flat=True)]
    live = rows.filter(is_live=True).values_list("story_id", "card", "page__words", "published_at")
    count = search.write(
        folder,
        (
            search.Searchable(
                story_id=str(story_id),
                url=card["url"],
                title=card["title"],
                standfirst=card["standfirst"],
                words=words or "",
                published_at=published_at,
            )
            for story_id, card, words, published_at in live.iterator(BATCH)
        ),
        removed,
    )
    mark.write_text(started.isoformat())
    return count


def _since(mark: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(mark.read_text())
    except (OSError, ValueError):
        return None
