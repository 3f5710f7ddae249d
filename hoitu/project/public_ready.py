"""Whole answers for the busiest pages, good for as long as nothing in the page's folder changes.

One look at the folder replaces those at the page, its compressed copy and its withdrawal marker: whatever replaces,
adds or removes a file in a folder changes the folder's time.
"""

import os
import time
from typing import NamedTuple

from hoitu.project.public_answers import Answer

LIMIT = 512
LARGEST_BYTES = 64_000
# Two changes within one tick of the file system's clock leave the same time; one second is the coarsest known.
SETTLED_NS = 2_000_000_000

Asked = tuple[str, str, str]
"""Host, path and accepted encodings of a request without query, condition or range."""


class FolderStamp(NamedTuple):
    """What changes with any change of a folder's files, or when another folder takes its name."""

    mtime_ns: int
    inode: int


class _Ready(NamedTuple):
    answer: Answer
    folder: str
    stamp: FolderStamp


def folder_stamp(folder: str) -> FolderStamp | None:
    """Return a folder's stamp, None when it is not there."""
    try:
        seen = os.stat(folder)
    except (OSError, ValueError):
        return None
    return FolderStamp(seen.st_mtime_ns, seen.st_ino)


class ReadyAnswers:
    """A few hundred answers by what was asked."""

    def __init__(self) -> None:
        self._answers: dict[Asked, _Ready] = {}

    def get(self, asked: Asked) -> Answer | None:
        """Return the answer when it still is what the disk says."""
        ready = self._answers.get(asked)
        if ready is None:
            return None
        if folder_stamp(ready.folder) == ready.stamp:
            return ready.answer
        del self._answers[asked]
        return None

    def keep(self, asked: Asked, answer: Answer, folder: str, stamp: FolderStamp | None) -> None:
        """Remember an answer; `stamp` was taken before the files were read."""
        if stamp is None or answer.file or not answer.body or len(answer.body) > LARGEST_BYTES:
            return
        if time.time_ns() - stamp.mtime_ns < SETTLED_NS:
            return
        if len(self._answers) >= LIMIT:
            self._answers.clear()
        self._answers[asked] = _Ready(answer, folder, stamp)

    def forget(self) -> None:
        """Drop everything: the table of sites is another one."""
        self._answers.clear()
