"""The front door of the oversight room."""

from hoitu.oversight.data import (
    AnswerInput,
    ComplaintInput,
    ComplaintKind,
    Medium,
    Outcome,
    PastAnswer,
    SeenItem,
    Via,
)
from hoitu.oversight.operations.complaints import (
    answer_complaint,
    bring_complaint,
    has_complaint,
    note_correction,
    note_step,
    pass_on_complaint,
    receive_complaint,
    remind_of_complaints,
)
from hoitu.oversight.operations.own_sites import on_story_released
from hoitu.oversight.operations.planning import PlanInput, RequestInput, note_request, note_sent, save_plan
from hoitu.oversight.operations.quality import close_checklist, draw_sample, make_checklist, review
from hoitu.oversight.operations.sources import (
    SourceInput,
    add_source,
    answer_remark,
    change_source,
    make_remark,
    read_now,
)
from hoitu.oversight.operations.take import take_shown
from hoitu.oversight.queries.complaints import evidence_subjects
from hoitu.oversight.queries.duties import duties
from hoitu.oversight.queries.monitor import Part, Search, Tally, items, latest, tallies
from hoitu.oversight.queries.outgoing import outgoing
from hoitu.oversight.queries.quality import result_of, round_of

__all__ = [
    "AnswerInput",
    "ComplaintInput",
    "ComplaintKind",
    "Medium",
    "Outcome",
    "Part",
    "PastAnswer",
    "PlanInput",
    "RequestInput",
    "Search",
    "SeenItem",
    "SourceInput",
    "Tally",
    "Via",
    "add_source",
    "answer_complaint",
    "answer_remark",
    "bring_complaint",
    "change_source",
    "close_checklist",
    "draw_sample",
    "duties",
    "evidence_subjects",
    "has_complaint",
    "items",
    "latest",
    "make_checklist",
    "make_remark",
    "note_correction",
    "note_request",
    "note_sent",
    "note_step",
    "on_story_released",
    "outgoing",
    "pass_on_complaint",
    "read_now",
    "receive_complaint",
    "remind_of_complaints",
    "result_of",
    "review",
    "round_of",
    "save_plan",
    "take_shown",
    "tallies",
]
