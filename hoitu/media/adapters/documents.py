"""Documents: the first page of a PDF as a picture, so that people see what they choose."""

import io
from pathlib import Path

import pypdfium2

from hoitu.media.adapters.pictures import Picture, read_picture
from hoitu.media.errors import UnreadableDocument

PAGE_WIDTH = 1080
MAX_SCALE = 6.0


def read_document(path: Path, media_type: str) -> Picture | None:
    """Return the first page of a PDF; None for documents that only their own program shows.

    Raises `UnreadableDocument` when a PDF is broken or locked.
    """
    if media_type != "application/pdf":
        return None
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[0]
            scale = min(PAGE_WIDTH / max(page.get_width(), 1), MAX_SCALE)
            shown = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise UnreadableDocument() from error
    out = io.BytesIO()
    shown.save(out, "PNG", compress_level=1)
    return read_picture(out.getvalue())
