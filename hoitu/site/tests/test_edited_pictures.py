"""A picture that is shown in another way changes on pages that show it; what is hidden leaves the readers' side."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.test import TestCase

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_person
from hoitu.kernel.actor import Actor
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.media import api as media
from hoitu.media.data import Asset
from hoitu.media.operations.edit_picture import make_edit
from hoitu.media.recipes import Hidden, Recipe
from hoitu.media.testing import picture
from hoitu.site import files
from hoitu.site.models import Article, Site
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.place import place_story
from hoitu.site.operations.verify import verify_site
from hoitu.site.rendering.pictures import public_name
from hoitu.site.testing import released
from hoitu.stories import api as stories
from hoitu.stories.data import ReleasedStory
from hoitu.stories.document.tree import Node

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(agency: Organisation) -> Actor:
    return actor_of(make_person(agency, "editor"))


@pytest.fixture
def photo(minh: Actor) -> Asset:
    return media.add_picture(actor=minh, filename="xe.jpg", data=picture(size=(900, 600)), alt="Chiếc xe")


@pytest.fixture
def story(site: Site, photo: Asset, monkeypatch: pytest.MonkeyPatch) -> ReleasedStory:
    """A released story that shows the photo, as the stories room gives it: with the files of now."""
    body = Node("doc", {}, (Node("figure", {"asset": str(photo.id), "alt": "Chiếc xe"}, ()),))
    made = released(site.agency_id, body=body, assets=(photo,))

    def now(*, revision_id: UUID) -> ReleasedStory:
        assert revision_id == made.revision_id
        return replace(made, assets=media.assets(agency_id=site.agency_id, asset_ids=[photo.id]))

    monkeypatch.setattr(stories, "released_story", now)
    return made


def edit(minh: Actor, site: Site, asset_id: UUID, recipe: Recipe) -> Asset:
    media.edit_picture(actor=minh, asset_id=asset_id, recipe=recipe)
    with TestCase.captureOnCommitCallbacks(execute=True):
        make_edit(asset_id=asset_id)
    deliver_facts()
    deliver_again()
    bake_dirty(site)
    assert verify_site(site)[1] == []
    return media.asset(agency_id=minh.agency, asset_id=asset_id)


def folder(site: Site) -> Path:
    return files.site_folder(site.slug) / "media"


def shown(site: Site, path: str) -> str:
    return (files.read(site.slug, path) or b"").decode()


def test_pages_and_lists_show_the_new_look_at_the_same_address_and_time(
    minh: Actor, site: Site, photo: Asset, story: ReleasedStory
) -> None:
    path = place_story(site, story).path
    bake_dirty(site)
    before = Article.objects.for_agency(minh.agency).get()
    turned = edit(minh, site, photo.id, Recipe(turn=90))
    after = Article.objects.for_agency(minh.agency).get()
    assert (after.path, after.updated_at, after.content_hash) == (
        before.path, before.updated_at, before.content_hash,
    )  # fmt: skip
    assert after.page["updated"] == before.page["updated"]
    for page in (path, "/"):
        html = shown(site, page)
        assert any(public_name(r) in html for r in turned.renditions)
        assert not any(public_name(r) in html for r in photo.renditions)
    assert all((folder(site) / public_name(r)).exists() for r in turned.renditions)


def test_hidden_pictures_leave_the_readers_side_whatever_was_shown_before(
    minh: Actor, site: Site, photo: Asset, story: ReleasedStory
) -> None:
    path = place_story(site, story).path
    bright = edit(minh, site, photo.id, Recipe(brightness=20))
    old = [public_name(r) for r in (*photo.renditions, *bright.renditions)]
    assert all((folder(site) / name).exists() for name in old)
    hidden = edit(minh, site, photo.id, Recipe(brightness=20, hidden=(Hidden(0, 0, 5000, 5000),)))
    assert not [name for name in old if (folder(site) / name).exists()]
    assert any(public_name(r) in shown(site, path) for r in hidden.renditions)
    assert not any(name in shown(site, path) for name in old)
    assert all((folder(site) / public_name(r)).exists() for r in hidden.renditions)


def test_what_is_shown_again_stays_when_the_fact_comes_twice(
    minh: Actor, site: Site, photo: Asset, story: ReleasedStory
) -> None:
    place_story(site, story)
    edit(minh, site, photo.id, Recipe(hidden=(Hidden(0, 0, 5000, 5000),)))
    back = edit(minh, site, photo.id, Recipe())
    assert all((folder(site) / public_name(r)).exists() for r in back.renditions)
