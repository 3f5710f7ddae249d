"""The front door of the strategy room."""

from hoitu.strategy.definitions import Definition, definition_of, definitions
from hoitu.strategy.figures import Line, Lines, UnitFigure, Window
from hoitu.strategy.operations.assign_tasks import (
    assign_task,
    await_document,
    drop_opening,
    register_document,
)
from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.calendar_address import (
    end_calendar_address,
    make_calendar_address,
    whose_calendar,
)
from hoitu.strategy.operations.classify import classify_topics
from hoitu.strategy.operations.declare import Statement, declare
from hoitu.strategy.operations.difficulties import (
    answer_difficulty,
    pass_on_difficulty,
    raise_difficulty,
    withdraw_difficulty,
)
from hoitu.strategy.operations.enter import enter_plan
from hoitu.strategy.operations.follow import on_release, on_rows_changed, on_work_changed
from hoitu.strategy.operations.freeze import freeze_plan
from hoitu.strategy.operations.join_body import join_body, may_join
from hoitu.strategy.operations.link_texts import link_text, unlink_text
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.operations.open_cases import open_cases
from hoitu.strategy.operations.refresh import ask_recount, end_of_changes, periods
from hoitu.strategy.operations.remind import remind_by_hand, remindable, set_steps, steps_of
from hoitu.strategy.operations.take_figures import (
    OutsideStatement,
    OutsideTally,
    ToldBy,
    forget_untold,
    take_back_figures,
    take_figures,
)
from hoitu.strategy.operations.take_in import OUTSIDE, OutsideRecord, known_elsewhere, take_in
from hoitu.strategy.operations.work_on_case import assign_people, hand_in, may_work, note_progress
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.packs.building import build as build_record
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.policies.passing import Verdict
from hoitu.strategy.policies.receiving import read_instant
from hoitu.strategy.policies.timing import Occurrence, TimeKind, TimeRule, occurrences
from hoitu.strategy.policies.timing import parse as parse_time
from hoitu.strategy.queries.addressees import Succession, addressee, succession
from hoitu.strategy.queries.answers import (
    Answer,
    CaseLine,
    PlanAnswer,
    TaskLine,
    answers_of,
    case_lines,
    plan_answers,
    task_lines,
)
from hoitu.strategy.queries.asked import Asked, asked_of
from hoitu.strategy.queries.board import Card, about_case, case_ids, counts, task_ids
from hoitu.strategy.queries.countable import Countable, countable, counted, counted_of
from hoitu.strategy.queries.declared import Declared, declared
from hoitu.strategy.queries.difficulties import DifficultyStanding
from hoitu.strategy.queries.duties import Recipient, ReportDuty, recipients_by, recipients_of, report_duties
from hoitu.strategy.queries.letters import (
    PlanCard,
    TaskCard,
    awaited_opening,
    organisations_of_plan,
    plans_of_owner,
    task_cards,
    tasks_of_owner,
)
from hoitu.strategy.queries.notices import assigned_notice, difficulty_notice, reminder_notice, task_subjects
from hoitu.strategy.queries.outward import (
    Changes,
    ToldRecord,
    ToldStatement,
    ToldTally,
    changes_between,
    statements_of,
    tallies_told,
)
from hoitu.strategy.queries.overview import (
    Share,
    cards_of,
    difficulties_before,
    plan_for,
    plans_about,
    plans_of,
    published_value,
    share_measures,
    shares_at,
    value_for,
)
from hoitu.strategy.queries.production import Part, first_publication, published
from hoitu.strategy.queries.received import in_words
from hoitu.strategy.queries.rollup import Nation, Place, RollUp, nation, places_of, roll_up
from hoitu.strategy.queries.scope import agencies_of, open_to, readable_plans
from hoitu.strategy.queries.stored_plans import (
    StoredPlan,
    is_code_taken,
    plan_cited,
    plans_to_adapt,
    plans_to_replace,
    stored_plan,
)
from hoitu.strategy.queries.subjects import evidence_subjects
from hoitu.strategy.queries.trying import can_try, judged_with, smallest_set
from hoitu.strategy.queries.values import (
    UnitValue,
    Value,
    computed_indicators,
    figure_of,
    indicator_name,
    records_of,
    unit_of,
    until_of,
    value_of,
    values_of,
)

__all__ = [
    "OUTSIDE",
    "Answer",
    "Asked",
    "Card",
    "CaseLine",
    "CaseState",
    "Changes",
    "Countable",
    "Declared",
    "Definition",
    "DifficultyStanding",
    "Line",
    "Lines",
    "Loaded",
    "Nation",
    "Occurrence",
    "OutsideRecord",
    "OutsideStatement",
    "OutsideTally",
    "Part",
    "Place",
    "PlanAnswer",
    "PlanCard",
    "Recipient",
    "ReportDuty",
    "RollUp",
    "Share",
    "Statement",
    "StoredPlan",
    "Succession",
    "TaskCard",
    "TaskLine",
    "TimeKind",
    "TimeRule",
    "ToldBy",
    "ToldRecord",
    "ToldStatement",
    "ToldTally",
    "UnitFigure",
    "UnitValue",
    "Value",
    "Verdict",
    "Window",
    "about_case",
    "addressee",
    "agencies_of",
    "answer_difficulty",
    "answers_of",
    "ask_recount",
    "asked_of",
    "assign_people",
    "assign_task",
    "assigned_notice",
    "await_document",
    "awaited_opening",
    "bind_plan",
    "build_record",
    "can_try",
    "cards_of",
    "case_ids",
    "case_lines",
    "changes_between",
    "classify_topics",
    "computed_indicators",
    "countable",
    "counted",
    "counted_of",
    "counts",
    "declare",
    "declared",
    "definition_of",
    "definitions",
    "difficulties_before",
    "difficulty_notice",
    "drop_opening",
    "end_calendar_address",
    "end_of_changes",
    "enter_plan",
    "evidence_subjects",
    "figure_of",
    "first_publication",
    "forget_untold",
    "freeze_plan",
    "hand_in",
    "in_words",
    "indicator_name",
    "is_code_taken",
    "join_body",
    "judged_with",
    "known_elsewhere",
    "link_text",
    "load_plan",
    "make_calendar_address",
    "may_join",
    "may_work",
    "nation",
    "note_progress",
    "occurrences",
    "on_release",
    "on_rows_changed",
    "on_work_changed",
    "open_cases",
    "open_to",
    "organisations_of_plan",
    "parse_time",
    "pass_on_difficulty",
    "periods",
    "places_of",
    "plan_answers",
    "plan_cited",
    "plan_for",
    "plans_about",
    "plans_of",
    "plans_of_owner",
    "plans_to_adapt",
    "plans_to_replace",
    "published",
    "published_value",
    "raise_difficulty",
    "read_instant",
    "read_plan",
    "readable_plans",
    "recipients_by",
    "recipients_of",
    "records_of",
    "register_document",
    "remind_by_hand",
    "remindable",
    "reminder_notice",
    "report_duties",
    "roll_up",
    "set_steps",
    "share_measures",
    "shares_at",
    "shipped_plans",
    "smallest_set",
    "statements_of",
    "steps_of",
    "stored_plan",
    "succession",
    "take_back_figures",
    "take_figures",
    "take_in",
    "tallies_told",
    "task_cards",
    "task_ids",
    "task_lines",
    "task_subjects",
    "tasks_of_owner",
    "unit_of",
    "unlink_text",
    "until_of",
    "value_for",
    "value_of",
    "values_of",
    "whose_calendar",
    "withdraw_difficulty",
]
