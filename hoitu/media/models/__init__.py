"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, EmbeddedRow, RenditionRow

__all__ = ["AssetRow", "EmbeddedRow", "ImportedFile", "RenditionRow", "UploadRow"]
