"""Sites, and where stories stand on them: what screens, jobs and neighbours ask."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Sum

from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.site.data import DailyViews, Placed, SiteCard
from hoitu.site.models import Article, DailyView, Front, Page, Site
from hoitu.site.queries.reads import Card, site_card

WHY = "one site, chosen by the caller"


def site_of(slug: str) -> Site | None:
    """Return a site by its slug, whichever agency owns it."""
    return Site.objects.unscoped(why="jobs know sites by slug").filter(slug=slug).first()


def active_sites() -> list[Site]:
    """Return the sites that readers can open."""
    return list(Site.objects.unscoped(why="bakes serve all sites").filter(is_active=True).order_by("slug"))


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
