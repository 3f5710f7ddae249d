"""Finding the baked file behind a reader's path, and keeping the busy ones in memory."""

import hashlib
import json
import os
import re
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

MEMORY_LIMIT_BYTES = 64_000_000
LARGEST_CACHED_BYTES = 1_000_000
TABLE_LOOK_SECONDS = 0.1

PAGE_CACHE = "public, max-age=10, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"
# A name that carries a hash of its content never changes its bytes.
HASHED_NAME = re.compile(
    r"[-./][0-9a-f]{12,}\.(js|css|woff2|jpe?g|png|webp|avif|svg|mp[34]|m4a|webm|vtt)$"
    r"|/media/[0-9a-f]{20}/[\w.]+$"  # a film's ladder: its folder carries the hash of all its files
)

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ico": "image/x-icon",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".pdf": "application/pdf",
}
UNKNOWN_TYPE = "application/octet-stream"


class Stamp(NamedTuple):
    """What changes when a file is replaced."""

    mtime_ns: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it is sent: bytes when small, else only its path."""

    path: str
    stamp: Stamp
    etag: str
    headers: list[tuple[str, str]]
    body: bytes | None


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of a regular file, or None."""
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return None
    return Stamp(seen.st_mtime_ns, seen.st_size, seen.st_ino) if seen.st_mode & 0o170000 == 0o100000 else None


class FileCache:
    """The most wanted small files; every use looks whether the file on disk is still the same."""

    def __init__(self, limit_bytes: int = MEMORY_LIMIT_BYTES) -> None:
        self._files: OrderedDict[str, Loaded] = OrderedDict()
        self._room = limit_bytes

    def get(self, path: str) -> Loaded | None:
        """Return the file as it is now on disk, or None when there is none."""
        stamp = stamp_of(path)
        known = self._files.get(path)
        if known is not None:
            if known.stamp == stamp:
                self._files.move_to_end(path)
                return known
            del self._files[path]
            self._room += len(known.body or b"")
        if stamp is None:
            return None
        loaded = _load(path, stamp)
        if loaded is not None and loaded.body is not None:
            self._keep(path, loaded, len(loaded.body))
        return loaded

    def _keep(self, path: str, loaded: Loaded, size: int) -> None:
        self._files[path] = loaded
        self._room -= size
        while self._room < 0 and self._files:
            _, oldest = self._files.popitem(last=False)
            self._room += len(oldest.body or b"")


def _load(path: str, stamp: Stamp) -> Loaded | None:
    body = None
    etag = f'"{stamp.mtime_ns:x}-{stamp.size:x}"'
    if stamp.size <= LARGEST_CACHED_BYTES:
        try:
            body = Path(path).read_bytes()
        except OSError:
            return None
        # From the content, not the clock: after a full bake readers' copies of unchanged pages stay good.
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = [("etag", etag), ("last-modified", formatdate(stamp.mtime_ns / 1e9, usegmt=True))]
    return Loaded(path, stamp, etag, headers, body)


def content_type(path: str) -> str:
    """Return the content type, with charset, of a file name."""
    return CONTENT_TYPES.get(os.path.splitext(path)[1].lower(), UNKNOWN_TYPE)


def is_hashed(path: str) -> bool:
    """Return whether the bytes under this name never change."""
    return HASHED_NAME.search(path) is not None


def safe_parts(path: str) -> list[str] | None:
    """Return the parts of a decoded path, or None when it asks for what is not a reader's."""
    if not path.startswith("/") or "\0" in path or "\\" in path:
        return None
    parts = path.split("/")[1:]
    for part in parts[:-1]:
        if part in ("", ".", "..") or (part.startswith(".") and part != ".well-known"):
            return None
    last = parts[-1]
    return None if last.startswith((".", "_")) or last.endswith(".gone") else parts


@dataclass(frozen=True)
class Site:
    """One baked site: where it is mounted and where its files are."""

    host: str  # empty: any
    prefix: str  # begins and ends with a slash
    slug: str
    folder: Path
    csp: dict[str, str] = field(default_factory=dict)
    language: str = "vi"


class Sites:
    """The table sites.json: {"sites": [{"host": "", "prefix": "/", "slug": "…", "language": "vi", "csp": {…}}]}."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / "sites.json"
        self._stamp: Stamp | None = None
        self._look_again_at = 0.0
        self._sites: list[Site] = []

    def find(self, host: str, path: str) -> Site | None:
        """Return the site of a host and path: its own host before any host, the longest prefix first."""
        for site in self.all():
            if site.host in ("", host) and (path.startswith(site.prefix) or path == site.prefix[:-1]):
                return site
        return None

    def language(self, host: str, path: str) -> str:
        """Return the language of the site of a host and path, or of the host's first site."""
        site = self.find(host, path) or next((s for s in self.all() if s.host in ("", host)), None)
        return site.language if site else "vi"

    def all(self) -> list[Site]:
        """Return the sites in the order in which they are asked; another list when the table changed."""
        now = time.monotonic()
        if now < self._look_again_at:
            return self._sites
        self._look_again_at = now + TABLE_LOOK_SECONDS
        stamp = stamp_of(str(self._path))
        if stamp != self._stamp and stamp is not None:
            try:
                rows = json.loads(self._path.read_text(encoding="utf-8"))["sites"]
                sites = [self._site(row) for row in rows]
            except (ValueError, KeyError, TypeError):
                return self._sites  # half-written or wrong: what was right a moment ago goes on
            self._sites = sorted(sites, key=lambda site: (site.host == "", -len(site.prefix)))
            self._stamp = stamp
        return self._sites

    def _site(self, row: dict[str, object]) -> Site:
        slug = str(row["slug"])
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
            raise ValueError(slug)
        prefix = "/" + str(row.get("prefix") or "/").strip("/") + "/"
        csp = row.get("csp") or {}
        if not isinstance(csp, dict):
            raise TypeError("csp")
        return Site(
            host=str(row.get("host") or "").lower(),
            prefix=prefix.replace("//", "/"),
            slug=slug,
            folder=self._root / "sites" / slug / "current",
            csp={str(name): str(value) for name, value in csp.items()},
            language=str(row.get("language") or "vi"),
        )


class Redirects:
    """Old addresses of each site, from `_redirects.json` in its folder: {"/old?p=1": "/new/"}."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[Stamp, dict[str, str]]] = {}

    def exact(self, site: Site, path: str, query: str) -> str | None:
        """Return the new address of an old one with its query, such as "/?p=12" of WordPress."""
        return _location(self._table(site).get(f"{path}?{query}")) if query else None

    def find(self, site: Site, path: str) -> str | None:
        """Return the new address of an old path, with or without a slash at its end."""
        table = self._table(site)
        return _location(table.get(path) or table.get(path.rstrip("/") or "/") or table.get(path + "/"))

    def _table(self, site: Site) -> dict[str, str]:
        path = str(site.folder / "_redirects.json")
        stamp = stamp_of(path)
        if stamp is None:
            return {}
        known = self._tables.get(path)
        if known is None or known[0] != stamp:
            try:
                rows = json.loads(Path(path).read_text(encoding="utf-8"))
            except ValueError:
                return known[1] if known else {}
            known = self._tables[path] = (stamp, {str(old): str(new) for old, new in rows.items()})
        return known[1]


def _location(target: str | None) -> str | None:
    """Return a target as a Location header, or None: "//host" would leave the site by a trick."""
    if not target or not re.match(r"/(?!/)|https?://", target):
        return None
    return quote(target, safe="/:?=&%#~+@!$'()*,;")
