"""Pictures in, renditions out, through libvips."""

import hashlib
from dataclasses import dataclass

import pyvips
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput

MAX_PICTURE_BYTES = 60 * 1024 * 1024
MAX_PIXELS = 120_000_000
WIDTHS = (320, 640, 960, 1440)
JPEG_WIDTH = 1200
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

    WebP in `WIDTHS` up to the original's own width, and one JPEG for feeds and social cards. SVG, PDF and other
    formats that can carry code or address the network are refused. Raises `UnreadablePicture`, `PictureTooLarge`.
    """
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureTooLarge()
    media_type = _media_type(data)
    try:
        header = pyvips.Image.new_from_buffer(data, "")
        if header.width * header.height > MAX_PIXELS:
            raise PictureTooLarge()
        upright = pyvips.Image.thumbnail_buffer(
            data, 10_000_000, height=10_000_000, size="down", fail_on="truncated"
        )
        upright.avg()  # decodes every pixel: a file cut short is refused here, not on the reader's screen
        width, height = upright.width, upright.height
        renditions = [_webp(data, min(w, width)) for w in WIDTHS if w <= width] or [_webp(data, width)]
        renditions.append(_jpeg(data, min(JPEG_WIDTH, width)))
    except pyvips.Error as error:
        raise UnreadablePicture() from error
    return Picture(media_type, width, height, tuple(renditions))


def _media_type(data: bytes) -> str:
    loader = pyvips.vips_lib.vips_foreign_find_load_buffer(data, len(data))
    name = pyvips.ffi.string(loader).decode() if loader != pyvips.ffi.NULL else ""
    if name not in MEDIA_TYPES_BY_LOADER:
        raise UnreadablePicture()
    return MEDIA_TYPES_BY_LOADER[name]


def _scaled(data: bytes, width: int) -> pyvips.Image:
    # `thumbnail` turns the picture upright by its Exif flag and converts CMYK and wide gamuts to sRGB.
    return pyvips.Image.thumbnail_buffer(data, width, height=10_000_000, export_profile="srgb")


def _webp(data: bytes, width: int) -> Encoded:
    image = _scaled(data, width)
    encoded: bytes = image.webpsave_buffer(Q=78, effort=3, keep="none")
    return Encoded(f"w{image.width}", "webp", image.width, image.height, encoded)


def _jpeg(data: bytes, width: int) -> Encoded:
    image = _scaled(data, width)
    if image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    encoded: bytes = image.jpegsave_buffer(Q=82, optimize_coding=True, interlace=True, keep="none")
    return Encoded(f"j{image.width}", "jpeg", image.width, image.height, encoded)
