"""Addresses of the strategy room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.strategy.web import plan_editor, proposal_items, proposals, schedule, views

app_name = "strategy"
_DRAFT = "chi-tieu/soan/<uuid:proposal_id>/"
_PLAN = "chi-tieu/ke-hoach/<uuid:plan_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-tieu/", views.plans, name="plans"),
    path("chi-tieu/nap/<slug:name>/", views.load, name="load"),
    path(_PLAN, views.plan, name="plan"),
    path(f"{_PLAN}pham-vi/", views.bind, name="bind"),
    path(f"{_PLAN}lap/", plan_editor.derive, name="derive"),
    path(f"{_PLAN}sua-doi/", plan_editor.amend, name="amend"),
    path(f"{_PLAN}co-quan/", plan_editor.bodies, name="bodies"),
    path(f"{_PLAN}co-quan/<uuid:body_id>/", plan_editor.join_body, name="join_body"),
    path(f"{_PLAN}lich/", schedule.schedule, name="schedule"),
    path(f"{_PLAN}lich/dia-chi/", schedule.calendar_address, name="calendar_address"),
    path("chi-tieu/lich/<str:secret>.ics", schedule.calendar, name="calendar"),
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
    path("chi-tieu/<uuid:measure_id>/", views.measure, name="measure"),
    path("chi-tieu/<uuid:measure_id>/<uuid:agency_id>/", views.records, name="records"),
]
