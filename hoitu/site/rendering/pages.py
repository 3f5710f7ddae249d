"""Path in, bytes out: the one function that knows how every page of a site is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from hoitu.kernel import clock
from hoitu.site import addresses
from hoitu.site.addresses import Address
from hoitu.site.data import Block, FrontLayout
from hoitu.site.models import Article
from hoitu.site.queries import LONGEST_FEED, Card, ListingInfo, Reads
from hoitu.site.rendering import feeds
from hoitu.site.rendering.environment import environment
from hoitu.site.rendering.frame import frame
from hoitu.site.rendering.language import _, language
from hoitu.site.rendering.schema_org import article_ld, breadcrumbs_ld, site_ld

NEWS_SITEMAP_DAYS = 2
RELATED = 4


@dataclass(frozen=True)
class Output:
    """One file of a site. `is_gone`: the address answers 410. `media`: public name → store key it shows."""

    path: str
    kind: str
    body: bytes
    keys: frozenset[str]
    is_gone: bool = False
    media: tuple[tuple[str, str], ...] = ()


def render(reads: Reads, path: str) -> Output | None:
    """Return what stands at a path now, or None when nothing does. Reads are recorded in `reads.keys`."""
    address = addresses.resolve(path)
    made = _RENDERERS[address.kind](reads, address, path)
    if made is None:
        return None
    if isinstance(made, Output):
        return replace(made, keys=frozenset(reads.keys))
    return Output(path, address.kind, made.encode(), frozenset(reads.keys))


def render_article(
    reads: Reads, article: Article, cards: Mapping[str, Card], fragments: Mapping[str, str]
) -> Output:
    """Render one article whose related cards and fragments were already read (a full bake reads them in bulk)."""
    reads.keys.update(("site", f"path:{article.path}", f"story:{article.story_id}"))
    if not article.is_live:
        html = _page(
            reads,
            "gone.html",
            "/410.html",
            title=_say(reads, _("Nội dung này đã được gỡ")),
            robots="noindex",
        )
        return Output(article.path, "article", html.encode(), frozenset(reads.keys), is_gone=True)
    page, card = article.page, article.card
    reads.keys.update(f"asset:{asset}" for asset in page["assets"])
    section = reads.shell.section_titles.get(card["section"], "")
    crumbs = [(section, f"/{card['section']}/")] if section else []
    html = _page(
        reads,
        "article.html",
        article.path,
        title=page["seo_title"] or card["title"],
        description=page["description"],
        article=article,
        card=card,
        page=page,
        body=Markup(page["body"]),  # noqa: S704 - cleaned where it was made
        crumbs=crumbs,
        related=[cards[story_id] for story_id in page["related"] if story_id in cards][:RELATED],
        fragments={slot: Markup(html) for slot, html in fragments.items()},  # noqa: S704 - cleaned where it was made
        ld=[
            article_ld(reads.shell, article),
            breadcrumbs_ld(reads.shell, crumbs, card["title"], article.path),
        ],
    )
    return Output(
        article.path,
        "article",
        html.encode(),
        frozenset(reads.keys),
        media=tuple((name, key) for name, key, _asset in page["files"]),
    )


def _article(reads: Reads, address: Address, path: str) -> Output | None:
    article = reads.article(path)
    if article is None:
        return None
    cards = reads.cards(article.page["related"]) if article.is_live else {}
    return render_article(reads, article, cards, reads.fragments(f"story:{article.story_id}"))


def _live(reads: Reads, address: Address, path: str) -> str | None:
    article = reads.article(path.removesuffix(".live.json") + ".html")
    if article is None or not article.is_live or not article.page["live"]:
        return None
    return feeds.as_json({"updated": article.page["updated"], "entries": article.page["live"]})


def _front(reads: Reads, address: Address, path: str) -> str | None:
    front = reads.front("")
    layout = FrontLayout.from_json(front.layout) if front else FrontLayout()
    return front_html(reads, layout, path, is_tv=address.key == "tv")


def front_html(
    reads: Reads, layout: FrontLayout, path: str, *, title: str = "", robots: str = "", is_tv: bool = False
) -> str:
    """Render an arrangement, live or a draft that an editor previews."""
    shell = reads.shell
    return _page(
        reads,
        "front.html",
        path,
        title=title
        or (f"{shell.site.name} – {shell.site.tagline}" if shell.site.tagline else shell.site.name),
        description=shell.site.tagline or shell.site.name,
        blocks=fill(reads, layout),
        corrections=reads.newest("corrections", 3),
        is_tv=is_tv,
        robots=robots,
        ld=[site_ld(shell)] if path == "/" else [],
        today=clock.today(),
        updated=clock.local(clock.now()),
    )


@dataclass(frozen=True)
class FilledBlock:
    """A band of a front with the cards it shows."""

    block: Block
    cards: tuple[Card, ...]
    url: str


def fill(reads: Reads, layout: FrontLayout) -> list[FilledBlock]:
    """Fill every block: pins on their places, then the rule's newest, no story twice on one page."""
    shown: set[str] = {
        str(pin.story_id) for block in layout.blocks for pin in block.pins if _holds(pin.until)
    }
    filled = []
    for block in layout.blocks:
        pins = sorted((pin for pin in block.pins if _holds(pin.until)), key=lambda pin: pin.place)
        pinned = reads.cards(pin.story_id for pin in pins)
        automatic: list[Card] = []
        if block.rule is not None:
            barred = set() if block.style == "contents" else set(shown)
            barred |= {str(story_id) for story_id in block.excluded}
            # Enough to survive everything that is already shown above or kept out by hand.
            found = reads.newest(block.rule.listing, block.limit + len(barred), genre=block.rule.genre)
            automatic = _pictured_first(block, [card for card in found if card["id"] not in barred])
        cards = automatic[: block.limit]
        for pin in pins:
            card = pinned.get(str(pin.story_id))
            if card is not None:
                worded = {**card, "title": pin.title or card["title"], "kicker": pin.kicker}
                cards.insert(min(pin.place, len(cards)), worded)
        cards = cards[: block.limit]
        shown.update(card["id"] for card in cards)
        url = block.link or (addresses.listing_path(block.rule.listing) if block.rule else "")
        if cards or block.text:
            filled.append(FilledBlock(block, tuple(cards), reads.shell.prefix + url if url else ""))
    return filled


