"""Words of recordings and films: read, written, written and read the same, filled in and taken along."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import mutagen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import COMM, TIT2, TPE1

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.storage import store
from hoitu.kernel.testing import examples
from hoitu.media import api
from hoitu.media.adapters.embedded.tags import LISTS, TAGS, read_tags, write_tags
from hoitu.media.adapters.moving.testing import TONE, run
from hoitu.media.models import EmbeddedRow
from hoitu.media.testing import taken_in

ENDINGS = ("mp3", "m4a", "flac", "ogg", "mp4")
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip)
MOMENT = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=timezone(timedelta(hours=7))).isoformat()
)
SAID = st.fixed_dictionaries(
    {},
    optional={
        name: MOMENT if name == "taken" else st.lists(TEXT, min_size=1, max_size=3) if name in LISTS else TEXT
        for name in TAGS
    },
)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One short recording of each format."""
    folder = tmp_path_factory.mktemp("recordings")
    made = {}
    for ending in ENDINGS:
        codec = ["-c:a", "libopus"] if ending == "ogg" else []
        path = folder / f"a.{ending}"
        made[ending] = run(path, "-f", "lavfi", "-i", TONE, "-t", "1", *codec).read_bytes()
    return made


@settings(max_examples=examples(20), deadline=None)
@given(said=SAID, again=SAID)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_written_is_read_the_same_and_what_is_emptied_is_gone(
    recordings: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, ending: str,
    said: dict[str, Any], again: dict[str, Any],
) -> None:  # fmt: skip
    path = tmp_path_factory.mktemp("one") / "recording"
    path.write_bytes(recordings[ending])
    before = read_tags(path)["known"]
    write_tags(path, said)
    assert read_tags(path)["known"] == before | said
    write_tags(path, again)
    assert read_tags(path)["known"] == before | said | again
    write_tags(path, dict.fromkeys(TAGS, ""))
    assert read_tags(path)["known"] == {}


def test_what_others_wrote_is_understood_and_kept(recordings: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "recording"
    path.write_bytes(recordings["mp3"])
    file = mutagen.File(path)
    file.tags.add(TIT2(encoding=1, text=["Tiếng còi tàu"]))
    file.tags.add(TPE1(encoding=3, text=["Lan", "Minh"]))
    file.tags.add(COMM(encoding=3, lang="eng", desc="iTunSMPB", text=["0000"]))
    file.tags.add(COMM(encoding=3, lang="eng", desc="", text=["Ga Vân Giang"]))
    file.save(v2_version=3)
    known = read_tags(path)["known"]
    assert known["headline"] == "Tiếng còi tàu"
    assert known["caption"] == "Ga Vân Giang"
    write_tags(path, {"caption": "Ga mới"})
    assert [str(frame) for frame in mutagen.File(path).tags.getall("COMM:iTunSMPB")] == ["0000"]
    assert read_tags(path)["known"]["caption"] == "Ga mới"


def test_a_position_is_for_editors_and_a_broken_file_says_nothing(
    recordings: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "film"
    path.write_bytes(recordings["mp4"])
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file.tags["\xa9xyz"] = ["+21.0285+105.8542/"]
    file.tags["\xa9day"] = ["2026"]
    file.save()
    said = read_tags(path)
    assert said["position"] == [21.0285, 105.8542]
    assert "taken" not in said["known"]
    assert [key for key in said["all"]["MP4"] if "xyz" in key] == ["GPS \xa9xyz"]
    for broken in (recordings["mp3"][:40], b"", b"OggS" + b"\xff" * 300):
        path.write_bytes(broken)
        assert read_tags(path)["known"] == {}


@pytest.mark.django_db
def test_a_recording_fills_what_nobody_said_and_leaves_with_the_house_words(
    recordings: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(recordings["mp3"])
    write_tags(path, {"headline": "Tiếng còi", "creator": ["Lan"], "caption": "Ga", "tags": ["tàu", "ga"]})
    minh = make_person(make_agency(), "director")
    asset = taken_in(actor_of(minh), path.read_bytes(), "a.mp3", caption="Ga Vân Giang")
    assert (asset.caption, asset.about.headline, asset.about.creator, asset.tags) == (
        "Ga Vân Giang", "Tiếng còi", "Lan", ("tàu", "ga"),
    )  # fmt: skip
    assert "ID3" in EmbeddedRow.objects.for_agency(asset.agency_id).get(asset_id=asset.id).said
    client = signed_in(minh)
    assert "Tải tệp kèm thông tin" in client.get(f"/kho/{asset.id}/").content.decode()
    address = client.get(f"/kho/{asset.id}/kem-thong-tin/")["location"]
    known = read_tags(store().path(address.partition("/_media/")[2].partition("?")[0]))["known"]
    assert (known["caption"], known["headline"], known["tags"]) == (
        "Ga Vân Giang",
        "Tiếng còi",
        ["tàu", "ga"],
    )
    for rendition in api.asset(agency_id=asset.agency_id, asset_id=asset.id).renditions:
        if rendition.format in ("mp3", "m4a", "mp4", "mpeg"):
            assert read_tags(store().path(rendition.key))["known"] == {}
