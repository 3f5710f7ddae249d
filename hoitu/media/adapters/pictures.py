"""Pictures in, renditions out, through libvips."""

import hashlib
from dataclasses import dataclass

import pyvips
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput

MAX_PICTURE_BYTES = 60 * 1024 * 1024
MAX_PIXELS = 120_000_000
# A card, a phone's whole width at twice its pixels, a column of text on a fine screen, a wide lead.
WIDTHS = (320, 768, 1080, 1440)
JPEG_WIDTH = 1200
NO_LIMIT = 10_000_000
MEDIA_TYPES_BY_LOADER = {
    "VipsForeignLoadJpegBuffer": "image/jpeg",
    "VipsForeignLoadPngBuffer": "image/png",
    "VipsForeignLoadWebpBuffer": "image/webp",
    "VipsForeignLoadNsgifBuffer": "image/gif",
    "VipsForeignLoadHeifBuffer": "image/heif",
    "VipsForeignLoadTiffBuffer": "image/tiff",
}


class UnreadablePicture(BadInput):
    """Raised when the bytes are not a picture that can be shown."""

    default_sentence = _(
        "Tệp này không phải ảnh đọc được. Hãy dùng ảnh JPEG, PNG, WebP, GIF, HEIC hoặc TIFF chưa bị hỏng."
    )


class PictureTooLarge(BadInput):
    """Raised before decoding when the file or its pixel count is over the limit."""

    default_sentence = _("Ảnh quá lớn: tối đa 60 MB và 120 triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lại.")


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


def read_picture(data: bytes) -> Picture:
    """Decode an upload and encode its renditions.

    WebP in the `WIDTHS` below the original's own width and in that, and one JPEG for feeds and social cards. SVG,
    PDF and other formats that can carry code or address the network are refused. Raises `UnreadablePicture`,
    `PictureTooLarge`.
    """
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureTooLarge()
    media_type = _media_type(data)
    try:
        header = pyvips.Image.new_from_buffer(data, "")
        if header.width * header.height > MAX_PIXELS:
            raise PictureTooLarge()
        # `thumbnail` turns the picture upright by its Exif flag and converts CMYK and wide gamuts to sRGB. One
        # decoding serves all sizes; a file cut short is refused here, not on the reader's screen.
        largest = pyvips.Image.thumbnail_buffer(
            data, max(WIDTHS), height=NO_LIMIT, size="down", export_profile="srgb", fail_on="truncated"
        ).copy_memory()
        width, height = _upright_size(header)
        widths = [*(w for w in WIDTHS if w < largest.width), largest.width]
        renditions = [_webp(largest, w) for w in widths]
        renditions.append(_jpeg(largest, min(JPEG_WIDTH, largest.width)))
    except pyvips.Error as error:
        raise UnreadablePicture() from error
    return Picture(media_type, width, height, tuple(renditions))


def _media_type(data: bytes) -> str:
    loader = pyvips.vips_lib.vips_foreign_find_load_buffer(data, len(data))
    name = pyvips.ffi.string(loader).decode() if loader != pyvips.ffi.NULL else ""
    if name not in MEDIA_TYPES_BY_LOADER:
        raise UnreadablePicture()
    return MEDIA_TYPES_BY_LOADER[name]


def _upright_size(header: pyvips.Image) -> tuple[int, int]:
    lies_on_its_side = header.get_typeof("orientation") and header.get("orientation") >= 5
    return (header.height, header.width) if lies_on_its_side else (header.width, header.height)


def _scaled(image: pyvips.Image, width: int) -> pyvips.Image:
    return image.thumbnail_image(width, height=NO_LIMIT) if width < image.width else image


def _webp(largest: pyvips.Image, width: int) -> Encoded:
    image = _scaled(largest, width)
    encoded: bytes = image.webpsave_buffer(Q=78, effort=2, keep="none")
    return Encoded(f"w{image.width}", "webp", image.width, image.height, encoded)


def _jpeg(largest: pyvips.Image, width: int) -> Encoded:
    image = _scaled(largest, width)
    if image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    encoded: bytes = image.jpegsave_buffer(Q=82, optimize_coding=True, interlace=True, keep="none")
    return Encoded(f"j{image.width}", "jpeg", image.width, image.height, encoded)
