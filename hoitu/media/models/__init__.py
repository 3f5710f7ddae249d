"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, RenditionRow

__all__ = ["AssetRow", "ImportedFile", "RenditionRow", "UploadRow"]
