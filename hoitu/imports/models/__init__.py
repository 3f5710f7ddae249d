"""What the imports room stores."""

from hoitu.imports.models.runs import ImportedPicture, ImportRow, ImportRun
from hoitu.imports.models.sheets import BroughtRow, BroughtSheet

__all__ = ["BroughtRow", "BroughtSheet", "ImportRow", "ImportRun", "ImportedPicture"]
