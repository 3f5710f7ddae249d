"""Bake a whole site into a new generation, by several processes, and show it with one rename.

The work is cut into numbered chunks; each chunk's pages are noted in one transaction with its number, so a bake that
was interrupted goes on where it stopped. What changes meanwhile is baked into the generation that readers see, as
always, and replayed into the new one before the switch.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from time import perf_counter
from uuid import UUID

from django.db import connections, transaction
from django.db.models import F, Func, Q, Value

from hoitu.kernel import clock
from hoitu.site import files
from hoitu.site.addresses import FIXED_PATHS, day_path, live_path, month_path, resolve
from hoitu.site.data import BakeReport
from hoitu.site.models import Article, Fragment, FullBake, Listing, Page, Site, StaticPage
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path, write_assets, write_sites_table
from hoitu.site.operations.listings import renumber
from hoitu.site.queries import Card, read_ahead, reads_of
from hoitu.site.rendering.pages import RELATED, Output, render, render_article

WHY = "a full bake works for one site"
ARTICLES_PER_CHUNK = 500
PATHS_PER_CHUNK = 200
Chunk = tuple[str, int, int] | tuple[str, list[str]]
Progress = Callable[[int, int], None]


def bake_everything(site: Site, *, processes: int = 2, progress: Progress | None = None) -> BakeReport:
    """Bake every page of a site into a new generation and show it. Goes on with a bake that was interrupted."""
    started = perf_counter()
    run = _unfinished(site) or _begin(site)
    folder = files.generation_folder(site.slug, run.generation)
    write_assets(site, run.generation)
    waiting = [number for number in range(len(run.plan)) if number not in set(run.chunks_done)]
    done = len(run.plan) - len(waiting)
    for _ in _work(run, waiting, processes):
        done += 1
        if progress:
            progress(done, len(run.plan))
    os.sync()
    _replay_and_switch(site, run)
    write_sites_table()
    run.refresh_from_db()
    files.drop_older(site.slug, run.generation - 1)
    return BakeReport(
        pages=run.pages,
        bytes_written=run.bytes_written,
        seconds=round(perf_counter() - started, 3),
        generation=int(folder.name.removeprefix("gen-")),
    )


def _work(run: FullBake, waiting: list[int], processes: int) -> Iterator[None]:
    if processes <= 1 or len(waiting) <= 1:
        for number in waiting:
            _bake_chunk(str(run.pk), number)
            yield
        return
    # Children must inherit neither connections (two processes on one socket mix their answers) nor the pool,
    # whose threads do not live on in them.
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for future in as_completed([pool.submit(_bake_chunk, str(run.pk), number) for number in waiting]):
            yield future.result()


def _unfinished(site: Site) -> FullBake | None:
    """Return the bake to go on with. After a restart of the machine unsynced files may be empty: start anew."""
    rows = FullBake.objects.unscoped(why=WHY).filter(
        site=site, finished_at=None, generation__gt=site.generation
    )
    return rows.filter(boot_id=_boot_id()).order_by("-generation").first()


def _begin(site: Site) -> FullBake:
    with transaction.atomic():
        dirty.lock_for_change(site)
        renumber(site)
        last = FullBake.objects.unscoped(why=WHY).filter(site=site).order_by("-generation").first()
        generation = (
            max(site.generation, files.current_generation(site.slug), last.generation if last else 0) + 1
        )
        return FullBake.objects.create(
            site=site,
            generation=generation,
            boot_id=_boot_id(),
            plan=_plan(site),
            started_at=clock.now(),
        )


def _plan(site: Site) -> list[Chunk]:
    """Return all chunks: ranges of articles by their place in the list of everything, then addresses."""
    everything = Listing.objects.unscoped(why=WHY).filter(site=site, kind=Listing.Kind.SITE).first()
    count = everything.next_position if everything else 0
    chunks: list[Chunk] = [
        ("articles", first, first + ARTICLES_PER_CHUNK) for first in range(0, count, ARTICLES_PER_CHUNK)
    ]
    paths = list(dict.fromkeys(_other_paths(site)))
    return chunks + [("paths", paths[n : n + PATHS_PER_CHUNK]) for n in range(0, len(paths), PATHS_PER_CHUNK)]


def _other_paths(site: Site) -> Iterator[str]:
    yield from ("/", "/tv/", *FIXED_PATHS)
    for slug in StaticPage.objects.unscoped(why=WHY).filter(site=site).values_list("slug", flat=True):
        yield f"/trang/{slug}/"
    for listing in (
        Listing.objects.unscoped(why=WHY).filter(site=site).order_by("kind", "slug").iterator(2000)
    ):
        yield from dirty.paths_of_listing(listing)
    rows = Article.objects.unscoped(why=WHY).filter(site=site, is_live=True)
    reads = reads_of(site)
    months = reads.months()
    if months:
        yield "/luu-tru/"
    for month in months:
        yield month_path(month)
        yield f"/sitemap/{month:%Y-%m}.xml"
        yield from (day_path(day) for day, _ in reads.days(month))
    for path in rows.filter(card__live=True).values_list("path", flat=True):
        yield live_path(path)


def _bake_chunk(run_id: str, number: int) -> None:
    run = FullBake.objects.unscoped(why=WHY).select_related("site").get(pk=run_id)
    folder = files.generation_folder(run.site.slug, run.generation)
    chunk = run.plan[number]
    made: set[str] = set()
    pages: list[tuple[Output, int]] = []
    written = 0
    outputs = (
        _articles(run.site, chunk[1], chunk[2]) if chunk[0] == "articles" else _paths(run.site, chunk[1])
    )
    for output in outputs:
        files.place_media(run.site.slug, output.media)
        size = files.write_later(folder, output.path, output.body, made, is_gone=output.is_gone)
        written += size
        pages.append((output, size))
    with transaction.atomic():
        _copy_pages(run, pages)
        FullBake.objects.unscoped(why=WHY).filter(pk=run.pk).update(
            chunks_done=Func(F("chunks_done"), Value(number), function="array_append"),
            pages=F("pages") + len(pages),
            bytes_written=F("bytes_written") + written,
        )


def _articles(site: Site, first: int, end: int) -> Iterator[Output]:
    """Render a range of articles; what they need besides themselves is read once for all of them."""
    rows = list(
        Article.objects.unscoped(why=WHY).filter(
            site=site,
            entries__listing__kind=Listing.Kind.SITE,
            entries__position__gte=first,
            entries__position__lt=end,
        )
    )
    reads = reads_of(site)
    wanted = {UUID(story_id) for article in rows if article.is_live for story_id in article.page["related"]}
    cards: dict[str, Card] = dict(reads.cards(wanted))
    fragments: dict[str, dict[str, str]] = {}
    keys = [f"story:{article.story_id}" for article in rows]
    for fragment in Fragment.objects.unscoped(why=WHY).filter(site=site, page_key__in=keys):
        fragments.setdefault(fragment.page_key, {})[fragment.slot] = fragment.html
    for article in rows:
        own = reads.fresh()
        key = f"story:{article.story_id}"
        own.keys.add(f"fragments:{key}")
        if article.is_live:
            own.keys.update(f"story:{story_id}" for story_id in article.page["related"][: RELATED * 2])
        yield render_article(own, article, cards, fragments.get(key, {}))


def _paths(site: Site, paths: list[str]) -> Iterator[Output]:
    reads = read_ahead(reads_of(site), map(resolve, paths))
    for path in paths:
        output = render(reads.fresh(), path)
        if output is not None:
            yield output


def _copy_pages(run: FullBake, pages: list[tuple[Output, int]]) -> None:
    """Note baked pages by COPY: a hundred thousand rows must not cost more than the rendering."""
    columns = ("site_id", "generation", "path", "kind", "keys", "content_hash", "size_bytes", "baked_at")
    now = clock.now()
    paths = [output.path for output, _ in pages]
    Page.objects.unscoped(why=WHY).filter(site=run.site, generation=run.generation, path__in=paths).delete()
    copy_into = f"COPY site_page ({', '.join(columns)}) FROM STDIN"
    with connections["default"].cursor() as cursor, cursor.copy(copy_into) as copy:
        for output, size in pages:
            digest = hashlib.sha256(output.body).hexdigest()
            keys = sorted(output.keys)
            copy.write_row((run.site_id, run.generation, output.path, output.kind, keys, digest, size, now))


def _replay_and_switch(site: Site, run: FullBake) -> None:
    """Bake again what changed since the start, then let readers see the new generation."""
    with transaction.atomic():
        dirty.lock_for_change(site)
        site.refresh_from_db()
        changed = (
            Page.objects.unscoped(why=WHY)
            .filter(site=site, generation=site.generation)
            .filter(Q(baked_at__gte=run.started_at) | Q(dirty_at__isnull=False))
        )
        paths = list(changed.values_list("path", flat=True)) if site.generation else []
        old = site.generation
        site.generation = run.generation
        site.save(update_fields=["generation"])
        for path in paths:
            bake_path(site, path)
        write_assets(site)
        files.switch(site.slug, run.generation)
        Page.objects.unscoped(why=WHY).filter(site=site, generation__lte=old).delete()
        run.finished_at = clock.now()
        run.save(update_fields=["finished_at"])


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "unknown"
