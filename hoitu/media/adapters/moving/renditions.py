"""The files readers get of a video or a recording: decoded once, encoded anew, without metadata.

hls/master.m3u8, hls/v720.m3u8, hls/v720.mp4 …, hls/sound.m3u8, hls/sound.mp4   the house ladder (playlists.py)
play.mp4 (480 lines) or play.mp3, play.m4a                                     for browsers without a script
poster.jpg, poster.webp, sprite.jpg, sprite.vtt                               cover, pictures for searching by eye
wave.json, wave.svg                                                         the shape of the sound
"""

import json
import math
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import imageio_ffmpeg  # type: ignore[import-untyped]
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput
from hoitu.media.adapters.made import MadeFile
from hoitu.media.adapters.moving import child, playlists
from hoitu.media.adapters.moving.captions import Cue, write_vtt
from hoitu.media.adapters.moving.formats import CONTAINERS, PROTOCOLS
from hoitu.media.adapters.moving.playlists import (
    FRAMES_PER_SECOND,
    FRAMES_PER_SEGMENT,
    SAMPLE_RATE,
    SEGMENT_MS,
    Playlist,
    Variant,
)
from hoitu.media.adapters.moving.probe import Probe

# Lines of the picture's short side → most bits per second. Nothing is made larger than the original.
LADDER = {1080: 4_500_000, 720: 2_500_000, 480: 1_200_000, 240: 400_000}
QUALITY = 22
PRESET = "veryfast"
# An original this much larger than the best fitting rung gets one of its own size.
OWN_RUNG_FROM = 1.25
FALLBACK_LINES = 480
SOUND_BITS = 128_000
AAC_CODEC = "mp4a.40.2"

BT709 = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709"
STILL = "scale=out_color_matrix=bt601:out_range=full"  # what JPEG and WebP are read as
SD_LINES = 576

SILENCE_LUFS = -60.0
MOST_GAIN_DB = 20.0
# R 128 allows -1 dBTP; the limiter sees samples, not what lies between them.
PEAK_LIMIT = 10 ** (-1.5 / 20)

POSTER_WIDTH = 1280
POSTER_AT = 0.1
POSTER_LATEST_MS = 10_000
SPRITE_COLUMNS = 10
SPRITE_MOST = 100
SPRITE_SIDE = 160
SPRITE_LEAST_MS = 2_000
WAVE_POINTS = 800
WAVE_RATE = 4_000

SECONDS_AT_LEAST = 300
SECONDS_PER_SECOND = 20

_INTEGRATED = re.compile(r"^\s*I:\s+(-?[\d.]+|-?inf) LUFS", re.M)


class MediaNotMade(BadInput):
    """Raised when FFmpeg gave up on a file that could be opened."""

    default_sentence = _(
        "Tệp mở được nhưng không chuyển đổi được, có thể bị hỏng ở giữa. Hãy xuất lại thành MP4 (H.264) rồi tải lên."
    )


@dataclass(frozen=True)
class Rung:
    """One quality of the ladder, in pixels of the upright picture."""

    lines: int
    width: int
    height: int
    bits: int

    @property
    def name(self) -> str:
        return f"v{self.lines}"


MEDIA_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


def ffmpeg() -> str:
    """Return the program: the one an operator names, else the one that came with the packages."""
    return str(settings.FFMPEG_PATH or imageio_ffmpeg.get_ffmpeg_exe())


def make(path: Path, into: Path, probe: Probe, *, loudness_lufs: float | None = None) -> list[MadeFile]:
    """Make every file in the new folder `into` and return them; without `loudness_lufs` the house's target holds.

    The folder appears whole or not at all. Memory stays flat however long the film is. Raises `MediaNotMade`.
    """
    half = into.with_name(f".{into.name}.{uuid4().hex[:8]}")
    (half / "hls").mkdir(parents=True)
    target = settings.LOUDNESS_LUFS if loudness_lufs is None else loudness_lufs
    try:
        gain = _wave_and_gain(path, half, probe, target) if probe.has_audio else 0.0
        rungs = ladder(probe.width, probe.height) if probe.has_video else []
        _encode(path, half, probe, rungs, gain)
        _finish(path, half, probe, rungs)
        made = _made(half, into, probe, rungs)
        half.replace(into)
    except (child.ChildFailed, playlists.NotOurPlaylist, OSError) as error:
        raise MediaNotMade() from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return made


def ladder(width: int, height: int) -> list[Rung]:
    """Return the rungs of an upright picture, the largest first; sides are even numbers."""
    short = min(width, height)
    lines = [rung for rung in LADDER if rung <= short]
    if short < max(LADDER) and (not lines or short / lines[0] >= OWN_RUNG_FROM):
        lines.insert(0, short)
    return [_rung(rung, width, height) for rung in lines]


