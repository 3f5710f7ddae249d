"""Bits flip, files shrink, vanish and change places: all of it is found, and repaired while one copy is whole."""

import hashlib
import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.models import FactRecord
from hoitu.kernel.storage import FolderStore
from hoitu.media import api
from hoitu.media.errors import CopyAway, StoreAway
from hoitu.media.management.commands import app
from hoitu.media.models import FixityFinding, StoredFile
from hoitu.media.operations.fixity import forget_files, verify_all, verify_some
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db
FLIPS = 1_000


@pytest.fixture
def places(tmp_path: Path, settings: Any) -> tuple[FolderStore, FolderStore]:
    """A store and a second copy of their own."""
    settings.FILES_ROOT, settings.FILES_COPY_ROOT = tmp_path / "files", tmp_path / "copy"
    settings.FILES_COPY_ROOT.mkdir()
    (tmp_path / "files" / "originals").mkdir(parents=True)
    return FolderStore(settings.FILES_ROOT), FolderStore(settings.FILES_COPY_ROOT)


def keep(store: FolderStore, count: int, size: int = 600) -> dict[str, bytes]:
    """Put small files into the store, as the archive does, and return their bytes by key."""
    chance, kept = random.Random(7), {}
    for _number in range(count):
        data = chance.randbytes(size + chance.randrange(200))
        sha256 = hashlib.sha256(data).hexdigest()
        key = f"originals/{sha256[:2]}/{sha256}"
        store.put(key, data)
        kept[key] = data
        StoredFile.objects.create(key=key, sha256=sha256, size_bytes=len(data), noted_at=clock.now())
    return kept


def read_all(place: FolderStore, keys: Any) -> dict[str, bytes]:
    return {key: place.get(key) for key in keys}


