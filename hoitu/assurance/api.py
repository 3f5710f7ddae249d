"""The front door of the assurance room."""

from hoitu.assurance.data import AnnouncementInput, Result, State, Verdict, Verified
from hoitu.assurance.errors import DrawOver, ListTooLong, NothingToDraw, NotYet, SecondPersonJudges
from hoitu.assurance.operations.announce import announce_draw
from hoitu.assurance.operations.draw import make_draw
from hoitu.assurance.operations.judge import cancel_draw, close_draw, judge_record
from hoitu.assurance.operations.remind import remind_of_draws
from hoitu.assurance.operations.state_place import state_place
from hoitu.assurance.queries.draws import drawn_lines, result_of, results_by_agency, sheet_of, verified
from hoitu.assurance.queries.duties import duties
from hoitu.assurance.queries.find import draw_of, record_of, seen_by
from hoitu.assurance.queries.places import places_of, unlisted
from hoitu.assurance.queries.subjects import evidence_subjects

__all__ = [
    "AnnouncementInput",
    "DrawOver",
    "ListTooLong",
    "NotYet",
    "NothingToDraw",
    "Result",
    "SecondPersonJudges",
    "State",
    "Verdict",
    "Verified",
    "announce_draw",
    "cancel_draw",
    "close_draw",
    "draw_of",
    "drawn_lines",
    "duties",
    "evidence_subjects",
    "judge_record",
    "make_draw",
    "places_of",
    "record_of",
    "remind_of_draws",
    "result_of",
    "results_by_agency",
    "seen_by",
    "sheet_of",
    "state_place",
    "unlisted",
    "verified",
]