def _pictured_first(block: Block, cards: list[Card]) -> list[Card]:
    """Let a block that opens with a large picture open with a story that has one."""
    return _open_with_picture(cards, block.limit) if block.style in ("lead", "band", "media") else cards


def _open_with_picture(cards: list[Card], within: int = 6) -> list[Card]:
    first = next((card for card in cards[:within] if card["picture"]), None)
    return [first, *(card for card in cards if card is not first)] if first else cards


def _holds(until: datetime | None) -> bool:
    return until is None or until > clock.now()


def _listing(reads: Reads, address: Address, path: str) -> str | None:
    info = reads.listing(address.key)
    if info is None:
        return None
    front = reads.front(info.slug) if info.kind == "section" else None
    if front and front.layout.get("blocks"):
        return front_html(reads, FrontLayout.from_json(front.layout), path, title=info.title)
    cards = (
        _open_with_picture(reads.newest(address.key)) if info.kind == "section" else reads.newest(address.key)
    )
    older = info.last_bucket if info.next_position > addresses.PER_PAGE else 0
    return _list_page(reads, info, path, cards, number=0, newer="", older=older)


def _archive(reads: Reads, address: Address, path: str) -> str | None:
    info = reads.listing(address.key)
    if info is None:
        return None
    number = address.number
    cards = reads.bucket(address.key, number)
    if number < 1 or not cards:
        return None
    newer = addresses.archive_path(info.key, number + 1) if reads.has_bucket(info, number + 1) else info.path
    return _list_page(reads, info, path, cards, number=number, newer=newer, older=number - 1)


def _list_page(
    reads: Reads, info: ListingInfo, path: str, cards: list[Card], *, number: int, newer: str, older: int
) -> str:
    say = language(reads.site.language).say
    page_words = say(_("trang %(n)s")) % {"n": number}
    title = f"{info.title} – {page_words}" if number else info.title
    return _page(
        reads,
        "listing.html",
        path,
        title=f"{title} | {reads.site.name}",
        description=info.description
        or say(_("%(list)s: tin, bài mới nhất trên %(site)s"))
        % {"list": info.title, "site": reads.site.name},
        info=info,
        cards=cards,
        number=number,
        newer=reads.shell.prefix + newer if newer else "",
        older=reads.shell.prefix + addresses.archive_path(info.key, older) if older else "",
        robots="noindex,follow" if info.kind == "tag" and len(cards) < 3 else "",
        ld=[breadcrumbs_ld(reads.shell, [], info.title, info.path)],
    )


