"""Items of our own sites: what is released is seen at once, however often the fact comes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from hoitu.channels.data import Publication
from hoitu.channels.events import StoryReleased
from hoitu.kernel import clock
from hoitu.oversight import api
from hoitu.oversight.models import Item, Source
from hoitu.oversight.testing import Watched, make_watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Watched:
    return make_watched()


def _published(world: Watched) -> Publication:
    return Publication(
        release_id=uuid4(),
        agency_id=world.agency.pk,
        story_id=uuid4(),
        title="Lũ ở ba xã",
        url="https://bao.example/lu",
        channel_name="Trang báo",
        medium="web",
        is_domestic=True,
        by_hand=False,
        published_at=clock.now() - timedelta(hours=1),
        removed_at=None,
        confirmed_at=None,
        standfirst="Nước lên nhanh",
        section="Thời sự",
    )


def _hear(published: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = StoryReleased(
        subject=f"story:{published.story_id}",
        agency_id=published.agency_id,
        story_id=published.story_id,
        revision_id=uuid4(),
        release_id=published.release_id,
        channel_id=uuid4(),
        channel_kind="web",
        action="publish",
        url=published.url,
        at=clock.now(),
    )
    monkeypatch.setattr("hoitu.channels.api.publication", lambda *, release_id: published)
    for _ in range(2):
        api.on_story_released(fact)


def test_a_release_is_an_item_once(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    published = _published(world)
    _hear(published, monkeypatch)
    item = Item.objects.for_agency(world.agency.pk).get()
    assert (item.title, item.summary, item.section) == ("Lũ ở ba xã", "Nước lên nhanh", "Thời sự")
    assert (item.story_id, item.source.url, item.is_notice) == (published.story_id, "", False)
    assert Source.objects.for_agency(world.agency.pk).get().label == "Trang báo"


def test_changes_corrections_and_withdrawals_follow(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    published = _published(world)
    _hear(published, monkeypatch)
    _hear(replace(published, title="Lũ ở hai xã", is_corrected=True), monkeypatch)
    item = Item.objects.for_agency(world.agency.pk).get()
    assert (item.title, item.is_notice, item.gone_at) == ("Lũ ở hai xã", True, None)
    assert item.changes.get().before == "Lũ ở ba xã"
    gone_at = clock.now()
    _hear(replace(published, title="Lũ ở hai xã", removed_at=gone_at), monkeypatch)
    item.refresh_from_db()
    assert item.gone_at == gone_at


def test_what_is_no_page_of_ours_is_no_item(world: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    published = _published(world)
    _hear(replace(published, medium="print"), monkeypatch)
    _hear(replace(published, by_hand=True), monkeypatch)
    assert not Item.objects.for_agency(world.agency.pk).exists()
