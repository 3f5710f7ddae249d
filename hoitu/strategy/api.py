"""The front door of the strategy room."""

from hoitu.strategy.operations.assign_tasks import (
    assign_task,
    await_document,
    drop_opening,
    register_document,
)
from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.difficulties import (
    answer_difficulty,
    pass_on_difficulty,
    raise_difficulty,
    withdraw_difficulty,
)
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.operations.remind import remind_by_hand, remindable, set_steps, steps_of
from hoitu.strategy.operations.work_on_case import assign_people, hand_in, may_work, note_progress
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.board import about_case, case_ids, task_ids
from hoitu.strategy.queries.notices import (
    assigned_notice,
    difficulty_notice,
    evidence_subjects,
    reminder_notice,
)
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.values import records_of, until_of, value_of

__all__ = [
    "Loaded",
    "about_case",
    "agencies_of",
    "answer_difficulty",
    "assign_people",
    "assign_task",
    "assigned_notice",
    "await_document",
    "bind_plan",
    "case_ids",
    "difficulty_notice",
    "drop_opening",
    "evidence_subjects",
    "hand_in",
    "load_plan",
    "may_work",
    "note_progress",
    "on_release",
    "open_cases",
    "open_to",
    "pass_on_difficulty",
    "raise_difficulty",
    "read_plan",
    "records_of",
    "register_document",
    "remind_by_hand",
    "remindable",
    "reminder_notice",
    "set_steps",
    "shipped_plans",
    "steps_of",
    "task_ids",
    "until_of",
    "value_of",
    "withdraw_difficulty",
]
