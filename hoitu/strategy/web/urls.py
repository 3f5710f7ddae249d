"""Addresses of the strategy room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.strategy.web import assigning, board, cases, declarations, difficulties, views

app_name = "strategy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chi-tieu/", views.plans, name="plans"),
    path("chi-tieu/nap/<slug:name>/", views.load, name="load"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/", views.plan, name="plan"),
    path("chi-tieu/ke-hoach/<uuid:plan_id>/pham-vi/", views.bind, name="bind"),
    path("chi-tieu/tu-khai/", declarations.declarations, name="declarations"),
    path(
        "chi-tieu/tu-khai/<uuid:agency_id>/<str:indicator>/<int:year>/",
        declarations.declaration,
        name="declaration",
    ),
    path("chi-tieu/<uuid:measure_id>/", views.measure, name="measure"),
    path("chi-tieu/<uuid:measure_id>/<uuid:agency_id>/", views.records, name="records"),
    path("nhiem-vu/", board.board, name="tasks"),
    path("nhiem-vu/cua-toi/", board.mine, name="my-tasks"),
    path("nhiem-vu/don-vi/", board.units, name="units"),
    path("nhiem-vu/viec/<uuid:case_id>/", cases.case, name="case"),
    path("nhiem-vu/viec/<uuid:case_id>/tien-do/", cases.note_progress, name="note-progress"),
    path("nhiem-vu/viec/<uuid:case_id>/san-pham/", cases.hand_in, name="hand-in"),
    path("nhiem-vu/viec/<uuid:case_id>/nguoi-lam/", cases.assign_people, name="assign-people"),
    path("nhiem-vu/viec/<uuid:case_id>/don-doc/", cases.remind, name="remind"),
    path("nhiem-vu/ke-hoach/<uuid:plan_id>/", assigning.plan_tasks, name="plan-tasks"),
    path("nhiem-vu/ke-hoach/<uuid:plan_id>/nhac/", assigning.reminder_steps, name="reminder-steps"),
    path("nhiem-vu/giao/<uuid:task_id>/", assigning.assign_task, name="assign-task"),
    path("nhiem-vu/giao/<uuid:task_id>/cho/", assigning.await_document, name="await-document"),
    path("nhiem-vu/giao/<uuid:task_id>/van-ban/", assigning.register_document, name="register-document"),
    path(
        "nhiem-vu/giao/<uuid:task_id>/van-ban/<uuid:opening_id>/",
        assigning.register_document,
        name="register-awaited",
    ),
    path("nhiem-vu/giao/<uuid:task_id>/bo/<uuid:opening_id>/", assigning.drop_opening, name="drop-opening"),
    path("kho-khan/", difficulties.difficulties, name="difficulties"),
    path("kho-khan/moi/", difficulties.raise_difficulty, name="raise-difficulty"),
    path("kho-khan/<uuid:difficulty_id>/", difficulties.difficulty, name="difficulty"),
    path("kho-khan/<uuid:difficulty_id>/tra-loi/", difficulties.answer, name="answer-difficulty"),
    path("kho-khan/<uuid:difficulty_id>/chuyen/", difficulties.pass_on, name="pass-on-difficulty"),
    path("kho-khan/<uuid:difficulty_id>/rut/", difficulties.withdraw, name="withdraw-difficulty"),
]
