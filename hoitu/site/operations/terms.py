"""Pages follow a renamed or merged section, topic or tag: lists, articles that name it, old addresses."""

from uuid import UUID

from django.db import transaction

from hoitu.site.addresses import listing_path, section_slug
from hoitu.site.models import Article, Entry, Listing, Site
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path
from hoitu.site.operations.listings import enter
from hoitu.site.operations.place import move_address
from hoitu.stories.events import TermChanged

WHY = "one site, told by a fact about its agency's terms"
BATCH = 500


def on_term_changed(fact: TermChanged) -> None:
    """Bring every site of the agency after the change. The same fact twice changes nothing the second time."""
    if fact.agency_id is None:
        return
    for site in Site.objects.for_agency(fact.agency_id).order_by("slug"):
        with transaction.atomic():
            dirty.lock_for_change(site)
            site.refresh_from_db(fields=["generation"])
            if fact.term_kind == "section":
                _rename_section(site, section_slug(fact.slug), fact.name, fact.old_name)
            else:
                for old_slug in fact.old_slugs.split(","):
                    _follow(site, fact.term_kind, old_slug, fact.slug, fact.name)
            dirty.bake_soon(site)


def _rename_section(site: Site, slug: str, name: str, old_name: str) -> None:
    """Take over a section's new name, unless the site calls the section by a name of its own."""
    row = _listing(site, "section", slug)
    if row is None or row.title != old_name:
        return
    row.title = name
    row.save(update_fields=["title"])
    dirty.mark(site, [f"about:{row.key}", "site"])  # every page carries the menu


def _follow(site: Site, kind: str, old_slug: str, slug: str, name: str) -> None:
    old, new = _listing(site, kind, old_slug), _listing(site, kind, slug)
    if old is None:
        return
    articles = _articles_in(old)
    old_paths = dirty.paths_of_listing(old)
    if new is None or new.pk == old.pk:
        old.slug, old.title = slug, name
        old.save(update_fields=["slug", "title"])
        keys, paths = [f"lists:{kind}", f"about:{old.key}"], dirty.paths_of_listing(old)
    else:
        keys, paths = _pour(site, old, new, articles, name)
    _reword(site, articles, kind, old_slug, slug, name)
    dirty.mark(site, [*keys, *(f"path:{article.path}" for article in articles)])
    dirty.mark_paths(site, paths)
    if old_slug != slug:
        move_address(site, listing_path(f"{kind}:{old_slug}"), listing_path(f"{kind}:{slug}"))
        for path in old_paths:
            bake_path(site, path)  # nothing stands there now: the file goes, the old address leads on


def _pour(
    site: Site, old: Listing, new: Listing, articles: list[Article], name: str
) -> tuple[list[str], list[str]]:
    """Move the articles of one list into another and remove it."""
    keys = [f"lists:{old.kind}", f"about:{new.key}", f"about:{old.key}"]
    paths: list[str] = []
    new.title = name
    new.save(update_fields=["title"])
    for article in articles:
        live = Entry.objects.unscoped(why=WHY).filter(article=article, is_live=True).select_related("listing")
        wanted = {entry.listing.key: entry.listing for entry in live if entry.listing_id != old.pk}
        more_keys, more_paths = enter(site, article, {**wanted, new.key: new} if article.is_live else wanted)
        keys += more_keys
        paths += more_paths
    old.delete()
    return keys, paths


def _reword(site: Site, articles: list[Article], kind: str, old_slug: str, slug: str, name: str) -> None:
    """Name the term anew on the articles' own pages, once where two became one."""
    field = f"{kind}s"
    old_url = site.path_prefix + listing_path(f"{kind}:{old_slug}")
    url = site.path_prefix + listing_path(f"{kind}:{slug}")
    for article in articles:
        terms = article.page[field]
        renamed = [{"name": name, "url": url} if term["url"] in (old_url, url) else term for term in terms]
        article.page[field] = list({term["url"]: term for term in renamed}.values())
    Article.objects.unscoped(why=WHY).bulk_update(articles, ["page"], batch_size=BATCH)


def _articles_in(listing: Listing) -> list[Article]:
    ids: list[UUID] = list(
        Entry.objects.unscoped(why=WHY).filter(listing=listing).values_list("article_id", flat=True)
    )
    return list(Article.objects.unscoped(why=WHY).filter(pk__in=ids).order_by("published_at", "pk"))


def _listing(site: Site, kind: str, slug: str) -> Listing | None:
    return Listing.objects.unscoped(why=WHY).filter(site=site, kind=kind, slug=slug).first()
