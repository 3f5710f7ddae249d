"""Pages follow a picture that is shown in another way."""

from uuid import UUID

from django.db import transaction

from hoitu.media import api as media
from hoitu.media.events import PictureChanged
from hoitu.site import files
from hoitu.site.models import Article, Site
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path
from hoitu.site.operations.naming import named_now
from hoitu.site.operations.players import playing
from hoitu.site.rendering.article import card_of, local_iso, page_of
from hoitu.site.rendering.pictures import public_name
from hoitu.stories import api as stories

WHY = "one site, told by a fact about a picture of its agency"


def on_picture_changed(fact: PictureChanged) -> None:
    """Show the picture as it is now wherever it stands, and delete what readers must not see any more.

    The stories' own pages are baked before this returns, lists and fronts by the job that follows. The same fact
    twice gives the same pages.
    """
    if fact.agency_id is None:
        return
    for site in Site.objects.for_agency(fact.agency_id).order_by("slug"):
        with transaction.atomic():
            dirty.lock_for_change(site)
            site.refresh_from_db(fields=["generation"])
            articles = Article.objects.unscoped(why=WHY).select_for_update().filter(site=site, is_live=True)
            showing = list(articles.filter(page__assets__contains=[str(fact.asset_id)]).order_by("pk"))
            for article in showing:
                _write_anew(site, article)
            dirty.mark(site, [f"story:{article.story_id}" for article in showing])
            for article in showing:
                bake_path(site, article.path)
            dirty.bake_soon(site)
        # Asked at every change, not only when this one hides: a delivery that failed half-way is made good.
        _delete_hidden(site, fact.agency_id, fact.asset_id)


def _write_anew(site: Site, article: Article) -> None:
    """Store card and page of the same revision again: words, address and times stay."""
    story = named_now(site, stories.released_story(revision_id=article.revision_id))
    published = local_iso(article.published_at)
    article.card = card_of(story, path=article.path, prefix=site.path_prefix, published_at=published)
    article.page = page_of(
        story,
        path=article.path,
        prefix=site.path_prefix,
        updated_at=local_iso(article.updated_at),
        related=[UUID(story_id) for story_id in article.page["related"]],
        playing=playing(story),
    )
    article.save(update_fields=["card", "page", "changed_at"])


def _delete_hidden(site: Site, agency_id: UUID, asset_id: UUID) -> None:
    """Delete the files that a recipe hid, unless another file of the archive shows the same to readers."""
    names = {public_name(r) for r in media.hidden_files(agency_id=agency_id, asset_id=asset_id)}
    articles = Article.objects.unscoped(why=WHY).filter(site=site, is_live=True)
    unused = [name for name in sorted(names) if not articles.filter(page__files__contains=[[name]]).exists()]
    files.remove_media(site.slug, unused)
