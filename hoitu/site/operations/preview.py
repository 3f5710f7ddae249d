"""A story as readers would see it, made of its draft: shown inside the newsroom, written nowhere.

The newsroom's own origin answers it, so a draft never lies on the readers' host. Style, fonts and other stories'
pictures come from the readers' host as they are; the draft's own pictures by addresses that are signed and end.
"""

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from hoitu.kernel import clock
from hoitu.kernel.text import slugify
from hoitu.media.api import signed_url
from hoitu.site.addresses import article_path
from hoitu.site.models import Article, Site
from hoitu.site.operations.listings import listings_named
from hoitu.site.operations.players import playing
from hoitu.site.queries import article_of, reads_of, related_stories
from hoitu.site.rendering.article import card_of, local_iso, page_of, section_of
from hoitu.site.rendering.pages import render_article
from hoitu.stories.data import ReleasedStory

# Scripts do not run in a preview, and its frame has a way past it already.
_LEFT_OUT = re.compile(r'<script\b.*?</script>|<a class="skip".*?</a>', re.S)


def preview_html(site: Site, draft: ReleasedStory, *, own_address: str) -> str:
    """Return the whole page. `own_address` is where it is shown, for links that stay inside it."""
    article = _article(site, draft)
    reads = reads_of(site)
    cards = reads.cards(article.page["related"])
    output = render_article(reads, article, cards, {})
    html = _LEFT_OUT.sub("", output.body.decode())
    own = f'target="_self" href="{escape(own_address)}#'
    head = Markup(
        '<head><base href="{}/" target="_blank"><meta name="robots" content="noindex,nofollow">'
    ).format(site.origin)
    return html.replace('href="#', own).replace("<head>", head, 1)


def preview_policy(site: Site, media_url: str) -> dict[str, str]:
    """Return the page's Content-Security-Policy: readers' files, no script, nothing else."""
    host, media = _host(site.origin), _host(media_url)
    return {
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": f"{host} 'unsafe-inline'",
        "style-src-attr": "'unsafe-inline'",
        "font-src": host,
        "img-src": f"{host} {media} data:",
        "media-src": f"{host} {media}",
        "frame-src": "'none'",
        "connect-src": "'none'",
        "worker-src": "'none'",
        "base-uri": host,
        "form-action": "'none'",
        "sandbox": "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    }


def _article(site: Site, draft: ReleasedStory) -> Article:
    """Return what the site would keep of the draft, not stored."""
    now = clock.now()
    placed = article_of(site, draft.story_id)
    published_at = placed.published_at if placed else now
    path = placed.path if placed else article_path(section_of(draft), slugify(draft.headline), draft.story_id)
    keys = [f"{kind}:{slug}" for kind, slug in listings_named(draft)]
    related = related_stories(site, keys, own=draft.story_id, before=published_at)
    article = Article(
        site=site, story_id=draft.story_id, revision_id=draft.revision_id, path=path, is_live=True
    )
    article.card = card_of(
        draft,
        path=path,
        prefix=site.path_prefix,
        published_at=local_iso(published_at),
        address=lambda rendition: signed_url(rendition.key),
    )
    article.page = page_of(
        draft,
        path=path,
        prefix=site.path_prefix,
        updated_at=local_iso(now if placed else published_at),
        related=related,
        playing=playing(draft, in_parts=False),
        address=lambda rendition: signed_url(rendition.key),
    )
    return article


def _host(url: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))
