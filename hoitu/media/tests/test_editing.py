"""A picture shown in another way: files are made once, what is hidden is gone, the original stays."""

import io
from uuid import UUID

import numpy as np
import pytest
from django.test import TestCase
from PIL import Image

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.storage import store
from hoitu.kernel.testing import announced
from hoitu.media import api
from hoitu.media.adapters import making
from hoitu.media.data import Asset
from hoitu.media.errors import NotEditable
from hoitu.media.models import AssetRow, PictureEdit
from hoitu.media.operations.edit_picture import make_edit
from hoitu.media.recipes import Box, Hidden, Recipe
from hoitu.media.testing import moving_picture, picture, taken_in

pytestmark = pytest.mark.django_db
FACE = Hidden(2500, 2500, 5000, 5000, "pixelate")


@pytest.fixture
def minh() -> Actor:
    return actor_of(make_person(make_agency(), "editor"))


@pytest.fixture
def photo(minh: Actor) -> Asset:
    """Red above on the left, green on the right, blue below on the left, noise on the right: 1200 × 800."""
    made = np.zeros((800, 1200, 3), np.uint8)
    made[:400, :600] = (220, 30, 30)
    made[:400, 600:] = (30, 200, 30)
    made[400:, :600] = (30, 30, 220)
    made[400:, 600:] = np.random.default_rng(1).integers(0, 255, (400, 600, 3))
    out = io.BytesIO()
    Image.fromarray(made).save(out, "PNG")
    return taken_in(minh, out.getvalue(), "bien-so.png", caption="Chiếc xe", credit="Minh")


def done(actor: Actor, asset_id: UUID) -> Asset:
    with TestCase.captureOnCommitCallbacks(execute=True):
        make_edit(asset_id=asset_id)
    return api.asset(agency_id=actor.agency, asset_id=asset_id)


def edited(actor: Actor, asset_id: UUID, recipe: Recipe) -> Asset:
    assert api.edit_picture(actor=actor, asset_id=asset_id, recipe=recipe)
    return done(actor, asset_id)


def pixels(asset: Asset, width: int = 1200, encoding: str = "webp") -> np.ndarray:
    rendition = asset.rendition(width=width, encoding=encoding)
    assert rendition is not None
    with Image.open(io.BytesIO(store().get(rendition.key))) as shown:
        assert shown.size == (rendition.width, rendition.height)
        return np.asarray(shown.convert("RGB")).astype(int)


def test_turning_moves_what_is_shown_and_leaves_the_original(minh: Actor, photo: Asset) -> None:
    original = AssetRow.objects.for_agency(minh.agency).get(pk=photo.id).original_key
    before = store().get(original)
    turned = edited(minh, photo.id, Recipe(turn=90))
    assert (turned.width, turned.height) == (800, 1200)
    assert {r.format for r in turned.renditions} == {"webp", "avif", "jpeg"}
    for encoding in ("webp", "avif", "jpeg"):
        shown = pixels(turned, encoding=encoding)
        assert shown[100, 700] == pytest.approx((220, 30, 30), abs=12)  # red went to the right above
        assert shown[100, 100] == pytest.approx((30, 30, 220), abs=12)
    assert store().get(original) == before
    assert turned.sha256 == photo.sha256
    fact = announced("media.PictureChanged")[0]
    assert fact.payload["asset_id"] == str(photo.id)
    assert not fact.payload["hides"]


def test_cropping_and_levelling_leave_no_empty_corner(minh: Actor, photo: Asset) -> None:
    shown = edited(minh, photo.id, Recipe(level=80, crop=Box(0, 0, 5000, 5000)))
    corner = pixels(shown)[:20, :20].reshape(-1, 3)
    assert np.abs(corner - (220, 30, 30)).max() < 25
    assert shown.width < 600
    assert shown.width / shown.height == pytest.approx(1.5, abs=0.01)


def test_tone_is_the_matrix_that_the_recipe_names(minh: Actor, photo: Asset) -> None:
    grey = pixels(edited(minh, photo.id, Recipe(grey=True)))[100, 100]
    assert grey == pytest.approx([round(0.2126 * 220 + 0.7152 * 30 + 0.0722 * 30)] * 3, abs=4)
    warm = pixels(edited(minh, photo.id, Recipe(brightness=20, warmth=20)))[700, 100]
    assert warm == pytest.approx((30 * 1.1 + 25.5, 30 + 25.5, 220 * 0.9 + 25.5), abs=6)


@pytest.mark.parametrize("way", ["pixelate", "blur", "solid"])
def test_a_hidden_place_cannot_be_brought_back_and_older_files_are_gone(
    minh: Actor, photo: Asset, way: str
) -> None:
    old = [rendition.key for rendition in photo.renditions]
    place = Hidden(5000, 5000, 5000, 5000, way)
    hidden = edited(minh, photo.id, Recipe(hidden=(place,)))
    assert not [key for key in old if store().exists(key)]
    shown = pixels(hidden)
    assert shown[100, 100] == pytest.approx((220, 30, 30), abs=12)  # the rest stays
    noise = shown[420:780, 620:1180].reshape(-1, 3)
    # The noise of a pixel had a deviation of 74: the mean of a cell keeps none of it.
    assert noise.std(axis=0).max() < 8
    assert announced("media.PictureChanged")[-1].payload["hides"]
    gone = api.hidden_files(agency_id=minh.agency, asset_id=photo.id)
    assert {file.key for file in gone} == set(old)


