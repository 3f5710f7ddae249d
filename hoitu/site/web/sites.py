"""Screens of sites: list, settings, menu order, static pages, old addresses."""

from dataclasses import fields
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.site.data import Furniture
from hoitu.site.models import Front, Listing, Redirect, Site, StaticPage
from hoitu.site.operations import settings as operations
from hoitu.site.operations.connect import connect_site
from hoitu.site.policies import may_manage
from hoitu.site.queries import recent_bakes, site_card
from hoitu.site.web.forms import (
    FurnitureForm,
    ListingForm,
    NewSiteForm,
    RedirectForm,
    SiteForm,
    StaticPageForm,
)

REDIRECTS_SHOWN = 200
THEME_FIELDS = ("preset", "wordmark", "accent", "accent_night")


@needs("site.curate", "site.manage")
def sites(request: ActorRequest) -> HttpResponse:
    """List the agency's sites with their address and what their footer still lacks."""
    rows = Site.objects.for_agency(request.actor.agency).order_by("name")
    shown = [
        {"site": row, "url": site_card(row).url("/"), "missing": len(Furniture(**row.furniture).missing())}
        for row in rows
    ]
    return render(request, "site/sites.html", {"rows": shown, "may_manage": may_manage(request.actor)})


@needs("site.manage")
def new_site(request: ActorRequest) -> HttpResponse:
    """Make a site."""
    form = NewSiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = Site.objects.unscoped(why="slugs are shared by all agencies").filter(
            slug=form.cleaned_data["slug"]
        )
        if taken.exists():
            form.add_error("slug", _("Mã này đã có trang khác dùng. Hãy chọn mã khác."))
        else:
            data = form.cleaned_data
            made = operations.create_site(
                actor=request.actor,
                slug=data["slug"],
                name=data["name"],
                origin=data["origin"],
                path_prefix=data["path_prefix"],
                tagline=data["tagline"],
                language=data["language"],
                theme=_theme(data),
            )
            connect_site(actor=request.actor, site=made)
            messages.success(request, _("Đã tạo trang. Hãy điền thông tin pháp lý ở chân trang."))
            return redirect("site:settings", slug=data["slug"])
    return render(request, "site/new_site.html", {"form": form})


@needs("site.curate", "site.manage")
def site(request: ActorRequest, slug: str) -> HttpResponse:
    """Show one site: fronts, sections, pages, latest bakes."""
    row = _own_site(request, slug)
    scope = request.actor.agency
    return render(
        request,
        "site/site.html",
        {
            "site": row,
            "url": site_card(row).url("/"),
            "missing": len(Furniture(**row.furniture).missing()),
            "fronts": Front.objects.for_agency(scope).filter(site=row).order_by("slug"),
            "sections": Listing.objects.for_agency(scope)
            .filter(site=row, kind=Listing.Kind.SECTION)
            .order_by("menu_order", "title"),
            "pages": StaticPage.objects.for_agency(scope).filter(site=row).order_by("title"),
            "redirect_count": Redirect.objects.for_agency(scope).filter(site=row).count(),
            "bakes": recent_bakes(row),
            "may_manage": may_manage(request.actor),
            "may_curate": request.actor.may("site.curate"),
        },
    )


@needs("site.manage")
def settings(request: ActorRequest, slug: str) -> HttpResponse:
    """Change name, look and legal furniture."""
    row = _own_site(request, slug)
    initial = {"name": row.name, "tagline": row.tagline, "language": row.language, **row.theme}
    form = SiteForm(request.POST or None, initial=initial)
    furniture = FurnitureForm(request.POST or None, initial=row.furniture)
    if request.method == "POST" and form.is_valid() and furniture.is_valid():
        known = {field.name for field in fields(Furniture)}
        operations.change_site(
            actor=request.actor,
            site_id=row.pk,
            name=form.cleaned_data["name"],
            tagline=form.cleaned_data["tagline"],
            language=form.cleaned_data["language"],
            theme=_theme(form.cleaned_data),
            furniture=Furniture(**{k: v for k, v in furniture.cleaned_data.items() if k in known}),
        )
        messages.success(request, _("Đã lưu. Mọi trang đang được dựng lại."))
        return redirect("site:site", slug=slug)
    return render(request, "site/settings.html", {"site": row, "form": form, "furniture": furniture})