def _rung(lines: int, width: int, height: int) -> Rung:
    scale = lines / min(width, height)
    sides = [max(2, round(side * scale / 2) * 2) for side in (width, height)]
    above = min((rung for rung in LADDER if rung >= lines), default=max(LADDER))
    return Rung(lines, sides[0], sides[1], round(LADDER[above] * min(1.0, (lines / above) ** 2)))


# -- sound: measure, then one gain for the whole ------------------------------------------------------------------


def _wave_and_gain(path: Path, half: Path, probe: Probe, target_lufs: float) -> float:
    """Write the shape of the sound; return the decibels that bring its loudness to the target."""
    raw = half / "wave.raw"
    chain = (
        f"[0:{probe.audio_index}]aformat=channel_layouts=stereo,asplit[m][w];"
        f"[m]ebur128=framelog=quiet[o];[w]aresample={WAVE_RATE}[p]"
    )
    _, words = child.run(
        [
            *_input(path, "info"),
            *("-filter_complex", chain),
            *("-map", "[o]", "-f", "null", "-"),
            *("-map", "[p]", "-ac", "1", "-f", "s8", str(raw)),
        ],
        seconds=_limit(probe),
    )
    _write_wave(raw, half, probe.duration_ms)
    raw.unlink()
    found = _INTEGRATED.findall(words)
    measured = float(found[-1]) if found else -math.inf
    return min(MOST_GAIN_DB, target_lufs - measured) if measured > SILENCE_LUFS else 0.0


