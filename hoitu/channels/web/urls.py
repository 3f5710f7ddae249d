"""Addresses of the channels room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.channels.web import rights, views

app_name = "channels"
urlpatterns: list[URLPattern | URLResolver] = [
    path("phat-hanh/", views.desk, name="desk"),
    path("kho/quyen/", rights.ending, name="ending-rights"),
    path("kho/quyen/go/", rights.withdraw, name="withdraw-for-rights"),
    path("kenh/", views.channels, name="channels"),
    path("kenh/moi/", views.channel, name="new-channel"),
    path("kenh/<uuid:channel_id>/", views.channel, name="channel"),
    path("tin-bai/<uuid:story_id>/phat-hanh/", views.story_releases, name="story"),
    path("tin-bai/<uuid:story_id>/phat-hanh/len-lich/", views.plan, name="plan"),
    path("tin-bai/<uuid:story_id>/phat-hanh/<uuid:release_id>/bo/", views.cancel, name="cancel"),
    path("tin-bai/<uuid:story_id>/phat-hanh/<uuid:release_id>/cho-dung/", views.let_go, name="let-files-go"),
    path("tin-bai/<uuid:story_id>/phat-hanh/<uuid:delivery_id>/gui-lai/", views.again, name="again"),
    path("tin-bai/<uuid:story_id>/phat-hanh/<uuid:delivery_id>/ghi-nhan/", views.record, name="record"),
    path("tin-bai/<uuid:story_id>/lenh-go/", views.takedown, name="takedown"),
]
