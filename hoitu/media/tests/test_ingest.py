"""A file that arrived becomes an asset with renditions, or is refused with a sentence; nothing is usable before."""

import hashlib
import io
import os
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pillow_heif
import pytest
from django.test import override_settings
from PIL import Image
from pytest_django import Settings

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel.actor import Actor
from hoitu.kernel.storage import store
from hoitu.media import api
from hoitu.media.adapters import making
from hoitu.media.adapters.made import Made, MadeFile
from hoitu.media.adapters.moving import testing as moving
from hoitu.media.errors import Infected, ScannerAway, TookTooMuch
from hoitu.media.models import AssetRow
from hoitu.media.operations.ingest import ingest, receive
from hoitu.media.testing import moving_picture, picture, raw_picture, send_in, taken_in

pytestmark = pytest.mark.django_db
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def lan() -> Actor:
    return actor_of(make_person(make_agency(), "reporter"))


def heic(size: tuple[int, int] = (640, 480)) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, (200, 40, 40))).save(out, quality=60)
    return out.getvalue()


def exif() -> Image.Exif:
    """Lying on its side, with a place in it."""
    made = Image.Exif()
    made[0x0112] = 6
    made.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 50.0, 12.0)})
    return made


PICTURES: dict[str, Callable[[], bytes]] = {
    "jpeg.jpg": lambda: picture(size=(2000, 1000)),
    "cmyk.jpg": lambda: picture(mode="CMYK"),
    "16bit.png": lambda: picture("PNG", mode="I;16"),
    "grey.png": lambda: picture("PNG", mode="LA"),
    "palette.gif": lambda: picture("GIF", mode="P"),
    "scan.tif": lambda: picture("TIFF", compression="tiff_lzw"),
    "phone.heic": heic,
    "web.webp": lambda: picture("WEBP"),
    "new.avif": lambda: picture("AVIF"),
    "camera.dng": lambda: raw_picture(picture()),
}


@pytest.mark.parametrize("name", list(PICTURES))
def test_every_form_of_picture_gets_three_encodings_without_metadata(lan: Actor, name: str) -> None:
    data = PICTURES[name]()
    made = taken_in(lan, data, name, caption="Cầu")
    assert (made.state, made.refused_because, made.kind) == ("ready", "", "picture")
    assert {r.format for r in made.renditions} == {"webp", "avif", "jpeg"}
    for rendition in made.renditions:
        with Image.open(io.BytesIO(store().get(rendition.key))) as shown:
            assert shown.size == (rendition.width, rendition.height)
            assert shown.convert("RGB").getextrema() != ((0, 0), (0, 0), (0, 0))
            assert not shown.getexif()
    original = AssetRow.objects.for_agency(lan.agency).get(pk=made.id).original_key
    assert original == f"originals/{made.sha256[:2]}/{made.sha256}"
    assert store().get(original) == data
    assert hashlib.sha256(data).hexdigest() == made.sha256
    assert not store().exists(f"quarantine/{made.id}")


