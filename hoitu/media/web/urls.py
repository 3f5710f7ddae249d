"""Addresses of the media room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.media.web import about, finding, fixity, life, moving, retention, rights, views

app_name = "media"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kho/", views.archive, name="archive"),
    path("kho/chon/", views.choices, name="choices"),
    path("kho/chon/phim/", moving.choices, name="moving-choices"),
    path("kho/<uuid:asset_id>/phu-de/", moving.captions, name="captions"),
    path("kho/tim-anh/", finding.look_for, name="look-for"),
    path("kho/phep-tim/", finding.save, name="save-search"),
    path("kho/phep-tim/<uuid:search_id>/bo/", finding.forget, name="forget-search"),
    path("kho/tai-len/", views.upload, name="upload"),
    path("kho/tai-len/ket-qua/", views.outcomes, name="outcomes"),
    path("kho/mo-ta/", views.describe_many, name="describe-many"),
    path("kho/quyen/nhieu/", rights.set_many, name="set-rights-of-many"),
    path("kho/quyen/danh-muc/", rights.lists, name="rights-lists"),
    path("kho/quyen/loai/moi/", rights.category, name="new-category"),
    path("kho/quyen/loai/<uuid:category_id>/", rights.category, name="category"),
    path("kho/quyen/nguon/moi/", rights.supplier, name="new-supplier"),
    path("kho/quyen/nguon/<uuid:supplier_id>/", rights.supplier, name="supplier"),
    path("kho/<uuid:asset_id>/quyen/", rights.panel, name="rights"),
    path("kho/<uuid:asset_id>/quyen/thoi-han/", rights.add_lease, name="add-lease"),
    path("kho/<uuid:asset_id>/quyen/thoi-han/<uuid:lease_id>/bo/", rights.remove_lease, name="remove-lease"),
    path("kho/<uuid:asset_id>/quyen/dong-y/", rights.add_consent, name="add-consent"),
    path(
        "kho/<uuid:asset_id>/quyen/dong-y/<uuid:consent_id>/rut/",
        rights.withdraw_consent,
        name="withdraw-consent",
    ),
    path("kho/luu-giu/", retention.page, name="retention"),
    path("kho/luu-giu/lop/moi/", retention.edit, name="new-retention-class"),
    path("kho/luu-giu/lop/<uuid:class_id>/", retention.edit, name="retention-class"),
    path("kho/<uuid:asset_id>/vong-doi/lop/", retention.choose, name="set-retention"),
    path("kho/<uuid:asset_id>/vong-doi/giu-tiep/", retention.keep_on, name="keep-on"),
    path("kho/toan-ven/", fixity.page, name="fixity"),
    path("kho/thung-rac/", life.bin_page, name="bin"),
    path("kho/<uuid:asset_id>/vong-doi/", life.panel, name="life"),
    path("kho/<uuid:asset_id>/vong-doi/bo/", life.put_in_bin, name="put-in-bin"),
    path("kho/<uuid:asset_id>/vong-doi/khoi-phuc/", life.restore, name="restore"),
    path("kho/<uuid:asset_id>/vong-doi/xoa-han/", life.ask_purge, name="ask-purge"),
    path("kho/<uuid:asset_id>/vong-doi/xoa-han/bo/", life.drop_purge, name="drop-purge"),
    path("kho/<uuid:asset_id>/vong-doi/xoa-han/xac-nhan/", life.confirm_purge, name="confirm-purge"),
    path("kho/<uuid:asset_id>/vong-doi/giu/", life.hold, name="hold"),
    path("kho/<uuid:asset_id>/vong-doi/giu/bo/", life.lift_hold, name="lift-hold"),
    path("kho/<uuid:asset_id>/", views.asset_page, name="picture"),
    path("kho/<uuid:asset_id>/anh/", views.show, name="show"),
    path("kho/<uuid:asset_id>/kem-thong-tin/", about.export, name="export"),
    path("kho/<uuid:asset_id>/goc/", views.original, name="original"),
]