def _day(reads: Reads, address: Address, path: str) -> str | None:
    words = language(reads.site.language)
    if address.key == "index":
        months = [(words.month(first), addresses.month_path(first), 0) for first in reads.months()]
        return _calendar(reads, path, words.say(_("Tin theo ngày")), months) if months else None
    parts = [int(part) for part in address.name.split("/")]
    try:
        first = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    except ValueError:
        return None
    if address.key == "month":
        days = [
            (words.long_day(day).capitalize(), addresses.day_path(day), count)
            for day, count in reads.days(first)
        ]
        return _calendar(reads, path, words.month(first), days) if days else None
    cards = reads.day(first)
    if not cards:
        return None
    title = words.say(_("Tin, bài %(day)s")) % {"day": words.long_day(first)}
    return _page(
        reads, "day.html", path, title=f"{title} | {reads.site.name}", heading=title, cards=cards, day=first
    )


def _calendar(reads: Reads, path: str, heading: str, groups: list[tuple[str, str, int]]) -> str:
    rows = [(label, reads.shell.prefix + url, count) for label, url, count in groups]
    return _page(
        reads, "calendar.html", path, title=f"{heading} | {reads.site.name}", heading=heading, rows=rows
    )


def _static(reads: Reads, address: Address, path: str) -> str | None:
    static = reads.static_page(address.name)
    if static is None:
        return None
    return _page(
        reads,
        "static.html",
        path,
        title=f"{static.title} | {reads.site.name}",
        heading=static.title,
        body=Markup(static.body),  # noqa: S704 - cleaned where it was made
    )


def _feed(reads: Reads, address: Address, path: str) -> str | None:
    info = reads.listing(address.key)
    if info is None:
        return None
    return feeds.feed(reads.shell, info, reads.newest(address.key, LONGEST_FEED), path, address.name)


def _sitemap(reads: Reads, address: Address, path: str) -> str | None:
    if address.key == "index":
        return feeds.sitemap_index(reads.shell, reads.months())
    if address.name == "trang":
        lists = reads.listings(("section", "topic", "author"))
        return feeds.sitemap_of_lists(reads.shell, [info.path for info in lists])
    if address.name == "tin-moi":
        since = clock.now() - timedelta(days=NEWS_SITEMAP_DAYS)
        return feeds.news_sitemap(reads.shell, reads.since(since, 1000))
    first = date.fromisoformat(f"{address.name}-01")
    cards = reads.month(first)
    return feeds.month_sitemap(reads.shell, cards) if cards else None


def _other(reads: Reads, address: Address, path: str) -> str | None:
    reads.keys.add("site")
    if address.name == "robots.txt":
        return feeds.robots(reads.shell)
    if address.name == "_search.html":
        title = f"{_say(reads, _('Tìm kiếm'))} | {reads.site.name}"
        return _page(reads, "search.html", "/tim-kiem", title=title, robots="noindex")
    if address.name == "410.html":
        return _page(
            reads,
            "gone.html",
            path,
            title=_say(reads, _("Nội dung này đã được gỡ")),
            robots="noindex",
        )
    return _page(
        reads,
        "missing.html",
        path,
        title=_say(reads, _("Không tìm thấy trang này")),
        robots="noindex",
    )


def _say(reads: Reads, words: str) -> str:
    return language(reads.site.language).say(words)


def _page(reads: Reads, template: str, path: str, **values: Any) -> str:
    shell = reads.shell
    reads.keys.add("site")
    defaults: dict[str, Any] = {"description": "", "robots": "", "ld": [], "crumbs": [], "is_tv": False}
    html = environment(shell.site.language).get_template(template)
    return html.render({**defaults, **frame(shell, path), **values})


_RENDERERS: Mapping[str, Callable[[Reads, Address, str], Output | str | None]] = {
    "article": _article,
    "live": _live,
    "front": _front,
    "listing": _listing,
    "archive": _archive,
    "day": _day,
    "static": _static,
    "feed": _feed,
    "sitemap": _sitemap,
    "other": _other,
}
