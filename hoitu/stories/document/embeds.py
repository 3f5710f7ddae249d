"""Recognise what may be embedded in foreign HTML, and give it its public address."""

import re
from urllib.parse import parse_qs, urlsplit

from hoitu.stories.document.addresses import provider_of, safe_address
from hoitu.stories.document.tree import Node

_VIDEO_ID = r"([A-Za-z0-9_-]{6,20})"
_REWRITES = (
    (re.compile(rf"https://(?:www\.)?youtube(?:-nocookie)?\.com/embed/{_VIDEO_ID}.*"), "https://www.youtube.com/watch?v={}"),
    (re.compile(rf"https://youtu\.be/{_VIDEO_ID}.*"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"https://player\.vimeo\.com/video/(\d+).*"), "https://vimeo.com/{}"),
    (re.compile(r"https://open\.spotify\.com/embed/(\w+/\w+).*"), "https://open.spotify.com/{}"),
    (re.compile(r"https://www\.tiktok\.com/(?:embed|player)/v\d/(\d+).*"), "https://www.tiktok.com/@/video/{}"),
    (re.compile(r"https://(?:www\.)?instagram\.com/(p|reel)/([\w-]+)/embed.*"), "https://www.instagram.com/{}/{}/"),
)  # fmt: skip


def embed_of(address: str, title: str = "") -> Node | None:
    """Return an embed node for the address of a player, post or page on an allowed platform, else None."""
    public = public_address(address)
    provider = provider_of(public) if public else None
    if provider is None or urlsplit(public or "").path in ("", "/"):
        return None
    attrs = {"provider": provider, "url": public}
    return Node("embed", attrs | ({"title": title} if title else {}))


def public_address(address: str) -> str | None:
    """Return the page a reader would visit for what a frame shows, with https."""
    address = address.strip()
    if address.startswith("//"):
        address = "https:" + address
    cleaned = safe_address(re.sub(r"^http://", "https://", address))
    if cleaned is None:
        return None
    parts = urlsplit(cleaned)
    if parts.path.startswith("/plugins/") and "facebook.com" in parts.netloc:
        return next(iter(parse_qs(parts.query).get("href", [])), None)
    for pattern, public in _REWRITES:
        if match := pattern.fullmatch(cleaned):
            return public.format(*match.groups())
    return cleaned
