"""Style, script, fonts and marks of a site: a few files, named by content, nothing from any other host."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hoitu.kernel.web import assets as web_assets
from hoitu.kernel.web.assets import FrontEndNotBuilt, standalone
from hoitu.site.models import Site

FOLDER = Path(__file__).resolve().parents[1] / "assets"
PRESETS = ("bao", "tap-chi")
COLOURS = {"accent": "accent-light", "accent_night": "accent-night", "paper": "paper", "ink": "ink"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")


@dataclass(frozen=True)
class Bundle:
    """The addresses of a site's own files (without the site's prefix) and their bytes."""

    css: str
    js: str
    icon: str
    fonts: tuple[str, ...]
    players: str
    #: Style and script of the viewer of 360° pictures, on pages that have one; none where it was not built.
    panorama: tuple[str, str] | None
    files: Mapping[str, bytes]


def bundle(site: Site) -> Bundle:
    """Return the files that a site's look needs. The same look gives the same names and bytes."""
    return _bundle(json.dumps(site.theme, sort_keys=True), site.path_prefix, site.name)


@lru_cache(maxsize=64)
def _bundle(theme_json: str, prefix: str, name: str) -> Bundle:
    theme = json.loads(theme_json)
    preset = theme.get("preset", "bao")
    preset = preset if preset in PRESETS else "bao"
    files: dict[str, bytes] = {}
    css = "".join((FOLDER / f"{name}.css").read_text() for name in ("base", "chart", preset)) + _colours(
        theme
    )
    fonts = {}
    for font in sorted((FOLDER / "fonts").glob("*.woff2")):
        if font.name in css:
            data = font.read_bytes()
            fonts[font.name] = _named(files, font.stem, "woff2", data)
            css = css.replace(font.name, prefix + fonts[font.name])
    first = re.search(r"preload:\s*([^*]+?)\s*\*/", css)
    preload = tuple(fonts[name] for name in (first.group(1).split() if first else ()) if name in fonts)
    icon = _icon(name, str(theme.get("accent", "") or ("#b3261e" if preset == "bao" else "#7a2e1d")))
    return Bundle(
        css=_named(files, preset, "css", minified(css).encode()),
        js=_named(files, "site", "js", (FOLDER / "site.js").read_bytes()),
        icon=_named(files, "icon", "svg", icon.encode()),
        fonts=preload,
        players=_players(files),
        panorama=_panorama(files),
        files=files,
    )


def _panorama(files: dict[str, bytes]) -> tuple[str, str] | None:
    try:
        built = standalone("panorama/main.ts")
    except FrontEndNotBuilt:
        # The flat picture is still there; a site is baked without Node too.
        return None
    return _named(files, "panorama", "css", built.style), _named(files, "panorama", "js", built.script)


def _named(files: dict[str, bytes], stem: str, ending: str, data: bytes) -> str:
    path = f"/_a/{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
    files[path] = data
    return path


def _players(files: dict[str, bytes]) -> str:
    """Add the players' script with all that it asks for; "" where the front end was not built: browsers' own play."""
    try:
        chunks = web_assets.manifest()
    except web_assets.FrontEndNotBuilt:
        return ""
    folder = next(f for f in web_assets.folders() if (f / "manifest.json").exists())
    waiting, seen = ["players/main.ts"], set()
    while waiting:
        chunk = chunks.get(waiting.pop())
        if chunk is None or chunk["file"] in seen:
            continue
        seen.add(chunk["file"])
        # Scripts name each other by where Vite put them: they keep their names and places.
        files[f"/_a/{chunk['file']}"] = (folder / chunk["file"]).read_bytes()
        waiting += [*chunk.get("imports", []), *chunk.get("dynamicImports", [])]
    entry = chunks.get("players/main.ts")
    return f"/_a/{entry['file']}" if entry else ""


def _colours(theme: Mapping[str, object]) -> str:
    chosen = [(token, str(theme.get(name, ""))) for name, token in COLOURS.items()]
    rows = "".join(f"--{token}:{value};" for token, value in chosen if _COLOUR.fullmatch(value))
    return f":root{{{rows}}}" if rows else ""


def minified(css: str) -> str:
    """Return the style without comments and idle space; our own files hold no strings that this could harm."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip()


def _icon(name: str, colour: str) -> str:
    letter = next((word[0] for word in name.split()[1:] or name.split() if word[0].isalpha()), "H").upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" '
        f'fill="{colour if _COLOUR.fullmatch(colour) else "#b3261e"}"/><text x="32" y="46" font-family="serif" '
        f'font-size="42" font-weight="700" text-anchor="middle" fill="#fff">{letter}</text></svg>'
    )
