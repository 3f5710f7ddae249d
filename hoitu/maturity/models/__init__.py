"""What the maturity room stores."""

from hoitu.maturity.models.assessments import Assessment, Score, Step
from hoitu.maturity.models.catalogues import (
    AnnexDraft,
    Catalogue,
    Confidence,
    Criterion,
    Cycle,
    LevelBand,
    PillarRow,
    SubIndex,
)

__all__ = [
    "AnnexDraft",
    "Assessment",
    "Catalogue",
    "Confidence",
    "Criterion",
    "Cycle",
    "LevelBand",
    "PillarRow",
    "Score",
    "Step",
    "SubIndex",
]
