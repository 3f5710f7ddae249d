"""Pictures that came with a foreign text and are not in the media store yet."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from hoitu.stories.document.fit import fit
from hoitu.stories.document.tree import Child, Json, Node, walk

MAX_PICTURE_BYTES = 40_000_000


@dataclass(frozen=True, slots=True)
class PendingImage:
    """A picture to be fetched or stored. `url` is what the figure's `pending` attribute holds.

    `data` are the bytes when they came inside the text or file; `url` is then only a name for them.
    """

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    data: bytes | None = None
    filename: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What was understood of a foreign text: a valid tree, its pictures, and a title if it had one."""

    tree: Node
    pictures: tuple[PendingImage, ...] = ()
    title: str = ""


def embedded(data: bytes, alt: str = "", caption: str = "", filename: str = "") -> PendingImage:
    """Return the record of a picture whose bytes came along, named by their hash."""
    name = f"embedded:{hashlib.sha256(data).hexdigest()}"
    return PendingImage(name, alt, caption, data=data, filename=filename)


def from_data_address(address: str) -> bytes | None:
    """Return the bytes of a `data:image/…` address, or None when it is no picture or too large."""
    head, comma, payload = address.partition(",")
    if not comma or not head.lower().startswith("data:image/") or len(payload) > MAX_PICTURE_BYTES * 2:
        return None
    try:
        raw = unquote_to_bytes(payload)
        data = base64.b64decode(raw, validate=False) if head.lower().endswith(";base64") else raw
    except (ValueError, binascii.Error):
        return None
    return data if 0 < len(data) <= MAX_PICTURE_BYTES else None


def place_pictures(tree: Node, assets: Mapping[str, str], *, drop_missing: bool = False) -> Node:
    """Return a valid tree with stored assets (by pending address) in place of pending pictures.

    What has no asset stays pending, or is taken out when `drop_missing`; a caption's words are then lost.
    """
    if not any("pending" in node.attrs for node in walk(tree)):
        return tree
    return fit(_placed(tree, assets, drop_missing))


def _placed(tree: Node, assets: Mapping[str, str], drop_missing: bool) -> Node:
    children: list[Child] = []
    for child in tree.children:
        if not isinstance(child, Node):
            children.append(child)
            continue
        pending = child.attrs.get("pending")
        if not isinstance(pending, str):
            children.append(_placed(child, assets, drop_missing))
        elif pending in assets:
            attrs: dict[str, Json] = {name: value for name, value in child.attrs.items() if name != "pending"}
            children.append(replace(child, attrs=attrs | {"asset": assets[pending]}))
        elif not drop_missing:
            children.append(child)
    return replace(tree, children=tuple(children))
