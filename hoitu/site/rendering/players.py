"""Videos and recordings as pages carry them: a native player with its files, captions and shape of sound."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from babel import Locale, UnknownLocaleError

from hoitu.media.data import Played, Rendition
from hoitu.site.rendering.pictures import Address
from hoitu.stories.document.tree import Node, walk

Place = Callable[[Played, Rendition], str]
BARS = 120
TYPES = {
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m3u8": "application/vnd.apple.mpegurl",
}


def nodes_played(body: Node) -> list[Node]:
    """Return the videos and recordings of a body."""
    return [node for node in walk(body) if node.type in ("video", "audio") and node.attr("asset")]


def key_of(node: Node) -> str:
    """Return what names the part of an asset that a node plays; the whole is named by the asset alone."""
    start, end = node.attr("startMs"), node.attr("endMs")
    return f"{node.attr('asset')}" + (f":{start or 0}-{end or ''}" if start or end else "")


def public_file(played: Played, file: Rendition) -> str:
    """Return the name that readers see under `media/`; it changes when the bytes do.

    The files of a ladder name each other, so they stand in one folder that is named by all of them.
    """
    path = PurePosixPath(file.name)
    if path.parts[0] != "hls":
        return f"{path.stem}-{file.sha256[:20]}{path.suffix}"
    ladder = sorted(f"{one.name} {one.sha256}" for one in played.files if one.name.startswith("hls/"))
    return f"{hashlib.sha256(chr(10).join(ladder).encode()).hexdigest()[:20]}/{path.name}"


def placed(prefix: str) -> Place:
    """Return where readers find a player's file on a site."""
    return lambda played, file: f"{prefix}/media/{public_file(played, file)}"


def signed(address: Address) -> Place:
    """Return where the newsroom's preview finds it; a ladder has no address there, its files name each other."""
    return lambda _played, file: "" if file.name.startswith("hls/") else address(file)


def player_of(played: Played, place: Place, *, is_preview: bool = False) -> dict[str, Any]:
    """Return what the renderer needs: addresses, size, times in ms, captions and bars of the sound."""
    asset = played.asset
    file = next((f for name in ("play.mp4", "play.mp3", "play.m4a") if (f := played.file(name))), None)
    ladder = played.file("hls/master.m3u8")
    poster = played.file("poster.jpg")
    return {
        "src": place(played, file) if file else "",
        "type": TYPES[PurePosixPath(file.name).suffix] if file else "",
        # Sound alone is small: the plain file plays at once, a ladder only where there is no other.
        "hls": place(played, ladder) if ladder and (asset.kind == "video" or file is None) else "",
        "poster": place(played, poster) if poster else "",
        "w": asset.width,
        "h": asset.height,
        "start": played.offset_ms,
        "end": played.end_ms,
        "is_part": played.is_part,
        "captions": [
            {
                # Another origin's captions are refused by browsers: a preview shows their words only.
                "src": "" if is_preview else place(played, track.file),
                "language": track.language,
                "label": _own_name(track.language),
                "cues": [[cue.start_ms, cue.text] for cue in track.cues],
            }
            for track in played.captions
        ],
        "bars": _bars(played.peaks),
        "credit": asset.credit,
        "alt": asset.alt or asset.caption,
    }


def files_of_players(playing: Mapping[str, Played]) -> list[list[str]]:
    """Return public name, store key and owner of every file that the players need."""
    return [
        [public_file(played, file), file.key, owner]
        for owner, played in playing.items()
        for file in (*played.files, *(track.file for track in played.captions))
    ]


def _own_name(language: str) -> str:
    """Return a language's name in that language, the code of one that nobody knows."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return language
    name = locale.get_language_name(locale.language) or language
    return name[:1].upper() + name[1:]


def _bars(peaks: tuple[int, ...]) -> list[int]:
    """Return the shape for the eye: few bars, the loudest as high as the drawing."""
    step, highest = max(1, -(-len(peaks) // BARS)), max(1, *peaks, 1)
    return [round(100 * max(peaks[at : at + step]) / highest) for at in range(0, len(peaks), step)]
