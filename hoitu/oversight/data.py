"""Frozen records and words of the oversight room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoitu.kernel.errors import Refused


class WrongStep(Refused):
    """Raised when something stands where this step is not taken."""

    default_sentence = _("Việc này đã ở bước khác. Hãy tải lại trang để xem tình trạng mới nhất.")


class ComplaintKind(StrEnum):
    """What somebody wants; each has a clock of its own among the legal rules."""

    CITIZEN = "citizen"
    FORWARDED = "forwarded"
    CORRECTION = "correction"


class Via(StrEnum):
    """How it came."""

    POST = "post"
    MAIL = "mail"
    PHONE = "phone"
    MEETING = "meeting"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    OPEN = "open"
    CHECKING = "checking"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """What came of it."""

    CORRECTION = "correction"
    APOLOGY = "apology"
    EXPLAINED = "explained"
    REFUSED = "refused"


class Medium(StrEnum):
    """Where the item stood: the clock of a correction depends on it."""

    ONLINE = "online"
    DAILY = "daily"


class Value(StrEnum):
    """An answer on a checklist."""

    YES = "yes"
    NO = "no"
    NOT = "not"


KIND_WORDS = {
    ComplaintKind.CITIZEN: _("Khiếu nại, phản ánh của công dân"),
    ComplaintKind.FORWARDED: _("Ý kiến do cơ quan khác chuyển đến"),
    ComplaintKind.CORRECTION: _("Yêu cầu cải chính"),
}
RULES = {
    ComplaintKind.CITIZEN: "complaint.citizen_working_days",
    ComplaintKind.FORWARDED: "complaint.forwarded_working_days",
    # The law has no clock for looking into it, only for correcting once it is found wrong: a person answers too.
    ComplaintKind.CORRECTION: "complaint.citizen_working_days",
}
VIA_WORDS = {
    Via.POST: _("Thư, công văn"),
    Via.MAIL: _("Thư điện tử"),
    Via.PHONE: _("Điện thoại"),
    Via.MEETING: _("Gặp trực tiếp"),
}
STATE_WORDS = {
    ComplaintState.OPEN: pgettext_lazy("complaint", "Mới nhận"),
    ComplaintState.CHECKING: pgettext_lazy("complaint", "Đang xác minh"),
    ComplaintState.ANSWERED: pgettext_lazy("complaint", "Đã trả lời"),
}
OUTCOME_WORDS = {
    Outcome.CORRECTION: _("Cải chính, xin lỗi"),
    Outcome.APOLOGY: _("Xin lỗi, không phải cải chính"),
    Outcome.EXPLAINED: _("Giải thích: thông tin đúng"),
    Outcome.REFUSED: _("Từ chối, có lý do"),
}
MEDIUM_WORDS = {
    Medium.ONLINE: _("Báo điện tử, trang điện tử"),
    Medium.DAILY: _("Nhật báo, phát thanh, truyền hình"),
}
VALUE_WORDS = {Value.YES: _("Đạt"), Value.NO: _("Không đạt"), Value.NOT: _("Không áp dụng")}
CONFIDENCE_WORDS = {
    "text": _("Đọc trong văn bản"),
    "second": _("Theo nguồn thứ cấp"),
    "unknown": _("Chưa đối chiếu"),
}


@dataclass(frozen=True)
class SeenItem:
    """An item as a public source shows it now. Texts are plain; `section` is the feed's first category."""

    guid: str
    url: str
    title: str
    summary: str
    section: str
    published_at: datetime | None
    story_id: UUID | None = None


@dataclass(frozen=True)
class Shown:
    """A watched item that readers still find."""

    id: UUID
    title: str
    summary: str
    published_at: datetime


@dataclass(frozen=True)
class ComplaintInput:
    """What a clerk writes down of a complaint. `entry` names the form: sent twice, it is entered once."""

    kind: ComplaintKind
    via: Via
    received_at: datetime
    title: str
    content: str = ""
    url: str = ""
    item_id: UUID | None = None
    complainant: str = ""
    contact: str = ""
    entry: UUID | None = None


@dataclass(frozen=True)
class AnswerInput:
    """How a complaint ends. `medium` matters for corrections only."""

    outcome: Outcome
    answer: str
    medium: Medium = Medium.ONLINE


@dataclass(frozen=True)
class PastAnswer:
    """How a complaint ended before it was brought here: the answer with its own day, and the correction's."""

    given: AnswerInput
    answered_at: datetime
    corrected_at: datetime | None = None
    corrected_where: str = ""


@dataclass(frozen=True)
class Compared:
    """One line of a plan beside the register, or (`planned` empty) an agency that the plan does not name."""

    planned: str
    organisation: str
    since: str
    deviation: str
