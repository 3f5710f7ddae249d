"""Let the old system's addresses lead to where its articles stand now.

A story's new address exists once the site has placed it, which jobs do after the import. So this is asked again
until every row has its redirect or the tries are used up.
"""

from collections import defaultdict
from urllib.parse import urlsplit
from uuid import UUID

from hoitu.imports import queries
from hoitu.imports.models import ImportRow
from hoitu.site import api as site

MAX_TRIES = 12
FIRST_WAIT_SECONDS = 20
LONGEST_WAIT_SECONDS = 3_600


def redirect_old_addresses(*, agency_id: UUID, run_id: UUID) -> int:
    """Add the redirects that can be added now and return how many rows still wait for their new address."""
    run = queries.run(agency_id=agency_id, run_id=run_id)
    waiting = list(queries.rows_to_redirect(run=run))
    tables: dict[UUID, dict[str, str]] = defaultdict(dict)
    settled: list[UUID] = []
    for row in waiting:
        old_path = urlsplit(row.old_url).path
        if len(old_path) < 2 or row.story_id is None:
            settled.append(row.pk)  # "/?p=12" names no page of its own
            continue
        for placed in site.addresses_of(agency_id=agency_id, story_id=row.story_id):
            tables[placed.site_id][old_path] = placed.path
            settled.append(row.pk)
    for site_id, table in tables.items():
        site.add_redirects(site_id=site_id, table=table, note=run.label)
    ImportRow.objects.for_agency(agency_id).filter(pk__in=settled).update(is_redirected=True)
    return len(waiting) - len(set(settled))


def seconds_until_try(number: int) -> int:
    """Return how long to wait before the given try, counted from 1."""
    return int(min(FIRST_WAIT_SECONDS * 2 ** (number - 1), LONGEST_WAIT_SECONDS))
