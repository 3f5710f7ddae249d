"""Pictures in, renditions out, through libvips; HEIC through libheif, RAW by the picture that the camera put in."""

import hashlib
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pillow_heif
import pyvips
import rawpy
from PIL import Image

from hoitu.media.adapters import editing
from hoitu.media.errors import HugePicture, MovingPicture, PictureTooLarge, TookTooMuch, UnreadablePicture
from hoitu.media.recipes import Geometry, Recipe

MAX_PICTURE_BYTES = 60 * 1024 * 1024
MAX_PIXELS = 120_000_000
# In a process of its own a panorama or a scanned newspaper page may take its time.
ARCHIVE_PIXELS = 600_000_000
# A card, a phone's whole width at twice its pixels, a column of text on a fine screen, a wide lead.
WIDTHS = (320, 768, 1080, 1440)
JPEG_WIDTH = 1200
MOST_FRAMES = 300
# What an edit decodes at most: a small crop of a large picture needs more than a page's width.
EDITED_PIXELS = 40_000_000
NO_LIMIT = 10_000_000
MEDIA_TYPES_BY_LOADER = {
    "Jpeg": "image/jpeg",
    "Png": "image/png",
    "Webp": "image/webp",
    "Nsgif": "image/gif",
    "Heif": "image/avif",  # this libvips reads AV1 alone; HEIC goes another way
    "Tiff": "image/tiff",
}
HEIC, RAW = "image/heic", "image/x-raw"
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


@dataclass(frozen=True)
class Encoded:
    """One rendition as bytes."""

    name: str
    format: str
    width: int
    height: int
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Picture:
    """A decoded upload: its type, upright size in pixels, and the renditions made of it."""

    media_type: str
    width: int
    height: int
    renditions: tuple[Encoded, ...]


@dataclass(frozen=True)
class _Source:
    """Something libvips can open: `header()` without decoding, `fit(width, **options)` upright and in sRGB."""

    media_type: str
    header: Callable[..., pyvips.Image]
    fit: Callable[..., pyvips.Image]


def read_picture(data: bytes, *, with_avif: bool = False) -> Picture:
    """Decode an upload and encode its renditions.

    WebP in the `WIDTHS` below the original's own width and in that (moving where the original moves), AVIF in the
    same widths when asked, and one still JPEG for feeds and social cards. SVG, PDF and other formats that can carry
    code or address the network are refused. Raises `UnreadablePicture`, `PictureTooLarge`.
    """
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureTooLarge()
    try:
        if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
            return _drawn(_heic(data, MAX_PIXELS), MAX_PIXELS, PictureTooLarge, with_avif=with_avif)
        return _drawn(_of_bytes(data), MAX_PIXELS, PictureTooLarge, with_avif=with_avif)
    except pyvips.Error as error:
        raise UnreadablePicture() from error


def read_picture_file(path: Path, media_type: str, recipe: Recipe | None = None) -> Picture:
    """Do the same for a file of any length, with AVIF, as a recipe shows it; call it in a process that may be ended.

    Raises `UnreadablePicture`, `HugePicture`, `MovingPicture` (which no recipe changes), `TookTooMuch`.
    """
    try:
        if media_type == HEIC:
            source = _heic(path.read_bytes(), ARCHIVE_PIXELS)
        elif media_type == RAW:
            source = _raw(path)
        else:
            source = _of_file(path)
        if recipe is None or recipe.is_empty:
            return _drawn(source, ARCHIVE_PIXELS, HugePicture, with_avif=True)
        return _edited(source, recipe)
    except pyvips.Error as error:
        starved = "Cannot allocate memory" in str(error) or "out of memory" in str(error)
        raise (TookTooMuch if starved else UnreadablePicture)() from error


# -- what can be opened -------------------------------------------------------------------------------------


