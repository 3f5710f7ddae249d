"""Addresses of the stories room."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from hoitu.stories.web import (
    changes,
    comparison,
    hands,
    revisions,
    rights,
    settings,
    sheets,
    story,
    timeline,
    workflow,
)

app_name = "stories"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tin-bai/moi/", story.new, name="new"),
    path("tin-bai/bang-tinh/", sheets.read_sheet, name="sheet"),
    path("tin-bai/<uuid:story_id>/quyen/", rights.files, name="rights"),
    path("tin-bai/<uuid:story_id>/", story.story, name="story"),
    path("tin-bai/<uuid:story_id>/van-ban", story.document, name="document"),
    path("tin-bai/<uuid:story_id>/chu-chua-gui/", story.propose, name="propose"),
    path("tin-bai/<uuid:story_id>/chuyen/<uuid:transition_id>/", changes.move, name="move"),
    path("tin-bai/<uuid:story_id>/chi-tiet/", changes.details, name="details"),
    path(
        "tin-bai/<uuid:story_id>/chu-mat/<int:lost_id>/dua-lai/",
        changes.put_lost_words_back,
        name="put-lost-words-back",
    ),
    path(
        "tin-bai/<uuid:story_id>/chu-mat/<int:lost_id>/bo-qua/",
        changes.let_lost_words_go,
        name="let-lost-words-go",
    ),
    path("tin-bai/<uuid:story_id>/tac-gia/", changes.bylines, name="bylines"),
    path("tin-bai/<uuid:story_id>/ban/<slug:kind>/", changes.edition, name="edition"),
    path("tin-bai/<uuid:story_id>/nguon/", changes.sources, name="sources"),
    path("tin-bai/<uuid:story_id>/phong-van/", changes.ask_review, name="ask-review"),
    path("tin-bai/<uuid:story_id>/phong-van/<uuid:review_id>/", changes.answer_review, name="answer-review"),
    path("tin-bai/<uuid:story_id>/cai-chinh/", changes.correct, name="correct"),
    path("tin-bai/<uuid:story_id>/go/", changes.withdraw, name="withdraw"),
    path("tin-bai/<uuid:story_id>/khoi-phuc/", changes.restore, name="restore"),
    path("tin-bai/<uuid:story_id>/khoa/", changes.lock, name="lock"),
    path("tin-bai/<uuid:story_id>/mo-khoa/", changes.unlock, name="unlock"),
    path("tin-bai/<uuid:story_id>/luu-phien-ban/", changes.save_revision, name="save-revision"),
    path("tin-bai/<uuid:story_id>/phien-ban/", revisions.revisions, name="revisions"),
    path(
        "tin-bai/<uuid:story_id>/phien-ban/<uuid:revision_id>/tro-ve/",
        revisions.restore,
        name="restore-revision",
    ),
    path(
        "tin-bai/<uuid:story_id>/phien-ban/<slug:older>/<slug:newer>/",
        comparison.comparison,
        name="comparison",
    ),
    path("tin-bai/<uuid:story_id>/so-sanh/", comparison.choose, name="compare"),
    path("tin-bai/<uuid:story_id>/ai-viet/", hands.hands, name="hands"),
    path("tin-bai/<uuid:story_id>/dong-thoi-gian/", timeline.timeline, name="timeline"),
    path(
        "tin-bai/<uuid:story_id>/dong-thoi-gian/<int:last>/tro-ve/",
        timeline.restore_moment,
        name="restore-moment",
    ),
    path(
        "tin-bai/<uuid:story_id>/dong-thoi-gian/<int:last>/doan/<int:block>/",
        timeline.restore_passage,
        name="restore-passage",
    ),
    path("toa-soan/", RedirectView.as_view(pattern_name="stories:sections"), name="settings"),
    path("toa-soan/chuyen-muc/", settings.sections, name="sections"),
    path("toa-soan/chuyen-muc/<uuid:section_id>/", settings.sections, name="section"),
    path(
        "toa-soan/chuyen-muc/<uuid:section_id>/xep/<slug:way>/", settings.shift_section, name="shift-section"
    ),
    path(
        "toa-soan/chuyen-muc/<uuid:section_id>/tinh-trang/<slug:state>/",
        settings.switch_section,
        name="switch-section",
    ),
    path("toa-soan/chu-de/", settings.topics, name="topics"),
    path("toa-soan/chu-de/gop/", settings.merge, {"kind": "topic"}, name="merge-topics"),
    path("toa-soan/chu-de/<uuid:topic_id>/", settings.topics, name="topic"),
    path(
        "toa-soan/chu-de/<uuid:topic_id>/tinh-trang/<slug:state>/", settings.switch_topic, name="switch-topic"
    ),
    path("toa-soan/tu-khoa/", settings.tags, name="tags"),
    path("toa-soan/tu-khoa/gop/", settings.merge, {"kind": "tag"}, name="merge-tags"),
    path("toa-soan/tu-khoa/<uuid:tag_id>/", settings.tags, name="tag"),
    path("toa-soan/quy-trinh/", workflow.workflows, name="workflows"),
    path("toa-soan/quy-trinh/<uuid:workflow_id>/", workflow.workflow, name="workflow"),
    path("toa-soan/quy-trinh/<uuid:workflow_id>/bo/", workflow.remove_workflow, name="remove-workflow"),
    path("toa-soan/quy-trinh/<uuid:workflow_id>/buoc/moi/", workflow.stage, name="new-stage"),
    path("toa-soan/quy-trinh/<uuid:workflow_id>/buoc/<uuid:stage_id>/", workflow.stage, name="stage"),
    path(
        "toa-soan/quy-trinh/<uuid:workflow_id>/buoc/<uuid:stage_id>/bo/",
        workflow.remove_stage,
        name="remove-stage",
    ),
    path(
        "toa-soan/quy-trinh/<uuid:workflow_id>/buoc/<uuid:stage_id>/xep/<slug:way>/",
        workflow.shift_stage,
        name="shift-stage",
    ),
    path("toa-soan/quy-trinh/<uuid:workflow_id>/duong/moi/", workflow.transition, name="new-transition"),
    path(
        "toa-soan/quy-trinh/<uuid:workflow_id>/duong/<uuid:transition_id>/",
        workflow.transition,
        name="transition",
    ),
    path(
        "toa-soan/quy-trinh/<uuid:workflow_id>/duong/<uuid:transition_id>/bo/",
        workflow.remove_transition,
        name="remove-transition",
    ),
]
