"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, EmbeddedRow, RenditionRow
from hoitu.media.models.editing import PictureEdit
from hoitu.media.models.rights import (
    AssetRights,
    ConsentRow,
    LeaseRow,
    RightsOverride,
    Supplier,
    UsageCategory,
    UseRow,
)
from hoitu.media.models.searching import CueRow, SavedSearch

__all__ = [
    "AssetRights",
    "AssetRow",
    "ConsentRow",
    "CueRow",
    "EmbeddedRow",
    "ImportedFile",
    "LeaseRow",
    "PictureEdit",
    "RenditionRow",
    "RightsOverride",
    "SavedSearch",
    "Supplier",
    "UploadRow",
    "UsageCategory",
    "UseRow",
]
