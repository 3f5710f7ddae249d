"""Addresses of the workspace."""

from django.urls import URLPattern, URLResolver, path

from hoitu.workspace.web import push, search, views

app_name = "workspace"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("viec-can-lam/", views.duties, name="duties"),
    path("bang/", views.board, name="board"),
    path("bang/cach-xem/", views.save_view, name="save-view"),
    path("tim/", search.search, name="search"),
    path("chuong/", views.bell, name="bell"),
    path("thong-bao/", views.notifications, name="notifications"),
    path("thong-bao/may-nay/bat/", push.allow, name="push-allow"),
    path("thong-bao/may-nay/tat/", push.stop, name="push-stop"),
    path("hoitu-worker.js", push.worker, name="push-worker"),
    path("tro-giup/cac-khau/", views.stages_help, name="help"),
]
