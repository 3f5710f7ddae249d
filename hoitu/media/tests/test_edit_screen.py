"""The screen of a picture's edits, without a script: fields in, a version out, refusals that lose nothing."""

from uuid import UUID

import pytest
from django.test import Client, TestCase
from django.urls import reverse

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.media import api
from hoitu.media.data import Place
from hoitu.media.models import AssetRow
from hoitu.media.operations.edit_picture import make_edit
from hoitu.media.recipes import Box, Hidden, Recipe
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db
FIELDS = {
    "turn": "90", "level": "-2,5", "crop_x": "10", "crop_y": "0", "crop_width": "80", "crop_height": "100",
    "brightness": "5", "contrast": "0", "saturation": "0", "warmth": "-3",
    "hidden_x": ["12.5", ""], "hidden_y": ["20", ""], "hidden_width": ["10", ""], "hidden_height": ["10", ""],
    "hidden_way": ["blur", "pixelate"], "do": "save",
}  # fmt: skip


@pytest.fixture
def minh() -> Person:
    return make_person(make_agency(), "editor")


@pytest.fixture
def photo(minh: Person) -> UUID:
    return api.add_picture(actor=actor_of(minh), filename="a.jpg", data=picture()).id


def address(photo: UUID) -> str:
    return reverse("media:edit", args=[photo])


def page(client: Client, photo: UUID) -> str:
    answer = client.get(address(photo))
    assert answer.status_code == 200
    return answer.content.decode()


def test_fields_become_a_version_that_is_made_and_can_be_taken_back(minh: Person, photo: UUID) -> None:
    client = signed_in(minh)
    assert "Ảnh chưa sửa lần nào" in page(client, photo)
    assert "Sửa ảnh" in client.get(reverse("media:picture", args=[photo])).content.decode()
    assert client.post(address(photo), FIELDS).status_code == 302
    edits = api.picture_edits(agency_id=actor_of(minh).agency, asset_id=photo)
    assert edits.versions[0].recipe == Recipe(
        turn=90, level=-25, crop=Box(1000, 0, 8000, 10_000), brightness=5, warmth=-3,
        hidden=(Hidden(1250, 2000, 1000, 1000, "blur"),),
    )  # fmt: skip
    shown = page(client, photo)
    assert "Đang làm ảnh" in shown
    assert 'value="-2.5"' in shown
    assert 'value="12.5"' in shown
    with TestCase.captureOnCommitCallbacks(execute=True):
        make_edit(asset_id=photo)
    shown = page(client, photo)
    assert "Đang làm ảnh" not in shown
    assert "Xoay 90°, chỉnh nghiêng -2.5°, cắt còn 80 × 100%, chỉnh màu, che 1 vùng" in shown
    client.post(address(photo), {"return": "0"})
    edits = api.picture_edits(agency_id=actor_of(minh).agency, asset_id=photo)
    assert (edits.versions[0].number, edits.versions[0].recipe) == (2, Recipe())


@pytest.mark.parametrize(
    "wrong", [{"level": "20"}, {"level": "x"}, {"brightness": "nan"}, {"turn": "45"}, {"crop_width": "95"}]
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    minh: Person, photo: UUID, wrong: dict[str, str]
) -> None:
    answer = signed_in(minh).post(address(photo), FIELDS | wrong)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Số chỉnh ảnh chưa đúng" in html
    for name, value in wrong.items():
        assert name == "turn" or f'value="{value}"' in html
    assert 'value="12.5"' in html
    assert not api.picture_edits(agency_id=actor_of(minh).agency, asset_id=photo).versions


def test_the_page_says_where_the_picture_stands_and_makes_a_copy(minh: Person, photo: UUID) -> None:
    actor = actor_of(minh)
    api.note_uses(
        agency_id=actor.agency, key="release:1", subject="story:1", title="Thông xe cầu", channel="Báo điện tử",
        place=Place.WEB, path="/bai/1/", asset_ids=[photo], at=clock.now(),
    )  # fmt: skip
    client = signed_in(minh)
    shown = page(client, photo)
    assert "Ảnh này đang ở trên 1 trang; sửa sẽ đổi ảnh ở đó." in shown
    assert "Thông xe cầu" in shown
    answer = client.post(address(photo), FIELDS | {"do": "copy"})
    copy = AssetRow.objects.for_agency(actor.agency).get(copy_of=photo)
    assert answer.headers["Location"] == reverse("media:picture", args=[copy.pk])
    assert "đang được kiểm tra và xử lý" in client.get(answer.headers["Location"]).content.decode()
    assert page(client, copy.pk)
    assert not [v for v in api.picture_edits(agency_id=actor.agency, asset_id=photo).versions if v.number]


def test_only_those_who_may_edit_come_in_and_strange_numbers_are_refused(minh: Person, photo: UUID) -> None:
    client = signed_in(minh)
    assert client.post(address(photo), {"return": "7"}).status_code == 404
    assert client.post(address(photo), {"return": "x"}).status_code == 400
    assert signed_in(make_person(make_agency(), "editor")).get(address(photo)).status_code == 404
