"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, EmbeddedRow, RenditionRow
from hoitu.media.models.fixity import FixityFinding, StoredFile
from hoitu.media.models.life import BinRow, HoldRow, RetentionClass, RetentionRow, TombstoneRow
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
    "BinRow",
    "ConsentRow",
    "CueRow",
    "EmbeddedRow",
    "FixityFinding",
    "HoldRow",
    "ImportedFile",
    "LeaseRow",
    "RenditionRow",
    "RetentionClass",
    "RetentionRow",
    "RightsOverride",
    "SavedSearch",
    "StoredFile",
    "Supplier",
    "TombstoneRow",
    "UploadRow",
    "UsageCategory",
    "UseRow",
]
