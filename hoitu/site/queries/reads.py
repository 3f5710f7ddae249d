"""What pages read. Every read leaves its key, so that a change of the key finds the page again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Subquery
from django.db.models.functions import TruncDate

from hoitu.kernel import clock
from hoitu.site.addresses import PER_PAGE, bucket_of, feed_path, listing_path
from hoitu.site.data import Furniture, SiteCard
from hoitu.site.models import Article, Entry, Fragment, Front, Listing, Site, StaticPage

Card = Mapping[str, Any]
LONGEST_FEED = 40
# From each month to the newest story before it: as many steps as months, however many stories there are.
_MONTHS = """
WITH RECURSIVE months(first) AS (
    (SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s) FROM site_article
     WHERE site_id = %(site)s AND is_live ORDER BY published_at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s) FROM site_article
            WHERE site_id = %(site)s AND is_live AND published_at < months.first AT TIME ZONE %(zone)s
            ORDER BY published_at DESC, id DESC LIMIT 1)
    FROM months WHERE months.first IS NOT NULL
)
SELECT first FROM months WHERE first IS NOT NULL
"""
WHY = "baking one site: the site is the scope"


@dataclass(frozen=True)
class ListingInfo:
    """A list's name and place, as pages show it."""

    key: str
    kind: str
    slug: str
    title: str
    description: str
    path: str
    feed: str
    next_position: int

    @property
    def last_bucket(self) -> int:
        return bucket_of(self.next_position - 1) if self.next_position else 0


@dataclass(frozen=True)
class Shell:
    """What every page of a site carries: menu, footer, legal furniture."""

    site: Site
    furniture: Furniture
    sections: tuple[ListingInfo, ...]
    pages: tuple[tuple[str, str], ...]
    section_titles: Mapping[str, str]
    # Menu and footer once they are made (`rendering/frame.py`): they are the same on most pages of a chunk.
    frame: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def prefix(self) -> str:
        return self.site.path_prefix

    @property
    def home(self) -> str:
        return f"{self.site.origin}{self.site.path_prefix}"

    def card_of_site(self) -> SiteCard:
        return site_card(self.site)


