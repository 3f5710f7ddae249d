"""What the media room stores."""

from hoitu.media.models.arrivals import ImportedFile, UploadRow
from hoitu.media.models.assets import AssetRow, EmbeddedRow, RenditionRow
from hoitu.media.models.editing import PictureEdit
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
from hoitu.media.models.sets import (
    BatchRow,
    CollectionItem,
    CollectionRow,
    DescriptionChange,
    RequiredField,
    TemplateRow,
)

__all__ = [
    "AssetRights",
    "AssetRow",
    "BatchRow",
    "BinRow",
    "CollectionItem",
    "CollectionRow",
    "ConsentRow",
    "CueRow",
    "DescriptionChange",
    "EmbeddedRow",
    "FixityFinding",
    "HoldRow",
    "ImportedFile",
    "LeaseRow",
    "PictureEdit",
    "RenditionRow",
    "RequiredField",
    "RetentionClass",
    "RetentionRow",
    "RightsOverride",
    "SavedSearch",
    "StoredFile",
    "Supplier",
    "TemplateRow",
    "TombstoneRow",
    "UploadRow",
    "UsageCategory",
    "UseRow",
]
