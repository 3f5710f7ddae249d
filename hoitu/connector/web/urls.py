"""Addresses of the connector room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.connector.web import connections, packages, partners, sheets

app_name = "connector"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ket-noi/", connections.home, name="home"),
    path("ket-noi/them/", connections.new, name="new"),
    path("ket-noi/dong-loi/", connections.refused, name="refused"),
    path("ket-noi/dong-loi/<uuid:refused_id>/", connections.answer, name="answer"),
    path("ket-noi/bang-tinh/", sheets.sheets, name="sheets"),
    path("ket-noi/bang-tinh/mau.xlsx", sheets.template, name="template"),
    path("ket-noi/bang-tinh/<uuid:workbook_id>/", sheets.sheet, name="sheet"),
    path("ket-noi/bang-tinh/<uuid:workbook_id>/ghi/", sheets.write, name="write-sheet"),
    path("ket-noi/bang-tinh/<uuid:workbook_id>/<int:line>/", sheets.line, name="line"),
    path("ket-noi/ban-cai-dat/them/", partners.new, name="new-partner"),
    path("ket-noi/ban-cai-dat/<uuid:partner_id>/", partners.partner, name="partner"),
    path("ket-noi/ban-cai-dat/<uuid:partner_id>/buoc/", partners.step, name="partner-step"),
    path("ket-noi/ban-cai-dat/<uuid:partner_id>/lap-goi/", packages.build, name="build"),
    path("ket-noi/goi-di/<uuid:out_id>/", packages.outgoing, name="outgoing"),
    path("ket-noi/goi-di/<uuid:out_id>/tep/", packages.download, name="download"),
    path("ket-noi/goi-den/", packages.bring, name="bring"),
    path("ket-noi/goi-den/<uuid:in_id>/", packages.incoming, name="incoming"),
    path("ket-noi/goi-den/<uuid:in_id>/bien-nhan/", packages.receipt, name="receipt"),
    path("ket-noi/<uuid:connection_id>/", connections.connection, name="connection"),
    path("ket-noi/<uuid:connection_id>/buoc/", connections.step, name="step"),
    path("lien-thong/goi-den/", packages.receive_online, name="receive-online"),
]
