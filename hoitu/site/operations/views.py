"""How often pages are opened: counted from the readers' access log, people and machines apart."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from hoitu.kernel import clock
from hoitu.site.models import Article, DailyView, LogPosition, Site
from hoitu.site.queries import active_sites

WHY = "the access log holds every site"
LARGEST_READ_BYTES = 64_000_000
BOTS = re.compile(
    r"bot|crawl|spider|slurp|fetch|monitor|preview|scan|headless|lighthouse|curl|wget|python|java/|go-http|okhttp|"
    r"libwww|httpclient|facebookexternalhit|zalo.*link|telegram|whatsapp|feed",
    re.I,
)
Seen = Counter[tuple[UUID, UUID, date, bool]]


def count_views() -> int:
    """Count the lines of the public log that were written since the last time; return how many stories' openings."""
    places = _article_places()
    total = 0
    for file in _log_files(Path(settings.PUBLIC_LOG_ROOT)):
        with transaction.atomic():
            position, _ = LogPosition.objects.select_for_update().get_or_create(file=_name_of(file))
            if position.offset_bytes >= file.stat().st_size:
                continue
            seen: Seen = Counter()
            with file.open("rb") as log:
                log.seek(position.offset_bytes)
                data = log.read(LARGEST_READ_BYTES)
            whole = data[: data.rfind(b"\n") + 1]
            for line in whole.splitlines():
                for key in _key(line, places):
                    seen[key] += 1
            _store(seen)
            position.offset_bytes += len(whole)
            position.save(update_fields=["offset_bytes"])
            total += sum(seen.values())
    return total


def _log_files(folder: Path) -> list[Path]:
    """Return the days of `hoitu public`, and nginx's file with those that logrotate took from it."""
    return sorted([*folder.glob("????-??-??.jsonl"), *folder.glob("nginx*.jsonl")])


def _name_of(file: Path) -> str:
    """Return what a log file is known by: nginx's keeps its first line when logrotate gives it another name."""
    if not file.name.startswith("nginx"):
        return file.name
    with file.open("rb") as log:
        return f"nginx {hashlib.blake2b(log.readline(), digest_size=16).hexdigest()}"


def _key(line: bytes, places: "_Places") -> Iterator[tuple[UUID, UUID, date, bool]]:
    try:
        row = json.loads(line)
        at = clock.local(datetime.fromisoformat(row["at"])).date()
        path, host, status = str(row["path"]), str(row["host"]), int(row["status"])
        agent = str(row.get("agent", ""))
    except (ValueError, KeyError, TypeError):
        return
    if status not in (200, 304) or not path.endswith(".html"):
        return
    found = places.find(host, path)
    if found is not None:
        yield (*found, at, bool(not agent or BOTS.search(agent)))


class _Places:
    """Which story stands at an address, asked from the database once per address."""

    def __init__(self, sites: list[Site]) -> None:
        self._sites = sorted(sites, key=lambda site: -len(site.path_prefix))
        self._known: dict[tuple[str, str], tuple[UUID, UUID] | None] = {}

    def find(self, host: str, path: str) -> tuple[UUID, UUID] | None:
        if (host, path) not in self._known:
            self._known[host, path] = self._ask(host.partition(":")[0], path)
        return self._known[host, path]

    def _ask(self, host: str, path: str) -> tuple[UUID, UUID] | None:
        for site in self._sites:
            own = site.origin.partition("://")[2].partition(":")[0]
            if own not in (host, "localhost", "127.0.0.1") or not path.startswith(f"{site.path_prefix}/"):
                continue
            rows = Article.objects.unscoped(why=WHY).filter(site=site, path=path[len(site.path_prefix) :])
            story_id = rows.values_list("story_id", flat=True).first()
            return (site.pk, story_id) if story_id else None
        return None


def _article_places() -> _Places:
    return _Places(active_sites())


def _store(seen: Seen) -> None:
    for (site_id, story_id, day, is_bot), count in sorted(seen.items(), key=str):
        field = "bots" if is_bot else "readers"
        rows = DailyView.objects.unscoped(why=WHY)
        rows.get_or_create(site_id=site_id, story_id=story_id, day=day)
        rows.filter(site_id=site_id, story_id=story_id, day=day).update(**{field: F(field) + count})
