"""Make a video or recording, whole or in part, ready for a page."""

import hashlib
import json
import tempfile
from pathlib import PurePosixPath
from typing import BinaryIO, Literal, cast

from hoitu.kernel.errors import NotFound
from hoitu.kernel.storage import store
from hoitu.media.adapters.moving import captions
from hoitu.media.adapters.moving.clips import Clip, clip
from hoitu.media.data import Asset, CaptionTrack, Played, Rendition
from hoitu.media.signing import signed_url

MASTER = "hls/master.m3u8"
# What a part's page needs of the whole: its cover may be shown, its other moments may not.
COVERS = ("poster.jpg", "poster.webp")
READERS = ("play.mp4", "play.mp3", "play.m4a", *COVERS)


def play(*, asset: Asset, start_ms: int | None = None, end_ms: int | None = None) -> Played | None:
    """Return what readers get of a video or recording; None while its files are not made.

    A part gets files of its own made of whole segments, so that the rest cannot be fetched; they are kept by their
    content and made once. A part that lies outside the whole is the whole.
    """
    tracks = caption_tracks(asset=asset)
    if asset.file(MASTER) is None and asset.file("play.mp3") is None:
        return None
    is_part = bool(start_ms) or (end_ms is not None and end_ms < asset.duration_ms)
    if is_part and asset.file(MASTER) is not None:
        try:
            return _part(asset, tracks, start_ms or 0, end_ms)
        except (ValueError, NotFound):
            pass  # somebody typed a moment behind the end, or the archive lost a file: the whole is shown
    files = [r for r in asset.renditions if r.name in READERS or r.name.startswith("hls/")]
    return Played(asset, tuple(files), 0, asset.duration_ms, False, tracks, _peaks(asset))


def played_url(asset: Asset) -> str:
    """Return a short-lived address of the file that every browser plays, "" while it is not made."""
    file = next((f for name in READERS[:3] if (f := asset.file(name))), None)
    return signed_url(file.key) if file else ""


def captions_text(*, track: CaptionTrack, form: Literal["vtt", "srt"]) -> str:
    """Return the captions of a language as the text of a strict file."""
    return captions.write_srt(track.cues) if form == "srt" else captions.write_vtt(track.cues)


def parts_of(sha256: str) -> str:
    """Return where files of a film's parts lie: apart from the whole, and leaving the archive with it."""
    return f"media/parts/{sha256}/"


def _part(asset: Asset, tracks: tuple[CaptionTrack, ...], start_ms: int, end_ms: int | None) -> Played:
    files = [r for r in asset.renditions if r.name in COVERS]
    part: Clip | None = None
    for playlist in asset.renditions:
        if playlist.name == MASTER:
            files.append(playlist)
        elif playlist.name.endswith(".m3u8"):
            part = clip(store().get(playlist.key).decode(), start_ms=start_ms, end_ms=end_ms)
            files += _own_files(asset, playlist, part)
    if part is None:
        raise ValueError("no segments")
    shown = [
        CaptionTrack(track.language, cues, _kept(asset, track.file, captions.write_vtt(cues).encode()))
        for track in tracks
        if (cues := captions.within(track.cues, start_ms, part.end_ms, offset_ms=part.offset_ms))
    ]
    peaks, length = _peaks(asset), max(1, asset.duration_ms)
    seen = peaks[len(peaks) * start_ms // length : -(-len(peaks) * part.end_ms // length)]
    return Played(
        asset, tuple(files), part.offset_ms, part.offset_ms + part.duration_ms, True, tuple(shown), seen
    )


def _own_files(asset: Asset, playlist: Rendition, part: Clip) -> list[Rendition]:
    """Return a quality's playlist and file of the part, kept."""
    name = str(PurePosixPath(playlist.name).with_name(part.source.file))
    whole = asset.file(name)
    if whole is None:
        raise NotFound()
    # Named by source and range: what stands under the key already is the same.
    ranges = hashlib.sha256(f"{whole.sha256} {part.ranges}".encode()).hexdigest()
    key = f"{parts_of(asset.sha256)}{ranges}.mp4"
    digest, size = hashlib.sha256(), 0
    with store().open(whole.key) as file, tempfile.TemporaryFile() as own:
        for piece in part.pieces(file):
            digest.update(piece)
            size += own.write(piece)
        if not store().exists(key):
            own.seek(0)
            store().put_file(key, cast(BinaryIO, own))
    cut = Rendition(name, whole.width, whole.height, "mp4", key, digest.hexdigest(), size, part.duration_ms)
    return [cut, _kept(asset, playlist, part.own.encode())]


def _kept(asset: Asset, like: Rendition, data: bytes) -> Rendition:
    """Keep a small file by its content and return it under the name of the one that it stands for."""
    sha256 = hashlib.sha256(data).hexdigest()
    key = f"{parts_of(asset.sha256)}{sha256}{PurePosixPath(like.name).suffix}"
    if not store().exists(key):
        store().put(key, data)
    return Rendition(
        like.name, like.width, like.height, like.format, key, sha256, len(data), like.duration_ms
    )


def caption_tracks(*, asset: Asset) -> tuple[CaptionTrack, ...]:
    """Return the captions of a video or recording that can be read."""
    tracks = []
    for file in asset.captions:
        try:
            cues = captions.read(store().get(file.key))
        except (NotFound, captions.UnreadableCaptions):
            continue  # lost or emptied by hand: the film is shown without
        tracks.append(CaptionTrack(PurePosixPath(file.name).stem, cues, file))
    return tuple(tracks)


def _peaks(asset: Asset) -> tuple[int, ...]:
    wave = asset.file("wave.json")
    if wave is None:
        return ()
    try:
        return tuple(int(peak) for peak in json.loads(store().get(wave.key))["peaks"])
    except (NotFound, ValueError, KeyError, TypeError):
        return ()
