"""The front door of the stories room."""

from hoitu.stories.errors import (
    ApprovalIsFixed,
    BylinesChanged,
    ChecksFailed,
    MoveNotPossible,
    NoteNeeded,
    NotWhatYouSaw,
    NotYourStep,
    OwnStoryApproval,
    PassageStands,
    SharesNotWhole,
    StageInUse,
    StoryIsClosed,
    StoryIsLocked,
    WorkflowInUse,
)
from hoitu.stories.models import Genre
from hoitu.stories.operations.append import Arrival, append_updates
from hoitu.stories.operations.correct import start_correction
from hoitu.stories.operations.create import create_story
from hoitu.stories.operations.details import (
    BylineInput,
    Details,
    edit_details,
    set_bylines,
    set_edition,
    set_sources,
)
from hoitu.stories.operations.import_stories import import_stories
from hoitu.stories.operations.keep_waypoints import keep_waypoints
from hoitu.stories.operations.lock import lock_story, unlock_story
from hoitu.stories.operations.move import move_story
from hoitu.stories.operations.propose import propose_words
from hoitu.stories.operations.put_back import let_lost_words_go, put_lost_words_back
from hoitu.stories.operations.release_marks import mark_released
from hoitu.stories.operations.restore_moment import restore_moment, restore_passage
from hoitu.stories.operations.review import answer_review, ask_review
from hoitu.stories.operations.revise import restore_revision, save_revision
from hoitu.stories.operations.rewrite import rewrite_story
from hoitu.stories.operations.sections import save_section, shift_section, switch_section
from hoitu.stories.operations.seen import details_hash, fingerprint
from hoitu.stories.operations.settle import settle_left_behind, settle_story
from hoitu.stories.operations.sync import Standing, check_update, standing, sync_document, take_in
from hoitu.stories.operations.terms import merge_terms, save_term, switch_topic
from hoitu.stories.operations.transitions import TransitionInput, remove_transition, save_transition
from hoitu.stories.operations.withdraw import restore_story, withdraw_story
from hoitu.stories.operations.workflow import (
    StageInput,
    copy_workflow,
    general_workflow,
    remove_stage,
    remove_workflow,
    save_stage,
    save_workflow,
    shift_stage,
)
from hoitu.stories.queries import (
    Cursor,
    StoryFilter,
    approved_revision,
    author_ids,
    changed_stories,
    count_of_all,
    moves_open,
    my_stories,
    permission_at,
    released_stories,
    released_story,
    said_in,
    searchable_stories,
    sections,
    shown_assets,
    stage_counts,
    stories,
    stories_signed,
    story_card,
    story_draft,
    terms_now,
    topics,
    waiting_for,
)
from hoitu.stories.words import DOCUMENTS, last_update, updates_after

GENRES = Genre.choices

__all__ = [
    "DOCUMENTS",
    "GENRES",
    "ApprovalIsFixed",
    "Arrival",
    "BylineInput",
    "BylinesChanged",
    "ChecksFailed",
    "Cursor",
    "Details",
    "MoveNotPossible",
    "NotWhatYouSaw",
    "NotYourStep",
    "NoteNeeded",
    "OwnStoryApproval",
    "PassageStands",
    "SharesNotWhole",
    "StageInUse",
    "StageInput",
    "Standing",
    "StoryFilter",
    "StoryIsClosed",
    "StoryIsLocked",
    "TransitionInput",
    "WorkflowInUse",
    "answer_review",
    "append_updates",
    "approved_revision",
    "ask_review",
    "author_ids",
    "changed_stories",
    "check_update",
    "copy_workflow",
    "count_of_all",
    "create_story",
    "details_hash",
    "edit_details",
    "fingerprint",
    "general_workflow",
    "import_stories",
    "keep_waypoints",
    "last_update",
    "let_lost_words_go",
    "lock_story",
    "mark_released",
    "merge_terms",
    "move_story",
    "moves_open",
    "my_stories",
    "permission_at",
    "propose_words",
    "put_lost_words_back",
    "released_stories",
    "released_story",
    "remove_stage",
    "remove_transition",
    "remove_workflow",
    "restore_moment",
    "restore_passage",
    "restore_revision",
    "restore_story",
    "rewrite_story",
    "said_in",
    "save_revision",
    "save_section",
    "save_stage",
    "save_term",
    "save_transition",
    "save_workflow",
    "searchable_stories",
    "sections",
    "set_bylines",
    "set_edition",
    "set_sources",
    "settle_left_behind",
    "settle_story",
    "shift_section",
    "shift_stage",
    "shown_assets",
    "stage_counts",
    "standing",
    "start_correction",
    "stories",
    "stories_signed",
    "story_card",
    "story_draft",
    "switch_section",
    "switch_topic",
    "sync_document",
    "take_in",
    "terms_now",
    "topics",
    "unlock_story",
    "updates_after",
    "waiting_for",
    "withdraw_story",
]