def _of_bytes(data: bytes, media_type: str = "") -> _Source:
    loader = pyvips.vips_lib.vips_foreign_find_load_buffer(data, len(data))
    return _Source(
        media_type or _media_type(loader),
        lambda **options: pyvips.Image.new_from_buffer(data, "", **options),
        lambda width, **options: pyvips.Image.thumbnail_buffer(data, width, **options),
    )


def _of_file(path: Path) -> _Source:
    name = str(path)
    loader = pyvips.vips_lib.vips_foreign_find_load(name.encode())
    return _Source(
        _media_type(loader),
        lambda **options: pyvips.Image.new_from_file(name, access="sequential", **options),
        lambda width, option_string="", **options: pyvips.Image.thumbnail(
            f"{name}[{option_string}]" if option_string else name, width, **options
        ),
    )


def _heic(data: bytes, pixels: int) -> _Source:
    """Decode with libheif, which turns the picture upright; its colours are described by the profile in the file."""
    try:
        found = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        if found.size[0] * found.size[1] > pixels:
            raise PictureTooLarge() if pixels == MAX_PIXELS else HugePicture()
        picture = found.to_pillow()
    except (ValueError, RuntimeError, OSError, EOFError, SyntaxError) as error:
        raise UnreadablePicture() from error
    mode = "RGBA" if "A" in picture.getbands() else "RGB"
    picture = picture.convert(mode)
    image = pyvips.Image.new_from_memory(
        picture.tobytes(), picture.width, picture.height, len(mode), "uchar"
    ).copy(interpretation="srgb")
    if profile := picture.info.get("icc_profile"):
        image = image.copy()
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return _Source(
        HEIC,
        lambda **options: image,
        lambda width, **options: image.thumbnail_image(
            width, height=NO_LIMIT, size="down", export_profile="srgb"
        ),
    )


def _raw(path: Path) -> _Source:
    """Open the preview that the camera wrote: what the photographer saw, without developing the sensor's data."""
    try:
        with rawpy.imread(str(path)) as raw:
            preview = raw.extract_thumb()
            if preview.format == rawpy.ThumbFormat.JPEG:
                return _of_bytes(bytes(preview.data), RAW)
            out = io.BytesIO()
            Image.fromarray(np.asarray(preview.data)).save(out, "PNG")
            return _of_bytes(out.getvalue(), RAW)
    except (rawpy.LibRawError, ValueError, OSError) as error:
        raise UnreadablePicture() from error


def _media_type(loader: object) -> str:
    name = pyvips.ffi.string(loader).decode() if loader != pyvips.ffi.NULL else ""
    short = name.removeprefix("VipsForeignLoad").removesuffix("Buffer").removesuffix("File")
    if short not in MEDIA_TYPES_BY_LOADER:
        raise UnreadablePicture()
    return MEDIA_TYPES_BY_LOADER[short]


# -- what is made -------------------------------------------------------------------------------------------


def _drawn(
    source: _Source, pixels: int, too_large: type[PictureTooLarge | HugePicture], *, with_avif: bool
) -> Picture:
    header = source.header()
    if header.width * header.height > pixels:
        raise too_large()
    # `thumbnail` turns the picture upright by its Exif flag and converts CMYK and wide gamuts to sRGB. One decoding
    # serves all sizes; a file cut short is refused here, not on the reader's screen.
    largest = _eight_bits(
        source.fit(
            max(WIDTHS), height=NO_LIMIT, size="down", export_profile="srgb", fail_on="truncated"
        ).copy_memory()
    )
    width, height = _upright_size(header)
    moving = _moving(source, header, pixels)
    renditions = _encodings(largest, moving or largest, with_avif=with_avif and moving is None)
    return Picture(source.media_type, width, height, renditions)


