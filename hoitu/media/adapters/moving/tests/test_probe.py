"""What a file is: phones, browsers, songs with covers, and the files that must be refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hoitu.media.adapters.moving import testing
from hoitu.media.adapters.moving.probe import LONGEST_MS, SENTENCES, UnreadableMedia, _probe_of, probe

COPY = ("-c", "copy")


def test_a_phones_upright_film_is_upright(tmp_path: Path) -> None:
    flat = testing.film(tmp_path / "flat.mp4", seconds=2, size="640x360")
    turned = testing.run(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(flat), *COPY)
    assert (probe(flat).width, probe(flat).height) == (640, 360)
    assert (probe(turned).width, probe(turned).height) == (360, 640)


def test_pixels_that_are_not_square_are_counted_as_seen(tmp_path: Path) -> None:
    wide = testing.film(tmp_path / "dv.mp4", seconds=1, size="720x576", more=("-vf", "setsar=16/11"))
    assert (probe(wide).width, probe(wide).height) == (1047, 576)


@pytest.mark.parametrize(
    ("name", "more", "video", "audio"),
    [
        (
            "a.webm",
            ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
            "vp9",
            "opus",
        ),
        (
            "a.mov",
            ("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-c:a", "aac"),
            "hevc",
            "aac",
        ),
        ("a.avi", ("-c:v", "mpeg4", "-c:a", "libmp3lame"), "mpeg4", "mp3"),
        ("a.ts", ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"), "h264", "aac"),
    ],
)
def test_containers_and_codecs(
    tmp_path: Path, name: str, more: Sequence[str], video: str, audio: str
) -> None:
    seen = probe(testing.film(tmp_path / name, seconds=2, size="320x180", more=more))
    assert (seen.kind, seen.video_codec, seen.audio_codec, seen.fps) == ("video", video, audio, 25.0)
    assert abs(seen.duration_ms - 2000) < 120
    assert not seen.is_variable_rate


def test_uneven_frames_are_noticed(tmp_path: Path) -> None:
    drop = (
        "-vf",
        "select='not(mod(n,7))+not(mod(n,3))'",
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
    )
    assert probe(testing.film(tmp_path / "phone.mp4", seconds=4, rate=30, more=drop)).is_variable_rate


def test_a_film_without_sound(tmp_path: Path) -> None:
    seen = probe(testing.film(tmp_path / "mute.mp4", seconds=1, sound=None))
    assert (seen.has_video, seen.has_audio, seen.channels) == (True, False, 0)


@pytest.mark.parametrize(
    ("layout", "rate", "channels"), [("5.1", 48000, 6), ("mono", 8000, 1), ("stereo", 44100, 2)]
)
def test_channels_and_rates(tmp_path: Path, layout: str, rate: int, channels: int) -> None:
    source = f"anoisesrc=sample_rate={rate}:amplitude=0.1,aformat=channel_layouts={layout}"
    seen = probe(testing.sound(tmp_path / "a.wav", seconds=1, source=source))
    assert (seen.kind, seen.channels, seen.sample_rate) == ("audio", channels, rate)
    assert (seen.width, seen.height, seen.fps) == (0, 0, 0.0)


def test_a_songs_cover_is_no_film(tmp_path: Path) -> None:
    cover = ("-f", "lavfi", "-i", "color=size=200x200:duration=1:rate=1", "-map", "0", "-map", "1")
    song = testing.run(
        tmp_path / "song.mp3",
        *("-f", "lavfi", "-t", "3", "-i", testing.TONE, *cover),
        *("-c:v", "mjpeg", "-disposition:v", "attached_pic", "-c:a", "libmp3lame"),
    )  # fmt: skip
    assert (probe(song).kind, probe(song).has_video, probe(song).duration_ms) == ("audio", False, 3000)


def test_a_browsers_recording_says_no_length(tmp_path: Path) -> None:
    vp8 = ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1", "-f", "webm")
    recorded = testing.film(tmp_path / "r.webm", seconds=3, size="160x90", more=vp8)
    assert abs(probe(recorded).duration_ms - 3000) < 120


def test_a_broken_tail_is_still_a_film(tmp_path: Path) -> None:
    fast = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-movflags", "+faststart")
    whole = testing.film(tmp_path / "whole.mp4", seconds=6, more=fast)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    assert probe(cut).has_video


def refused(path: Path) -> str:
    with pytest.raises(UnreadableMedia) as caught:
        probe(path)
    return caught.value.sentence


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    empty.touch()
    assert refused(empty) == str(SENTENCES["empty"])

    locked = testing.run(
        tmp_path / "locked.mp4",
        *("-i", str(testing.film(tmp_path / "open.mp4", seconds=1)), *COPY, "-encryption_scheme", "cenc-aes-ctr"),
        *("-encryption_key", "0123456789abcdef" * 2, "-encryption_kid", "fedcba9876543210" * 2),
    )  # fmt: skip
    assert refused(locked) == str(SENTENCES["encrypted"])

    noise = tmp_path / "noise.mp4"
    noise.write_bytes(bytes(range(256)) * 400)
    assert refused(noise) == str(UnreadableMedia.default_sentence)
    assert refused(Path(__file__)) == str(UnreadableMedia.default_sentence)

    headless = tmp_path / "headless.mp4"  # its index stood at the end and never came
    headless.write_bytes((tmp_path / "open.mp4").read_bytes()[:20_000])
    assert refused(headless) == str(UnreadableMedia.default_sentence)


def test_a_list_of_files_is_no_film(tmp_path: Path) -> None:
    """Such a "video" would have FFmpeg read other files of this machine, or ask addresses of its network."""
    secret = testing.film(tmp_path / "secret.mp4", seconds=1)
    playlist = tmp_path / "evil.mp4"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n")
    assert refused(playlist) == str(UnreadableMedia.default_sentence)
    joined = tmp_path / "joined.mp4"
    joined.write_text(f"ffconcat version 1.0\nfile {secret}\n")
    assert refused(joined) == str(UnreadableMedia.default_sentence)


def test_too_long_is_said(tmp_path: Path) -> None:
    facts = {"format": "mp3", "duration_ms": LONGEST_MS + 1, "audio": {"index": 0}}
    with pytest.raises(UnreadableMedia, match="6 giờ"):
        _probe_of(facts)
