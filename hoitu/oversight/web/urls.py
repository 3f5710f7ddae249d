"""Addresses of the oversight room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.oversight.web import complaints, monitor, planning, quality, sources

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("giam-sat/", monitor.overview, name="overview"),
    path("giam-sat/co-quan/<uuid:watched_id>/", monitor.agency, name="agency"),
    path("giam-sat/tin-bai/", monitor.listing, name="items"),
    path("giam-sat/tin-bai/<uuid:seen_id>/", monitor.item, name="item"),
    path("giam-sat/tin-bai/<uuid:seen_id>/nhan-xet/", monitor.remark, name="remark"),
    path("giam-sat/nhan-xet/<uuid:remark_id>/tra-loi/", monitor.answer, name="answer-remark"),
    path("giam-sat/nguon/", sources.listing, name="sources"),
    path("giam-sat/nguon/<uuid:feed_id>/", sources.source, name="source"),
    path("giam-sat/nguon/<uuid:feed_id>/doc/", sources.read, name="read-source"),
    path("khieu-nai/", complaints.register, name="complaints"),
    path("khieu-nai/tong-hop/", complaints.counts, name="complaint-counts"),
    path("khieu-nai/nhap/", complaints.receive, name="receive-complaint"),
    path("khieu-nai/so.xlsx", complaints.export, name="export-complaints"),
    path("khieu-nai/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("khieu-nai/<uuid:complaint_id>/viec/", complaints.step, name="complaint-step"),
    path("khieu-nai/<uuid:complaint_id>/tra-loi/", complaints.answer, name="answer-complaint"),
    path("khieu-nai/<uuid:complaint_id>/cai-chinh/", complaints.corrected, name="complaint-corrected"),
    path("chat-luong/", quality.rounds, name="rounds"),
    path("chat-luong/phieu/", quality.checklists, name="checklists"),
    path("chat-luong/phieu/<uuid:checklist_id>/thoi-dung/", quality.close, name="close-checklist"),
    path("chat-luong/rut-mau/", quality.draw, name="draw"),
    path("chat-luong/<uuid:round_id>/", quality.round_page, name="round"),
    path("chat-luong/bai/<uuid:sampled_id>/", quality.review, name="review"),
    path("quy-hoach/", planning.plans, name="plans"),
    path("quy-hoach/moi/", planning.new, name="new-plan"),
    path("quy-hoach/<uuid:press_plan_id>/", planning.plan, name="plan"),
    path("quy-hoach/<uuid:press_plan_id>/sua/", planning.edit, name="edit-plan"),
    path("quy-hoach/<uuid:press_plan_id>/yeu-cau/", planning.ask, name="ask-plan-report"),
    path("quy-hoach/<uuid:press_plan_id>/bao-cao/<slug:form>/", planning.paper, name="plan-paper"),
    path("quy-hoach/yeu-cau/<uuid:request_id>/da-gui/", planning.sent, name="plan-report-sent"),
]
