"""Topics and tags of a revision as they are called today: it may come back, or come late, after they were renamed."""

from dataclasses import replace

from hoitu.site.addresses import listing_path, resolve
from hoitu.site.models import Listing, Redirect, Site
from hoitu.stories import api as stories
from hoitu.stories.data import ReleasedStory, TermRef

WHY = "one site, told by its channel"


def named_now(site: Site, story: ReleasedStory) -> ReleasedStory:
    """Return the story under the present names; its revision keeps those that were approved."""
    known = stories.terms_now(
        agency_id=story.agency_id,
        topic_ids=[topic.id for topic in story.topics],
        tag_ids=[tag.id for tag in story.tags],
    )

    def present(kind: str, frozen: tuple[TermRef, ...]) -> tuple[TermRef, ...]:
        terms = (known.get(term.id) or _poured_into(site, kind, term) for term in frozen)
        return tuple({term.slug: term for term in terms}.values())

    return replace(story, topics=present("topic", story.topics), tags=present("tag", story.tags))


def _poured_into(site: Site, kind: str, term: TermRef) -> TermRef:
    """Return what a term that is gone was merged into: its old address here leads there."""
    redirects = Redirect.objects.unscoped(why=WHY).filter(site=site)
    led = redirects.filter(old_path=listing_path(f"{kind}:{term.slug}")).first()
    row_kind, _colon, slug = resolve(led.new_path).key.partition(":") if led else ("", "", "")
    row = Listing.objects.unscoped(why=WHY).filter(site=site, kind=kind, slug=slug).first()
    return replace(term, name=row.title, slug=slug) if row and row_kind == kind else term
