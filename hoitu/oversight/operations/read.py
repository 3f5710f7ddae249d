"""Read the feeds that are watched, politely: one request a feed, never more often than every half hour."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from hoitu.kernel import clock, http
from hoitu.kernel.errors import Refused
from hoitu.kernel.jobs import later
from hoitu.oversight.models import Source
from hoitu.oversight.operations.take import judge_silence, take

WHY = "the job reads the sources of every agency"
FEED_LIMITS: Final = http.FetchLimits(max_bytes=5 * 1024 * 1024, total_seconds=20.0)
NOT_MODIFIED = 304
AGAIN_AFTER: Final = timedelta(minutes=10)


def agent() -> str:
    """Return the name under which we ask other servers, with where to complain about us."""
    return f"HoiTu-giam-sat/1.0 (+{settings.NEWSROOM_URL}; {settings.SERVER_EMAIL})"


def read_all() -> int:
    """Queue every active feed, one after the other for each server; judge the silence of our own sites."""
    rows = Source.objects.unscoped(why=WHY).filter(is_active=True)
    for source in rows.filter(url=""):
        judge_silence(source)
    feeds = list(rows.exclude(url=""))
    for source in feeds:
        ask(source)
    return len(feeds)


def ask(source: Source) -> None:
    """Queue one feed."""
    host = urlsplit(source.url).hostname or ""
    later("oversight.read_source", queue="reports", lock=f"oversight:{host}", source_id=str(source.pk))


def read_source(source_id: UUID) -> None:
    """Fetch one feed and take in what it shows. What goes wrong stands beside it, and it is tried again."""
    source = Source.objects.unscoped(why=WHY).filter(pk=source_id, is_active=True).exclude(url="").first()
    now = clock.now()
    if source is None or (source.asked_at and now - source.asked_at < AGAIN_AFTER and not source.problem):
        return
    source.asked_at = now
    try:
        headers = {"User-Agent": agent()} | ({"If-None-Match": source.etag} if source.etag else {})
        answer = http.fetch(source.url, limits=FEED_LIMITS, headers=headers)
        if answer.status != NOT_MODIFIED:
            from hoitu.oversight.adapters.feeds import seen_in  # brings a parser that nothing else needs

            take(source, seen_in(answer), is_whole_feed=True)
        source.problem, source.read_at = "", now
        source.etag = answer.headers.get("etag", "")[:200]
    except Refused as refusal:
        source.problem = refusal.sentence[:300]
    source.save(update_fields=["asked_at", "problem", "read_at", "etag"])
    judge_silence(source)
