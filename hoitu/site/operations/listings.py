"""The lists a story stands in: found or made, entered at the end, left without moving anybody else."""

from datetime import datetime

from django.db import connection
from django.db.models import Max

from hoitu.kernel.text import slugify
from hoitu.site.addresses import (
    FEEDS,
    PER_PAGE,
    archive_path,
    bucket_of,
    feed_path,
    listing_path,
    section_slug,
)
from hoitu.site.models import Article, Entry, Listing, Site
from hoitu.site.rendering.article import NAMED_ROLES, author_slug
from hoitu.site.rendering.language import _, language
from hoitu.stories.data import ReleasedStory

WHY = "lists of one site"
FIXED_TITLES = {"site": _("Mới nhất"), "corrections": _("Thông tin cải chính, xin lỗi")}


def desired_listings(site: Site, story: ReleasedStory) -> dict[str, Listing]:
    """Return the lists a story belongs to by key; what is new is made, a term's new name is taken over."""
    wanted = listings_named(story)
    return {
        listing.key: listing for listing in (_listing(site, *key, title) for key, title in wanted.items())
    }


def fixed_title(kind: str, code: str) -> str:
    """Return what the list of everything, or of corrections, is called in a language."""
    return language(code).say(FIXED_TITLES[kind])


def retitle_fixed(site: Site, before: str) -> None:
    """Let the lists that every site has follow its language, unless the agency named them itself."""
    for kind in FIXED_TITLES:
        rows = Listing.objects.unscoped(why=WHY).filter(site=site, kind=kind, title=fixed_title(kind, before))
        rows.update(title=fixed_title(kind, site.language))


def listings_named(story: ReleasedStory) -> dict[tuple[str, str], str]:
    """Return the lists a story belongs to: (kind, slug) and title."""
    wanted: dict[tuple[str, str], str] = {("site", ""): FIXED_TITLES["site"]}
    if story.section:
        wanted["section", section_slug(story.section.slug)] = story.section.name
    wanted |= {("topic", topic.slug): topic.name for topic in story.topics}
    wanted |= {("tag", tag.slug): tag.name for tag in story.tags}
    wanted |= {
        ("author", author_slug(byline)): byline.name
        for byline in story.bylines
        if author_slug(byline) and byline.role not in NAMED_ROLES
    }
    if story.corrections:
        wanted["corrections", ""] = FIXED_TITLES["corrections"]
    return wanted


def enter(site: Site, article: Article, wanted: dict[str, Listing]) -> tuple[list[str], list[str]]:
    """Put an article into exactly these lists. Return the keys that changed and the pages that must exist."""
    keys: list[str] = []
    paths: list[str] = []
    entries = {
        entry.listing.key: entry
        for entry in Entry.objects.unscoped(why=WHY).filter(article=article).select_related("listing")
    }
    for key, entry in entries.items():
        if key not in wanted and entry.is_live:
            Entry.objects.unscoped(why=WHY).filter(pk=entry.pk).update(is_live=False)
            keys += [f"list:{key}", f"list:{key}#{bucket_of(entry.position)}"]
    for key, listing in wanted.items():
        known = entries.get(key)
        if known is None:
            position = _append(listing, article)
            keys += _keys_of_arrival(key, position)
            paths += _paths_of_arrival(key, position)
        elif not known.is_live:
            Entry.objects.unscoped(why=WHY).filter(pk=known.pk).update(is_live=True)
            keys += [f"list:{key}", f"list:{key}#{bucket_of(known.position)}"]
    return keys, paths


def leave(article: Article) -> list[str]:
    """Take an article out of its lists. Its places stay empty, so that no other story moves to another page."""
    entries = Entry.objects.unscoped(why=WHY).filter(article=article).select_related("listing")
    keys = []
    for entry in entries:
        keys += [f"list:{entry.listing.key}", f"list:{entry.listing.key}#{bucket_of(entry.position)}"]
    entries.update(is_live=False)
    return keys


def renumber(site: Site) -> int:
    """Put lists in order of time whose stories arrived in another one (imports); return how many lists.

    Runs before a full bake, when every page is made anew anyway.
    """
    unsorted = list(Listing.objects.unscoped(why=WHY).filter(site=site, is_unsorted=True))
    for listing in unsorted:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE site_entry e SET position = o.place FROM (SELECT id, row_number() OVER "
                "(ORDER BY published_at, id) - 1 AS place FROM site_entry WHERE listing_id = %s) o "
                "WHERE e.id = o.id AND e.position <> o.place",
                [listing.pk],
            )
        last = Entry.objects.unscoped(why=WHY).filter(listing=listing).aggregate(last=Max("position"))["last"]
        listing.next_position, listing.is_unsorted = (last or 0) + 1, False
        listing.save(update_fields=["next_position", "is_unsorted"])
    return len(unsorted)


def _listing(site: Site, kind: str, slug: str, title: str) -> Listing:
    slug = slug or ("" if kind in FIXED_TITLES else slugify(title))
    title = fixed_title(kind, site.language) if kind in FIXED_TITLES else title
    row, created = Listing.objects.unscoped(why=WHY).get_or_create(
        site=site, kind=kind, slug=slug, defaults={"title": title, "menu_order": _menu_order(site, kind)}
    )
    if not created and kind in ("topic", "tag", "author") and row.title != title:
        row.title = title
        row.save(update_fields=["title"])
    return row


def _menu_order(site: Site, kind: str) -> int | None:
    if kind != Listing.Kind.SECTION:
        return None
    last = Listing.objects.unscoped(why=WHY).filter(site=site).aggregate(last=Max("menu_order"))["last"]
    return (last or 0) + 10


def _append(listing: Listing, article: Article) -> int:
    position = listing.next_position
    Entry.objects.create(
        listing=listing, article=article, position=position, published_at=article.published_at
    )
    listing.next_position = position + 1
    listing.is_unsorted = listing.is_unsorted or _is_late(listing.newest_at, article.published_at)
    listing.newest_at = max(filter(None, (listing.newest_at, article.published_at)))
    listing.save(update_fields=["next_position", "newest_at", "is_unsorted"])
    return position


def _is_late(newest_at: datetime | None, published_at: datetime) -> bool:
    return newest_at is not None and published_at < newest_at


def _keys_of_arrival(key: str, position: int) -> list[str]:
    keys = [f"list:{key}", f"list:{key}#{bucket_of(position)}"]
    if position % PER_PAGE == 0:
        keys.append(f"list:{key}#{bucket_of(position)}!")
    if position in (0, PER_PAGE):
        keys += [f"about:{key}", f"lists:{key.partition(':')[0]}"]
    if position == 0 and key.startswith("section:"):
        keys.append("site")
    return keys


def _paths_of_arrival(key: str, position: int) -> list[str]:
    paths = [listing_path(key), *(feed_path(key, name) for name in FEEDS)]
    if position == PER_PAGE:
        paths.append(archive_path(key, 1))
    if position >= PER_PAGE:
        paths.append(archive_path(key, bucket_of(position)))
    return paths
