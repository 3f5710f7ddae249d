"""Addresses of the imports room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.imports.web import sheets, views

app_name = "imports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("nhap-du-lieu/", views.runs, name="runs"),
    path("nhap-du-lieu/moi/", views.new_run, name="new"),
    path("nhap-du-lieu/so/<slug:book>/", sheets.sheets, name="sheets"),
    path("nhap-du-lieu/so/<slug:book>/mau.xlsx", sheets.template, name="sheet-template"),
    path("nhap-du-lieu/so/<slug:book>/<uuid:sheet_id>/", sheets.sheet, name="sheet"),
    path("nhap-du-lieu/so/<slug:book>/<uuid:sheet_id>/ghi/", sheets.write, name="write-sheet"),
    path("nhap-du-lieu/so/<slug:book>/<uuid:sheet_id>/<int:number>/", sheets.sheet_row, name="sheet-row"),
    path("nhap-du-lieu/<uuid:run_id>/", views.run, name="run"),
    path("nhap-du-lieu/<uuid:run_id>/tien-do/", views.progress, name="progress"),
    path("nhap-du-lieu/<uuid:run_id>/ten/", views.names, name="names"),
    path("nhap-du-lieu/<uuid:run_id>/bat-dau/", views.start, name="start"),
    path("nhap-du-lieu/<uuid:run_id>/dung/", views.stop, name="stop"),
    path("nhap-du-lieu/<uuid:run_id>/thu-lai/", views.retry, name="retry"),
]
