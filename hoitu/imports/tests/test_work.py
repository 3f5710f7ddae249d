"""Whole imports against PostgreSQL: real WordPress export, repetition, resumption, pictures, redirects."""

from pathlib import Path

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.imports import api, queries
from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.imports.models import ImportRun
from hoitu.kernel.actor import Actor
from hoitu.stories.models import Story

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def lan() -> Actor:
    return actor_of(make_person(make_agency(), permissions=("imports.run",), name="Trần Thị Lan"))


def imported(actor: Actor, path: Path, kind: SourceKind = SourceKind.WXR, **options: object) -> ImportRun:
    run_id = api.open_run(actor=actor, kind=kind, path=path, in_background=False, **options)  # type: ignore[arg-type]
    api.analyse(actor=actor, run_id=run_id)
    api.work(actor=actor, run_id=run_id)
    return api.run(agency_id=actor.agency, run_id=run_id)


def stories_of(actor: Actor) -> dict[str, Story]:
    return {story.headline: story for story in Story.objects.for_agency(actor.agency)}


def test_a_wordpress_export_becomes_stories(lan: Actor) -> None:
    run = imported(lan, FIXTURES / "wordpress.xml", with_pictures=False)
    progress = api.progress(run)
    assert (progress.state, progress.done, progress.skipped, progress.dead) == (RunState.DONE, 5, 6, 1)
    bridge = stories_of(lan)['Khánh thành cầu Yên Lộc "nối đôi bờ" & mở lối mới']
    assert bridge.byline_text == "Trần Thị Lan"
    assert bridge.section is not None
    assert bridge.section.name == "Địa phương"
    assert bridge.first_released_at is not None
    assert bridge.first_released_at.isoformat() == "2024-05-01T01:30:00+00:00"
    assert sorted(tag.name for tag in bridge.tags.all()) == ["Yên Lộc", "giao thông"]
    assert stories_of(lan)["Bản nháp chưa xong"].first_released_at is None
    dead = queries.rows(run=run, state=RowState.DEAD).get()
    assert (dead.reason, dead.line > 400, dead.excerpt) == ("Bài không có tít.", True, "Bài không tít.")
    assert queries.comments_counted(run) == 3
