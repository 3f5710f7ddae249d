"""Addresses of the registers room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.registers.web import views

app_name = "registers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/giay-phep/", views.licences, name="licences"),
    path("so/giay-phep/moi/", views.licence, name="new-licence"),
    path("so/giay-phep/<uuid:licence_id>/", views.licence, name="licence"),
    path("so/quy-dinh/", views.rules, name="rules"),
    path("so/quy-dinh/<uuid:rule_id>/", views.rule, name="rule"),
    path("so/quy-dinh/<uuid:rule_id>/thay-the/", views.rule, {"is_new": True}, name="supersede-rule"),
]
