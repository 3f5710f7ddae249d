"""A draft as its readers would see it, on every site that a web channel feeds, as wide as a desk or a telephone."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoitu.channels import api as channels
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.site.models import Site
from hoitu.site.operations.preview import preview_html, preview_policy
from hoitu.stories import api as stories

UNSEEN = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@needs("stories.read")
@require_GET
def story_preview(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the preview in a frame, with a choice of site and width. 404 for stories of other agencies."""
    card = stories.story_card(actor=request.actor, story_id=story_id)
    sites = sites_fed(request.actor.agency)
    chosen = next(
        (site for site in sites if site.slug == request.GET.get("trang")), sites[0] if sites else None
    )
    response = render(
        request,
        "site/preview.html",
        {
            "story": card,
            "sites": sites,
            "chosen": chosen,
            "page_url": reverse("site:preview_page", args=[story_id, chosen.slug]) if chosen else "",
            "is_phone": request.GET.get("rong") == "dien-thoai",
        },
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@needs("stories.read")
@require_GET
def preview_page(request: ActorRequest, story_id: UUID, slug: str) -> HttpResponse:
    """Answer with the readers' page made of the draft; it runs no script and nobody keeps it."""
    draft = stories.story_draft(actor=request.actor, story_id=story_id)
    site = next((site for site in sites_fed(request.actor.agency) if site.slug == slug), None)
    if site is None:
        raise NotFound()
    response = HttpResponse(preview_html(site, draft, own_address=request.path), headers=UNSEEN)
    response.csp = preview_policy(site, settings.PUBLIC_URL)  # type: ignore[attr-defined]
    return response


def sites_fed(agency_id: UUID) -> list[Site]:
    """Return the active sites that the agency's active web channels feed, by name."""
    fed = {
        str(channel.config.get("site", ""))
        for channel in channels.channels_of(agency_id=agency_id)
        if channel.kind == "web"
    }
    return list(Site.objects.for_agency(agency_id).filter(is_active=True, slug__in=fed).order_by("name"))
