"""Keep the readers' search index a moment behind the articles, slice by slice, in nobody's way."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.jobs import later
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.site import files, search
from hoitu.site.models import Article, Site

WHY = "the index of one site"
# Changes of one site commit in the order of `changed_at`, as far as the clocks of the hosts agree.
CLOCKS_MAY_DIFFER = timedelta(seconds=5)
ARTICLES_PER_SLICE = 5000  # fewer, larger parts: merging them is most of the work


@dataclass(frozen=True)
class Reached:
    """The last article that the index took in, and whether others were known to wait behind it."""

    changed_at: str
    article: str
    is_finished: bool


@dataclass(frozen=True)
class Slice:
    """What one slice did: how many articles it wrote, and whether it was the last for now."""

    written: int
    is_last: bool


def index_soon(site: Site) -> None:
    """Queue the job that brings the index up to date, when the transaction commits."""
    later("site.index_articles", queue="reports", lock=f"site:{site.slug}:index", slug=site.slug)


def index_articles(site: Site, *, anew: bool = False) -> int:
    """Bring the index up to date (or make it anew); return how many articles were written."""
    if anew:
        _mark(site).unlink(missing_ok=True)
    total, done = 0, Slice(0, is_last=False)
    while not done.is_last:
        done = index_slice(site)
        total += done.written
    return total


def index_slice(site: Site) -> Slice:
    """Write the next changed articles. An interrupted walk goes on behind the last slice that was written."""
    reached = _reached(_mark(site))
    if reached is not None and not _behind(site, reached).exists():
        return Slice(0, is_last=True)
    waiting = _around(site, reached) if reached and reached.is_finished else _behind(site, reached)
    rows = list(
        waiting.values_list("pk", "changed_at", "story_id", "is_live", "card", "page__words", "published_at")[
            :ARTICLES_PER_SLICE
        ]
    )
    if not rows:
        return Slice(0, is_last=True)
    written = search.write(
        files.site_folder(site.slug) / "search",
        (
            search.Searchable(
                story_id=str(story_id),
                url=card["url"],
                title=card["title"],
                standfirst=card["standfirst"],
                words=words or "",
                published_at=published_at,
            )
            for _pk, _at, story_id, is_live, card, words, published_at in rows
            if is_live
        ),
        [str(story_id) for _pk, _at, story_id, is_live, *_ in rows if not is_live],
    )
    is_last = len(rows) < ARTICLES_PER_SLICE
    last = Reached(rows[-1][1].isoformat(), str(rows[-1][0]), is_finished=is_last)
    _mark(site).write_text(json.dumps(asdict(last)))
    return Slice(written, is_last)


def _behind(site: Site, reached: Reached | None) -> ScopedQuerySet[Article]:
    rows = Article.objects.unscoped(why=WHY).filter(site=site).order_by("changed_at", "pk")
    if reached is None:
        return rows
    at = datetime.fromisoformat(reached.changed_at)
    later_ones = Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=UUID(reached.article))
    # Said apart, so that the index on `changed_at` is used.
    return rows.filter(later_ones, changed_at__gte=at)


def _around(site: Site, reached: Reached) -> ScopedQuerySet[Article]:
    start = datetime.fromisoformat(reached.changed_at) - CLOCKS_MAY_DIFFER
    return _behind(site, None).filter(changed_at__gte=start)


def _mark(site: Site) -> Path:
    return files.site_folder(site.slug) / "search" / ".reached"


def _reached(mark: Path) -> Reached | None:
    try:
        return Reached(**json.loads(mark.read_text()))
    except (OSError, ValueError, TypeError):
        return None
