from django.urls import path

from hoitu.assurance.web import draws, places, records

app_name = "assurance"
urlpatterns = [
    path("kiem-chung/", draws.draws, name="draws"),
    path("kiem-chung/moi/", draws.announce, name="announce"),
    path("kiem-chung/<uuid:draw_id>/", draws.draw, name="draw"),
    path("kiem-chung/<uuid:draw_id>/rut/", draws.make, name="make"),
    path("kiem-chung/<uuid:draw_id>/chot/", draws.close, name="close"),
    path("kiem-chung/<uuid:draw_id>/huy/", draws.cancel, name="cancel"),
    path("kiem-chung/<uuid:draw_id>/doi-chieu/", draws.proof, name="proof"),
    path("kiem-chung/<uuid:draw_id>/phieu.json", draws.sheet, name="sheet"),
    path("kiem-chung/ban-ghi/<uuid:drawn_id>/", records.record, name="record"),
    path("kiem-chung/ban-ghi/<uuid:drawn_id>/ket-luan/", records.judge, name="judge"),
    path("noi-luu-du-lieu/", places.locations, name="locations"),
    path("noi-luu-du-lieu/ghi/", places.state, name="state-place"),
    path("noi-luu-du-lieu/noi-luu-du-lieu.xlsx", places.workbook, name="locations-xlsx"),
    path("noi-luu-du-lieu/noi-luu-du-lieu.json", places.plain, name="locations-json"),
]
