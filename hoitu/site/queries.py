"""What pages read. Every read leaves its key, so that a change of the key finds the page again."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, Subquery, Sum
from django.db.models.functions import TruncDate

from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.site.addresses import PER_PAGE, bucket_of, feed_path, listing_path
from hoitu.site.data import DailyViews, Furniture, Placed, SiteCard
from hoitu.site.models import Article, DailyView, Entry, Fragment, Front, Listing, Page, Site, StaticPage

Card = Mapping[str, Any]
T = TypeVar("T")
LONGEST_FEED = 40
_NEWEST_OF_MANY = """
SELECT l.id, a.card FROM unnest(%s::uuid[]) AS l(id)
CROSS JOIN LATERAL (
    SELECT article_id, published_at, position FROM site_entry
    WHERE listing_id = l.id AND is_live ORDER BY published_at DESC, position DESC LIMIT %s
) e
JOIN site_article a ON a.id = e.article_id
ORDER BY l.id, e.published_at DESC, e.position DESC
"""
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
    # A list's page and its three feeds read the same rows: a chunk of a full bake keeps them. Single bakes do not.
    kept: dict[str, Any] | None = None

    @property
    def site(self) -> Site:
        return self.shell.site

    def fresh(self) -> "Reads":
        """Return a reader for the next page of the same site."""
        return Reads(self.shell, kept=self.kept)

    def keeping(self, keys: Sequence[str]) -> "Reads":
        """Return a reader that has asked at once for the lists that the pages of one chunk show."""
        kept: dict[str, Any] = {f"about:{key}": None for key in keys} | {f"list:{key}": [] for key in keys}
        wanted = Q()
        for key in keys:
            kind, _, slug = key.partition(":")
            wanted |= Q(kind=kind, slug=slug)
        rows = Listing.objects.unscoped(why=WHY).filter(wanted, site=self.site) if keys else []
        names = {row.pk: row.key for row in rows}
        kept |= {f"about:{row.key}": listing_info(row) for row in rows}
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST_OF_MANY, [list(names), LONGEST_FEED])
            for listing_id, card in cursor.fetchall():
                kept[f"list:{names[listing_id]}"].append(json.loads(card) if isinstance(card, str) else card)
        return Reads(self.shell, kept=kept)

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
        return self._once(f"about:{key}", lambda: self._listing(kind, slug))

    def newest(self, key: str, limit: int = PER_PAGE, *, genre: str = "") -> list[Card]:
        """Return the newest live cards of a list."""
        self.keys.update(("site", f"list:{key}"))
        entries = self._entries(key).filter(is_live=True).order_by("-published_at", "-position")
        if genre:
            return self._cards(entries.filter(article__genre=genre)[:limit])
        if self.kept is None or limit > LONGEST_FEED:
            return self._cards(entries[:limit])
        longest = self._once(
            f"list:{key}", lambda: list(entries.values_list("article__card", flat=True)[:LONGEST_FEED])
        )
        self.keys.update(f"story:{card['id']}" for card in longest[:limit])
        return longest[:limit]

    def bucket(self, key: str, number: int) -> list[Card]:
        """Return one archive page of a list, newest first. Empty: the page is not there."""
        self.keys.update(("site", f"list:{key}#{number}"))
        first = (number - 1) * PER_PAGE
        entries = self._entries(key).filter(position__gte=first, position__lt=first + PER_PAGE)
        return self._cards(entries.filter(is_live=True).order_by("-position"))

    def has_bucket(self, key: str, number: int) -> bool:
        """Say whether an archive page has begun; only its first story makes those who asked change."""
        self.keys.add(f"list:{key}#{number}!")
        return bool(self._entries(key).filter(position=(number - 1) * PER_PAGE).exists())

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

    def _once(self, name: str, read: Callable[[], T]) -> T:
        if self.kept is None:
            return read()
        if name not in self.kept:
            self.kept[name] = read()
        found: T = self.kept[name]
        return found

    def _listing(self, kind: str, slug: str) -> ListingInfo | None:
        row = Listing.objects.unscoped(why=WHY).filter(site=self.site, kind=kind, slug=slug).first()
        return listing_info(row) if row else None

    def _entries(self, key: str) -> Any:
        kind, _, slug = key.partition(":")
        # The list's id as one value, not as a join: only then are entries read in the order of their index, and
        # the newest thirty of a list cost the same whether it holds a hundred stories or a hundred thousand.
        listing = Listing.objects.unscoped(why=WHY).filter(site=self.site, kind=kind, slug=slug)
        return Entry.objects.unscoped(why=WHY).filter(listing=Subquery(listing.values("pk")[:1]))

    def _cards(self, entries: Any) -> list[Card]:
        cards: list[Card] = list(entries.values_list("article__card", flat=True))
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


def site_of(slug: str) -> Site | None:
    """Return a site by its slug, whichever agency owns it."""
    return Site.objects.unscoped(why="jobs know sites by slug").filter(slug=slug).first()


def active_sites() -> list[Site]:
    """Return the sites that readers can open."""
    return list(Site.objects.unscoped(why="bakes serve all sites").filter(is_active=True).order_by("slug"))


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


def related_stories(
    site: Site, keys: Sequence[str], *, own: UUID, before: datetime, limit: int = 4
) -> list[UUID]:
    """Return older live stories that share lists with a story: topics and tags weigh more than the section.

    Only older ones, so that a page, once baked, stays as it is when newer stories arrive.
    """
    weights = {"topic": 3.0, "tag": 2.0, "author": 0.5, "section": 1.0}
    wanted = Q()
    for key in keys:
        kind, _, slug = key.partition(":")
        if kind in weights and slug:
            wanted |= Q(kind=kind, slug=slug)
    if not wanted:
        return []
    scores: dict[UUID, float] = {}
    newest: dict[UUID, datetime] = {}
    for listing in Listing.objects.unscoped(why=WHY).filter(wanted, site=site):
        entries = (
            Entry.objects.unscoped(why=WHY)
            .filter(listing=listing, is_live=True, published_at__lte=before)
            .order_by("-published_at", "-position")
        )
        rows = list(entries.values_list("article__story_id", "published_at")[:24])
        for rank, (story_id, published_at) in enumerate(rows):
            if story_id != own:
                scores[story_id] = scores.get(story_id, 0.0) + weights[listing.kind] * (1 - rank / 100)
                newest[story_id] = published_at
    return sorted(scores, key=lambda story_id: (scores[story_id], newest[story_id]), reverse=True)[:limit]


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.VIETNAM)


def article_of(site: Site, story_id: UUID) -> Article | None:
    """Return what a site keeps of a story, live or withdrawn."""
    return Article.objects.unscoped(why="one story of one site").filter(site=site, story_id=story_id).first()


def placed(site: Site, story_id: UUID) -> Placed | None:
    """Return where a story stands on a site, live or withdrawn."""
    row = article_of(site, story_id)
    return placed_data(site, row) if row else None


def placed_data(site: Site, row: Article) -> Placed:
    return Placed(
        site_id=site.pk,
        story_id=row.story_id,
        revision_id=row.revision_id,
        path=row.path,
        url=site_card(site).url(row.path),
        is_live=row.is_live,
        content_hash=row.content_hash,
    )


def sites_of(agency_id: UUID) -> list[SiteCard]:
    """Return an agency's active sites."""
    rows = Site.objects.for_agency(agency_id).filter(is_active=True).order_by("name")
    return [site_card(site) for site in rows]