def test_a_hidden_place_keeps_at_most_six_values_across(minh: Actor, photo: Asset) -> None:
    shown = pixels(edited(minh, photo.id, Recipe(hidden=(Hidden(5000, 5000, 4500, 4500),))), encoding="webp")
    line = shown[600, 610:1130].mean(axis=1)
    steps = np.abs(np.diff(line)) > 2.5
    assert np.count_nonzero(steps) <= 6 * 4  # an encoder spreads each step over a few pixels


def test_an_edit_made_before_is_not_made_again_and_one_may_go_back(
    minh: Actor, photo: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = edited(minh, photo.id, Recipe(turn=180))
    assert api.return_to(actor=minh, asset_id=photo.id, number=0)
    monkeypatch.setattr(making, "in_a_child", lambda *_: pytest.fail("was made before"))
    again = done(minh, photo.id)
    assert again.renditions == photo.renditions
    assert (again.width, again.height) == (1200, 800)
    assert api.return_to(actor=minh, asset_id=photo.id, number=1)
    assert done(minh, photo.id).renditions == turned.renditions
    versions = api.picture_edits(agency_id=minh.agency, asset_id=photo.id).versions
    assert [(one.number, one.state, one.recipe.turn) for one in versions] == [
        (3, "ready", 180), (2, "ready", 0), (1, "ready", 180), (0, "ready", 0),
    ]  # fmt: skip


def test_what_was_hidden_can_be_shown_again_by_going_back(minh: Actor, photo: Asset) -> None:
    edited(minh, photo.id, Recipe(hidden=(FACE,)))
    base = api.picture_edits(agency_id=minh.agency, asset_id=photo.id).base_key
    assert base.startswith("originals/")
    assert store().exists(base)
    api.return_to(actor=minh, asset_id=photo.id, number=0)
    back = done(minh, photo.id)
    assert pixels(back)[200, 1000] == pytest.approx((30, 200, 30), abs=12)
    assert (back.width, back.height) == (1200, 800)


def test_the_same_recipe_again_changes_nothing_and_a_newer_one_passes_the_waiting(
    minh: Actor, photo: Asset
) -> None:
    assert not api.edit_picture(actor=minh, asset_id=photo.id, recipe=Recipe())
    assert api.edit_picture(actor=minh, asset_id=photo.id, recipe=Recipe(turn=90))
    assert api.edit_picture(actor=minh, asset_id=photo.id, recipe=Recipe(turn=180))
    assert not api.edit_picture(actor=minh, asset_id=photo.id, recipe=Recipe(turn=180))
    shown = done(minh, photo.id)
    assert (shown.width, shown.height) == (1200, 800)
    before = len(announced("media.PictureChanged"))
    done(minh, photo.id)  # a job may run twice
    assert len(announced("media.PictureChanged")) == before
    rows = PictureEdit.objects.for_agency(minh.agency).filter(asset_id=photo.id)
    assert list(rows.values_list("state", flat=True)) == ["ready", "passed", "ready"]


def test_a_copy_has_words_and_rights_and_leaves_its_source_alone(minh: Actor, photo: Asset) -> None:
    api.set_rights(
        actor=minh, asset_id=photo.id, category_id=None, supplier_id=None, cost="", cost_note="",
        embargo_until=None, do_not_use_because="Gia đình yêu cầu",
    )  # fmt: skip
    copy = api.copy_picture(actor=minh, asset_id=photo.id, recipe=Recipe(hidden=(FACE,)))
    assert copy.state == "processing"
    made = done(minh, copy.id)
    assert (made.state, made.caption, made.sha256) == ("ready", "Chiếc xe", photo.sha256)
    assert api.rights_of(agency_id=minh.agency, asset_ids=[copy.id])[copy.id].do_not_use
    source = api.asset(agency_id=minh.agency, asset_id=photo.id)
    assert source.renditions == photo.renditions
    assert all(store().exists(rendition.key) for rendition in source.renditions)
    assert announced("media.PictureChanged") == []
    # The same bytes sent in again are the source, not the copy.
    original = AssetRow.objects.for_agency(minh.agency).get(pk=photo.id).original_key
    assert taken_in(minh, store().get(original), "lai.png").id == photo.id


def test_what_cannot_be_edited_says_so(minh: Actor, photo: Asset) -> None:
    moving = taken_in(minh, moving_picture("GIF"), "dong.gif")
    shown = edited(minh, moving.id, Recipe(turn=90))
    assert shown.renditions == moving.renditions
    newest = api.picture_edits(agency_id=minh.agency, asset_id=moving.id).versions[0]
    assert newest.state == "failed"
    assert newest.failed_because.startswith("Ảnh động")
    row = AssetRow.objects.for_agency(minh.agency).get(pk=photo.id)
    row.kind = AssetRow.Kind.DOCUMENT
    row.save()
    with pytest.raises(NotEditable):
        api.edit_picture(actor=minh, asset_id=photo.id, recipe=Recipe(turn=90))


def test_who_may_not_edit_and_who_belongs_elsewhere(minh: Actor, photo: Asset) -> None:
    other: Person = make_person(make_agency("khac"), "editor")
    for call in (api.edit_picture, api.copy_picture):
        with pytest.raises(NotFound):
            call(actor=actor_of(other), asset_id=photo.id, recipe=Recipe(turn=90))
    with pytest.raises(NotAllowed):
        api.edit_picture(
            actor=Actor(person_id=None, name="x", agency_id=minh.agency),
            asset_id=photo.id,
            recipe=Recipe(turn=90),
        )


def test_a_picture_that_stands_on_its_side_is_edited_as_it_is_seen(minh: Actor) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = taken_in(minh, picture(size=(900, 300), exif=exif), "dung.jpg")
    shown = edited(minh, lying.id, Recipe(crop=Box(0, 0, 10_000, 5000)))
    assert (shown.width, shown.height) == (300, 450)
