"""Frozen records of reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoitu.kernel.errors import Refused


class WrongStep(Refused):
    """Raised when a report stands where this step is not taken."""

    default_sentence = _("Báo cáo đang ở bước khác. Hãy tải lại trang để xem tình trạng mới nhất.")


class SomebodyElseSaved(Refused):
    """Raised when another person saved the draft since it was opened; what was typed stays in the form."""

    default_sentence = _(
        "Có người khác vừa lưu báo cáo này. Phần bạn nhập vẫn còn ở dưới: "
        "hãy mở báo cáo ở thẻ khác để đối chiếu rồi bấm Lưu lần nữa nếu muốn giữ phần của bạn."
    )


class Span(StrEnum):
    """How long the time is that a report is about; an occasion is asked for once, when there is reason to."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    OCCASION = "occasion"


class Measure(StrEnum):
    """How a number behaves over a period: a flow grows with the days, a stock is what it is on the day.

    A share is held in hundredths of a percent: 12,5 % is 1250.
    """

    FLOW = "flow"
    STOCK = "stock"
    SHARE = "share"


@dataclass(frozen=True)
class Cell:
    """One number of a report. `source` names what counts it; a cell without one is typed, for the reason `why`.

    `of` names the two cells whose share it is, part and whole: neither counted nor typed, but divided.
    """

    key: str
    label: str
    unit: str
    measure: Measure
    source: str = ""
    why: str = ""
    of: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        return not (self.source or self.of)


@dataclass(frozen=True)
class Section:
    """One part of a report: numbers, words, or both.

    `part` "targets" or "tasks" is filled from the plan, "senders" from the reports that came.
    """

    key: str
    title: str
    cells: tuple[Cell, ...] = ()
    has_words: bool = True
    part: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Layout:
    """The form of a report. A new form is a new key: reports keep the one with which they began.

    `spans`: for which periods new reports take it. `adds_up`: the form of offices, whose numbers are sums over the
    reports that they accepted.
    """

    key: str
    kind: str
    title: str
    source: str
    sections: tuple[Section, ...]
    spans: tuple[Span, ...] = ()
    adds_up: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for section in self.sections for cell in section.cells)


@dataclass(frozen=True)
class Figure:
    """A cell's numbers in whole units. `actual` runs to the cut-off, `estimate` to the end of the period.

    `final` is known when the period is over; `last_year` is that of the same period a year before. `computed` says
    that nobody typed `actual`; None is “not known”, never 0. `known`: how many of the reports added up held it.
    """

    actual: int | None
    estimate: int | None = None
    final: int | None = None
    last_year: int | None = None
    computed: bool = False
    note: str = ""
    known: int | None = None


@dataclass(frozen=True)
class Line:
    """One row of a table that comes from the plan: a target with the agency's answer, or a count of tasks."""

    key: str
    label: str
    note: str
    answer: str
    records: int | None = None
    provenance: str = ""


@dataclass(frozen=True)
class Head:
    """What stands around the text of the document: number, place, and who signs."""

    number: str = ""
    code: str = ""
    place: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""


@dataclass(frozen=True)
class Content:
    """A whole report, as it stands on the screen or was sent. Words by section key, figures by cell key."""

    layout: str
    period: str
    cut_off: str
    head: Head = Head()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    targets: tuple[Line, ...] = ()
    tasks: tuple[Line, ...] = ()
    senders: tuple[Line, ...] = ()
    subject: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.targets, *self.tasks, *self.senders)

    def part(self, name: str) -> tuple[Line, ...]:
        """Return the lines of a section's `part`."""
        return {"targets": self.targets, "tasks": self.tasks, "senders": self.senders}.get(name, ())


class FileKind(StrEnum):
    """What a file of a version is: its PDF, the PDF with signatures in it, or a signature in a file of its own."""

    ORIGINAL = "original"
    SIGNED = "signed"
    DETACHED = "detached"


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    LOCKED = "locked"
    CORRECTING = "correcting"


class Answer(StrEnum):
    """What one recipient said of one version."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


STATE_WORDS = {
    State.DRAFT: pgettext_lazy("report", "Nháp"),
    State.SENT: pgettext_lazy("report", "Đã gửi"),
    State.RETURNED: pgettext_lazy("report", "Trả lại"),
    State.LOCKED: pgettext_lazy("report", "Đã khóa"),
    State.CORRECTING: pgettext_lazy("report", "Đang đính chính"),
}
ANSWER_WORDS = {
    Answer.WAITING: pgettext_lazy("report", "Chờ tiếp nhận"),
    Answer.ACCEPTED: pgettext_lazy("report", "Đã tiếp nhận"),
    Answer.RETURNED: pgettext_lazy("report", "Trả lại"),
}
EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.CORRECTING})
