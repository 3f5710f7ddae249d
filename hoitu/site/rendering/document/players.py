"""Videos and recordings: the browser's own player, complete without a script, with the words that are said."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from hoitu.site.rendering.document.markup import box_title, figure, missing
from hoitu.site.rendering.document.writer import Renderers, Writer
from hoitu.site.rendering.language import _
from hoitu.site.rendering.players import key_of
from hoitu.stories.document.tree import Node

HLS_TYPE = "application/vnd.apple.mpegurl"


def video(page: Writer, node: Node) -> Markup:
    media = page.media.get(key_of(node))
    layout = f"fig video {node.attr('layout') or 'normal'}"
    if media is None:
        shown = missing(page.say(_("Video chưa sẵn sàng.")))
        return figure(layout, shown, page.children(node), page.credit(node))
    size = Markup(' width="{}" height="{}"').format(media["w"], media["h"]) if media["w"] else ""
    upright = " upright" if media["h"] > media["w"] else ""
    player = Markup(
        '<video controls preload="none" playsinline{size} poster="{poster}" aria-label="{label}">'
        "{sources}{tracks}</video>"
    ).format(
        size=size,
        poster=page.pictures.get(str(node.attr("poster")), {}).get("src") or media["poster"],
        label=node.attr("alt") or node.attr("title") or media["alt"] or page.say(_("Video")),
        sources=_sources(page, media, page.say(_("Tải video"))),
        tracks=_tracks(media),
    )
    title = box_title(node.attr("title"))
    return figure(
        layout + upright,
        title + _player(page, media, player) + _transcript(page, media),
        page.children(node),
        _credit(page, node, media),
    )


def audio(page: Writer, node: Node) -> Markup:
    media = page.media.get(key_of(node))
    if media is None:
        shown = missing(page.say(_("Bản ghi âm chưa sẵn sàng.")))
        return figure("fig audio", shown, page.children(node), page.credit(node))
    player = Markup('{}<audio controls preload="none" aria-label="{}">{}{}</audio>').format(
        _wave(media["bars"]),
        node.attr("title") or media["alt"] or page.say(_("Bản ghi âm")),
        _sources(page, media, page.say(_("Tải bản ghi âm"))),
        _tracks(media),
    )
    cover = page.pictures.get(str(node.attr("poster")))
    image = page.image(node.attr("poster"), node.attr("title"), "160px", "cover") if cover else Markup("")
    return figure(
        "fig audio",
        box_title(node.attr("title")) + image + _player(page, media, player) + _transcript(page, media),
        page.children(node),
        _credit(page, node, media),
    )


def _player(page: Writer, media: Mapping[str, Any], player: Markup) -> Markup:
    """Return the player with what the script needs to do better than the browser alone."""
    page.players_shown += 1
    part = (
        Markup(' data-start="{}" data-end="{}"').format(media["start"], media["end"])
        if media["is_part"]
        else ""
    )
    ladder = Markup(' data-hls="{}"').format(media["hls"]) if media["hls"] else Markup("")
    return Markup('<div class="player"{}{} data-speed="{}" data-failed="{}">{}</div>').format(
        ladder,
        part,
        page.say(_("Tốc độ")),
        page.say(_("Chưa phát được. Hãy kiểm tra mạng rồi bấm phát lại.")),
        player,
    )


def _sources(page: Writer, media: Mapping[str, Any], load: str) -> Markup:
    # The fragment keeps a browser without a script inside the part.
    times = f"#t={media['start'] / 1000:g},{media['end'] / 1000:g}" if media["is_part"] else ""
    if media["src"]:
        return Markup('<source src="{0}{1}" type="{2}"><a href="{0}">{3}</a>').format(
            media["src"], times, media["type"], load
        )
    return Markup('<source src="{}{}" type="{}">').format(media["hls"], times, HLS_TYPE)


def _tracks(media: Mapping[str, Any]) -> Markup:
    return Markup("").join(
        Markup('<track kind="captions" src="{}" srclang="{}" label="{}"{}>').format(
            track["src"], track["language"], track["label"], Markup(" default") if number == 0 else ""
        )
        for number, track in enumerate(media["captions"])
        if track["src"]
    )


def _wave(bars: list[int]) -> Markup:
    """Return the shape of the sound; the script colours what was heard."""
    if not bars:
        return Markup("")
    drawn = "".join(f"M{x} {50 - max(bar, 2) / 2:g}v{max(bar, 2):g}" for x, bar in enumerate(bars))
    return Markup(
        '<svg class="wave" viewBox="-1 0 {} 100" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}"/></svg>'
    ).format(len(bars) + 1, drawn)


def _transcript(page: Writer, media: Mapping[str, Any]) -> Markup:
    """Return what is said, folded; the script makes each time a way to that moment."""
    if not media["captions"]:
        return Markup("")
    track = media["captions"][0]
    lines = Markup("").join(
        Markup('<p><time data-at="{}">{}</time> {}</p>').format(
            start, _moment(max(0, start - media["start"])), words.replace("\n", " ")
        )
        for start, words in track["cues"]
    )
    return Markup(
        '<details class="transcript"><summary>{}</summary><div lang="{}">{}</div></details>'
    ).format(page.say(_("Lời thoại")), track["language"], lines)


def _moment(ms: int) -> str:
    seconds = ms // 1000
    hours = f"{seconds // 3600}:" if seconds >= 3600 else ""
    return f"{hours}{seconds // 60 % 60:02}:{seconds % 60:02}"


def _credit(page: Writer, node: Node, media: Mapping[str, Any]) -> str:
    return page.credit(node) or str(media["credit"])


RENDERERS: Renderers = {"video": video, "audio": audio}