def _edited(source: _Source, recipe: Recipe) -> Picture:
    """Decode as large as the result needs, edit, encode. Its size is that of the result in the original's pixels."""
    header = source.header()
    if header.width * header.height > ARCHIVE_PIXELS:
        raise HugePicture()
    if _moving(source, header, ARCHIVE_PIXELS) is not None:
        raise MovingPicture()
    width, height = _upright_size(header)
    shown = Geometry(width, height, recipe).result
    part = min(1.0, max(WIDTHS) / shown[0], (EDITED_PIXELS / (width * height)) ** 0.5)
    upright = _eight_bits(
        source.fit(
            max(1, math.ceil(width * part)),
            height=NO_LIMIT,
            size="down",
            export_profile="srgb",
            fail_on="truncated",
        ).copy_memory()
    )
    largest = editing.edited(upright, recipe).copy_memory()
    if largest.width > max(WIDTHS):
        largest = _scaled(largest, max(WIDTHS)).copy_memory()
    size = (max(1, round(shown[0])), max(1, round(shown[1])))
    return Picture(source.media_type, *size, _encodings(largest, largest, with_avif=True))


def _encodings(largest: pyvips.Image, shown: pyvips.Image, *, with_avif: bool) -> tuple[Encoded, ...]:
    """Encode a still for every width; `shown` is what WebP gets, which may move."""
    widths = [*(w for w in WIDTHS if w < largest.width), largest.width]
    renditions = [_webp(shown, w) for w in widths]
    if with_avif:
        renditions += [_avif(largest, w) for w in widths]
    return (*renditions, _jpeg(largest, min(JPEG_WIDTH, largest.width)))


def _moving(source: _Source, header: pyvips.Image, pixels: int) -> pyvips.Image | None:
    """Return all frames below each other when the picture moves and is not too long to be sent whole."""
    frames = header.get("n-pages") if header.get_typeof("n-pages") else 1
    moves = source.media_type in ("image/gif", "image/webp") and 1 < frames <= MOST_FRAMES
    if not moves or header.width * header.height * frames > pixels:
        return None
    return source.fit(
        max(WIDTHS), height=NO_LIMIT, size="down", option_string="n=-1", fail_on="truncated"
    ).copy_memory()


def _eight_bits(image: pyvips.Image) -> pyvips.Image:
    if image.interpretation not in ("srgb", "b-w"):
        image = image.colourspace("srgb")
    return image if image.format == "uchar" else image.cast("uchar")


def _upright_size(header: pyvips.Image) -> tuple[int, int]:
    lies_on_its_side = header.get_typeof("orientation") and header.get("orientation") >= 5
    return (header.height, header.width) if lies_on_its_side else (header.width, header.height)


def _frame_height(image: pyvips.Image) -> int:
    height: int = image.get("page-height") if image.get_typeof("page-height") else image.height
    return height


def _scaled(image: pyvips.Image, width: int) -> pyvips.Image:
    if width >= image.width:
        return image
    frame = _frame_height(image)
    if frame < image.height:
        # Every frame gets a whole number of lines, else they would creep.
        lines = max(1, round(frame * width / image.width))
        scaled = image.resize(width / image.width, vscale=lines / frame).copy()
        scaled.set_type(pyvips.GValue.gint_type, "page-height", lines)
        return scaled
    return image.thumbnail_image(width, height=NO_LIMIT)


def _webp(largest: pyvips.Image, width: int) -> Encoded:
    image = _scaled(largest, width)
    encoded: bytes = image.webpsave_buffer(Q=78, effort=2, keep="none")
    return Encoded(f"w{image.width}", "webp", image.width, _frame_height(image), encoded)


def _avif(largest: pyvips.Image, width: int) -> Encoded:
    image = _scaled(largest, width)
    encoded: bytes = image.heifsave_buffer(Q=55, effort=2, compression="av1", bitdepth=8, keep="none")
    return Encoded(f"a{image.width}", "avif", image.width, image.height, encoded)


def _jpeg(largest: pyvips.Image, width: int) -> Encoded:
    image = _scaled(largest, width)
    if image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    encoded: bytes = image.jpegsave_buffer(Q=82, optimize_coding=True, interlace=True, keep="none")
    return Encoded(f"j{image.width}", "jpeg", image.width, image.height, encoded)
