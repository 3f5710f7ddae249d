"""How a picture looks, in 64 bits, and its colours, in names: from a small rendition that we made ourselves."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyvips

from hoitu.media.errors import UnreadablePicture

SIDE = 32
COLOURS_SIDE = 48
COLOUR_PART = 0.14  # a colour is named when so much of the picture has it
MOST_COLOURS = 3
# Where a hue ends, in degrees, and its name.
HUES = (
    (15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (260, "blue"), (295, "violet"),
    (340, "pink"), (361, "red"),
)  # fmt: skip


def look_of(data: bytes) -> int:
    """Return which of 64 slow waves of a picture's brightness are above the middle, as a signed 64-bit number.

    Scaling, compressing and light changes of brightness turn few bits. Raises `UnreadablePicture`.
    """
    bright = _pixels(data, SIDE, "b-w")[:, :, 0].astype(np.float64)
    waves = _cosines() @ bright @ _cosines().T
    slow = waves.flatten()
    slow[0] = 0.0  # how bright the whole is says nothing about what it shows
    bits = slow > np.median(slow[1:])
    return int(np.packbits(bits).view(">u8")[0].astype(np.int64))


def colours_of(data: bytes) -> list[str]:
    """Return the names of up to three colours that fill much of a picture, the largest first."""
    pixels = _pixels(data, COLOURS_SIDE, "srgb")[:, :, :3].reshape(-1, 3).astype(np.float64) / 255
    high, low = pixels.max(axis=1), pixels.min(axis=1)
    spread = high - low
    safe = np.where(spread == 0, 1, spread)
    red, green, blue = pixels.T
    hue = (
        np.select(
            [high == red, high == green],
            [(green - blue) / safe % 6, (blue - red) / safe + 2],
            (red - green) / safe + 4,
        )
        * 60
    )
    names = np.full(len(pixels), "grey", dtype="<U6")
    vivid = spread / np.where(high == 0, 1, high)
    start = 0
    for end, name in HUES:
        names[(hue >= start) & (hue < end)] = name
        start = end
    names[np.isin(names, ("red", "orange", "yellow")) & (high < 0.6)] = "brown"
    names[vivid < 0.18] = "grey"
    names[(vivid < 0.18) & (high > 0.86)] = "white"
    names[high < 0.2] = "black"
    found, counts = np.unique(names, return_counts=True)
    largest = sorted(zip(counts.tolist(), found.tolist(), strict=True), reverse=True)
    return [name for count, name in largest if count >= COLOUR_PART * len(names)][:MOST_COLOURS]


def _pixels(data: bytes, side: int, space: str) -> npt.NDArray[np.uint8]:
    try:
        image = pyvips.Image.thumbnail_buffer(data, side, height=side, size="force")
        if image.hasalpha():
            image = image.flatten(background=[255, 255, 255])
        pixels: npt.NDArray[np.uint8] = image.colourspace(space).cast("uchar").numpy()
    except pyvips.Error as error:
        raise UnreadablePicture() from error
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


@lru_cache(maxsize=1)
def _cosines() -> npt.NDArray[np.float64]:
    """Return the eight slowest rows of the cosine transform."""
    row, column = np.ogrid[:8, :SIDE]
    rows: npt.NDArray[np.float64] = np.cos(np.pi * row * (2 * column + 1) / (2 * SIDE))
    return rows
