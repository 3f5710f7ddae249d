"""What pictures say about themselves: read whole, written in step, never in what readers get."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import exiv2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.storage import store
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.adapters.embedded.fields import FIELDS
from hoitu.media.adapters.embedded.read import read
from hoitu.media.adapters.embedded.write import cut, write
from hoitu.media.models import AssetRow, EmbeddedRow
from hoitu.media.operations.embedded import read_embedded, sweep_exports

SAID: dict[str, Any] = {
    "headline": "Thông xe cầu Yên Lộc",
    "caption": "Đoàn xe đầu tiên qua cầu Yên Lộc sáng 20/11.",
    "alt": "Xe tải nối nhau trên cây cầu dây văng",
    "creator": ["Trần Lan", "Lê Minh"],
    "credit": "Báo Vân Giang",
    "copyright": "© Báo Vân Giang",
    "terms": "Không bán lại",
    "tags": ["giao thông", "cầu đường"],
    "people": ["Nguyễn Văn Bình"],
    "event": "Lễ thông xe",
    "sublocation": "Bến Yên Lộc",
    "city": "Vân Giang",
    "province": "Vân Giang",
    "country": "Việt Nam",
    "taken": "2026-11-20T08:30:00+07:00",
    "source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "ai_system": "không",
    "ai_prompt": "không",
    "data_mining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
}


def picture(path: Path, form: str = "JPEG", said: dict[str, Any] | None = None) -> Path:
    Image.new("RGB", (64, 48), "teal").save(path, form)
    if said:
        write(path, said)
    return path


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_property_comes_back_and_one_is_changed(tmp_path: Path, form: str) -> None:
    path = picture(tmp_path / "anh", form, SAID)
    assert set(SAID) == set(FIELDS)
    assert read(path)["known"] == SAID
    write(path, {"headline": "Tên khác"})
    assert read(path)["known"] == SAID | {"headline": "Tên khác"}
    write(path, {"headline": "", "people": []})
    assert read(path)["known"] == {
        key: value for key, value in SAID.items() if key not in ("headline", "people")
    }


def test_xmp_iim_and_exif_say_the_same(tmp_path: Path) -> None:
    said = read(picture(tmp_path / "anh", said=SAID))["all"]
    assert said["XMP"]["Xmp.dc.description"] == {"x-default": SAID["caption"]}
    assert said["IIM"]["Iptc.Application2.Caption"] == SAID["caption"]
    assert said["Exif"]["Exif.Image.ImageDescription"] == SAID["caption"]
    assert said["IIM"]["Iptc.Application2.Keywords"] == SAID["tags"]
    assert said["IIM"]["Iptc.Application2.TimeCreated"] == "08:30:00+07:00"
    assert said["Exif"]["Exif.Photo.OffsetTimeOriginal"] == "+07:00"


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=400),
    octets=st.integers(0, 300),
)
def test_what_is_too_long_for_iim_is_cut_between_letters(text: str, octets: int) -> None:
    short = cut(text, octets)
    assert text.startswith(short)
    assert len(short.encode()) <= octets
    assert len(short) == len(text) or len(text[: len(short) + 1].encode()) > octets


@settings(max_examples=examples(25), deadline=None)
@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=80
    ),
    names=st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20), max_size=5),
)
def test_any_words_go_in_and_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, names: list[str]
) -> None:
    path = picture(tmp_path_factory.mktemp("words") / "anh", said={"caption": text, "people": names})
    known = read(path)["known"]
    assert known.get("caption", "") == text.strip()
    assert known.get("people", []) == names


def test_what_the_house_does_not_know_stays(tmp_path: Path) -> None:
    path = picture(tmp_path / "anh")
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    image.xmpData()["Xmp.photoshop.Instructions"] = "Chỉ dùng một lần"
    image.xmpData()["Xmp.dc.description"] = exiv2.LangAltValue({"x-default": "cũ", "en": "A bridge"})
    image.exifData()["Exif.Image.Make"] = "Máy ảnh"
    image.writeMetadata()
    write(path, SAID)
    said = read(path)["all"]
    assert said["XMP"]["Xmp.photoshop.Instructions"] == "Chỉ dùng một lần"
    assert said["Exif"]["Exif.Image.Make"] == "Máy ảnh"
    assert said["XMP"]["Xmp.dc.description"] == {"x-default": SAID["caption"], "en": "A bridge"}


def test_older_words_of_another_character_set_are_understood_and_kept(tmp_path: Path) -> None:
    path = picture(tmp_path / "anh")
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    for key, raw in (("Byline", "Müller".encode("latin-1")), ("Source", "Café".encode("latin-1"))):
        value = exiv2.StringValue()
        value.read(raw)
        image.iptcData().add(exiv2.IptcKey(f"Iptc.Application2.{key}"), value)
    image.writeMetadata()
    assert read(path)["known"]["creator"] == ["Müller"]
    write(path, {"caption": "Cầu"})
    said = read(path)
    assert said["all"]["IIM"]["Iptc.Application2.Source"] == "Café"
    assert said["known"]["creator"] == ["Müller"]


def test_a_place_is_read_and_a_broken_file_says_nothing(tmp_path: Path) -> None:
    path = picture(tmp_path / "anh")
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    exif = image.exifData()
    exif["Exif.GPSInfo.GPSLatitude"], exif["Exif.GPSInfo.GPSLatitudeRef"] = "21/1 1/1 3000/100", "N"
    exif["Exif.GPSInfo.GPSLongitude"], exif["Exif.GPSInfo.GPSLongitudeRef"] = "105/1 51/1 0/1", "E"
    image.writeMetadata()
    assert read(path)["position"] == [21.025, 105.85]
    (tmp_path / "vỡ").write_bytes(path.read_bytes()[:30] + b"\xff" * 400)
    assert read(tmp_path / "vỡ")["known"] == {}
    (tmp_path / "rỗng").write_bytes(b"")
    assert read(tmp_path / "rỗng")["known"] == {}


@pytest.mark.django_db
def test_a_picture_fills_what_nobody_said_and_readers_get_none_of_it(tmp_path: Path) -> None:
    actor = actor_of(make_person(make_agency(), "director"))
    data = picture(tmp_path / "anh", said=SAID).read_bytes()
    asset = api.add_picture(actor=actor, filename="anh.jpg", data=data, credit="Lan chụp")
    for _time in range(2):
        read_embedded(asset_id=asset.id)
    found = api.asset(agency_id=actor.agency, asset_id=asset.id)
    assert (found.caption, found.credit, found.alt) == (SAID["caption"], "Lan chụp", SAID["alt"])
    assert found.rights_note == "© Báo Vân Giang\nKhông bán lại"
    assert found.about.people == ("Nguyễn Văn Bình",)
    assert found.about.place == "Bến Yên Lộc, Vân Giang, Vân Giang, Việt Nam"
    assert found.about.taken_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    hits = api.search_assets(agency_id=actor.agency, words="nguyen van binh")
    assert [row.pk for row in hits] == [asset.id]
    assert EmbeddedRow.objects.for_agency(actor.agency).count() == 1
    for rendition in found.renditions:
        held = Image.open(io.BytesIO(store().get(rendition.key)))
        assert not held.getexif()
        assert not {"xmp", "photoshop", "exif", "XML:com.adobe.xmp"} & set(held.info), held.info.keys()


@pytest.mark.django_db
def test_the_house_words_leave_inside_a_copy_and_the_trail_knows(tmp_path: Path) -> None:
    agency = make_agency()
    lan = make_person(agency, "director")
    actor = actor_of(lan)
    asset = api.add_picture(actor=actor, filename="cầu.jpg", data=picture(tmp_path / "anh").read_bytes())
    client = signed_in(lan)
    page = client.get(f"/kho/{asset.id}/").content.decode()
    assert "Tải ảnh kèm thông tin" in page
    words = {"caption": "Cầu mới", "headline": "Cầu", "people": "Bình; An", "taken_at": "2026-11-20T08:30"}
    assert client.post(f"/kho/{asset.id}/", words).status_code == 302
    address = client.get(f"/kho/{asset.id}/kem-thong-tin/")["location"]
    assert "name=c%E1%BA%A7u-kem-thong-tin.jpg" in address
    key = address.partition("/_media/")[2].partition("?")[0]
    known = read(store().path(key))["known"]
    assert known == {
        "caption": "Cầu mới",
        "headline": "Cầu",
        "people": ["Bình", "An"],
        "taken": "2026-11-20T08:30:00+07:00",
    }
    assert read(store().path(AssetRow.objects.for_agency(agency.id).get().original_key))["known"] == {}
    assert sweep_exports() == 0
    with clock.frozen(datetime(2099, 1, 1, tzinfo=UTC)):
        assert sweep_exports() >= 1


@pytest.mark.django_db
def test_a_moment_that_is_none_is_refused_with_a_sentence(tmp_path: Path) -> None:
    agency = make_agency()
    lan = make_person(agency, "director")
    asset = api.add_picture(
        actor=actor_of(lan), filename="a.jpg", data=picture(tmp_path / "anh").read_bytes()
    )
    answer = signed_in(lan).post(f"/kho/{asset.id}/", {"headline": "x", "taken_at": "hôm qua"})
    assert answer.status_code == 400
    assert "Thời điểm chụp chưa đúng" in answer.content.decode()
    assert json.dumps(api.asset(agency_id=agency.id, asset_id=asset.id).about.headline) == '""'
