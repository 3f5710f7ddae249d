"""Addresses of the trail."""

from django.urls import URLPattern, URLResolver, path, re_path

from hoitu.audit.web import views

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhat-ky/", views.trail, name="trail"),
    re_path(r"^nhat-ky/xuat\.(?P<kind>csv|xlsx)$", views.export, name="export"),
    path("nhat-ky/<str:object_key>/", views.object_trail, name="object"),
]
