"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, RenditionRow
from hoitu.media.models.rights import (
    AssetRights,
    ConsentRow,
    LeaseRow,
    RightsOverride,
    Supplier,
    UsageCategory,
    UseRow,
)

__all__ = [
    "AssetRights",
    "AssetRow",
    "ConsentRow",
    "ImportedFile",
    "LeaseRow",
    "RenditionRow",
    "RightsOverride",
    "Supplier",
    "UploadRow",
    "UsageCategory",
    "UseRow",
]
