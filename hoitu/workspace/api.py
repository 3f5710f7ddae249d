"""The front door of the workspace: what facts come in."""

from hoitu.workspace.operations.notify import on_release_troubled, on_story_moved, on_story_released
from hoitu.workspace.operations.notify_connections import on_connection_silent
from hoitu.workspace.operations.notify_correspondence import on_item_arrived
from hoitu.workspace.operations.notify_discussion import (
    on_person_mentioned,
    on_story_task_given,
    on_thread_moved,
)
from hoitu.workspace.operations.notify_draws import on_draw_due, on_draw_moved
from hoitu.workspace.operations.notify_evidence import on_evidence_attached, on_evidence_checked
from hoitu.workspace.operations.notify_maturity import on_assessment_moved
from hoitu.workspace.operations.notify_oversight import (
    on_complaint_came,
    on_complaint_due,
    on_remark_made,
    on_source_silent,
)
from hoitu.workspace.operations.notify_registers import on_rows_ending
from hoitu.workspace.operations.notify_reports import (
    on_report_answered,
    on_report_asked,
    on_report_due,
    on_report_sent,
)
from hoitu.workspace.operations.notify_rights import on_files_damaged, on_rights_ending
from hoitu.workspace.operations.notify_tasks import (
    on_difficulty_moved,
    on_task_assigned,
    on_task_due,
    on_task_escalated,
)

__all__ = [
    "on_assessment_moved",
    "on_complaint_came",
    "on_complaint_due",
    "on_connection_silent",
    "on_difficulty_moved",
    "on_draw_due",
    "on_draw_moved",
    "on_evidence_attached",
    "on_evidence_checked",
    "on_files_damaged",
    "on_item_arrived",
    "on_person_mentioned",
    "on_release_troubled",
    "on_remark_made",
    "on_report_answered",
    "on_report_asked",
    "on_report_due",
    "on_report_sent",
    "on_rights_ending",
    "on_rows_ending",
    "on_source_silent",
    "on_story_moved",
    "on_story_released",
    "on_story_task_given",
    "on_task_assigned",
    "on_task_due",
    "on_task_escalated",
    "on_thread_moved",
]
