from django.urls import URLPattern, URLResolver, path

from hoitu.site.web import charts, fronts, preview, sites, views_panel

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tin-bai/bieu-do/", charts.chart_picture, name="chart"),
    path("tin-bai/<uuid:story_id>/luot-xem/", views_panel.views, name="views"),
    path("tin-bai/<uuid:story_id>/xem-truoc/", preview.story_preview, name="story_preview"),
    path("tin-bai/<uuid:story_id>/xem-truoc/<slug:slug>/", preview.preview_page, name="preview_page"),
    path("trang-web/", sites.sites, name="sites"),
    path("trang-web/tao/", sites.new_site, name="new_site"),
    path("trang-web/mat-tien/<uuid:front_id>/", fronts.front, name="front"),
    path("trang-web/mat-tien/<uuid:front_id>/tim/", fronts.find_stories, name="front_find"),
    path("trang-web/mat-tien/hen/<uuid:change_id>/bo/", fronts.cancel, name="cancel_change"),
    path("trang-web/chuyen-muc/<uuid:listing_id>/mat-tien/", fronts.section_front, name="section_front"),
    path("trang-web/chuyen-muc/<uuid:listing_id>/", sites.listing, name="listing"),
    path("trang-web/<slug:slug>/", sites.site, name="site"),
    path("trang-web/<slug:slug>/cai-dat/", sites.settings, name="settings"),
    path("trang-web/<slug:slug>/thu-tu/", sites.order, name="order"),
    path("trang-web/<slug:slug>/trang-tinh/", sites.static_page, name="new_static_page"),
    path("trang-web/<slug:slug>/trang-tinh/<uuid:page_id>/", sites.static_page, name="static_page"),
    path("trang-web/trang-tinh/<uuid:page_id>/xoa/", sites.remove_static_page, name="remove_static_page"),
    path("trang-web/<slug:slug>/dia-chi-cu/", sites.redirects, name="redirects"),
    path("trang-web/dia-chi-cu/<uuid:redirect_id>/xoa/", sites.remove_redirect, name="remove_redirect"),
]
