"""The web as a channel: how channels hands a story to a site, and reads back what readers get."""

from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.channels.data import Action, Delivery, DeliveryFailed, Receipt
from hoitu.site import files
from hoitu.site.models import Site
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.queries import placed


class WebAdapter:
    """Places stories on the site that the channel names: `config["site"]` is the site's slug."""

    kind = "web"

    def deliver(self, delivery: Delivery) -> Receipt:
        """Show, change or withdraw the story. When this returns its own page is as it should be."""
        site = _site_of(delivery)
        if delivery.action == Action.WITHDRAW:
            gone = withdraw_story(site, delivery.story_id)
            return Receipt(external_id=str(delivery.story_id), url=gone.url if gone else "")
        here = place_story(
            site,
            delivery.story,
            published_at=delivery.first_out_at,
            is_restored=delivery.action == Action.RESTORE,
        )
        return Receipt(
            external_id=str(delivery.story_id),
            url=here.url,
            detail={"path": here.path, "hash": here.content_hash},
        )

    def confirm(self, delivery: Delivery) -> bool:
        """Read the file that the readers' server serves and compare it with what was delivered."""
        site = _site_of(delivery)
        here = placed(site, delivery.story_id)
        if here is None:
            return delivery.action == Action.WITHDRAW
        if delivery.action == Action.WITHDRAW:
            return not here.is_live and files.is_gone(site.slug, here.path)
        return (
            here.is_live
            and _shows(site, here.path, here.revision_id)
            and not files.is_gone(site.slug, here.path)
        )


def _site_of(delivery: Delivery) -> Site:
    rows = Site.objects.for_agency(delivery.channel.agency_id).filter(is_active=True)
    slug = delivery.channel.config.get("site", "")
    site = rows.filter(slug=slug).first()
    if site is None:
        raise DeliveryFailed(
            _(
                "Kênh “%(channel)s” chưa nối với trang web nào đang hoạt động. Hãy chọn trang trong cài đặt kênh."
            )
            % {"channel": delivery.channel.name},
            permanent=True,
        )
    return site


def _shows(site: Site, path: str, revision_id: UUID) -> bool:
    page = files.read(site.slug, path)
    return (
        page is not None
        and f'content="{revision_id}"'.encode() in page
        and files.unpacked_agrees(site.slug, path)
    )
