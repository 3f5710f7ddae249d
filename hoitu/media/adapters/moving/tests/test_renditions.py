"""The files readers get: the ladder, its cuts, loudness, sprites, and nothing at all when it went wrong."""

import json
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hoitu.kernel.testing import examples
from hoitu.media.adapters.made import MadeFile
from hoitu.media.adapters.moving import child, playlists, renditions, testing
from hoitu.media.adapters.moving.clips import clip
from hoitu.media.adapters.moving.probe import Probe, probe
from hoitu.media.adapters.moving.renditions import LADDER, MediaNotMade, ladder, make

NOISE = "anoisesrc=amplitude={}:color=pink:sample_rate=48000:seed=7"
HLG = (
    *("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"),
    *("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"),
)


def made(path: Path, into: Path, **more: float) -> dict[str, MadeFile]:
    return {file.name: file for file in make(path, into, probe(path), **more)}


def loudness(path: Path) -> float:
    words = child.run(
        [
            renditions.ffmpeg(),
            "-nostdin",
            "-i",
            str(path),
            "-af",
            "ebur128=framelog=quiet",
            "-f",
            "null",
            "-",
        ],
        seconds=60,
    )[1]
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", words)[-1])


def test_the_house_ladder(tmp_path: Path) -> None:
    path = testing.film(tmp_path / "a.mp4", seconds=7, size="1280x720", rate=30)
    files = made(path, tmp_path / "out")
    assert sorted(files) == sorted(
        ["hls/master.m3u8", "hls/sound.m3u8", "hls/sound.mp4", "play.mp4", "poster.jpg", "poster.webp"]
        + [f"hls/v{lines}.{ending}" for lines in (720, 480, 240) for ending in ("m3u8", "mp4")]
        + ["sprite.jpg", "sprite.vtt", "wave.json", "wave.svg"]
    )
    assert all(file.path.is_file() and file.path.stat().st_size for file in files.values())
    assert (files["hls/v480.mp4"].width, files["hls/v480.mp4"].height) == (854, 480)
    for name in ("v720", "v480", "v240", "sound"):
        playlist = playlists.read(files[f"hls/{name}.m3u8"].path.read_text())
        assert [s.duration_ms for s in playlist.segments[:-1]] == [1920.0] * 3
        last = playlist.segments[-1]
        assert last.start + last.length == files[f"hls/{name}.mp4"].path.stat().st_size
    master = files["hls/master.m3u8"].path.read_text()
    assert master.count("#EXT-X-STREAM-INF") == 4
    assert re.search(r'CODECS="avc1\.64\w{4},mp4a\.40\.2",RESOLUTION=854x480', master)
    assert "/" not in re.sub(r"#.*", "", master)  # relative names only: the folder may stand anywhere
    assert probe(files["play.mp4"].path).duration_ms == pytest.approx(7000, abs=100)
    assert probe(files["play.mp4"].path).fps == 25.0
    head = files["play.mp4"].path.read_bytes()[:4096]
    assert b"moov" in head  # the index stands in front


def test_every_segment_begins_with_a_whole_picture(tmp_path: Path) -> None:
    """A linear channel begins at any of them, after a segment of another file."""
    files = made(testing.film(tmp_path / "a.mp4", seconds=6), tmp_path / "out")
    text = files["hls/v360.m3u8"].path.read_text()
    for start in (0, 1920, 3840):
        part = clip(text, start_ms=start, end_ms=start + 1920)
        alone = tmp_path / f"{start}.mp4"
        with files["hls/v360.mp4"].path.open("rb") as file:
            alone.write_bytes(b"".join(part.pieces(file)))
        words = child.run(
            [
                renditions.ffmpeg(),
                "-nostdin",
                "-loglevel",
                "error",
                "-xerror",
                "-i",
                str(alone),
                "-f",
                "null",
                "-",
            ],
            seconds=60,
        )[1]
        assert words == ""
        assert len(part.source.segments) == 1