def test_a_thousand_flipped_bits_are_found_and_repaired(places: tuple[FolderStore, FolderStore]) -> None:
    store, copy = places
    kept = keep(store, FLIPS)
    assert verify_all().checked == FLIPS
    assert read_all(copy, kept) == kept
    chance = random.Random(11)
    broken = {key: chance.choice((store, copy)) for key in kept}
    for key, place in broken.items():
        data = bytearray(kept[key])
        at = chance.randrange(len(data) * 8)
        data[at // 8] ^= 1 << at % 8
        place.path(key).write_bytes(data)
    ended = verify_all()
    assert (ended.checked, ended.repaired, ended.lost) == (FLIPS, FLIPS, 0)
    assert read_all(store, kept) == read_all(copy, kept) == kept
    found = FixityFinding.objects.filter(repaired_at__isnull=False, what="wrong")
    assert found.count() == FLIPS
    assert found.filter(where="store").count() == sum(place is store for place in broken.values())
    again = verify_all()
    assert (again.repaired, again.lost) == (0, 0)


def test_truncated_missing_and_swapped_files_are_repaired(places: tuple[FolderStore, FolderStore]) -> None:
    store, copy = places
    kept = keep(store, 8)
    verify_all()
    keys = sorted(kept)
    store.path(keys[0]).write_bytes(kept[keys[0]][:-1])
    store.delete(keys[1])
    store.path(keys[2]).write_bytes(kept[keys[3]])
    store.path(keys[3]).write_bytes(kept[keys[2]])
    copy.delete(keys[4])
    copy.path(keys[5]).write_bytes(b"")
    ended = verify_all()
    assert (ended.repaired, ended.lost) == (6, 0)
    assert read_all(store, kept) == read_all(copy, kept) == kept


def test_what_is_wrong_in_both_is_said_and_left_as_it_is(places: tuple[FolderStore, FolderStore]) -> None:
    store, copy = places
    kept = keep(store, 2)
    verify_all()
    key = min(kept)
    store.path(key).write_bytes(b"hong")
    copy.path(key).write_bytes(b"cung hong")
    assert verify_all().lost == 1
    assert (store.get(key), copy.get(key)) == (b"hong", b"cung hong")
    assert FixityFinding.objects.filter(repaired_at=None).count() == 2
    verify_all()
    assert FixityFinding.objects.filter(repaired_at=None).count() == 2  # told once
    store.path(key).write_bytes(kept[key])  # somebody brings it back from a backup
    assert verify_all().lost == 0
    assert not FixityFinding.objects.filter(repaired_at=None).exists()
    assert copy.get(key) == kept[key]


def test_without_a_second_copy_damage_is_found(
    places: tuple[FolderStore, FolderStore], settings: Any
) -> None:
    settings.FILES_COPY_ROOT = None
    kept = keep(places[0], 2)
    assert verify_all().lost == 0
    places[0].path(min(kept)).write_bytes(b"hong")
    assert verify_all().lost == 1


def test_a_disk_that_is_not_there_is_no_damage(places: tuple[FolderStore, FolderStore]) -> None:
    store, copy = places
    keep(store, 3)
    verify_all()
    copy.root.rename(copy.root.with_name("away"))
    with pytest.raises(CopyAway):
        verify_all()
    copy.root.mkdir()  # the empty folder below an unmounted disk
    with pytest.raises(CopyAway):
        verify_all()
    copy.root.rmdir()
    copy.root.with_name("away").rename(copy.root)
    store.root.rename(store.root.with_name("gone"))
    with pytest.raises(StoreAway):
        verify_all()
    assert not FixityFinding.objects.exists()


def test_files_of_the_archive_are_noted_copied_and_their_people_told(
    places: tuple[FolderStore, FolderStore],
) -> None:
    store, copy = places
    lan = make_person(make_agency(), "editor")
    asset = api.add_picture(actor=actor_of(lan), filename="a.jpg", data=picture())
    key = f"originals/{asset.sha256[:2]}/{asset.sha256}"
    assert verify_some().checked == 1
    assert copy.get(key) == store.get(key)
    assert verify_some().checked == 0  # its turn comes in weeks
    store.path(key).write_bytes(b"hong")
    with clock.frozen(clock.now() + timedelta(days=25)):
        assert verify_some().repaired == 1
    fact = FactRecord.objects.get(kind="media.FilesDamaged")
    assert (fact.payload["repaired"], fact.payload["lost"]) == (1, 0)
    forget_files([key])
    assert not copy.exists(key)
    assert not StoredFile.objects.exists()


def test_a_second_copy_that_cannot_be_mended_is_told(
    places: tuple[FolderStore, FolderStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    _store, copy = places
    lan = make_person(make_agency(), "editor")
    asset = api.add_picture(actor=actor_of(lan), filename="a.jpg", data=picture())
    verify_some()
    copy.path(f"originals/{asset.sha256[:2]}/{asset.sha256}").write_bytes(b"hong")

    def full(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(FolderStore, "put_file", full)
    verify_all()
    fact = FactRecord.objects.get(kind="media.FilesDamaged")
    assert [fact.payload[name] for name in ("repaired", "lost", "alone")] == [0, 0, 1]
    monkeypatch.undo()
    assert verify_all().repaired == 1


def test_the_screen_and_the_command_say_how_it_stands(places: tuple[FolderStore, FolderStore]) -> None:
    store, _copy = places
    client: Client = signed_in(make_person(make_agency(), "technician"))
    assert "Chưa thấy tệp nào hỏng" in client.get(reverse("media:fixity")).content.decode()
    kept = keep(store, 3)
    ran = CliRunner().invoke(app, ["verify", "--all", "--json"])
    assert (ran.exit_code, json.loads(ran.stdout)) == (0, {"checked": 3, "repaired": 0, "lost": 0})
    store.path(min(kept)).write_bytes(b"hong")
    assert CliRunner().invoke(app, ["verify", "--all"]).exit_code == 0
    page = client.get(reverse("media:fixity")).content.decode()
    assert "Bị hỏng" in page
    assert "Mọi tệp đã được đọc lại từ" in page
