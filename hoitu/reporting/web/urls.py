"""Addresses of the reporting room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.reporting.web import exports, occasions, received, rollup, signing, views

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/lich.ics", exports.calendar, name="calendar"),
    path("bao-cao/tong-hop/", rollup.rollup, name="rollup"),
    path("bao-cao/tong-hop/<uuid:duty_id>/<str:period>/", rollup.export, name="rollup-export"),
    path("bao-cao/dot-xuat/", occasions.occasion, name="occasion"),
    path("bao-cao/yeu-cau/", occasions.call, name="call"),
    path("bao-cao/lap/<uuid:duty_id>/<str:period>/", views.begin, name="begin"),
    path("bao-cao/<uuid:report_id>/", views.report, name="report"),
    path("bao-cao/<uuid:report_id>/dinh-chinh/", views.correct, name="correct"),
    path("bao-cao/<uuid:report_id>/so/<slug:cell>/", views.records, name="records"),
    path("bao-cao/<uuid:report_id>/du-thao/<slug:form>/", exports.draft, name="draft"),
    path("bao-cao/<uuid:report_id>/ban/<int:number>/", received.version, name="version"),
    path("bao-cao/<uuid:report_id>/ban/<int:number>/ky-so/", signing.sign, name="sign"),
    path("bao-cao/<uuid:report_id>/tep/<uuid:file_id>/", signing.file, name="file"),
    path("bao-cao/<uuid:report_id>/ban/<int:number>/<slug:form>/", exports.version, name="export"),
    path("bao-cao/tiep-nhan/<uuid:receipt_id>/", received.accept, name="accept"),
    path("bao-cao/ghi-nhan/<uuid:receipt_id>/", received.record, name="record"),
]