def front_of(*, agency_id: UUID, site_id: UUID, slug: str = "") -> UUID:
    """Return the id of a site's front: the home page, or a section's by its slug. Raises `NotFound`."""
    row = Front.objects.for_agency(agency_id).filter(site_id=site_id, slug=slug).first()
    if row is None:
        raise NotFound()
    return row.pk


def daily_views(*, agency_id: UUID, story_id: UUID, days: int = 30) -> list[DailyViews]:
    """Return how often a story was opened on each of the last days, all sites of the agency together."""
    since = clock.today() - timedelta(days=days - 1)
    rows = DailyView.objects.for_agency(agency_id).filter(story_id=story_id, day__gte=since)
    summed = rows.values("day").annotate(all_readers=Sum("readers"), all_bots=Sum("bots")).order_by("day")
    return [DailyViews(row["day"], row["all_readers"], row["all_bots"]) for row in summed]


def addresses_of(*, agency_id: UUID, story_id: UUID) -> list[Placed]:
    """Return every place where a story stands on the agency's sites."""
    rows = Article.objects.for_agency(agency_id).filter(story_id=story_id).select_related("site")
    return [placed_data(row.site, row) for row in rows]


def recent_bakes(site: Site, limit: int = 12) -> list[Page]:
    """Return the pages that were baked last."""
    rows = Page.objects.unscoped(why=WHY).filter(site=site, generation=site.generation)
    return list(rows.order_by("-baked_at")[:limit])


def stories_to_pin(site: Site, words: str, *, limit: int = 30) -> list[Card]:
    """Return live stories whose headline has the words, newest first."""
    rows = Article.objects.unscoped(why=WHY).filter(site=site, is_live=True)
    for word in words.split()[:8]:
        rows = rows.filter(title__icontains=word)
    return list(rows.order_by("-published_at", "-id").values_list("card", flat=True)[:limit])
