"""Records that leave the accounts room, and the words for titles."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.push import Subscription

# Titles in the order in which a newsroom lists its people. Leadership: NĐ 237/2026/NĐ-CP Art 6 (print and
# online: Tổng Biên tập; radio and television: Tổng Giám đốc; newspaper-and-broadcaster: Giám đốc).
TITLES: dict[str, str | Promise] = {
    "editor_in_chief": _("Tổng Biên tập"),
    "director_general": _("Tổng Giám đốc"),
    "director": _("Giám đốc"),
    "deputy_editor_in_chief": _("Phó Tổng Biên tập"),
    "deputy_director_general": _("Phó Tổng Giám đốc"),
    "deputy_director": _("Phó Giám đốc"),
    "managing_secretary": _("Thư ký tòa soạn"),
    "deputy_secretary": _("Phó Thư ký tòa soạn"),
    "desk_head": _("Trưởng ban"),
    "deputy_desk_head": _("Phó ban"),
    "department_head": _("Trưởng phòng"),
    "deputy_department_head": _("Phó phòng"),
    "editor": _("Biên tập viên"),
    "reporter": _("Phóng viên"),
    "resident_reporter": _("Phóng viên thường trú"),
    "photographer": _("Phóng viên ảnh"),
    "camera_operator": _("Quay phim"),
    "presenter": _("Phát thanh viên, người dẫn chương trình"),
    "proofreader": _("Nhân viên sửa bản in"),
    "designer": _("Họa sĩ trình bày"),
    "contributor": _("Cộng tác viên"),
    "technician": _("Kỹ thuật viên"),
    "accountant": _("Kế toán"),
    "administrator": _("Quản trị hệ thống"),
}
HEADS = ("editor_in_chief", "director_general", "director")


def title_label(title: str) -> str:
    """Return a title as it is printed: the known one's words, or the free text as it was typed."""
    return str(TITLES.get(title, title))


@dataclass(frozen=True)
class Organisation:
    """A body: press agency, governing body, department, ministry, school or other."""

    id: UUID
    kind: str
    name: str
    short_name: str
    slug: str
    valid_from: date | None
    valid_until: date | None
    address: str
    phone: str
    email: str
    province: str = ""


@dataclass(frozen=True)
class Desk:
    """A desk of an agency."""

    id: UUID
    name: str
    short_name: str


@dataclass(frozen=True)
class Person:
    """A person; `titles` and `desk_ids` are those in the agency asked about, else empty."""

    id: UUID
    full_name: str
    email: str
    phone: str
    language: str
    is_active: bool
    titles: tuple[str, ...] = ()
    desk_ids: frozenset[UUID] = frozenset()

    @property
    def title_words(self) -> str:
        """Return the titles as one readable phrase."""
        return ", ".join(title_label(title) for title in self.titles)


@dataclass(frozen=True)
class Member:
    """A person's work for one agency on a day; `role_keys` are the default roles held now."""

    agency_id: UUID
    person_id: UUID
    full_name: str
    titles: tuple[str, ...]
    role_keys: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """A role of an agency."""

    id: UUID
    key: str
    name: str
    permissions: frozenset[str]
    mfa_required: bool


@dataclass(frozen=True)
class SecurityPolicy:
    """The limits that hold for one person now: the strictest of the installation and all their agencies."""

    password_length_with_mfa: int = 8
    password_length: int = 10
    password_classes: int = 1
    password_history: int = 3
    admin_password_days: int | None = None
    idle_minutes: int = 480
    admin_idle_minutes: int = 60
    session_hours: int = 168
    lock_after_failures: int = 10
    lock_minutes: int = 15
    disable_after_days: int | None = None
    mfa_for_everyone: bool = False
    separate_kinds: bool = False


@dataclass(frozen=True)
class PushDevice:
    """A browser that takes a person's notices when no page is open."""

    id: UUID
    person_id: UUID
    label: str
    last_seen_at: datetime
    token_hash: str
    subscription: Subscription


@dataclass(frozen=True)
class StaffInput:
    """A person of an agency as a list names them. An empty part says nothing: it takes nothing away."""

    email: str
    full_name: str
    titles: tuple[str, ...] = ()
    role_ids: frozenset[UUID] = frozenset()
    desk_ids: frozenset[UUID] = frozenset()


class StaffChange(StrEnum):
    """What comes of a person whom a list names."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True)
class SentToken:
    """A secret that is shown once, at its making."""

    id: UUID
    secret: str
    expires_at: datetime
