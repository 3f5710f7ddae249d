"""Addresses of the outlook room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.outlook.web import contribution, dashboards, embeds, looking_ahead

app_name = "outlook"
urlpatterns: list[URLPattern | URLResolver] = [
    path("toan-canh/", dashboards.home, name="home"),
    path("toan-canh/co-quan/", dashboards.agency, name="agency"),
    path("toan-canh/dia-ban/", dashboards.area, name="area"),
    path("toan-canh/ca-nuoc/", dashboards.nation, name="nation"),
    path("toan-canh/ca-nuoc/<slug:province>/", dashboards.province, name="province"),
    path("toan-canh/tin-bai/<slug:monday>/", dashboards.production, name="production"),
    path("toan-canh/du-bao/<uuid:plan_id>/", looking_ahead.forecasts, name="forecasts"),
    path("toan-canh/neu/<uuid:measure_id>/", looking_ahead.what_if, name="what-if"),
    path("toan-canh/dong-gop/", contribution.contributions, name="contributions"),
    path(
        "toan-canh/dong-gop/co-quan/<uuid:agency_id>/", contribution.behind_agency, name="contribution-items"
    ),
    path("toan-canh/dong-gop/<uuid:person_id>/", contribution.behind_person, name="contribution"),
    path("toan-canh/nhung/", embeds.embeds, name="embeds"),
    path("toan-canh/nhung/<uuid:embed_id>/thu-hoi/", embeds.revoke, name="revoke-embed"),
    path("nhung/<str:token>/", embeds.embedded, name="embedded"),
]
