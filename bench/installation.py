"""A throw-away installation with the corpus in it, for benchmarks that need a database."""

import atexit
import itertools
import os
import shutil
import tempfile
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil

from bench import corpus

BATCH = 2000


@contextmanager
def installation() -> Iterator[Path]:
    """Run with an own data folder and PostgreSQL; everything is deleted afterwards."""
    home = Path(tempfile.mkdtemp(prefix="hoitu-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with set_up(home, is_new=True):
        yield home


@contextmanager
def set_up(home: Path, *, is_new: bool = False) -> Iterator[None]:
    """Let Django work on the data folder, whose PostgreSQL runs inside the block; a new one gets its tables."""
    os.environ["HOITU_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hoitu.project.settings"
    import django

    django.setup()
    from hoitu.kernel import postgres
    from hoitu.project import config
    from hoitu.project.database import migrate
    from hoitu.project.databases import cluster_of

    cluster = cluster_of(config.load())
    with cluster.running():
        if is_new:
            cluster.ensure_database(postgres.DATABASE)
            migrate()
        yield
        close_connections()


def close_connections() -> None:
    """Close what this process holds of the database, the pool included, so that PostgreSQL can stop at once."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def load_site(count: int, agency: Any) -> Any:
    """Return a site that holds the corpus, placed in bulk; the same rows that placing one by one would leave."""
    from hoitu.site.models import Article, Entry, Listing
    from hoitu.site.rendering.article import card_of, local_iso, page_of
    from hoitu.site.testing import make_site, paragraphs, released

    site = make_site(agency.pk, slug="do-kiem", prefix="")
    lists: dict[tuple[str, str], Listing] = {
        (row.kind, row.slug): row for row in Listing.objects.unscoped(why="bench").filter(site=site)
    }
    recent: dict[str, deque[UUID]] = defaultdict(lambda: deque(maxlen=4))
    for batch in _batches(count):
        articles, entries = [], []
        for made in batch:
            story = released(
                agency.pk,
                headline=made.headline,
                section=made.section,
                tags=tuple(dict.fromkeys(made.tags)),
                authors=(made.author,),
                body=paragraphs(*made.paragraphs),
                standfirst=made.standfirst,
                at=made.published_at,
            )
            article = _article(site, story, list(reversed(recent[made.section])), card_of, page_of, local_iso)
            recent[made.section].append(story.story_id)
            articles.append(article)
            for listing in _lists_of(site, lists, story):
                entries.append(
                    Entry(
                        listing=listing,
                        article=article,
                        position=listing.next_position,
                        published_at=made.published_at,
                    )
                )
                listing.next_position += 1
                listing.newest_at = made.published_at
        copy_in(Article, articles)
        copy_in(Entry, entries)
    Listing.objects.bulk_update(lists.values(), ["next_position", "newest_at"], batch_size=1000)
    return site


def copy_in(model: Any, rows: list[Any]) -> None:
    """Write new rows by COPY: several times faster than INSERT, whose arrays escape every quote of every document."""
    from django.db import connection

    fields = [field for field in model._meta.concrete_fields if field.get_internal_type() != "BigAutoField"]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    copy_into = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(copy_into) as copy:
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
            )


def _batches(count: int) -> Iterator[list[corpus.Made]]:
    stories = corpus.stories(count)
    while batch := list(itertools.islice(stories, BATCH)):
        yield batch


def _article(site, story, related, card_of, page_of, local_iso):  # type: ignore[no-untyped-def]
    from hoitu.kernel.text import slugify
    from hoitu.site.addresses import article_path
    from hoitu.site.models import Article
    from hoitu.site.rendering.article import section_of

    path = article_path(section_of(story), slugify(story.headline), story.story_id)
    at = local_iso(story.approved_at)
    return Article(
        site=site,
        story_id=story.story_id,
        revision_id=story.revision_id,
        revision_number=1,
        content_hash=story.content_hash,
        path=path,
        title=story.headline,
        section=section_of(story),
        genre=story.genre,
        published_at=story.approved_at,
        updated_at=story.approved_at,
        card=card_of(story, path=path, prefix=site.path_prefix, published_at=at),
        page=page_of(story, path=path, prefix=site.path_prefix, updated_at=at, related=related),
    )


def _lists_of(site, lists, story):  # type: ignore[no-untyped-def]
    from hoitu.site.models import Listing

    wanted = [("site", "", "")]
    wanted.append(("section", story.section.slug, story.section.name))
    wanted += [("tag", tag.slug, tag.name) for tag in story.tags]
    wanted += [("author", byline.slug, byline.name) for byline in story.bylines]
    for kind, slug, title in dict.fromkeys(wanted):
        if (kind, slug) not in lists:
            order = len(lists) if kind == "section" else None
            lists[kind, slug] = Listing.objects.create(
                site=site, kind=kind, slug=slug, title=title, menu_order=order
            )
        yield lists[kind, slug]


@contextmanager
def peak_memory(of: Callable[[], list[psutil.Process]]) -> Iterator[dict[str, float]]:
    """Sample the summed private memory (USS) of processes; `["mb"]` holds the peak afterwards."""
    result, end = {"mb": 0.0}, threading.Event()

    def sample() -> None:
        while not end.wait(1):  # looking costs a process as much time as baking a dozen pages
            total = 0
            for process in of():
                try:
                    total += process.memory_full_info().uss
                except psutil.Error:
                    continue
            result["mb"] = max(result["mb"], total / 1e6)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield result
    finally:
        end.set()
        thread.join()


def files_and_bytes(folder: Path) -> tuple[int, int]:
    """Count the files under a folder and their bytes."""
    files = [entry for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink()]
    return len(files), sum(entry.stat().st_size for entry in files)