def test_loudness_is_normalised_in_what_readers_get(tmp_path: Path) -> None:
    loud = testing.sound(tmp_path / "loud.wav", seconds=8, source=NOISE.format(0.9))
    quiet = testing.sound(tmp_path / "quiet.wav", seconds=8, source=NOISE.format(0.05))
    assert loudness(loud) - loudness(quiet) > 20
    for path in (loud, quiet):
        files = made(path, tmp_path / f"out-{path.stem}")
        assert loudness(files["play.mp3"].path) == pytest.approx(-23, abs=0.7)
    assert loudness(made(loud, tmp_path / "web", loudness_lufs=-16)["play.m4a"].path) == pytest.approx(
        -16, abs=0.7
    )


def test_a_recording(tmp_path: Path) -> None:
    source = "sine=frequency=300:sample_rate=8000,aformat=channel_layouts=mono"
    files = made(testing.sound(tmp_path / "phone.wav", seconds=4, source=source), tmp_path / "out")
    assert sorted(files) == [
        "hls/master.m3u8", "hls/sound.m3u8", "hls/sound.mp4", "play.m4a", "play.mp3", "wave.json", "wave.svg",
    ]  # fmt: skip
    heard = probe(files["play.mp3"].path)
    assert (heard.channels, heard.sample_rate) == (2, 48000)
    wave = json.loads(files["wave.json"].path.read_text())
    assert wave["duration_ms"] == 4000
    assert 700 < len(wave["peaks"]) <= 800
    assert max(wave["peaks"]) > 5
    assert files["play.mp3"].media_type == "audio/mpeg"


def test_silence_is_not_made_loud(tmp_path: Path) -> None:
    files = made(
        testing.sound(tmp_path / "s.wav", seconds=3, source="anullsrc=sample_rate=48000"), tmp_path / "out"
    )
    assert set(json.loads(files["wave.json"].path.read_text())["peaks"]) == {0}


@pytest.mark.parametrize(
    ("name", "film"),
    [
        ("portrait.mp4", {"size": "360x640"}),
        ("mute.mp4", {"sound": None}),
        ("round.mp4", {"sound": "anoisesrc=amplitude=0.1,aformat=channel_layouts=5.1"}),
        ("odd.mp4", {"size": "322x242", "rate": 12, "more": ("-pix_fmt", "yuv444p")}),
        ("short.mp4", {"seconds": 0.4}),
        ("tall.webm", {"size": "64x640", "more": ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus")}),
        ("interlaced.ts", {"more": ("-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-c:a", "mp2")}),
        ("hdr.mp4", {"more": HLG}),
    ],
)  # fmt: skip
def test_odd_films(tmp_path: Path, name: str, film: dict) -> None:  # type: ignore[type-arg]
    path = testing.film(tmp_path / name, **{"seconds": 2.5, **film})
    seen = probe(path)
    files = made(path, tmp_path / "out")
    shown = probe(files["play.mp4"].path)
    assert shown.width / shown.height == pytest.approx(seen.width / seen.height, rel=0.03)
    assert shown.has_audio == seen.has_audio
    assert shown.duration_ms == pytest.approx(seen.duration_ms, abs=150)
    assert not shown.is_hdr
    assert ("hls/sound.mp4" in files) == seen.has_audio


def test_nothing_of_the_originals_words_reaches_readers(tmp_path: Path) -> None:
    words = (
        "-metadata",
        "title=Số nhà 12",
        "-metadata",
        "location=+10.77+106.70/",
        "-c:v",
        "libx264",
        "-c:a",
        "aac",
    )
    path = testing.film(tmp_path / "gps.mov", seconds=2, more=words)
    assert b"+10.77" in path.read_bytes()
    for file in made(path, tmp_path / "out").values():
        assert b"+10.77" not in file.path.read_bytes(), file.name
        assert "Số nhà".encode() not in file.path.read_bytes(), file.name


def test_a_broken_tail_gives_what_there_is(tmp_path: Path) -> None:
    fast = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-movflags", "+faststart")
    whole = testing.film(tmp_path / "whole.mp4", seconds=8, more=fast)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    files = made(cut, tmp_path / "out")
    assert 2000 < files["hls/master.m3u8"].duration_ms < 6000


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    path = testing.film(tmp_path / "a.mp4", seconds=1)
    seen = probe(path)
    path.write_bytes(b"no film any more")
    with pytest.raises(MediaNotMade):
        make(path, tmp_path / "into" / "out", seen)
    assert list((tmp_path / "into").iterdir()) == []


def test_too_long_at_work_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = testing.film(tmp_path / "a.mp4", seconds=30, size="1280x720")
    monkeypatch.setattr(renditions, "SECONDS_AT_LEAST", 0.5)
    monkeypatch.setattr(renditions, "SECONDS_PER_SECOND", 0)
    with pytest.raises(MediaNotMade):
        make(path, tmp_path / "into" / "out", probe(path))
    assert list((tmp_path / "into").iterdir()) == []


def test_a_killed_worker_takes_its_child_along(tmp_path: Path) -> None:
    code = f"""
        from hoitu.media.adapters.moving import child
        child.run(["/bin/sh", "-c", "echo $$ > {tmp_path}/pid; exec sleep 60"], seconds=60)
    """
    caller = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)])
    pid = tmp_path / "pid"
    for _ in range(200):
        if pid.exists() and pid.read_text().strip():
            break
        time.sleep(0.05)
    running = Path(f"/proc/{pid.read_text().strip()}")
    assert running.exists()
    caller.kill()
    caller.wait()
    for _ in range(100):
        if not running.exists() or "Z" in (running / "stat").read_text().split(")")[1].split()[0]:
            break
        time.sleep(0.05)
    assert not running.exists() or (running / "stat").read_text().split(")")[1].split()[0] == "Z"


