"""Every address of a reader's site: which page stands where, and which file holds it. Pure functions."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

PER_PAGE = 30
FEEDS = ("feed.xml", "atom.xml", "feed.json")
LIST_FOLDERS = {"topic": "chu-de", "tag": "tu-khoa", "author": "tac-gia"}
RESERVED = frozenset(
    (
        *LIST_FOLDERS.values(),
        "moi-nhat",
        "cai-chinh",
        "luu-tru",
        "trang",
        "tv",
        "tim-kiem",
        "media",
        "sitemap",
        "api",
    )
)
FIXED_PATHS = (
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap/trang.xml",
    "/sitemap/tin-moi.xml",
    "/404.html",
    "/410.html",
    "/_search.html",
)
KIND_ORDER = ("article", "front", "listing", "feed", "sitemap", "day", "archive", "static", "other")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Address:
    """What a path asks for: the kind of page, the list or slug it is about, and a number or file name."""

    kind: str
    key: str = ""
    number: int = 0
    name: str = ""


_ROUTES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), kind, key)
    for pattern, kind, key in (
        (r"/(?P<name>robots\.txt|404\.html|410\.html|_search\.html)", "other", ""),
        (r"/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "site"),
        (r"/", "front", ""),
        (r"/tv/", "front", "tv"),
        (r"/sitemap\.xml", "sitemap", "index"),
        (r"/sitemap/(?P<name>trang|tin-moi|\d{4}-\d\d)\.xml", "sitemap", "part"),
        (r"/luu-tru/", "day", "index"),
        (r"/luu-tru/(?P<name>\d{4}/\d\d)/", "day", "month"),
        (r"/luu-tru/(?P<name>\d{4}/\d\d/\d\d)/", "day", "day"),
        (r"/trang/(?P<name>[a-z0-9-]+)/", "static", ""),
        (r"/moi-nhat/(?:trang-(?P<number>\d+)/)?", "listing", "site"),
        (r"/cai-chinh/(?:trang-(?P<number>\d+)/)?", "listing", "corrections"),
        (r"/cai-chinh/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "corrections"),
        (r"/chu-de/(?P<slug>[a-z0-9-]+)/(?:trang-(?P<number>\d+)/)?", "listing", "topic"),
        (r"/tu-khoa/(?P<slug>[a-z0-9-]+)/(?:trang-(?P<number>\d+)/)?", "listing", "tag"),
        (r"/tac-gia/(?P<slug>[a-z0-9-]+)/(?:trang-(?P<number>\d+)/)?", "listing", "author"),
        (r"/chu-de/(?P<slug>[a-z0-9-]+)/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "topic"),
        (r"/tu-khoa/(?P<slug>[a-z0-9-]+)/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "tag"),
        (r"/tac-gia/(?P<slug>[a-z0-9-]+)/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "author"),
        (r"/(?P<slug>[a-z0-9-]+)/(?:trang-(?P<number>\d+)/)?", "listing", "section"),
        (r"/(?P<slug>[a-z0-9-]+)/(?P<name>feed\.xml|atom\.xml|feed\.json)", "feed", "section"),
        (r"/.+\.live\.json", "live", ""),
    )
)


def resolve(path: str) -> Address:
    """Return what a path asks for; whatever has no fixed form is an article's address."""
    for pattern, kind, key in _ROUTES:
        found = pattern.fullmatch(path)
        if found is None:
            continue
        parts = found.groupdict()
        slug = parts.get("slug") or ""
        number = int(parts.get("number") or 0)
        kind = "archive" if kind == "listing" and number else kind
        return Address(kind, f"{key}:{slug}" if slug else key, number, parts.get("name") or "")
    return Address("article")


def kind_of(path: str) -> str:
    """Return the kind of page a path holds, as `Page.kind` stores it."""
    return resolve(path).kind


def listing_path(key: str) -> str:
    """Return the folder of a list's pages and feeds: "section:thoi-su" → "/thoi-su/"."""
    kind, _, slug = key.partition(":")
    if kind == "site":
        return "/moi-nhat/"
    if kind == "corrections":
        return "/cai-chinh/"
    folder = LIST_FOLDERS.get(kind)
    return f"/{folder}/{slug}/" if folder else f"/{slug}/"


def feed_path(key: str, name: str = "feed.xml") -> str:
    """Return the address of a list's feed."""
    return f"/{name}" if key == "site" else f"{listing_path(key)}{name}"


def archive_path(key: str, number: int) -> str:
    """Return the address of an archive page; numbers count from the oldest stories."""
    return f"{listing_path(key)}trang-{number}/"


def bucket_of(position: int) -> int:
    """Return the number of the archive page that holds a position."""
    return position // PER_PAGE + 1


def day_path(day: date) -> str:
    return f"/luu-tru/{day:%Y/%m/%d}/"


def month_path(day: date) -> str:
    return f"/luu-tru/{day:%Y/%m}/"


def article_path(section: str, slug: str, story_id: UUID) -> str:
    """Return a new story's address. The code at its end comes from the story, so two equal titles never collide."""
    return f"/{section or 'tin'}/{slug or 'bai'}-{_code(story_id)}.html"


def live_path(path: str) -> str:
    """Return the address of the small file that an open live page asks for news."""
    return path.removesuffix(".html") + ".live.json"


def file_of(path: str) -> str:
    """Return the file, relative to a generation's folder, that holds a path."""
    return (path + "index.html" if path.endswith("/") else path).lstrip("/")


def marker_of(path: str) -> str:
    """Return the file, relative to a generation's folder, whose presence makes a path answer 410."""
    return f"{file_of(path)}.gone"


def path_in_site(url: str) -> str:
    """Return an article's address inside its site: "/tap-chi/doi-song/x.html" → "/doi-song/x.html"."""
    return "/" + "/".join(url.rsplit("/", 2)[1:])


def section_slug(slug: str) -> str:
    """Return a section's slug, moved aside when it would hide one of the fixed folders."""
    return f"muc-{slug}" if slug in RESERVED else slug


def _code(story_id: UUID) -> str:
    # The last 40 bits of a UUIDv7 are random; eight letters of base 36 hold them.
    number, letters = story_id.int & ((1 << 40) - 1), ""
    for _ in range(8):
        number, digit = divmod(number, 36)
        letters = _DIGITS[digit] + letters
    return letters
