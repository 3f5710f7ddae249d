"""Bake pages: one at once, or whatever is marked. Full bakes are in `full_bake.py`."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.site import files
from hoitu.site.addresses import KIND_ORDER, kind_of
from hoitu.site.models import Page, Redirect, Site
from hoitu.site.operations import dirty
from hoitu.site.queries import active_sites, reads_of
from hoitu.site.rendering.assets import bundle
from hoitu.site.rendering.pages import Output, render

log = logging.getLogger(__name__)

WHY = "bakes work for one site"
BATCH = 20


def bake_path(site: Site, path: str) -> Output | None:
    """Bake one page into the generation that readers see; None: nothing stands there, files are removed.

    The page is rendered, written and noted under the site's lock, from the state that then holds. A bake that
    started late therefore writes the tombstone of a withdrawn story, whatever it was asked for.
    """
    with transaction.atomic():
        dirty.lock_for_bake(site)
        # What the caller knows of the site may be from before a change: menu and footer are read under the lock.
        site.refresh_from_db()
        seen, known = _pages(site).filter(path=path).values_list("dirty_at", "content_hash").first() or (
            None,
            None,
        )
        output = render(reads_of(site), path)
        folder = files.generation_folder(site.slug, site.generation)
        if output is None:
            files.remove(folder, path)
            _pages(site).filter(path=path).delete()
            return None
        files.place_media(site.slug, output.media)
        content_hash = hashlib.sha256(output.body).hexdigest()
        size = 0
        if known != content_hash or not files.stands(folder, path, is_gone=output.is_gone):
            size = files.write_now(folder, path, output.body, is_gone=output.is_gone)
        _note(site, output, content_hash, size, seen)
        return output


def bake_dirty(site: Site) -> int:
    """Bake every marked page, the story's own page first; return how many.

    A page that cannot be rendered does not hold up the others; its error is raised after them.
    """
    baked = 0
    failures: dict[str, Exception] = {}
    while paths := _next_dirty(site, without=list(failures)):
        for path in paths:
            try:
                bake_path(site, path)
            except Exception as error:
                log.exception("%s %s was not baked", site.slug, path)
                failures[path] = error
        baked += len(paths)
    for failure in failures.values():
        raise failure
    return baked


def bake_paths(site: Site, paths: Iterable[str]) -> int:
    """Bake these pages now."""
    return sum(bake_path(site, path) is not None for path in paths)


def write_assets(site: Site, generation: int | None = None) -> None:
    """Write style, script, fonts and the redirects of a site into a generation."""
    folder = files.generation_folder(site.slug, site.generation if generation is None else generation)
    for path, data in bundle(site).files.items():
        if not (folder / path.lstrip("/")).exists():
            files.write_now(folder, path, data)
    write_redirects_of(site, generation)


def write_redirects_of(site: Site, generation: int | None = None) -> None:
    """Write the table of old addresses."""
    rows = Redirect.objects.unscoped(why=WHY).filter(site=site).values_list("old_path", "new_path")
    table = {old: new if new.startswith("http") else site.path_prefix + new for old, new in rows}
    folder = files.generation_folder(site.slug, site.generation if generation is None else generation)
    files.write_redirects(folder, table)


def write_sites_table() -> None:
    """Tell the readers' server which sites there are."""
    rows: list[dict[str, object]] = []
    for site in active_sites():
        host = site.origin.partition("://")[2]
        name = host.partition(":")[0]
        is_local = name in ("localhost", "127.0.0.1")
        place = {"host": "" if is_local else name, "prefix": f"{site.path_prefix}/"}
        rows.append({**place, "slug": site.slug, "language": site.language})
    files.write_sites_table(list(rows))


def _next_dirty(site: Site, *, without: list[str]) -> list[str]:
    site.refresh_from_db(fields=["generation"])
    order = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(KIND_ORDER)),
        default=Value(len(KIND_ORDER)),
        output_field=IntegerField(),
    )
    rows = (
        _pages(site)
        .filter(dirty_at__isnull=False)
        .exclude(path__in=without)
        .order_by(order, "dirty_at", "pk")
    )
    return list(rows.values_list("path", flat=True)[:BATCH])


def _pages(site: Site) -> ScopedQuerySet[Page]:
    return Page.objects.unscoped(why=WHY).filter(site=site, generation=site.generation)


def _note(site: Site, output: Output, content_hash: str, size: int, seen: datetime | None) -> None:
    values: dict[str, Any] = {
        "kind": kind_of(output.path),
        "keys": sorted(output.keys),
        "content_hash": content_hash,
        "baked_at": clock.now(),
        # Clean again, unless somebody marked it meanwhile. One change of the row, not two: each costs its index.
        "dirty_at": Case(When(dirty_at=seen, then=None), default=F("dirty_at")) if seen else F("dirty_at"),
        **({"size_bytes": size} if size else {}),
    }
    if _pages(site).filter(path=output.path).update(**values):
        return
    Page.objects.unscoped(why=WHY).get_or_create(
        site=site,
        generation=site.generation,
        path=output.path,
        defaults=values | {"dirty_at": None, "size_bytes": size},
    )


def same_output(site: Site, output: Output, path: str) -> bool:
    """Say whether the files of a path are what rendering gives now."""
    return files.read(site.slug, path) == output.body and files.is_gone(site.slug, path) == output.is_gone
