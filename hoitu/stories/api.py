"""The front door of the stories room."""

from hoitu.stories.errors import (
    ChecksFailed,
    MoveNotPossible,
    NoteNeeded,
    NotYourStep,
    OwnStoryApproval,
    SharesNotWhole,
    StoryIsClosed,
)
from hoitu.stories.models import Genre
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
from hoitu.stories.operations.move import move_story
from hoitu.stories.operations.release_marks import mark_released
from hoitu.stories.operations.review import answer_review, ask_review
from hoitu.stories.operations.revise import restore_revision, save_revision
from hoitu.stories.operations.rewrite import rewrite_story
from hoitu.stories.operations.sections import save_section
from hoitu.stories.operations.sync import sync_document
from hoitu.stories.operations.withdraw import restore_story, withdraw_story
from hoitu.stories.queries import (
    Cursor,
    StoryFilter,
    approved_revision,
    author_ids,
    changed_stories,
    moves_open,
    my_stories,
    permission_at,
    released_stories,
    released_story,
    sections,
    stage_counts,
    stories,
    story_card,
    topics,
    waiting_for,
)

GENRES = Genre.choices

__all__ = [
    "GENRES",
    "BylineInput",
    "ChecksFailed",
    "Cursor",
    "Details",
    "MoveNotPossible",
    "NotYourStep",
    "NoteNeeded",
    "OwnStoryApproval",
    "SharesNotWhole",
    "StoryFilter",
    "StoryIsClosed",
    "answer_review",
    "approved_revision",
    "ask_review",
    "author_ids",
    "changed_stories",
    "create_story",
    "edit_details",
    "import_stories",
    "mark_released",
    "move_story",
    "moves_open",
    "my_stories",
    "permission_at",
    "released_stories",
    "released_story",
    "restore_revision",
    "restore_story",
    "rewrite_story",
    "save_revision",
    "save_section",
    "sections",
    "set_bylines",
    "set_edition",
    "set_sources",
    "stage_counts",
    "start_correction",
    "stories",
    "story_card",
    "sync_document",
    "topics",
    "waiting_for",
    "withdraw_story",
]
