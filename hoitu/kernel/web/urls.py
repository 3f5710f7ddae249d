"""Addresses of the shell itself."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from hoitu.kernel.web import gallery, stream

app_name = "kernel"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ngon-ngu/", set_language, name="language"),
    path("song/", stream.stream, name="stream"),
    path("_gallery/", gallery.gallery, name="gallery"),
]
