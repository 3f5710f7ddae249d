"""The front door of the workspace: what facts come in."""

from hoitu.workspace.operations.notify import (
    on_release_troubled,
    on_rows_ending,
    on_story_moved,
    on_story_released,
)

__all__ = ["on_release_troubled", "on_rows_ending", "on_story_moved", "on_story_released"]
