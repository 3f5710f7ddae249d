"""Addresses of the stories room."""

from django.urls import URLPattern, URLResolver, path

from hoitu.stories.web import changes, comparison, revisions, story

app_name = "stories"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tin-bai/moi/", story.new, name="new"),
    path("tin-bai/<uuid:story_id>/", story.story, name="story"),
    path("tin-bai/<uuid:story_id>/van-ban", story.document, name="document"),
    path("tin-bai/<uuid:story_id>/chuyen/<uuid:transition_id>/", changes.move, name="move"),
    path("tin-bai/<uuid:story_id>/chi-tiet/", changes.details, name="details"),
    path("tin-bai/<uuid:story_id>/tac-gia/", changes.bylines, name="bylines"),
    path("tin-bai/<uuid:story_id>/ban/<slug:kind>/", changes.edition, name="edition"),
    path("tin-bai/<uuid:story_id>/nguon/", changes.sources, name="sources"),
    path("tin-bai/<uuid:story_id>/phong-van/", changes.ask_review, name="ask-review"),
    path("tin-bai/<uuid:story_id>/phong-van/<uuid:review_id>/", changes.answer_review, name="answer-review"),
    path("tin-bai/<uuid:story_id>/cai-chinh/", changes.correct, name="correct"),
    path("tin-bai/<uuid:story_id>/go/", changes.withdraw, name="withdraw"),
    path("tin-bai/<uuid:story_id>/khoi-phuc/", changes.restore, name="restore"),
    path("tin-bai/<uuid:story_id>/luu-phien-ban/", changes.save_revision, name="save-revision"),
    path("tin-bai/<uuid:story_id>/phien-ban/", revisions.revisions, name="revisions"),
    path(
        "tin-bai/<uuid:story_id>/phien-ban/<slug:older>/<slug:newer>/",
        comparison.comparison,
        name="comparison",
    ),
    path(
        "tin-bai/<uuid:story_id>/phien-ban/<uuid:revision_id>/tro-ve/",
        revisions.restore,
        name="restore-revision",
    ),
]
