"""What the correspondence room stores."""

from hoitu.correspondence.models.circulars import (
    Circular,
    CircularReceipt,
    CircularVersion,
    HandingOn,
    Opening,
    PaperReceipt,
)
from hoitu.correspondence.models.experiences import Experience, Participation, Question, UsefulMark
from hoitu.correspondence.models.files import Attachment
from hoitu.correspondence.models.library import Guide, GuideReading, GuideVersion
from hoitu.correspondence.models.press import PressRequest, PressStep, Spokesperson, Statement

__all__ = [
    "Attachment",
    "Circular",
    "CircularReceipt",
    "CircularVersion",
    "Experience",
    "Guide",
    "GuideReading",
    "GuideVersion",
    "HandingOn",
    "Opening",
    "PaperReceipt",
    "Participation",
    "PressRequest",
    "PressStep",
    "Question",
    "Spokesperson",
    "Statement",
    "UsefulMark",
]
