"""See whether items still open: HEAD requests, one a second, few at a time, and only where robots may go."""

import time
from datetime import timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from uuid import UUID

from django.db.models import F

from hoitu.kernel import clock, http
from hoitu.kernel.jobs import later
from hoitu.oversight.models import Item, Source
from hoitu.oversight.operations.read import agent

WHY = "the job checks the sources that a person switched on"
PAUSE_SECONDS: Final = 1.0
ITEMS_AT_ONCE: Final = 10
CHECKED_FOR: Final = timedelta(days=60)
UNREACHABLE: Final = 0
# A HEAD has no body; its declared length says nothing against it.
HEAD_LIMITS: Final = http.FetchLimits(max_bytes=1 << 40, total_seconds=10.0)
ROBOTS_LIMITS: Final = http.FetchLimits(max_bytes=512 * 1024, total_seconds=10.0)


def check_all() -> int:
    """Queue the check of every source where it is switched on."""
    rows = Source.objects.unscoped(why=WHY).filter(is_active=True, checks_links=True)
    for source in rows:
        later("oversight.check_links", queue="reports", lock=f"links:{source.pk}", source_id=str(source.pk))
    return len(rows)


def check_links(source_id: UUID) -> int:
    """Check the items of a source that were checked longest ago; return how many servers were asked for."""
    source = Source.objects.unscoped(why=WHY).filter(pk=source_id, is_active=True, checks_links=True).first()
    if source is None:
        return 0
    rows = Item.objects.for_agency(source.agency_id).filter(source=source, gone_at=None).exclude(url="")
    rows = rows.filter(published_at__gte=clock.now() - CHECKED_FOR)
    due = list(rows.order_by(F("link_checked_at").asc(nulls_first=True), "-published_at")[:ITEMS_AT_ONCE])
    robots: dict[str, RobotFileParser | None] = {}
    asked = 0
    for item in due:
        host = urlsplit(item.url).netloc
        if host not in robots:
            robots[host] = _robots(item.url)
        rules = robots[host]
        if rules is None:
            continue
        # Where robots may not go the turn is noted all the same: it would come first for ever.
        item.link_status, item.link_checked_at = None, clock.now()
        if rules.can_fetch(agent(), item.url):
            time.sleep(PAUSE_SECONDS if asked else 0)
            asked += 1
            item.link_status = _status(item.url)
        item.save(update_fields=["link_status", "link_checked_at"])
    return asked


def _status(url: str) -> int:
    try:
        return http.send("HEAD", url, body=b"", headers={"User-Agent": agent()}, limits=HEAD_LIMITS).status
    except http.FetchError:
        return UNREACHABLE


def _robots(url: str) -> RobotFileParser | None:
    """Return what the site asks of robots; None when it cannot say so now, and then nobody goes (RFC 9309)."""
    found = RobotFileParser()
    try:
        address = urljoin(url, "/robots.txt")
        body = http.fetch(address, limits=ROBOTS_LIMITS, headers={"User-Agent": agent()}).body
        found.parse(body.decode("utf-8", "replace").splitlines())
    except http.StatusRefused as refusal:
        if refusal.may_retry:
            return None
        found.parse([])
    except http.FetchError:
        return None
    return found
