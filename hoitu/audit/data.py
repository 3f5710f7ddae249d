"""Records that leave the audit room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Change:
    """One field of the object, before and after."""

    field: str
    label: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Entry:
    """One line of the trail: who did what to which object, and when."""

    seq: int
    at: datetime
    actor_id: UUID | None
    actor_name: str
    verb: str
    verb_label: str
    object_key: str
    object_label: str
    changes: tuple[Change, ...]
    note: str
    ip: str | None
    hash: str


@dataclass(frozen=True)
class Page:
    """A stretch of the trail, newest first.

    `next_seq` is where older entries go on, `newer_seq` where newer ones do; None where there are none.
    """

    entries: tuple[Entry, ...]
    next_seq: int | None
    newer_seq: int | None = None


@dataclass(frozen=True)
class Problem:
    """A place where the trail is not what was written. `kind` is edited, missing, cut, …"""

    agency_id: UUID | None
    seq: int
    kind: str
    sentence: str


@dataclass(frozen=True)
class Verification:
    """What `verify` read and what it found."""

    chains: int
    entries: int
    anchors: int
    problems: tuple[Problem, ...]