@needs("site.manage")
@require_POST
def order(request: ActorRequest, slug: str) -> HttpResponse:
    """Take the new order of the menu: the section slugs as the form lists them."""
    row = _own_site(request, slug)
    operations.order_sections(actor=request.actor, site_id=row.pk, slugs=request.POST.getlist("section"))
    messages.success(request, _("Đã đổi thứ tự chuyên mục."))
    return redirect("site:site", slug=slug)


@needs("site.manage")
def listing(request: ActorRequest, listing_id: UUID) -> HttpResponse:
    """Name and describe a section, topic or author page."""
    row = (
        Listing.objects.for_agency(request.actor.agency).select_related("site").filter(pk=listing_id).first()
    )
    if row is None:
        raise NotFound()
    form = ListingForm(request.POST or None, initial={"title": row.title, "description": row.description})
    if request.method == "POST" and form.is_valid():
        operations.describe_listing(actor=request.actor, listing_id=listing_id, **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        return redirect("site:site", slug=row.site.slug)
    return render(request, "site/form.html", {"site": row.site, "form": form, "heading": row.title})


@needs("site.manage")
def static_page(request: ActorRequest, slug: str, page_id: UUID | None = None) -> HttpResponse:
    """Write a page that is no story."""
    row = _own_site(request, slug)
    page = None
    if page_id is not None:
        page = StaticPage.objects.for_agency(request.actor.agency).filter(site=row, pk=page_id).first()
        if page is None:
            raise NotFound()
    initial = (
        {"title": page.title, "slug": page.slug, "body": page.body, "in_footer": page.in_footer}
        if page
        else None
    )
    form = StaticPageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.save_static_page(
                actor=request.actor,
                site_id=row.pk,
                title=data["title"],
                body=data["body"],
                slug=page.slug if page else data["slug"],
                in_footer=data["in_footer"],
            )
        except Refused as refused:
            form.add_error("slug", refused.sentence)
        else:
            messages.success(request, _("Đã đăng trang."))
            return redirect("site:site", slug=slug)
    heading = page.title if page else _("Trang tĩnh mới")
    return render(request, "site/form.html", {"site": row, "form": form, "heading": heading, "page": page})


@needs("site.manage")
@require_POST
def remove_static_page(request: ActorRequest, page_id: UUID) -> HttpResponse:
    """Remove a static page."""
    page = (
        StaticPage.objects.for_agency(request.actor.agency).select_related("site").filter(pk=page_id).first()
    )
    if page is None:
        raise NotFound()
    operations.delete_static_page(actor=request.actor, page_id=page_id)
    messages.success(request, _("Đã bỏ trang."))
    return redirect("site:site", slug=page.site.slug)


@needs("site.manage")
def redirects(request: ActorRequest, slug: str) -> HttpResponse:
    """List old addresses, find some, add one."""
    row = _own_site(request, slug)
    form = RedirectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_redirect(actor=request.actor, site_id=row.pk, **form.cleaned_data)
        except Refused as refused:
            form.add_error("old_path", refused.sentence)
        else:
            messages.success(request, _("Đã thêm địa chỉ cũ."))
            return redirect("site:redirects", slug=slug)
    words = request.GET.get("q", "").strip()
    rows = Redirect.objects.for_agency(request.actor.agency).filter(site=row).order_by("old_path")
    found = rows.filter(old_path__icontains=words) if words else rows
    values = {
        "site": row,
        "form": form,
        "rows": found[:REDIRECTS_SHOWN],
        "count": found.count(),
        "words": words,
    }
    return render(request, "site/redirects.html", values)


@needs("site.manage")
@require_POST
def remove_redirect(request: ActorRequest, redirect_id: UUID) -> HttpResponse:
    """Forget an old address."""
    row = (
        Redirect.objects.for_agency(request.actor.agency)
        .select_related("site")
        .filter(pk=redirect_id)
        .first()
    )
    if row is None:
        raise NotFound()
    operations.remove_redirect(actor=request.actor, redirect_id=redirect_id)
    messages.success(request, _("Đã bỏ địa chỉ cũ."))
    return redirect("site:redirects", slug=row.site.slug)


def _own_site(request: ActorRequest, slug: str) -> Site:
    row = Site.objects.for_agency(request.actor.agency).filter(slug=slug).first()
    if row is None:
        raise NotFound()
    return row


def _theme(data: dict[str, str]) -> dict[str, str]:
    return {name: data[name] for name in THEME_FIELDS if data.get(name)}