def test_memory_has_a_ceiling() -> None:
    greedy = "import sys; x = bytearray(5 * 1024**3)"
    with pytest.raises(child.ChildFailed, match="MemoryError"):
        child.run([sys.executable, "-c", greedy], seconds=60)


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(16, 8192), st.integers(16, 4352))
def test_no_rung_is_larger_than_the_original(width: int, height: int) -> None:
    rungs = ladder(width, height)
    assert rungs
    for rung in rungs:
        assert rung.width <= width + 1
        assert rung.height <= height + 1
        assert rung.width % 2 == rung.height % 2 == 0
        assert 0 < rung.bits <= max(LADDER.values())
    assert [r.lines for r in rungs] == sorted({r.lines for r in rungs}, reverse=True)
    assert rungs[0].lines >= min(min(width, height) / renditions.OWN_RUNG_FROM, 1080) - 1


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(1, 6 * 3600 * 1000), st.sampled_from([(1920, 1080), (1080, 1920), (640, 640)]))
def test_a_sprite_is_bounded_and_covers_the_film(duration_ms: int, size: tuple[int, int]) -> None:
    seen = Probe("video", "mp4", duration_ms, *size, 25.0, False, False, False, "h264", "", 0, 0, 0, None)
    interval, columns, rows, width, height = renditions.sprite(seen)
    assert columns * rows * interval >= duration_ms
    assert rows <= 10
    assert max(width, height) <= 160


@pytest.mark.parametrize(
    ("size", "matrix", "said"),
    [
        ("640x360", "bt601", ()),  # what an old camera writes, and leaves unsaid
        ("1280x720", "bt709", ()),
        ("1280x720", "bt601", ("-colorspace", "smpte170m")),
        ("640x360", "bt709", ("-colorspace", "bt709")),
    ],
)
def test_colours_stay_whatever_matrix_they_came_in(
    tmp_path: Path, size: str, matrix: str, said: tuple[str, ...]
) -> None:
    source = (
        f"color=c=0xB04020:size={size}:rate=25,format=rgb24,scale=out_color_matrix={matrix},format=yuv420p"
    )
    film = testing.run(
        tmp_path / "a.mp4", "-f", "lavfi", "-t", "2", "-i", source, *said, "-c:v", "libx264", "-crf", "10"
    )
    files = made(film, tmp_path / "out")
    for name in ("hls/v240.mp4", "play.mp4"):
        with av.open(str(files[name].path)) as container:
            frame = next(container.decode(video=0))
        assert (frame.colorspace, frame.color_primaries, frame.color_trc) == (
            1,
            1,
            1,
        )  # BT.709, in H.273's numbers
        shown = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()[60, 100]
        assert shown.tolist() == pytest.approx([0xB0, 0x40, 0x20], abs=6)
    for name in ("poster.jpg", "poster.webp", "sprite.jpg"):
        with Image.open(files[name].path) as still:
            shown = still.convert("RGB").getpixel((50, 40))
        assert shown == pytest.approx((0xB0, 0x40, 0x20), abs=8), name
