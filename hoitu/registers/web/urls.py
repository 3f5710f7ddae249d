"""Addresses of the registers room. The rules and the few special screens stand before the books' keys."""

from django.urls import URLPattern, URLResolver, path

from hoitu.registers.web import rules, sheets, special, views

app_name = "registers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("so/", views.books, name="books"),
    path("so/quy-dinh/", rules.rules, name="rules"),
    path("so/quy-dinh/<uuid:rule_id>/", rules.rule, name="rule"),
    path("so/quy-dinh/<uuid:rule_id>/thay-the/", rules.rule, {"is_new": True}, name="supersede-rule"),
    path("so/diem-danh/ma/<str:token>/", special.attendance, name="attend"),
    path("so/buoi-hoc/<uuid:row_id>/ma-qr/", special.session_qr, name="session-qr"),
    path("so/xa-vung-sau/ban-do/", special.commune_map, name="commune-map"),
    path("so/kenh-so/<uuid:row_id>/thong-bao.docx", special.channel_notice, name="channel-notice"),
    path("so/he-thong/mau-08.xlsx", special.yearly_form, name="yearly-form"),
    path("so/<slug:book>/", views.listing, name="rows"),
    path("so/<slug:book>/moi/", views.new_row, name="new-row"),
    path("so/<slug:book>/xuat.xlsx", views.export, name="export"),
    path("so/<slug:book>/mau.xlsx", views.template, name="template"),
    path("so/<slug:book>/nhap/", sheets.sheets, name="sheets"),
    path("so/<slug:book>/nhap/<uuid:sheet_id>/", sheets.sheet, name="sheet"),
    path("so/<slug:book>/nhap/<uuid:sheet_id>/ghi/", sheets.write, name="write-sheet"),
    path("so/<slug:book>/nhap/<uuid:sheet_id>/<int:number>/", sheets.sheet_row, name="sheet-row"),
    path("so/<slug:book>/<uuid:row_id>/", views.row, name="row"),
    path("so/<slug:book>/<uuid:row_id>/luu-tru/", views.archive, name="archive-row"),
]
