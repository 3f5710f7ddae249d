"""Pictures are decoded, scaled, stripped and kept once; what is no picture is refused with a sentence."""

import io

import pytest
from PIL import Image

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.errors import NotFound
from hoitu.media import api
from hoitu.media.adapters import pictures

pytestmark = pytest.mark.django_db


def encoded(
    mode: str = "RGB", size: tuple[int, int] = (2000, 1000), kind: str = "JPEG", **more: object
) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, more.pop("colour", None)).save(buffer, kind, **more)  # type: ignore[arg-type]
    return buffer.getvalue()


def test_renditions_fit_the_original_and_carry_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "toạ độ nhà riêng"
    picture = pictures.read_picture(encoded(exif=exif))
    assert (picture.width, picture.height, picture.media_type) == (2000, 1000, "image/jpeg")
    assert [(r.format, r.width) for r in picture.renditions] == [
        ("webp", 320), ("webp", 768), ("webp", 1080), ("webp", 1440), ("jpeg", 1200),
    ]  # fmt: skip
    for rendition in picture.renditions:
        assert not Image.open(io.BytesIO(rendition.data)).getexif()


def test_a_picture_between_two_widths_keeps_its_own() -> None:
    assert [r.width for r in pictures.read_picture(encoded(size=(900, 600))).renditions] == [
        320,
        768,
        900,
        900,
    ]


def test_a_picture_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = pictures.read_picture(encoded(size=(600, 200), exif=exif))
    assert (picture.width, picture.height) == (200, 600)
    assert picture.renditions[0].width < picture.renditions[0].height


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"abc",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n",
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(api.UnreadablePicture):
        pictures.read_picture(data)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(api.PictureTooLarge):
        pictures.read_picture(encoded("1", (20_000, 20_000), "PNG"))


def test_the_same_bytes_are_one_asset_and_another_agency_does_not_see_it() -> None:
    lan = actor_of(make_person(make_agency(), "reporter"))
    hoa = actor_of(make_person(make_agency(), "reporter"))
    data = encoded(size=(400, 300))
    first = api.add_picture(actor=lan, filename="cầu.jpg", data=data, caption="Cầu mới", credit="Lan")
    again = api.add_picture(actor=lan, filename="khác.jpg", data=data)
    assert again == first
    with pytest.raises(NotFound):
        api.asset(agency_id=hoa.agency, asset_id=first.id)
    assert list(api.search_assets(agency_id=lan.agency, words="cau moi"))
    assert not list(api.search_assets(agency_id=hoa.agency, words="cau moi"))


def test_upload_answers_with_an_address_on_the_readers_origin() -> None:
    client = signed_in(make_person(make_agency(), "reporter"))
    file = io.BytesIO(encoded(size=(400, 300)))
    file.name = "anh.jpg"
    answer = client.post("/kho/tai-len/", {"file": file}, headers={"accept": "application/json"})
    assert answer.status_code == 200
    assert "/_media/" in answer.json()["url"]
    assert not answer.json()["url"].startswith("/")
    bad = io.BytesIO(b"MZ not a picture")
    bad.name = "anh.jpg"
    refused = client.post("/kho/tai-len/", {"file": bad}, headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert "JPEG" in refused.json()["sentence"]
