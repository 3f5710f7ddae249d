"""Addresses of the media room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.media.web import about, moving, views

app_name = "media"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kho/", views.archive, name="archive"),
    path("kho/chon/", views.choices, name="choices"),
    path("kho/chon/phim/", moving.choices, name="moving-choices"),
    path("kho/<uuid:asset_id>/phu-de/", moving.captions, name="captions"),
    path("kho/tai-len/", views.upload, name="upload"),
    path("kho/tai-len/ket-qua/", views.outcomes, name="outcomes"),
    path("kho/mo-ta/", views.describe_many, name="describe-many"),
    path("kho/<uuid:asset_id>/", views.asset_page, name="picture"),
    path("kho/<uuid:asset_id>/anh/", views.show, name="show"),
    path("kho/<uuid:asset_id>/kem-thong-tin/", about.export, name="export"),
    path("kho/<uuid:asset_id>/goc/", views.original, name="original"),
]