def _write_wave(raw: Path, half: Path, duration_ms: int) -> None:
    """Write the loudest moment of each of `WAVE_POINTS` parts, 0 to 100, as JSON and as a drawing."""
    size = raw.stat().st_size
    step = max(1, -(-size // WAVE_POINTS))
    peaks = []
    with raw.open("rb") as file:
        while part := file.read(step):
            # Signed bytes: 1 … 127 upwards, 255 … 128 downwards.
            up, down = (
                max((b for b in part if b < 128), default=0),
                min((b for b in part if b >= 128), default=256),
            )
            peaks.append(min(100, round(max(up, 256 - down) / 1.27)))
    points = peaks or [0]
    said = {"version": 1, "duration_ms": duration_ms, "peaks": points}
    (half / "wave.json").write_text(json.dumps(said, separators=(",", ":")))
    bars = "".join(f"M{x} {50 - max(p, 1) / 2:g}v{max(p, 1):g}" for x, p in enumerate(points))
    (half / "wave.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(points)} 100" preserveAspectRatio="none">'
        f'<path d="{bars}" stroke="currentColor" fill="none"/></svg>'
    )


def _sound_chain(probe: Probe, gain: float) -> str:
    louder = f",volume={gain:.2f}dB,alimiter=limit={PEAK_LIMIT:.4f}:level=false" if abs(gain) >= 0.1 else ""
    even = f"aresample={SAMPLE_RATE}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo"
    return f"[0:{probe.audio_index}]aformat=channel_layouts=stereo{louder},{even}"


# -- the ladder: one process, decoded once -------------------------------------------------------------------------


def _encode(path: Path, half: Path, probe: Probe, rungs: list[Rung], gain: float) -> None:
    chains, outputs = [], []
    if rungs:
        chains.append(_picture_chain(probe, rungs))
        for rung in rungs:
            outputs += ["-map", f"[{rung.name}]", *_x264(rung), *_hls(half, rung.name)]
        outputs += ["-map", "[tiles]", "-frames:v", "1", "-q:v", "5", *_bare(), str(half / "sprite.jpg")]
    if probe.has_audio:
        more = "" if rungs else ",asplit[sound][mp3]"
        chains.append(_sound_chain(probe, gain) + (more or "[sound]"))
        outputs += ["-map", "[sound]", "-c:a", "aac", "-b:a", str(SOUND_BITS), *_hls(half, "sound")]
        if not rungs:
            outputs += ["-map", "[mp3]", "-c:a", "libmp3lame", "-b:a", str(SOUND_BITS), *_bare()]
            outputs += ["-write_xing", "1", str(half / "play.mp3")]
    command = [*_input(path, "error"), "-filter_complex", ";".join(chains), *outputs]
    child.run(command, seconds=_limit(probe))


def _picture_chain(probe: Probe, rungs: list[Rung]) -> str:
    """Return the graph: even frames at the house's rate, the largest rung, each smaller one from it, the sprite."""
    top, names = rungs[0], [*rungs[1:]]
    chain = (
        f"[0:{probe.video_index}]bwdif=deint=interlaced,fps={FRAMES_PER_SECOND}:start_time=0,"
        f"scale={top.width}:{top.height}{_colours(probe)},setsar=1,format=yuv420p,{BT709},split={len(rungs) + 1}"
    )
    chain += f"[{top.name}]" + "".join(f"[from-{rung.name}]" for rung in names) + "[from-tiles]"
    scaled = [f"[from-{r.name}]scale={r.width}:{r.height}[{r.name}]" for r in names]
    interval, columns, rows, width, height = sprite(probe)
    small = f"scale={width}:{height},{STILL}"
    tiles = f"[from-tiles]fps=1000/{interval}:eof_action=pass,{small},tile={columns}x{rows}[tiles]"
    return ";".join([chain, *scaled, tiles])


def _colours(probe: Probe) -> str:
    """Return what brings the colours to BT.709 in the scaling that is done anyway.

    Told to the encoders, FFmpeg would put a conversion of its own before each of them. A file that does not name its
    matrix has that of its size: BT.601 for the lines of old television, else BT.709 (ITU-R BT.601, BT.709).
    """
    if probe.is_hdr:
        return _tone(probe)
    assumed = "" if probe.says_colours else f":in_color_matrix={'bt601' if _is_sd(probe) else 'bt709'}"
    return f"{assumed}:out_color_matrix=bt709"


def _is_sd(probe: Probe) -> bool:
    return min(probe.width, probe.height) <= SD_LINES


def _tone(probe: Probe) -> str:
    """Return the filters that bring a phone's high dynamic range to an ordinary screen's."""
    if not probe.is_hdr:
        return ""
    to_light = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709"
    return f",{to_light},tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv"


def sprite(probe: Probe) -> tuple[int, int, int, int, int]:
    """Return the sprite's step in ms, its columns and rows, and one picture's width and height."""
    interval = min(probe.duration_ms, max(SPRITE_LEAST_MS, math.ceil(probe.duration_ms / SPRITE_MOST)))
    count = max(1, math.ceil(probe.duration_ms / interval))
    scale = SPRITE_SIDE / max(probe.width, probe.height)
    sides = [max(2, round(side * scale / 2) * 2) for side in (probe.width, probe.height)]
    return interval, SPRITE_COLUMNS, math.ceil(count / SPRITE_COLUMNS), sides[0], sides[1]


def _x264(rung: Rung) -> list[str]:
    return [
        *("-c:v", "libx264", "-preset", PRESET, "-profile:v", "high", "-crf", str(QUALITY)),
        *("-maxrate", str(rung.bits), "-bufsize", str(rung.bits * 2)),
        *("-g", str(FRAMES_PER_SEGMENT), "-keyint_min", str(FRAMES_PER_SEGMENT), "-sc_threshold", "0"),
        *("-flags", "+cgop"),
    ]


def _hls(half: Path, name: str) -> list[str]:
    return [
        *_bare(),
        *("-f", "hls", "-hls_time", str(SEGMENT_MS / 1000), "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", "-hls_flags", "single_file"),
        *("-hls_segment_filename", str(half / "hls" / f"{name}.mp4"), str(half / "hls" / f"{name}.m3u8")),
    ]


def _bare() -> list[str]:
    """Return the switches that leave a place, a name, a chapter of the original behind."""
    return ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-sn", "-dn"]


def _input(path: Path, loglevel: str) -> list[str]:
    return [
        *(ffmpeg(), "-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", loglevel),
        *("-format_whitelist", CONTAINERS, "-protocol_whitelist", PROTOCOLS),
        *("-i", f"file:{path.resolve()}"),
    ]


def _limit(probe: Probe) -> float:
    return SECONDS_AT_LEAST + SECONDS_PER_SECOND * probe.duration_ms / 1000


# -- what is made of the ladder without encoding ---------------------------------------------------------------


def _finish(path: Path, half: Path, probe: Probe, rungs: list[Rung]) -> None:
    """Write strict playlists, the file for browsers without a script, cover and the times of the sprite."""
    hls = half / "hls"
    sound = _variant(hls, "sound", AAC_CODEC) if probe.has_audio else None
    variants = [_variant(hls, r.name, _avc_codec(hls / f"{r.name}.mp4"), r.width, r.height) for r in rungs]
    # Players begin with the first one named: not the best, the one that nearly every line carries.
    variants.sort(key=lambda v: abs(min(v.width, v.height) - FALLBACK_LINES))
    (hls / "master.m3u8").write_text(playlists.write_master(variants, sound))
    if rungs:
        rung = next((r for r in rungs if r.lines <= FALLBACK_LINES), rungs[-1])
        _join(half, [rung.name, *(["sound"] if sound else [])], half / "play.mp4")
        _poster(path, half, probe)
        (half / "sprite.vtt").write_text(_sprite_vtt(probe))
    else:
        _join(half, ["sound"], half / "play.m4a")


def _variant(hls: Path, name: str, codec: str, width: int = 0, height: int = 0) -> Variant:
    written = hls / f"{name}.m3u8"
    playlist = playlists.read(written.read_text())
    written.write_text(playlists.write(playlist))
    return Variant(name, playlist, codec, width, height)


def _avc_codec(file: Path) -> str:
    """Return the codec string of an MP4's H.264 stream (RFC 6381), from its decoder configuration."""
    with file.open("rb") as opened:
        head = opened.read(64 * 1024)
    at = head.find(b"avcC")
    profile = head[at + 5 : at + 8] if at >= 0 else b"\x64\x00\x28"
    return f"avc1.{profile.hex()}"


def _join(half: Path, names: list[str], target: Path) -> None:
    """Put rungs into one ordinary MP4 with its index in front, as they are."""
    inputs = [part for name in names for part in ("-i", str(half / "hls" / f"{name}.mp4"))]
    maps = [part for number in range(len(names)) for part in ("-map", str(number))]
    command = [ffmpeg(), "-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", "error", *inputs, *maps]
    child.run(
        [*command, "-c", "copy", *_bare(), "-movflags", "+faststart", str(target)], seconds=SECONDS_AT_LEAST
    )


def _poster(path: Path, half: Path, probe: Probe) -> None:
    """Take the most telling of some frames near the beginning, in two formats."""
    at = min(probe.duration_ms * POSTER_AT, POSTER_LATEST_MS) / 1000
    width = min(POSTER_WIDTH, probe.width)
    size = f"{width // 2 * 2}:{max(2, round(width * probe.height / probe.width / 2) * 2)}"
    chain = f"[0:{probe.video_index}]thumbnail=50,scale={size}{_colours(probe)},{BT709},{STILL},setsar=1,split[j][w]"
    command = _input(path, "error")
    command[command.index("-i") : command.index("-i")] = ["-ss", f"{at:.3f}", "-t", "4"]
    outputs = [
        *("-map", "[j]", "-frames:v", "1", "-q:v", "3", *_bare(), str(half / "poster.jpg")),
        *("-map", "[w]", "-frames:v", "1", "-c:v", "libwebp", "-quality", "78", *_bare()),
    ]
    full = [*command, "-filter_complex", chain, *outputs, str(half / "poster.webp")]
    child.run(full, seconds=SECONDS_AT_LEAST)


def _sprite_vtt(probe: Probe) -> str:
    interval, columns, _rows, width, height = sprite(probe)
    cues = []
    for number, start in enumerate(range(0, probe.duration_ms, interval)):
        place = f"{number % columns * width},{number // columns * height},{width},{height}"
        cues.append(Cue(start, min(start + interval, probe.duration_ms), f"sprite.jpg#xywh={place}"))
    return write_vtt(cues)


def _made(half: Path, into: Path, probe: Probe, rungs: list[Rung]) -> list[MadeFile]:
    sizes: dict[str, tuple[int, int]] = {rung.name: (rung.width, rung.height) for rung in rungs}
    if rungs:
        fallback = next((r for r in rungs if r.lines <= FALLBACK_LINES), rungs[-1])
        width = min(POSTER_WIDTH, probe.width) // 2 * 2
        sizes["poster"] = (width, max(2, round(width * probe.height / probe.width / 2) * 2))
        sizes["play"], sizes["master"] = (fallback.width, fallback.height), (rungs[0].width, rungs[0].height)
        _, columns, rows, tile_width, tile_height = sprite(probe)
        sizes["sprite"] = (columns * tile_width, rows * tile_height)
    made = []
    for file in sorted(half.rglob("*")):
        if file.is_file():
            name = file.relative_to(half).as_posix()
            width, height = sizes.get(file.stem, (0, 0)) if file.suffix != ".vtt" else (0, 0)
            kind = "audio/mp4" if file.stem == "sound" and file.suffix == ".mp4" else MEDIA_TYPES[file.suffix]
            is_still = file.suffix in (".jpg", ".webp", ".vtt", ".svg", ".json")
            made.append(
                MadeFile(name, into / name, kind, width, height, 0 if is_still else _length(half, probe))
            )
    return made


def _length(half: Path, probe: Probe) -> int:
    """Return how long the made files are: a broken tail makes them shorter than the original says."""
    main = next((half / "hls").glob("v*.m3u8"), half / "hls" / "sound.m3u8")
    playlist: Playlist = playlists.read(main.read_text())
    return min(round(playlist.duration_ms), probe.duration_ms) or probe.duration_ms
