"""A released story takes its place on a site, changes there, leaves, or comes back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.text import slugify
from hoitu.site import files, queries
from hoitu.site.addresses import article_path, day_path, live_path, month_path
from hoitu.site.data import Placed
from hoitu.site.models import Article, Page, Redirect, Site, Tombstone
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path, write_redirects_of
from hoitu.site.operations.listings import desired_listings, enter, leave
from hoitu.site.operations.naming import named_now
from hoitu.site.operations.players import playing
from hoitu.site.operations.search_index import index_soon
from hoitu.site.rendering.article import card_of, local_iso, page_of, section_of
from hoitu.stories.data import ReleasedStory

WHY = "one site, told by its channel"


def place_story(
    site: Site, story: ReleasedStory, *, published_at: datetime | None = None, is_restored: bool = False
) -> Placed:
    """Show a revision on a site; the story's page is baked before this returns, everything else follows.

    The same revision twice changes nothing, an older one than stands is ignored. A withdrawn story stays withdrawn
    until it is restored or a newer revision is approved: a late delivery never brings it back.
    """
    with transaction.atomic():
        dirty.lock_for_change(site)
        site.refresh_from_db(fields=["generation"])
        article = _article(site, story.story_id)
        if article is not None and _is_late(article, story, is_restored):
            return queries.placed_data(site, article)
        is_same = article is not None and article.is_live and article.content_hash == story.content_hash
        shown_before = article.page["files"] if article else []
        if article is None or not is_same:
            article, keys, paths = _write(site, article, story, published_at)
            dirty.mark(site, keys)
            dirty.mark_paths(site, paths)
        bake_path(site, article.path)
        if article.page["live"]:
            bake_path(site, live_path(article.path))
        _remove_pictures(site, shown_before)
        dirty.bake_soon(site)
        index_soon(site)
        return queries.placed_data(site, article)


def withdraw_story(site: Site, story_id: UUID) -> Placed | None:
    """Take a story from a site: its address answers 410 before this returns, lists follow. None: it never stood."""
    with transaction.atomic():
        dirty.lock_for_change(site)
        site.refresh_from_db(fields=["generation"])
        article = _article(site, story_id)
        if article is None:
            return None
        if article.is_live:
            article.is_live, article.withdrawn_at = False, clock.now()
            article.save(update_fields=["is_live", "withdrawn_at", "changed_at"])
        Tombstone.objects.unscoped(why=WHY).get_or_create(
            site=site, path=article.path, defaults={"story_id": story_id, "since": clock.now()}
        )
        keys = leave(article) + _own_keys(article)
        dirty.mark(site, keys)
        bake_path(site, article.path)
        if article.page["live"]:
            bake_path(site, live_path(article.path))
        _remove_pictures(site, article.page["files"])
        dirty.bake_soon(site)
        index_soon(site)
        return queries.placed_data(site, article)


def _remove_pictures(site: Site, shown_before: list[list[str]]) -> None:
    """Delete pictures and films that a story showed and no page shows any more: none spreads by its own address."""
    names: dict[str, list[str]] = {}
    for name, _key, asset in shown_before:
        names.setdefault(asset, []).append(name)
    pages = Page.objects.unscoped(why=WHY).filter(site=site, generation=site.generation)
    for asset, files_of_asset in names.items():
        if not pages.filter(keys__contains=[f"asset:{asset}"]).exists():
            files.remove_media(site.slug, files_of_asset)


def _write(
    site: Site, article: Article | None, story: ReleasedStory, published_at: datetime | None
) -> tuple[Article, list[str], list[str]]:
    """Store what the site keeps of a story; return it with the keys it touches and the pages that must exist."""
    now, story = clock.now(), named_now(site, story)
    old_path = article.path if article else ""
    keys = _own_keys(article) if article else []
    if article is None:
        first = published_at or story.first_released_at or now
        article = Article(site=site, story_id=story.story_id, published_at=first, path="")
    article.path = _path(story, old_path)
    article.updated_at = now if old_path else article.published_at
    wanted = desired_listings(site, story)
    published = local_iso(article.published_at)
    related = queries.related_stories(site, list(wanted), own=story.story_id, before=article.published_at)
    article.card = card_of(story, path=article.path, prefix=site.path_prefix, published_at=published)
    article.page = page_of(
        story,
        path=article.path,
        prefix=site.path_prefix,
        updated_at=local_iso(article.updated_at),
        related=related,
        playing=playing(story),
    )
    article.title, article.genre, article.section = article.card["title"], story.genre, section_of(story)
    article.revision_id, article.revision_number = story.revision_id, story.revision_number
    article.content_hash, article.is_live, article.withdrawn_at = story.content_hash, True, None
    article.save()
    Tombstone.objects.unscoped(why=WHY).filter(site=site, path=article.path).delete()
    if old_path and old_path != article.path:
        move_address(site, old_path, article.path)
        keys.append(f"path:{old_path}")
    entered_keys, paths = enter(site, article, wanted)
    own_paths = [article.path, *([live_path(article.path)] if article.page["live"] else [])]
    return article, keys + entered_keys + _own_keys(article), paths + own_paths + _dates(article)


def _is_late(article: Article, story: ReleasedStory, is_restored: bool) -> bool:
    if article.is_live:
        return article.revision_number > story.revision_number
    return not is_restored and article.revision_number >= story.revision_number


def _path(story: ReleasedStory, old: str) -> str:
    """Return the address: the first one stays, unless the desk sets another one by hand."""
    by_hand = story.edition("web", "slug")
    if old and not by_hand:
        return old
    wanted = article_path(
        section_of(story), slugify(by_hand or story.edition("web", "title", story.headline)), story.story_id
    )
    return old if old and old.rpartition("/")[2] == wanted.rpartition("/")[2] else wanted


def move_address(site: Site, old: str, new: str) -> None:
    """Let an old address lead to a new one, older ones straight to it."""
    redirects = Redirect.objects.unscoped(why=WHY).filter(site=site)
    redirects.filter(old_path=new).delete()
    redirects.filter(new_path=old).update(new_path=new)
    redirects.update_or_create(old_path=old, defaults={"site": site, "new_path": new})
    write_redirects_of(site)


def _own_keys(article: Article) -> list[str]:
    local = clock.local(article.published_at)
    return [
        f"story:{article.story_id}",
        f"path:{article.path}",
        f"day:{local:%Y-%m-%d}",
        f"month:{local:%Y-%m}",
        "months",
        "list:site",
    ]


def _dates(article: Article) -> list[str]:
    day = clock.local(article.published_at).date()
    return [
        day_path(day),
        month_path(day),
        "/luu-tru/",
        f"/sitemap/{day:%Y-%m}.xml",
        "/sitemap.xml",
        "/sitemap/tin-moi.xml",
        "/",
        "/tv/",
    ]


def _article(site: Site, story_id: UUID) -> Article | None:
    rows = Article.objects.unscoped(why=WHY).select_for_update().filter(site=site, story_id=story_id)
    return rows.first()
