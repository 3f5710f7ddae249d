"""Feeds and sitemaps: RSS 2.0, Atom, JSON Feed 1.1, sitemaps 0.9, Google News, robots.txt."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hoitu.site.addresses import listing_path
from hoitu.site.queries import Card, ListingInfo, Shell

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
MAX_SITEMAP_URLS = 50_000


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def feed(shell: Shell, info: ListingInfo, cards: Sequence[Card], path: str, name: str) -> str:
    """Return a list's feed in the form that the file name asks for."""
    title = shell.site.name if info.key == "site" else f"{info.title} – {shell.site.name}"
    make = {"feed.xml": _rss, "atom.xml": _atom, "feed.json": _json_feed}[name]
    page = shell.home + ("/" if info.key == "site" else info.path)
    return make(shell, title, page, shell.home + path, cards)


def _newest(cards: Sequence[Card]) -> str:
    return str(max((card["at"] for card in cards), default="1970-01-01T00:00:00+00:00"))


def _rss(shell: Shell, title: str, page: str, own: str, cards: Sequence[Card]) -> str:
    origin = shell.site.origin
    items = []
    for card in cards:
        url = escape(origin + card["url"])
        picture = card["picture"]
        image = (
            f'<media:content url={quoteattr(origin + picture["src"])} medium="image" type="image/jpeg"/>'
            if picture
            else ""
        )
        authors = "".join(f"<dc:creator>{escape(author)}</dc:creator>" for author in card["authors"])
        section = shell.section_titles.get(card["section"], "")
        category = f"<category>{escape(section)}</category>" if section else ""
        items.append(
            f"<item><title>{escape(card['title'])}</title><link>{url}</link>"
            f'<guid isPermaLink="false">urn:uuid:{card["id"]}</guid>'
            f"<pubDate>{format_datetime(datetime.fromisoformat(card['at']))}</pubDate>"
            f"<description>{escape(card['standfirst'])}</description>{authors}{category}{image}</item>"
        )
    built = format_datetime(datetime.fromisoformat(_newest(cards)))
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{escape(title)}</title><link>{escape(page)}</link>"
        f"<description>{escape(shell.site.tagline or title)}</description><language>{shell.site.language}</language>"
        f"<lastBuildDate>{built}</lastBuildDate><copyright>{escape(shell.furniture.copyright or shell.site.name)}"
        f'</copyright><atom:link href={quoteattr(own)} rel="self" type="application/rss+xml"/>'
        f"{''.join(items)}</channel></rss>\n"
    )


def _atom(shell: Shell, title: str, page: str, own: str, cards: Sequence[Card]) -> str:
    entries = []
    for card in cards:
        authors = "".join(f"<author><name>{escape(author)}</name></author>" for author in card["authors"])
        entries.append(
            f"<entry><title>{escape(card['title'])}</title><id>urn:uuid:{card['id']}</id>"
            f"<link href={quoteattr(shell.site.origin + card['url'])}/>"
            f"<published>{card['at']}</published><updated>{card['at']}</updated>"
            f"<summary>{escape(card['standfirst'])}</summary>{authors}</entry>"
        )
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{shell.site.language}">'
        f"<title>{escape(title)}</title><id>{escape(own)}</id>"
        f'<link href={quoteattr(page)}/><link rel="self" href={quoteattr(own)}/>'
        f"<updated>{_newest(cards)}</updated><author><name>{escape(shell.site.name)}</name></author>"
        f"{''.join(entries)}</feed>\n"
    )


def _json_feed(shell: Shell, title: str, page: str, own: str, cards: Sequence[Card]) -> str:
    items = [
        {
            "id": f"urn:uuid:{card['id']}",
            "url": shell.site.origin + card["url"],
            "title": card["title"],
            "content_text": card["standfirst"] or card["title"],
            "date_published": card["at"],
            "authors": [{"name": author} for author in card["authors"]],
            **({"image": shell.site.origin + card["picture"]["src"]} if card["picture"] else {}),
        }
        for card in cards
    ]
    return as_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": page,
            "feed_url": own,
            "language": shell.site.language,
            "items": items,
        }
    )


def sitemap_index(shell: Shell, months: Sequence[date]) -> str:
    """Return the index: the news of two days, the lists, one sitemap per month."""
    names = ["tin-moi", "trang", *(f"{month:%Y-%m}" for month in months)]
    rows = "".join(f"<sitemap><loc>{escape(shell.home)}/sitemap/{name}.xml</loc></sitemap>" for name in names)
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP_NS}">{rows}</sitemapindex>\n'


def sitemap_of_lists(shell: Shell, paths: Sequence[str]) -> str:
    """Return the sitemap of everything that is no story."""
    fixed = ["/", "/moi-nhat/", "/cai-chinh/", *(path for path, _ in shell.pages)]
    rows = "".join(f"<url><loc>{escape(shell.home + path)}</loc></url>" for path in (*fixed, *paths))
    return f'{_XML}<urlset xmlns="{_SITEMAP_NS}">{rows}</urlset>\n'


def month_sitemap(shell: Shell, cards: Sequence[Card]) -> str:
    """Return the sitemap of one month's stories."""
    rows = "".join(
        f"<url><loc>{escape(shell.site.origin + card['url'])}</loc><lastmod>{card['at']}</lastmod></url>"
        for card in cards[:MAX_SITEMAP_URLS]
    )
    return f'{_XML}<urlset xmlns="{_SITEMAP_NS}">{rows}</urlset>\n'


def news_sitemap(shell: Shell, cards: Sequence[Card]) -> str:
    """Return the news sitemap; the caller gives stories of the last two days only."""
    rows = "".join(
        f"<url><loc>{escape(shell.site.origin + card['url'])}</loc><news:news><news:publication>"
        f"<news:name>{escape(shell.site.name)}</news:name><news:language>{shell.site.language}</news:language></news:publication>"
        f"<news:publication_date>{card['at']}</news:publication_date><news:title>{escape(card['title'])}</news:title>"
        "</news:news></url>"
        for card in cards
    )
    return f'{_XML}<urlset xmlns="{_SITEMAP_NS}" xmlns:news="{_NEWS_NS}">{rows}</urlset>\n'


def robots(shell: Shell) -> str:
    return (
        f"User-agent: *\nDisallow: {shell.prefix}/tim-kiem\nDisallow: {shell.prefix}/tv/\n\n"
        f"Sitemap: {shell.home}/sitemap.xml\n"
        f"Sitemap: {shell.home}/sitemap/tin-moi.xml\n"
    )


def feed_links(info: ListingInfo) -> str:
    return listing_path(info.key)
