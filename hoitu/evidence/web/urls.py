"""Addresses of the evidence room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.evidence.web import views

app_name = "evidence"
urlpatterns: list[URLPattern | URLResolver] = [
    path("minh-chung/", views.own, name="own"),
    path("minh-chung/cho-kiem-tra/", views.queue, name="queue"),
    path("minh-chung/nop/", views.attach, name="attach"),
    path("minh-chung/<uuid:evidence_id>/tep/", views.file, name="file"),
    path("minh-chung/<uuid:evidence_id>/kiem-tra/", views.check, name="check"),
    path("minh-chung/<uuid:evidence_id>/rut/", views.withdraw, name="withdraw"),
]
