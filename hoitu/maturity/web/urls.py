"""Addresses of the maturity room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.maturity.web import annex, catalogue, council, files, own

app_name = "maturity"
ONE = "truong-thanh/<uuid:assessment_id>"
INDEX = "truong-thanh/bo-chi-so/<uuid:catalogue_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("truong-thanh/", own.home, name="home"),
    path("truong-thanh/bat-dau/", own.start, name="start"),
    path("truong-thanh/ca-nuoc/", files.country, name="national"),
    path("truong-thanh/ket-qua/", council.results, name="results"),
    path("truong-thanh/ket-qua/xlsx/", files.results_workbook, name="results_workbook"),
    path("truong-thanh/ky/moi/", catalogue.cycle, name="new_cycle"),
    path("truong-thanh/ky/<uuid:cycle_id>/", catalogue.cycle, name="cycle"),
    path("truong-thanh/bo-chi-so/", catalogue.catalogues, name="catalogues"),
    path(f"{INDEX}/", catalogue.catalogue, name="catalogue"),
    path(f"{INDEX}/ban-tam/", catalogue.copy, name="copy"),
    path(f"{INDEX}/muc/", catalogue.bands, name="bands"),
    path(f"{INDEX}/tru-cot/<uuid:pillar_id>/", catalogue.pillar, name="pillar"),
    path(f"{INDEX}/tieu-chi/moi/", catalogue.criterion, name="new_criterion"),
    path(f"{INDEX}/tieu-chi/<uuid:criterion_id>/", catalogue.criterion, name="criterion"),
    path(f"{INDEX}/tieu-chi/<uuid:criterion_id>/xoa/", catalogue.remove, name="remove_criterion"),
    path(f"{INDEX}/phu-luc/", annex.upload, name="annex"),
    path(f"{INDEX}/phu-luc/mau/", annex.template, name="annex_template"),
    path(f"{INDEX}/phu-luc/<uuid:draft_id>/", annex.draft, name="annex_draft"),
    path(f"{ONE}/", own.assessment, name="assessment"),
    path(f"{ONE}/cham/<int:pillar>/", own.sheet, name="sheet"),
    path(f"{ONE}/muc/<uuid:item_id>/", own.item, name="item"),
    path(f"{ONE}/con-thieu/", own.gaps, name="gaps"),
    path(f"{ONE}/gui/", own.send, name="send"),
    path(f"{ONE}/tham-dinh/<int:pillar>/", council.verify, name="verify"),
    path(f"{ONE}/buoc/", council.decide, name="decide"),
    path(f"{ONE}/in/", files.paper, name="paper"),
    path(f"{ONE}/xlsx/", files.workbook, name="workbook"),
]
