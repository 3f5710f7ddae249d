"""Addresses of the drafting room; they stand among those of the plans."""

from django.urls import URLPattern, URLResolver, path

from hoitu.drafting.web import plan_editor, proposal_items, proposals

app_name = "drafting"
_DRAFT = "chi-tieu/soan/<uuid:proposal_id>/"
_PLAN = "chi-tieu/ke-hoach/<uuid:plan_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_PLAN}lap/", plan_editor.derive, name="derive"),
    path(f"{_PLAN}sua-doi/", plan_editor.amend, name="amend"),
    path("chi-tieu/soan/", proposals.proposals, name="proposals"),
    path("chi-tieu/soan/moi/", proposals.new_proposal, name="new_proposal"),
    path(_DRAFT, proposals.proposal, name="proposal"),
    path(f"{_DRAFT}tien-do/", proposals.proposal_progress, name="proposal_progress"),
    path(f"{_DRAFT}doc-lai/", proposals.read_again, name="read_again"),
    path(f"{_DRAFT}bo/", proposals.drop_proposal, name="drop_proposal"),
    path(f"{_DRAFT}them/<slug:what>/", proposals.add_item, name="add_item"),
    path(f"{_DRAFT}da-xem/<slug:what>/", proposals.check_rest, name="check_rest"),
    path(f"{_DRAFT}xac-nhan/", proposals.confirm, name="confirm"),
    path(f"{_DRAFT}muc/<uuid:item_id>/", proposal_items.item, name="proposal_item"),
    path(f"{_DRAFT}muc/<uuid:item_id>/giu/", proposal_items.keep_item, name="keep_item"),
    path(f"{_DRAFT}trinh/", plan_editor.submit, name="submit_plan"),
    path(f"{_DRAFT}rut/", plan_editor.take_back, name="take_back_plan"),
    path(f"{_DRAFT}quyet-dinh/", plan_editor.record_decision, name="record_decision"),
    path("chi-tieu/cho-duyet/", plan_editor.submitted, name="submitted"),
    path("chi-tieu/cho-duyet/<uuid:proposal_id>/", plan_editor.decide, name="decide"),
]