def test_a_picture_with_a_place_stands_upright_and_tells_no_place(lan: Actor) -> None:
    made = taken_in(lan, picture(size=(900, 300), exif=exif()), "anh.jpg")
    assert (made.width, made.height) == (300, 900)
    for rendition in made.renditions:
        data = store().get(rendition.key)
        assert rendition.height > rendition.width
        assert b"GPS" not in data
        assert b"Exif" not in data


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving_and_has_a_still(lan: Actor, kind: str) -> None:
    made = taken_in(lan, moving_picture(kind), f"dong.{kind.lower()}")
    for rendition in made.renditions:
        with Image.open(io.BytesIO(store().get(rendition.key))) as shown:
            assert getattr(shown, "n_frames", 1) == (4 if rendition.format == "webp" else 1)
            assert shown.size == (rendition.width, rendition.height)
            assert abs(shown.width / shown.height - 2.5) < 0.02
    assert {r.format for r in made.renditions} == {"webp", "jpeg"}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.jpg", picture(size=(1200, 900))[:9000], "không phải ảnh đọc được"),
        ("cut.heic", b"\0\0\0\x18ftypheic" + b"\0" * 300, "không phải ảnh đọc được"),
        ("virus.exe", b"MZ\x90\0" + b"\0" * 400, "không nhận loại tệp này"),
        ("page.html", b"<html><script>alert(1)</script></html>", "không nhận loại tệp này"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không nhận loại tệp này"),
        ("drawing.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không nhận loại tệp này"),
        ("locked.pdf", b"%PDF-1.7\n" + b"\0" * 50, "không mở được"),
        ("old.zip", b"PK\x03\x04" + b"\0" * 200, "không nhận loại tệp này"),
        ("raw.nef", b"II*\0" + b"\0" * 200, "không phải ảnh đọc được"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(
    lan: Actor, name: str, data: bytes, words: str
) -> None:
    made = taken_in(lan, data, name)
    assert made.state == "refused"
    assert words in made.refused_because
    assert "Hãy" in made.refused_because
    assert not store().exists(f"quarantine/{made.id}")
    assert not list(api.search_assets(agency_id=lan.agency, wanted=api.Wanted()))


def test_a_bomb_ends_as_a_sentence(lan: Actor) -> None:
    data = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(data, "PNG")
    made = taken_in(lan, data.getvalue(), "bom.png")
    assert "600 triệu điểm ảnh" in made.refused_because


def test_a_reader_that_takes_too_much_is_ended(lan: Actor, settings: Settings) -> None:
    settings.ARCHIVE_MEMORY_BYTES = 120_000_000  # not enough to load libvips
    made = taken_in(lan, picture(), "anh.jpg")
    assert made.refused_because == TookTooMuch().sentence


def test_a_reader_that_does_not_end_is_ended(lan: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(command: list[str], **more: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", never)
    assert taken_in(lan, picture(), "anh.jpg").refused_because == TookTooMuch().sentence


def test_documents_show_their_first_page(lan: Actor) -> None:
    import typst

    made = taken_in(lan, typst.compile(b"= B\xc3\xa1o c\xc3\xa1o", format="pdf"), "bao-cao.pdf")
    assert (made.kind, made.media_type) == ("document", "application/pdf")
    assert made.rendition(width=320) is not None
    plain = taken_in(lan, "tên,tuổi\nLan,30\n".encode(), "bang.csv")
    assert (plain.kind, plain.state, plain.renditions) == ("document", "ready", ())


def test_a_recording_is_kept_and_its_maker_is_looked_up(lan: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\0\0\0\x20ftypisom" + os.urandom(500)
    monkeypatch.setitem(making.MAKERS, "video", making.only_kept)
    kept = taken_in(lan, data, "quay.mp4")
    assert (kept.kind, kept.state, kept.renditions) == ("video", "ready", ())

    def maker(path: Path, sort: object, into: Path) -> Made:
        (into / "hls").mkdir(parents=True)
        (into / "hls/master.m3u8").write_text("#EXTM3U\n")
        (into / "poster.webp").write_bytes(picture("WEBP"))
        return Made("audio", 0, 0, 61_000, (
            MadeFile("hls/master.m3u8", into / "hls/master.m3u8", "application/vnd.apple.mpegurl"),
            MadeFile("poster.webp", into / "poster.webp", "image/webp", 400, 300),
        ))  # fmt: skip

    monkeypatch.setitem(making.MAKERS, "video", maker)
    made = taken_in(lan, data + b"2", "ghi.mp4")
    assert (made.kind, made.duration_ms) == ("audio", 61_000)
    playlist = made.file("hls/master.m3u8")
    assert playlist is not None
    assert playlist.key == f"media/{made.sha256[:2]}/{made.sha256}/hls/master.m3u8"
    assert store().get(playlist.key) == b"#EXTM3U\n"


def test_a_film_that_arrives_can_be_played_and_keeps_its_captions(lan: Actor, tmp_path: Path) -> None:
    film = moving.film(tmp_path / "quay.mp4", seconds=4, size="320x240").read_bytes()
    made = taken_in(lan, film, "quay.mp4")
    assert (made.kind, made.state, made.width, made.height) == ("video", "ready", 320, 240)
    assert abs(made.duration_ms - 4_000) < 100
    whole = api.play(asset=made)
    assert whole is not None
    assert {"hls/master.m3u8", "play.mp4", "poster.jpg"} <= {file.name for file in whole.files}
    for file in whole.files:
        assert len(store().get(file.key)) == file.size_bytes
    part = api.play(asset=made, start_ms=2_500, end_ms=3_500)
    assert part is not None
    assert part.is_part

    words = b"1\n00:00:01,000 --> 00:00:02,000\nCh\xc3\xa0o bu\xe1\xbb\x95i s\xc3\xa1ng\n"
    editor = actor_of(make_person(Organisation.objects.get(pk=lan.agency), "editor"))
    api.set_captions(actor=editor, asset_id=made.id, language="vi", data=words)
    AssetRow.objects.for_agency(lan.agency).filter(pk=made.id).update(state="processing")
    ingest(asset_id=made.id)
    again = api.asset(agency_id=lan.agency, asset_id=made.id)
    assert [file.name for file in again.captions] == ["captions/vi.vtt"]


def test_sound_without_a_picture_is_a_recording(lan: Actor, tmp_path: Path) -> None:
    made = taken_in(lan, moving.sound(tmp_path / "a.wav", seconds=2).read_bytes(), "phong-van.wav")
    assert (made.kind, made.state, made.width) == ("audio", "ready", 0)
    assert api.play(asset=made) is not None


def test_the_same_bytes_are_found_and_not_kept_twice(lan: Actor) -> None:
    data = picture(size=(500, 333))
    first = taken_in(lan, data, "a.jpg", caption="Lần đầu")
    again = send_in(lan, data, "b.jpg", caption="Lần hai")
    found = api.uploads(agency_id=lan.agency, person_id=lan.person, upload_ids=[again])[again]
    assert (found.asset_id, found.is_duplicate) == (first.id, True)
    assert not store().exists(f"arriving/{again}")
    assert api.asset(agency_id=lan.agency, asset_id=first.id).caption == "Lần đầu"
    hoa = actor_of(make_person(make_agency(), "reporter"))
    theirs = taken_in(hoa, data, "c.jpg")
    assert theirs.id != first.id, "another agency's archive is another archive"


def test_jobs_that_run_twice_or_begin_anew_give_one_ready_asset(lan: Actor) -> None:
    upload_id = send_in(lan, picture(size=(444, 222)), "a.jpg")
    asset_id = receive(upload_id=upload_id)
    assert asset_id is not None
    row = AssetRow.objects.for_agency(lan.agency).get(pk=asset_id)
    assert row.state == "quarantined"
    assert list(api.search_assets(agency_id=lan.agency)) == []
    # A worker was killed in the middle: its half-made files lie about and the state says so.
    AssetRow.objects.for_agency(lan.agency).update(state="processing")
    store().put(f"making/{asset_id}/w320", b"half")
    ingest(asset_id=asset_id)
    ready = api.asset(agency_id=lan.agency, asset_id=asset_id)
    ingest(asset_id=asset_id)
    assert api.asset(agency_id=lan.agency, asset_id=asset_id) == ready
    assert ready.state == "ready"
    assert not store().path(f"making/{asset_id}").exists()


def test_what_was_refused_is_looked_at_again(lan: Actor, settings: Settings) -> None:
    data, enough = picture(size=(321, 123)), settings.ARCHIVE_MEMORY_BYTES
    settings.ARCHIVE_MEMORY_BYTES = 120_000_000
    refused = taken_in(lan, data, "a.jpg")
    settings.ARCHIVE_MEMORY_BYTES = enough
    ready = taken_in(lan, data, "a.jpg")
    assert (refused.state, ready.state, refused.id) == ("refused", "ready", ready.id)


# -- ClamAV -------------------------------------------------------------------------------------------------


class Clamd:
    """A server that speaks clamd's INSTREAM as the daemon does: lengths, a size limit, answers that end with \\0."""

    def __init__(self, limit: int = 1_000_000) -> None:
        self.limit, self.seen = limit, 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):  # closed before
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with client:
                self._answer(client)

    def _answer(self, client: socket.socket) -> None:
        stream = client.makefile("rb")
        if stream.read(10) != b"zINSTREAM\0":
            client.sendall(b"UNKNOWN COMMAND\0")
            return
        body = b""
        while length := struct.unpack("!I", stream.read(4))[0]:
            body += stream.read(length)
            if len(body) > self.limit:
                client.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.seen = len(body)
        client.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in body else b"stream: OK\0")


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    server = Clamd()
    with override_settings(CLAMD_ADDRESS=server.address):
        yield server
    server.close()


def test_clean_files_pass_and_infected_ones_are_gone(lan: Actor, clamd: Clamd) -> None:
    clean = taken_in(lan, picture(size=(301, 200)), "sach.jpg")
    assert clean.state == "ready"
    assert clamd.seen == clean.size_bytes
    infected = taken_in(lan, picture(size=(302, 200)) + EICAR, "ban.jpg")
    assert infected.refused_because == Infected().sentence
    row = AssetRow.objects.for_agency(lan.agency).get(pk=infected.id)
    assert row.original_key == ""
    assert not store().exists(f"quarantine/{row.pk}")
    with pytest.raises(Infected):
        api.add_picture(actor=lan, filename="ban.jpg", data=picture(size=(303, 200)) + EICAR)


@pytest.mark.parametrize("what", ["away", "too much for it"])
def test_what_could_not_be_scanned_waits_in_quarantine(lan: Actor, clamd: Clamd, what: str) -> None:
    if what == "away":
        clamd.close()
    clamd.limit = 10
    upload_id = send_in(lan, picture(size=(304, 200)), "cho.jpg")
    asset_id = receive(upload_id=upload_id)
    assert asset_id is not None
    with pytest.raises(ScannerAway):
        ingest(asset_id=asset_id)
    assert api.asset(agency_id=lan.agency, asset_id=asset_id).state == "quarantined"
    assert not api.asset(agency_id=lan.agency, asset_id=asset_id).renditions
