"""Videos and recordings of the archive: found by kind, captioned, played whole and in part."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel import clock
from hoitu.kernel.storage import store
from hoitu.media import api
from hoitu.media.adapters.moving import testing
from hoitu.media.data import Asset
from hoitu.media.models import AssetRow, RenditionRow

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:01,000 --> 00:00:02,000\nChào buổi sáng\n"


@pytest.fixture
def agency() -> Organisation:
    return make_agency()


def stored(agency: Organisation, path: Path, folder: Path, *, caption: str = "") -> AssetRow:
    """Return a video or recording of the archive with its files."""
    asset = testing.kept(agency.pk, path, folder)
    row = AssetRow.objects.for_agency(agency.pk).create(
        agency=agency, kind=asset.kind, sha256=asset.sha256, original_key=f"originals/{asset.sha256}",
        original_name=path.name, media_type="video/mp4", size_bytes=path.stat().st_size, width=asset.width,
        height=asset.height, caption=caption, folded=caption.lower(), added_at=clock.now(),
    )  # fmt: skip
    for r in asset.renditions:
        if len(r.name) <= 30 and len(r.format) <= 8:
            RenditionRow.objects.for_agency(agency.pk).create(
                asset=row, name=r.name, format=r.format, width=r.width, height=r.height, key=r.key,
                sha256=r.sha256, size_bytes=r.size_bytes,
            )  # fmt: skip
    return row


def test_one_is_chosen_by_kind(agency: Organisation, tmp_path: Path) -> None:
    film = stored(
        agency, testing.film(tmp_path / "a.mp4", seconds=1, size="64x64"), tmp_path / "a", caption="le hoi"
    )
    stored(agency, testing.sound(tmp_path / "b.wav", seconds=1), tmp_path / "b")
    stored(
        make_agency(),
        testing.film(tmp_path / "c.mp4", seconds=1, size="96x96"),
        tmp_path / "c",
        caption="le hoi",
    )
    client = signed_in(make_person(agency, "reporter"))
    items = client.get("/kho/chon/phim/", {"loai": "video", "q": "le hoi"}).json()["items"]
    assert [item["id"] for item in items] == [str(film.pk)]
    assert "/_media/" in items[0]["url"]
    assert items[0]["url"].partition("?")[0].endswith(".mp4")
    assert items[0]["thumb"].partition("?")[0].endswith(".webp")
    assert [item["name"] for item in client.get("/kho/chon/phim/", {"loai": "audio"}).json()["items"]] == [
        "b.wav"
    ]
    assert client.get("/kho/chon/phim/", {"loai": "gi-do"}).status_code == 400
    assert client.get(f"/kho/{film.pk}/anh/").headers["Location"].partition("?")[0].endswith(".mp4")


def test_captions_are_brought_corrected_and_taken_away(agency: Organisation, tmp_path: Path) -> None:
    row = stored(agency, testing.film(tmp_path / "a.mp4", seconds=1, size="64x64"), tmp_path / "a")
    client, url = signed_in(make_person(agency, "editor")), f"/kho/{row.pk}/phu-de/"
    assert client.get(url).json() == {"tracks": [], "may_edit": True}
    file = SimpleUploadedFile("a.srt", SRT.encode("utf-16"))
    [track] = client.post(url, {"language": "vi", "file": file}).json()["tracks"]
    assert (track["language"], track["lines"], track["srt"]) == ("vi", 1, SRT)
    assert track["text"] == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nChào buổi sáng\n"
    entries = AuditEntry.objects.unscoped(why="tests").filter(verb="media.caption")
    assert entries.count() == 1
    client.post(url, {"language": "vi", "text": track["text"]})
    assert entries.count() == 1  # the same words are no change

    for bad in ({"language": "vi", "text": "không có mốc giờ"}, {"language": "../vi", "text": SRT}):
        refused = client.post(url, bad, headers={"accept": "application/json"})
        assert refused.status_code == 400, bad
    assert len(client.get(url).json()["tracks"]) == 1
    assert client.post(url, {"language": "vi", "text": ""}).json()["tracks"] == []
    assert entries.count() == 2


def test_captions_are_for_those_who_may(agency: Organisation, tmp_path: Path) -> None:
    row = stored(agency, testing.film(tmp_path / "a.mp4", seconds=1, size="64x64"), tmp_path / "a")
    url = f"/kho/{row.pk}/phu-de/"
    stranger = signed_in(make_person(make_agency(), "editor"))
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"language": "vi", "text": SRT}).status_code == 404
    assert RenditionRow.objects.for_agency(agency.pk).filter(name__startswith="captions/").count() == 0


def test_programs_read_and_write_captions(agency: Organisation, tmp_path: Path) -> None:
    row = stored(agency, testing.film(tmp_path / "a.mp4", seconds=1, size="64x64"), tmp_path / "a")
    client, url = signed_in(make_person(agency, "editor")), f"/api/assets/{row.pk}/captions"
    kept = client.put(f"{url}/vi", {"text": SRT}, content_type="application/json").json()
    assert [(one["language"], one["srt"]) for one in kept] == [("vi", SRT)]
    assert client.get(url).json() == kept
    assert client.put(f"{url}/vi", {"text": "?"}, content_type="application/json").status_code == 400
    stranger = signed_in(make_person(make_agency(), "editor"))
    assert stranger.get(url).status_code == 404
    assert stranger.put(f"{url}/vi", {"text": SRT}, content_type="application/json").status_code == 404


def test_a_part_is_made_once_and_holds_no_more(agency: Organisation, tmp_path: Path) -> None:
    asset = testing.kept(
        agency.pk,
        testing.film(tmp_path / "a.mp4", seconds=9, size="160x90"),
        tmp_path / "a",
        captions={
            "vi": "WEBVTT\n\n00:00:00.500 --> 00:00:01.000\nđầu\n\n00:00:04.000 --> 00:00:05.000\ngiữa\n"
        },
    )
    whole, part = api.play(asset=asset), api.play(asset=asset, start_ms=3900, end_ms=5700)
    assert whole
    assert part
    assert (whole.is_part, part.is_part) == (False, True)
    assert (part.offset_ms, part.end_ms) == (60, 1860)
    assert [cue.text for cue in part.captions[0].cues] == ["giữa"]
    assert part.captions[0].cues[0].start_ms == 160
    assert len(part.peaks) < len(whole.peaks) / 3
    assert part.file("play.mp4") is None
    ladder = part.file("hls/v90.mp4")
    assert ladder
    assert store().exists(ladder.key)
    assert ladder.size_bytes == len(store().get(ladder.key))
    assert api.play(asset=asset, start_ms=3900, end_ms=5700) == part


@pytest.mark.parametrize(("start", "end"), [(None, None), (0, 60_000), (20_000, None), (7, 3)])
def test_a_part_that_is_none_is_the_whole(agency: Organisation, tmp_path: Path, start: int, end: int) -> None:
    asset: Asset = testing.kept(agency.pk, testing.sound(tmp_path / "a.wav", seconds=2), tmp_path / "a")
    played = api.play(asset=asset, start_ms=start, end_ms=end)
    assert played
    assert not played.is_part
    assert json.loads(store().get(asset.file("wave.json").key))["peaks"]  # type: ignore[union-attr]
    assert played.file("play.mp3")
