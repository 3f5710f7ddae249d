"""Addresses of the shell itself."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from hoitu.kernel.web import dead_letters, gallery, stream

app_name = "kernel"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ngon-ngu/", set_language, name="language"),
    path("song/", stream.stream, name="stream"),
    path("van-hanh/viec-loi/", dead_letters.listing, name="dead_letters"),
    path("van-hanh/viec-loi/chay-lai/", dead_letters.replay_all, name="replay_all"),
    path("van-hanh/viec-loi/<uuid:delivery_id>/chay-lai/", dead_letters.replay, name="replay"),
    path("_gallery/", gallery.gallery, name="gallery"),
]
