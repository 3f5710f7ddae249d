"""Read at once what the pages of one chunk of a full bake show: a question per chunk, not per page."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q

from hoitu.site.addresses import PER_PAGE, Address
from hoitu.site.models import Listing
from hoitu.site.queries.reads import LONGEST_FEED, Reads, listing_info

WHY = "baking one site: the site is the scope"
_NEWEST_OF_MANY = """
SELECT l.id, a.card FROM unnest(%s::uuid[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT article_id, published_at, position FROM site_entry
    WHERE listing_id = l.id AND is_live ORDER BY published_at DESC, position DESC LIMIT %s
) e
JOIN site_article a ON a.id = e.article_id
ORDER BY l.id, e.published_at DESC, e.position DESC
"""
_PAGES_OF_MANY = """
SELECT wanted.name, a.card FROM unnest(%s::text[], %s::uuid[], %s::int[]) AS wanted(name, listing, first)
JOIN site_entry e ON e.listing_id = wanted.listing AND e.position >= wanted.first
    AND e.position < wanted.first + %s AND e.is_live
JOIN site_article a ON a.id = e.article_id
ORDER BY wanted.name, e.position DESC
"""


def read_ahead(reads: Reads, asked: Iterable[Address]) -> Reads:
    """Return a reader that has the lists, feeds and archive pages among the asked pages already in hand."""
    lists: dict[str, None] = {}
    pages: dict[str, list[int]] = {}
    for address in asked:
        if address.kind in ("listing", "feed"):
            lists[address.key] = None
        elif address.kind == "archive":
            pages.setdefault(address.key, []).append(address.number)
    keys = dict.fromkeys((*lists, *pages))
    rows = {row.key: row for row in _listings(reads, keys)}
    kept: dict[str, Any] = {f"about:{key}": listing_info(rows[key]) if key in rows else None for key in keys}
    kept |= {f"list:{key}": [] for key in lists}
    names = {rows[key].pk: f"list:{key}" for key in lists if key in rows}
    _collect(kept, _NEWEST_OF_MANY, [list(names), LONGEST_FEED], names)
    wanted = [
        (f"list:{key}#{number}", rows[key].pk, (number - 1) * PER_PAGE)
        for key, numbers in pages.items()
        for number in numbers
        if key in rows
    ]
    kept |= {name: [] for name, _listing, _first in wanted}
    columns = [list(column) for column in zip(*wanted, strict=True)] or [[], [], []]
    _collect(kept, _PAGES_OF_MANY, [*columns, PER_PAGE], {})
    return Reads(reads.shell, kept=kept)


def _listings(reads: Reads, keys: Iterable[str]) -> Iterable[Listing]:
    wanted = Q(pk=None)
    for key in keys:
        kind, _, slug = key.partition(":")
        wanted |= Q(kind=kind, slug=slug)
    return Listing.objects.unscoped(why=WHY).filter(wanted, site=reads.site)


def _collect(kept: dict[str, Any], question: str, values: list[Any], names: dict[Any, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        for name, card in cursor.fetchall():
            kept[names.get(name, name)].append(json.loads(card) if isinstance(card, str) else card)
