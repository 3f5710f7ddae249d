"""What the oversight room stores."""

from hoitu.oversight.models.complaints import Complaint, ComplaintStep
from hoitu.oversight.models.monitor import Change, Item, Remark, Source
from hoitu.oversight.models.planning import PlanEntry, PlanRequest, PressPlan
from hoitu.oversight.models.quality import Checklist, Mark, Question, Review, Round, Sampled

__all__ = [
    "Change",
    "Checklist",
    "Complaint",
    "ComplaintStep",
    "Item",
    "Mark",
    "PlanEntry",
    "PlanRequest",
    "PressPlan",
    "Question",
    "Remark",
    "Review",
    "Round",
    "Sampled",
    "Source",
]
