"""Which pages a change touches: found through the keys that they read, marked, baked by a job.

Every change of what pages show and every bake of a page meet at one lock per site: changes hold it alone, bakes
share it. So no page is ever rendered half before and half after a change, and a page that has just recorded a new
key is not missed by a change of that key.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from hoitu.kernel import clock
from hoitu.kernel.jobs import later
from hoitu.site.addresses import FEEDS, PER_PAGE, archive_path, bucket_of, feed_path, kind_of, listing_path
from hoitu.site.models import Listing, Page, Site


def lock_for_change(site: Site) -> None:
    """Wait until no page of the site is being rendered, and keep others out until the transaction ends."""
    _advisory("pg_advisory_xact_lock", site)


def lock_for_bake(site: Site) -> None:
    """Keep changes out until the transaction ends; other bakes go on."""
    _advisory("pg_advisory_xact_lock_shared", site)


def mark(site: Site, keys: Iterable[str], *, at: datetime | None = None) -> int:
    """Mark every page that read one of the keys; return how many."""
    wanted = sorted(set(keys))
    if not wanted:
        return 0
    pages = Page.objects.unscoped(why="pages of one site").filter(
        site=site, generation=site.generation, keys__overlap=wanted
    )
    return pages.update(dirty_at=at or clock.now())


def mark_paths(site: Site, paths: Iterable[str]) -> None:
    """Mark pages by address; one that was never baked is noted, so that it will be."""
    now, wanted = clock.now(), sorted(set(paths))
    pages = Page.objects.unscoped(why="pages of one site")
    known = set(
        pages.filter(site=site, generation=site.generation, path__in=wanted).values_list("path", flat=True)
    )
    pages.filter(site=site, generation=site.generation, path__in=known).update(dirty_at=now)
    Page.objects.bulk_create(
        [
            Page(
                site=site,
                generation=site.generation,
                path=path,
                kind=kind_of(path),
                keys=[],
                content_hash="",
                size_bytes=0,
                baked_at=now,
                dirty_at=now,
            )
            for path in wanted
            if path not in known
        ],
        ignore_conflicts=True,
    )


def paths_of_listing(listing: Listing) -> list[str]:
    """Return every address of a list: its front, its feeds, its archive pages."""
    paths = [listing_path(listing.key), *(feed_path(listing.key, name) for name in FEEDS)]
    if listing.next_position > PER_PAGE:
        last = bucket_of(listing.next_position - 1)
        paths += [archive_path(listing.key, number) for number in range(1, last + 1)]
    return paths


def bake_soon(site: Site) -> None:
    """Queue the job that bakes whatever is marked, when the transaction commits."""
    later("site.bake_dirty", queue="publish", lock=f"site:{site.slug}:bake", slug=site.slug)


def _advisory(function: str, site: Site) -> None:
    # 53 bits of the id: unique enough among the sites of one installation, and positive.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [site.pk.int & ((1 << 53) - 1)])
