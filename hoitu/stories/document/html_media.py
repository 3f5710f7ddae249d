"""Where the pictures and posts in foreign HTML really are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml.html import HtmlElement

from hoitu.stories.document.addresses import safe_address
from hoitu.stories.document.embeds import embed_of
from hoitu.stories.document.html_style import class_of, is_pixel, words_of
from hoitu.stories.document.pictures import PendingImage, embedded, from_data_address
from hoitu.stories.document.tree import Child, Node

# A smaller data address is what stands in the place of a picture that loads later.
MIN_EMBEDDED_CHARS = 200

_SOCIAL = ("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "fb-video", "text-post-media")


@dataclass
class Pictures:
    """Resolves addresses against the page's and collects each picture once."""

    base_url: str
    found: list[PendingImage] = field(default_factory=list)

    def take(
        self, element: HtmlElement, caption: Sequence[Child] = (), credit: str = ""
    ) -> PendingImage | None:
        """Return the picture of an <img>, or None for counting pixels and files out of reach."""
        source = self.source_of(element)
        if source is None or is_pixel(element):
            return None
        alt = " ".join((element.get("alt") or "").split())
        data = from_data_address(source)
        if data is not None:
            picture = embedded(data, alt, words_of(caption))
        else:
            picture = PendingImage(source, alt, words_of(caption), credit)
        if all(known.url != picture.url for known in self.found):
            self.found.append(picture)
        return picture

    def source_of(self, element: HtmlElement) -> str | None:
        """Return where the picture really is: lazy loading hides the address in other attributes."""
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            source = (element.get(name) or "").strip()
            if source.startswith("data:image/"):
                if len(source) >= MIN_EMBEDDED_CHARS and from_data_address(source):
                    return source
            elif source and (address := self.address(source)) and _is_reachable(address):
                return address
        last = (element.get("srcset") or "").split(",")[-1].split()
        return self.address(last[0]) if last else None

    def address(self, address: str) -> str | None:
        """Return the safe absolute address, without the detour that Google Docs puts before links."""
        cleaned = safe_address(address)
        if cleaned is None:
            return None
        try:
            parts = urlsplit(cleaned)
            if parts.netloc.endswith("google.com") and parts.path == "/url":
                cleaned = safe_address(next(iter(parse_qs(parts.query).get("q", [])), "")) or cleaned
            joined = urljoin(self.base_url, cleaned) if self.base_url else cleaned
        except ValueError:
            return None
        return safe_address("https:" + joined if joined.startswith("//") else joined)


def social_embed(element: HtmlElement) -> Node | None:
    """Return the embed for the quote that social platforms give out as embed code."""
    if not any(name in class_of(element) for name in _SOCIAL):
        return None
    own = [element.get(name) for name in ("cite", "data-instgrm-permalink", "data-href")]
    links = [link.get("href") for link in element.iter("a")]
    for address in [*own, *reversed(links)]:
        if address and (embed := embed_of(address.split("?")[0])):
            return embed
    return None


def _is_reachable(address: str) -> bool:
    return address.startswith(("http://", "https://", "/"))
