"""Addresses of the language room."""

from django.urls import URLPattern, path

from hoitu.language.web import views

app_name = "language"
urlpatterns: list[URLPattern] = [
    path("soat-loi/", views.proofread, name="proof"),
    path("soat-loi/tu-duoc-dung/", views.allow, name="allow"),
    path("soat-loi/quy-tac/", views.house, name="house"),
    path("soat-loi/quy-tac/lay/", views.take, name="take"),
]