@dataclass
class Reads:
    """One rendering's view of a site; `keys` says afterwards what it depended on."""

    shell: Shell
    keys: set[str] = field(default_factory=set)
    # What was read ahead for a chunk of a full bake (`ahead.py`), by key. Single bakes have nothing in hand.
    kept: Mapping[str, Any] | None = None

    @property
    def site(self) -> Site:
        return self.shell.site

    def fresh(self) -> "Reads":
        """Return a reader for the next page of the same site."""
        return Reads(self.shell, kept=self.kept)

    def article(self, path: str) -> Article | None:
        """Return the article at a path, live or withdrawn."""
        self.keys.update(("site", f"path:{path}"))
        article = Article.objects.unscoped(why=WHY).filter(site=self.site, path=path).first()
        if article is not None:
            self.keys.add(f"story:{article.story_id}")
        return article

    def cards(self, story_ids: Iterable[UUID | str]) -> dict[str, Card]:
        """Return the live cards of the stories by id; a withdrawn one is missing."""
        ids = [str(story_id) for story_id in story_ids]
        self.keys.update(f"story:{story_id}" for story_id in ids)
        if not ids:
            return {}
        rows = (
            Article.objects.unscoped(why=WHY)
            .filter(site=self.site, story_id__in=ids, is_live=True)
            .values_list("story_id", "card")
        )
        return {str(story_id): card for story_id, card in rows}

    def listing(self, key: str) -> ListingInfo | None:
        """Return a list's heading."""
        kind, _, slug = key.partition(":")
        self.keys.update(("site", f"about:{key}"))
        if self.kept and f"about:{key}" in self.kept:
            found: ListingInfo | None = self.kept[f"about:{key}"]
            return found
        row = Listing.objects.unscoped(why=WHY).filter(site=self.site, kind=kind, slug=slug).first()
        return listing_info(row) if row else None

    def newest(self, key: str, limit: int = PER_PAGE, *, genre: str = "") -> list[Card]:
        """Return the newest live cards of a list."""
        self.keys.update(("site", f"list:{key}"))
        in_hand = self.kept.get(f"list:{key}") if self.kept and not genre and limit <= LONGEST_FEED else None
        if in_hand is not None:
            return self._shown(in_hand[:limit])
        entries = self._entries(key).filter(is_live=True).order_by("-published_at", "-position")
        if genre:
            entries = entries.filter(article__genre=genre)
        return self._shown(list(entries.values_list("article__card", flat=True)[:limit]))

    def bucket(self, key: str, number: int) -> list[Card]:
        """Return one archive page of a list, newest first. Empty: the page is not there."""
        name = f"list:{key}#{number}"
        self.keys.update(("site", name))
        if self.kept and name in self.kept:
            return self._shown(self.kept[name])
        first = (number - 1) * PER_PAGE
        entries = self._entries(key).filter(position__gte=first, position__lt=first + PER_PAGE)
        cards = entries.filter(is_live=True).order_by("-position").values_list("article__card", flat=True)
        return self._shown(list(cards))

    def has_bucket(self, info: ListingInfo, number: int) -> bool:
        """Say whether an archive page has begun; only its first story makes those who asked change."""
        self.keys.add(f"list:{info.key}#{number}!")
        return number <= info.last_bucket

    def day(self, day: date) -> list[Card]:
        """Return everything published on a day in Vietnam, newest first."""
        self.keys.update(("site", f"day:{day}"))
        start = _midnight(day)
        return self._between(start, start + timedelta(days=1))

    def month(self, first: date) -> list[Card]:
        """Return everything published in a month, newest first."""
        self.keys.update(("site", f"month:{first:%Y-%m}"))
        return self._between(_midnight(first), _midnight(next_month(first)))

    def since(self, start: datetime, limit: int) -> list[Card]:
        """Return what was published since an instant, newest first."""
        self.keys.update(("site", "list:site"))
        return self._between(start, clock.now() + timedelta(days=1))[:limit]

    def months(self) -> list[date]:
        """Return the months that have stories, newest first."""
        self.keys.update(("site", "months"))
        with connection.cursor() as cursor:
            cursor.execute(_MONTHS, {"site": self.site.pk, "zone": str(clock.VIETNAM)})
            return [row[0].date() for row in cursor.fetchall()]

    def days(self, first: date) -> list[tuple[date, int]]:
        """Return the days of a month that have stories, newest first, with how many."""
        self.keys.update(("site", f"month:{first:%Y-%m}"))
        day = TruncDate("published_at", tzinfo=clock.VIETNAM)
        rows = (
            Article.objects.unscoped(why=WHY)
            .filter(site=self.site, is_live=True)
            .filter(published_at__gte=_midnight(first), published_at__lt=_midnight(next_month(first)))
        )
        return list(rows.values_list(day).annotate(n=Count("id")).order_by(day.desc()))

    def listings(self, kinds: Sequence[str]) -> list[ListingInfo]:
        """Return all lists of some kinds that hold stories, by title."""
        self.keys.update(("site", *(f"lists:{kind}" for kind in kinds)))
        rows = Listing.objects.unscoped(why=WHY).filter(site=self.site, kind__in=kinds, next_position__gt=0)
        return [listing_info(row) for row in rows.order_by("kind", "slug")]

    def front(self, slug: str) -> Front | None:
        """Return the arranged page of a slug ("" is the home page)."""
        self.keys.update(("site", f"front:{slug}"))
        return Front.objects.unscoped(why=WHY).filter(site=self.site, slug=slug).first()

    def static_page(self, slug: str) -> StaticPage | None:
        self.keys.update(("site", f"static:{slug}"))
        return StaticPage.objects.unscoped(why=WHY).filter(site=self.site, slug=slug).first()

    def fragments(self, page_key: str) -> dict[str, str]:
        """Return what rooms above put on a page, by slot."""
        self.keys.add(f"fragments:{page_key}")
        rows = Fragment.objects.unscoped(why=WHY).filter(site=self.site, page_key=page_key)
        return dict(rows.values_list("slot", "html"))

    def _entries(self, key: str) -> Any:
        kind, _, slug = key.partition(":")
        # The list's id as one value, not as a join: only then are entries read in the order of their index, and
        # the newest thirty of a list cost the same whether it holds a hundred stories or a hundred thousand.
        listing = Listing.objects.unscoped(why=WHY).filter(site=self.site, kind=kind, slug=slug)
        return Entry.objects.unscoped(why=WHY).filter(listing=Subquery(listing.values("pk")[:1]))

    def _shown(self, cards: list[Card]) -> list[Card]:
        self.keys.update(f"story:{card['id']}" for card in cards)
        return cards

    def _between(self, start: datetime, end: datetime) -> list[Card]:
        rows = (
            Article.objects.unscoped(why=WHY)
            .filter(site=self.site, is_live=True, published_at__gte=start, published_at__lt=end)
            .order_by("-published_at", "-id")
        )
        return list(rows.values_list("card", flat=True))


def reads_of(site: Site) -> Reads:
    """Return a reader of a site with its shell: menu, footer, furniture."""
    rows = (
        Listing.objects.unscoped(why=WHY)
        .filter(site=site, kind=Listing.Kind.SECTION)
        .order_by("menu_order", "title")
    )
    sections = [listing_info(row) for row in rows]
    in_menu = {row.slug for row in rows if row.menu_order is not None}
    pages = StaticPage.objects.unscoped(why=WHY).filter(site=site, in_footer=True).order_by("title")
    shell = Shell(
        site=site,
        furniture=Furniture(**site.furniture),
        sections=tuple(section for section in sections if section.slug in in_menu),
        pages=tuple((f"/trang/{slug}/", title) for slug, title in pages.values_list("slug", "title")),
        section_titles={section.slug: section.title for section in sections},
    )
    return Reads(shell)


def site_card(site: Site) -> SiteCard:
    return SiteCard(
        id=site.pk,
        agency_id=site.agency_id,
        slug=site.slug,
        name=site.name,
        origin=site.origin,
        path_prefix=site.path_prefix,
    )


def listing_info(row: Listing) -> ListingInfo:
    return ListingInfo(
        key=row.key,
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        description=row.description,
        path=listing_path(row.key),
        feed=feed_path(row.key),
        next_position=row.next_position,
    )


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)
