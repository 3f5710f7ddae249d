"""What the stories room stores."""

from hoitu.stories.models.document import DocumentState, DocumentUpdate, LostWords, Waypoint
from hoitu.stories.models.revision import CorrectionNotice, InterviewReview, Movement, Revision
from hoitu.stories.models.story import (
    AiLabel,
    BylineRow,
    Edition,
    Genre,
    LockKind,
    Section,
    SourceNote,
    Story,
    Tag,
    Topic,
)
from hoitu.stories.models.workflow import Stage, Transition, Workflow

__all__ = [
    "AiLabel",
    "BylineRow",
    "CorrectionNotice",
    "DocumentState",
    "DocumentUpdate",
    "Edition",
    "Genre",
    "InterviewReview",
    "LockKind",
    "LostWords",
    "Movement",
    "Revision",
    "Section",
    "SourceNote",
    "Stage",
    "Story",
    "Tag",
    "Topic",
    "Transition",
    "Waypoint",
    "Workflow",
]
