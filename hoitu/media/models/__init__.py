"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, RenditionRow
from hoitu.media.models.searching import CueRow, SavedSearch

__all__ = ["AssetRow", "CueRow", "ImportedFile", "RenditionRow", "SavedSearch", "UploadRow"]
