"""Who hears which fact: one row per fact, in the order in which the rooms may be told.

A fact announced on a lower floor reaches an upper room only through this table. Below it stands which adapter
serves which kind of channel: rooms above `channels` provide some of them.
"""

from hoitu.kernel.facts import Subscription

# Figures may be a moment behind: they never make a reader wait.
STRATEGY = Subscription("hoitu.strategy.api.on_release", queue="reports")
OVERSIGHT = Subscription("hoitu.oversight.api.on_story_released", queue="reports")

SUBSCRIPTIONS: dict[str, list[str | Subscription]] = {
    "kernel.DeliveryReplayed": ["hoitu.audit.api.on_delivery_replayed"],
    "accounts.WorkChanged": [Subscription("hoitu.strategy.api.on_work_changed", queue="reports")],
    "registers.RowsChanged": [Subscription("hoitu.strategy.api.on_rows_changed", queue="reports")],
    "registers.RowsEnding": [Subscription("hoitu.workspace.api.on_rows_ending", queue="reports")],
    "evidence.EvidenceAttached": ["hoitu.workspace.api.on_evidence_attached"],
    "evidence.EvidenceChecked": ["hoitu.workspace.api.on_evidence_checked"],
    "media.PictureChanged": ["hoitu.site.api.on_picture_changed"],
    "media.FilesDamaged": [Subscription("hoitu.workspace.api.on_files_damaged", queue="reports")],
    "media.RightsEnding": ["hoitu.workspace.api.on_rights_ending"],
    "stories.StoryApproved": ["hoitu.channels.api.on_story_approved"],
    "stories.StoriesImported": ["hoitu.channels.api.on_stories_imported"],
    "stories.StoryMoved": ["hoitu.workspace.api.on_story_moved"],
    "stories.StoryWithdrawn": ["hoitu.channels.api.on_story_withdrawn"],
    "stories.StoryRestored": ["hoitu.channels.api.on_story_restored"],
    "stories.TermChanged": ["hoitu.site.api.on_term_changed"],
    "discussion.PersonMentioned": ["hoitu.workspace.api.on_person_mentioned"],
    "discussion.TaskGiven": ["hoitu.workspace.api.on_story_task_given"],
    "discussion.ThreadMoved": ["hoitu.workspace.api.on_thread_moved"],
    "channels.StoryReleased": [STRATEGY, OVERSIGHT, "hoitu.workspace.api.on_story_released"],
    "channels.ReleaseConfirmed": [STRATEGY],
    "channels.ReleaseTroubled": ["hoitu.workspace.api.on_release_troubled"],
    "strategy.TaskAssigned": ["hoitu.workspace.api.on_task_assigned"],
    "strategy.TaskDue": ["hoitu.workspace.api.on_task_due"],
    "strategy.TaskEscalated": ["hoitu.workspace.api.on_task_escalated"],
    "strategy.DifficultyMoved": ["hoitu.workspace.api.on_difficulty_moved"],
    "maturity.AssessmentMoved": ["hoitu.workspace.api.on_assessment_moved"],
    "reporting.ReportSent": ["hoitu.workspace.api.on_report_sent"],
    "reporting.ReportAnswered": ["hoitu.workspace.api.on_report_answered"],
    "reporting.ReportDue": ["hoitu.workspace.api.on_report_due"],
    "reporting.ReportAsked": ["hoitu.workspace.api.on_report_asked"],
    "connector.ConnectionSilent": ["hoitu.workspace.api.on_connection_silent"],
    "correspondence.ItemArrived": [Subscription("hoitu.workspace.api.on_item_arrived", queue="reports")],
    "oversight.SourceSilent": ["hoitu.workspace.api.on_source_silent"],
    "oversight.RemarkMade": ["hoitu.workspace.api.on_remark_made"],
    "oversight.ComplaintCame": ["hoitu.workspace.api.on_complaint_came"],
    "oversight.ComplaintDue": ["hoitu.workspace.api.on_complaint_due"],
    "assurance.DrawDue": [Subscription("hoitu.workspace.api.on_draw_due", queue="reports")],
    "assurance.DrawMoved": [Subscription("hoitu.workspace.api.on_draw_moved", queue="reports")],
}

ADAPTERS: dict[str, str] = {
    "manual": "hoitu.channels.adapters.manual.ManualAdapter",
    "ninjs": "hoitu.channels.adapters.ninjs.NinjsAdapter",
    "web": "hoitu.site.adapter.WebAdapter",
}

# Which room says what documents are about, by the first word of `about`: see `evidence/subjects.py`.
EVIDENCE_SUBJECTS: dict[str, str] = {
    "complaint": "hoitu.oversight.api.evidence_subjects",
    "criterion": "hoitu.maturity.api.evidence_subjects",
    "draw": "hoitu.assurance.api.evidence_subjects",
    "measure": "hoitu.strategy.api.evidence_subjects",
    "row": "hoitu.registers.api.evidence_subjects",
    "task": "hoitu.strategy.api.task_subjects",
}
# Kinds whose documents never leave the agency: bodies above neither see nor check them.
EVIDENCE_PRIVATE: frozenset[str] = frozenset({"complaint"})

# Which room lists the outside machines that it was told to ask: see `kernel/outgoing.py`. A test finds rooms that ask
# and are not here.
OUTGOING: tuple[str, ...] = (
    "hoitu.kernel.mail.outgoing",
    "hoitu.accounts.api.outgoing",
    "hoitu.channels.api.outgoing",
    "hoitu.imports.api.outgoing",
    "hoitu.connector.api.outgoing",
    "hoitu.oversight.api.outgoing",
    "hoitu.media.api.outgoing",
)
