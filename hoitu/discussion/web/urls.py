"""Addresses of the discussion room: all of them belong to the page of one story."""

from django.urls import URLPattern, URLResolver, path

from hoitu.discussion.web import views

app_name = "discussion"
ON_STORY = "tin-bai/<uuid:story_id>/trao-doi/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ON_STORY, views.panel, name="panel"),
    path(f"{ON_STORY}binh-luan/", views.threads, name="threads"),
    path(f"{ON_STORY}binh-luan/mo/", views.open_thread, name="open"),
    path(f"{ON_STORY}binh-luan/<uuid:thread_id>/tra-loi/", views.reply, name="reply"),
    path(f"{ON_STORY}binh-luan/<uuid:thread_id>/xong/", views.resolve, name="resolve"),
    path(f"{ON_STORY}binh-luan/<uuid:thread_id>/mo-lai/", views.reopen, name="reopen"),
    path(f"{ON_STORY}binh-luan/<uuid:thread_id>/giao/", views.assign, name="assign"),
    path(f"{ON_STORY}loi/<uuid:message_id>/sua/", views.edit, name="edit"),
    path(f"{ON_STORY}loi/<uuid:message_id>/rut/", views.withdraw, name="withdraw"),
    path(f"{ON_STORY}tro-chuyen/", views.chat, name="chat"),
    path(f"{ON_STORY}tro-chuyen/gui/", views.say, name="say"),
    path(f"{ON_STORY}da-xem/<slug:place>/", views.seen, name="seen"),
]
