"""Frozen records that cross the doors of the connector room, and the words for their states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Answer(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Row:
    """One item on one platform as its sender knows it since `changed_at`; instants are aware.

    `id` and `root` are the sender's own names. A retracted row says that the item never stood there.
    """

    id: str
    changed_at: datetime
    title: str = ""
    root: str = ""
    url: str = ""
    platform: str = ""
    medium: str = ""
    is_domestic: bool = False
    subject: str = ""
    published_at: datetime | None = None
    removed_at: datetime | None = None
    confirmed_at: datetime | None = None
    is_retracted: bool = False
    provenance: str = "B"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: the field, a code for programs, a sentence for people."""

    field: str
    code: str
    sentence: str


@dataclass(frozen=True)
class Outcome:
    """What became of one row of a batch."""

    id: str
    answer: Answer
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Taken:
    """What became of a batch, row by row in its order."""

    outcomes: tuple[Outcome, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


class Algorithm(StrEnum):
    """How requests are signed."""

    HMAC = "hmac-sha256"
    ED25519 = "ed25519"


@dataclass(frozen=True)
class MadeKey:
    """A key as it is shown once; `secret` is empty for a public key that the sender made."""

    key_id: str
    secret: str


class Line(StrEnum):
    """Along which line two installations report."""

    GOVERNING = "governing"
    STATE_MANAGEMENT = "state_management"


class Direction(StrEnum):
    """Which way packages go, seen from here."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


class Trust(StrEnum):
    """How far a partner has come."""

    WAITING = "waiting"
    TRUSTED = "trusted"
    REVOKED = "revoked"


class OutState(StrEnum):
    """How far a package that was made here has come."""

    BUILT = "built"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class InState(StrEnum):
    """What became of a package that came in."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


LINE_WORDS = {Line.GOVERNING: _("Cơ quan chủ quản"), Line.STATE_MANAGEMENT: _("Cơ quan quản lý nhà nước")}
DIRECTION_WORDS = {
    Direction.OUT: _("Gửi đi"),
    Direction.IN: _("Nhận về"),
    Direction.BOTH: _("Gửi và nhận"),
}
TRUST_WORDS = {
    Trust.WAITING: _("Chờ đối chiếu dấu vân khóa"),
    Trust.TRUSTED: _("Tin cậy"),
    Trust.REVOKED: _("Đã thu hồi"),
}
OUT_WORDS = {
    OutState.BUILT: _("Đã lập, chưa gửi"),
    OutState.SENDING: _("Đang gửi"),
    OutState.SENT: _("Đã có biên nhận"),
    OutState.FAILED: _("Gửi không được"),
    OutState.CANCELLED: _("Đã bỏ"),
}
IN_WORDS = {
    InState.ACCEPTED: _("Đã nhận"),
    InState.QUARANTINED: _("Cách ly"),
    InState.DROPPED: _("Đã bỏ"),
    InState.WITHDRAWN: _("Đã thu hồi"),
}
