"""Addresses of the strategy room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.strategy.web import declarations, views

app_name = "strategy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-tieu/", views.plans, name="plans"),
    path("chi-tieu/nap/<slug:name>/", views.load, name="load"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/", views.plan, name="plan"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/pham-vi/", views.bind, name="bind"),
    path("chi-tieu/tu-khai/", declarations.declarations, name="declarations"),
    path(
        "chi-tieu/tu-khai/<uuid:agency_id>/<str:indicator>/<int:year>/",
        declarations.declaration,
        name="declaration",
    ),
    path("chi-tieu/<uuid:measure_id>/", views.measure, name="measure"),
    path("chi-tieu/<uuid:measure_id>/<uuid:agency_id>/", views.records, name="records"),
]
