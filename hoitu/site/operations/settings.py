"""Make a site, change what every page of it carries, and the pages and addresses that are no stories."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

import nh3
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.text import nfc, slugify
from hoitu.site.data import Block, FrontLayout, Furniture, Rule, SiteCard
from hoitu.site.models import Fragment, Front, Listing, Redirect, Site, StaticPage
from hoitu.site.operations import dirty
from hoitu.site.operations.bake import bake_path, write_assets, write_redirects_of, write_sites_table
from hoitu.site.operations.full_bake import bake_everything
from hoitu.site.operations.listings import fixed_title, retitle_fixed
from hoitu.site.queries import site_card
from hoitu.site.rendering.language import DEFAULT

WHY = "fragments come from rooms that know the site"
SITE_FIELDS = ("name", "tagline", "theme", "language")


class BadAddress(Refused):
    """Raised when a path cannot stand on a site."""

    default_sentence = _("Địa chỉ phải bắt đầu bằng dấu / và không trùng địa chỉ mới. Hãy sửa lại.")


def create_site(
    *,
    actor: Actor,
    slug: str,
    name: str,
    origin: str,
    path_prefix: str = "",
    tagline: str = "",
    theme: Mapping[str, str] | None = None,
    furniture: Furniture | None = None,
    language: str = DEFAULT,
) -> SiteCard:
    """Make a site of the actor's agency with a plain home page, bake it and tell the readers' server."""
    actor.require("site.manage")
    with transaction.atomic():
        site = Site.objects.create(
            agency_id=actor.agency,
            slug=slug,
            name=nfc(name),
            origin=origin.rstrip("/"),
            path_prefix=path_prefix.rstrip("/"),
            tagline=nfc(tagline),
            theme=dict(theme or {"preset": "bao"}),
            furniture=asdict(furniture or Furniture(product_name=name)),
            language=language,
        )
        for kind in (Listing.Kind.SITE, Listing.Kind.CORRECTIONS):
            Listing.objects.create(site=site, kind=kind, title=fixed_title(kind, language))
        layout = _first_layout(fixed_title(Listing.Kind.SITE, language))
        Front.objects.create(site=site, title=str(_("Trang chủ")), layout=layout.as_json())
        _record(actor, site, "site.create")
    bake_everything(site, processes=1)
    return site_card(site)


def change_site(*, actor: Actor, site_id: UUID, **changes: Any) -> SiteCard:
    """Change name, tagline, look (`theme`), language or legal furniture of a site; every page is baked again."""
    actor.require("site.manage")
    with transaction.atomic():
        site = _own_site(actor, site_id)
        dirty.lock_for_change(site)
        before = {name: getattr(site, name) for name in (*SITE_FIELDS, "furniture")}
        for name, value in changes.items():
            if name == "furniture":
                value = asdict(value) if isinstance(value, Furniture) else dict(value)
            elif name not in SITE_FIELDS:
                raise TypeError(name)
            setattr(site, name, nfc(value) if isinstance(value, str) else value)
        site.save(update_fields=list(before))
        differences = {k: (old, getattr(site, k)) for k, old in before.items() if old != getattr(site, k)}
        _record(actor, site, "site.change", differences)
        if differences:
            retitle_fixed(site, before["language"])
            write_assets(site)
            write_sites_table()  # the readers' server says its own sentences in the site's language
            dirty.mark(site, ["site"])
            dirty.bake_soon(site)
    return site_card(site)


def order_sections(*, actor: Actor, site_id: UUID, slugs: list[str]) -> None:
    """Put sections into the menu in this order; sections that are not named leave the menu, not the site."""
    actor.require("site.manage")
    with transaction.atomic():
        site = _own_site(actor, site_id)
        dirty.lock_for_change(site)
        rows = Listing.objects.for_agency(actor.agency).filter(site=site, kind=Listing.Kind.SECTION)
        for row in rows:
            row.menu_order = (slugs.index(row.slug) + 1) * 10 if row.slug in slugs else None
            row.save(update_fields=["menu_order"])
        _record(actor, site, "site.order_sections", {"sections": ("", ", ".join(slugs))})
        dirty.mark(site, ["site"])
        dirty.bake_soon(site)


def describe_listing(*, actor: Actor, listing_id: UUID, title: str, description: str) -> None:
    """Give a section, topic or author page its name and the words under it."""
    actor.require("site.manage")
    with transaction.atomic():
        row = Listing.objects.for_agency(actor.agency).select_related("site").filter(pk=listing_id).first()
        if row is None:
            raise NotFound()
        dirty.lock_for_change(row.site)
        before = (f"{row.title}: {row.description}", f"{title}: {description}")
        row.title, row.description = nfc(title)[:160], nfc(description)[:400]
        row.save(update_fields=["title", "description"])
        _record(actor, row.site, "site.describe_list", {row.key: before})
        dirty.mark(row.site, [f"about:{row.key}", *(["site"] if row.kind == Listing.Kind.SECTION else [])])
        dirty.bake_soon(row.site)


def save_static_page(
    *, actor: Actor, site_id: UUID, title: str, body: str, slug: str = "", in_footer: bool = True
) -> str:
    """Write a page that is no story; return its path. The HTML is cleaned."""
    actor.require("site.manage")
    with transaction.atomic():
        site = _own_site(actor, site_id)
        dirty.lock_for_change(site)
        slug = slug or slugify(title)
        if not slug:
            raise BadAddress()
        page, _created = StaticPage.objects.for_agency(actor.agency).update_or_create(
            site=site,
            slug=slug,
            defaults={"title": nfc(title)[:160], "body": nh3.clean(nfc(body)), "in_footer": in_footer},
            create_defaults={
                "site": site,
                "slug": slug,
                "title": nfc(title)[:160],
                "body": nh3.clean(nfc(body)),
                "in_footer": in_footer,
            },
        )
        _record(actor, site, "site.save_page", {"page": ("", f"{page.title} ({page.slug})")})
        path = f"/trang/{page.slug}/"
        dirty.mark(site, ["site"])  # the footer names the page
        dirty.mark_paths(site, [path])
        bake_path(site, path)
        dirty.bake_soon(site)
    return path


def delete_static_page(*, actor: Actor, page_id: UUID) -> None:
    """Remove a page that is no story."""
    actor.require("site.manage")
    with transaction.atomic():
        page = StaticPage.objects.for_agency(actor.agency).select_related("site").filter(pk=page_id).first()
        if page is None:
            raise NotFound()
        dirty.lock_for_change(page.site)
        _record(actor, page.site, "site.delete_page", {"page": (page.title, "")})
        path, site = f"/trang/{page.slug}/", page.site
        page.delete()
        dirty.mark(site, ["site", f"static:{path.split('/')[2]}"])
        bake_path(site, path)
        dirty.bake_soon(site)


def add_redirect(*, actor: Actor, site_id: UUID, old_path: str, new_path: str, note: str = "") -> None:
    """Let an old address lead to a new one."""
    actor.require("site.manage")
    old, new = old_path.strip(), new_path.strip()
    if (
        not old.startswith("/")
        or old.startswith("//")
        or old == new
        or not new.startswith(("/", "https://", "http://"))
    ):
        raise BadAddress()
    with transaction.atomic():
        site = _own_site(actor, site_id)
        rows = Redirect.objects.for_agency(actor.agency)
        rows.filter(site=site, old_path=old).delete()
        Redirect.objects.create(site=site, old_path=old[:300], new_path=new[:300], note=nfc(note)[:120])
        _record(actor, site, "site.add_redirect", {"redirect": (old, new)})
        write_redirects_of(site)


def add_redirects(*, site_id: UUID, table: Mapping[str, str], note: str = "") -> int:
    """Take over many old addresses at once (imports); existing ones are replaced."""
    site = Site.objects.unscoped(why="imports name their site").get(pk=site_id)
    with transaction.atomic():
        Redirect.objects.bulk_create(
            [
                Redirect(site=site, old_path=old[:300], new_path=new[:300], note=note[:120])
                for old, new in table.items()
                if old != new
            ],
            update_conflicts=True,
            unique_fields=["site", "old_path"],
            update_fields=["new_path", "note"],
            batch_size=2000,
        )
        write_redirects_of(site)
    return len(table)


def remove_redirect(*, actor: Actor, redirect_id: UUID) -> None:
    """Forget an old address."""
    actor.require("site.manage")
    with transaction.atomic():
        row = Redirect.objects.for_agency(actor.agency).select_related("site").filter(pk=redirect_id).first()
        if row is None:
            raise NotFound()
        _record(actor, row.site, "site.remove_redirect", {"redirect": (row.old_path, "")})
        site = row.site
        row.delete()
        write_redirects_of(site)


def place_fragment(*, site_id: UUID, page_key: str, slot: str, html: str) -> None:
    """Put a piece of another room onto every page of a key ("story:…"); empty HTML takes it away.

    The caller is responsible for the HTML being safe: it comes from a renderer of that room, not from readers.
    """
    with transaction.atomic():
        site = Site.objects.unscoped(why=WHY).get(pk=site_id)
        dirty.lock_for_change(site)
        rows = Fragment.objects.unscoped(why=WHY).filter(site=site, page_key=page_key, slot=slot)
        if list(rows.values_list("html", flat=True)) == ([html] if html else []):
            return
        rows.delete()
        if html:
            Fragment.objects.create(site=site, page_key=page_key, slot=slot, html=html)
        dirty.mark(site, [f"fragments:{page_key}"])
        dirty.bake_soon(site)


def _own_site(actor: Actor, site_id: UUID) -> Site:
    site = Site.objects.for_agency(actor.agency).filter(pk=site_id).first()
    if site is None:
        raise NotFound()
    return site


def _record(
    actor: Actor, site: Site, verb: str, changes: Mapping[str, tuple[object, object]] | None = None
) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"site:{site.pk}", object_label=site.name, changes=changes
    )


def _first_layout(newest: str) -> FrontLayout:
    return FrontLayout(
        (
            Block(key="tin-chinh", style="lead", limit=4, rule=Rule("site")),
            Block(
                key="moi-nhat",
                style="latest",
                title=newest,
                limit=12,
                rule=Rule("site"),
                link="/moi-nhat/",
            ),
        )
    )
