"""Pictures as pages carry them: public names by content, several widths, never a layout jump."""

from collections.abc import Callable, Mapping
from typing import Any

from hoitu.media.data import Asset, Rendition
from hoitu.stories.document.tree import Node, walk

# The style names the point in steps of this many per cent, so that a page needs no style of its own.
FOCUS_STEP_PERCENT = 5
Address = Callable[[Rendition], str]
PUBLIC_FORMATS = {
    "jpeg": "jpg",
    "jpg": "jpg",
    "webp": "webp",
    "avif": "avif",
    "png": "png",
    "mp4": "mp4",
    "mp3": "mp3",
}


def public_name(rendition: Rendition) -> str:
    """Return the file name readers see; it changes exactly when the bytes do."""
    ending = PUBLIC_FORMATS.get(rendition.format, rendition.format)
    return f"{rendition.width}-{rendition.sha256[:20]}.{ending}"


def baked(prefix: str) -> Address:
    """Return where readers find a rendition on a site; previews give signed addresses instead."""
    return lambda rendition: f"{prefix}/media/{public_name(rendition)}"


def picture_of(asset: Asset, address: Address) -> dict[str, Any]:
    """Return what templates need to show an asset: `src` (JPEG), `set` (WebP by width), `avif`, size, words."""
    by_format: dict[str, list[Rendition]] = {}
    for rendition in sorted(asset.renditions, key=lambda r: r.width):
        by_format.setdefault(rendition.format, []).append(rendition)
    plain = by_format.get("jpeg") or by_format.get("jpg") or by_format.get("png") or []
    modern = by_format.get("webp") or plain
    smallest = by_format.get("avif") or []
    return {
        "id": str(asset.id),
        "w": asset.width,
        "h": asset.height,
        "src": address((plain or modern)[-1]) if plain or modern else "",
        "set": [[r.width, address(r)] for r in modern],
        **({"avif": [[r.width, address(r)] for r in smallest]} if smallest else {}),
        "alt": asset.alt or asset.caption,
        "caption": asset.caption,
        "credit": asset.credit,
    }


def focus_of(figure: Node) -> str:
    """Return the classes that keep a figure's chosen point in view wherever its picture is cut; "" for the middle."""
    points = (("fx", figure.attr("focusX")), ("fy", figure.attr("focusY")))
    return " ".join(
        f"{name}{round(point / FOCUS_STEP_PERCENT)}" for name, point in points if isinstance(point, int)
    )


def focus_in(body: Node, asset_id: object) -> str:
    """Return the classes of the first figure of a story that shows this picture."""
    shown = (node for node in walk(body) if node.type == "figure" and node.attr("asset") == str(asset_id))
    figure = next(shown, None)
    return focus_of(figure) if figure else ""


def srcset(picture: Mapping[str, Any], which: str = "set") -> str:
    """Return the `srcset` value of a stored picture; `which` is "set" or "avif"."""
    return ", ".join(f"{url} {width}w" for width, url in picture[which])


def files_of(assets: Mapping[Any, Asset]) -> list[list[str]]:
    """Return public name, store key and asset of every file that the assets' pictures need."""
    return [[public_name(r), r.key, str(asset.id)] for asset in assets.values() for r in asset.renditions]
