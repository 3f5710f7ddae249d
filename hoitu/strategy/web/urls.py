"""Addresses of the strategy room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.strategy.web import rollup, snapshots, upkeep, views

app_name = "strategy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-tieu/", views.plans, name="plans"),
    path("chi-tieu/nap/<slug:name>/", views.load, name="load"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/", views.plan, name="plan"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/pham-vi/", views.bind, name="bind"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/tong-hop/", rollup.rollup, name="rollup"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/chot/", snapshots.snapshots, name="snapshots"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/chot/moi/", snapshots.freeze, name="freeze"),
    path("chi-tieu/chot/<uuid:snapshot_id>/", snapshots.snapshot, name="snapshot"),
    path("chi-tieu/chot/<uuid:snapshot_id>/tai-ve/", snapshots.download, name="download-snapshot"),
    path("chi-tieu/toan-quoc/", rollup.nation, name="nation"),
    path("chi-tieu/chu-de/", upkeep.topics, name="topics"),
    path("chi-tieu/kiem-tra/", upkeep.figures, name="figures"),
    path("chi-tieu/kiem-tra/dem-lai/", upkeep.recount, name="recount"),
    path("chi-tieu/<uuid:measure_id>/tinh/<slug:province>/", rollup.province, name="province"),
    path("chi-tieu/<uuid:measure_id>/", views.measure, name="measure"),
    path("chi-tieu/<uuid:measure_id>/<uuid:agency_id>/", views.records, name="records"),
]
