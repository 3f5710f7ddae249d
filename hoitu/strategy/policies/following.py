"""How a case stands: from what was handed in, its evidence and the clock. Nobody types a state."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from hoitu.evidence.data import Evidence
from hoitu.kernel import clock
from hoitu.strategy.data import ClosedBy
from hoitu.strategy.policies.timing import SOON_DAYS, Occurrence

REQUESTED = "đề nghị, không phải giao việc"  # the flag of tasks that a plan asks for and does not assign
QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
SECOND = timedelta(seconds=1)


class CaseState(StrEnum):
    """The columns of the board, in their order."""

    LATE = "late"
    WORKING = "working"
    CHECKING = "checking"
    DONE = "done"
    NOT_OPEN = "not_open"


@dataclass(frozen=True)
class Known:
    """What is known of a case. `awaits` are documents not yet registered; `handed_in_at` each time of a hand-in."""

    opens_at: datetime | None
    due_at: datetime | None
    evidence_by: datetime | None
    is_request: bool = False
    asks_document: bool = False
    awaits: tuple[str, ...] = ()
    percent: int | None = None
    handed_in_at: tuple[datetime, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class CaseStanding:
    """A case's state with the reason in one sentence. `was_late`: what came, came after the due moment."""

    state: CaseState
    reason: str = ""
    was_late: bool = False
    is_soon: bool = False
    lacks_evidence: bool = False


def asks_document(closes_when: Iterable[Mapping[str, str]]) -> bool:
    """Return whether a task is only closed by a document that a second person checked."""
    return any(one["by"] == ClosedBy.DOC for one in closes_when)


def is_requested(flags: Collection[str]) -> bool:
    """Return whether the plan asks for a task without assigning it: no clock holds for a body that is asked."""
    return REQUESTED in flags


def period_words(period: str) -> str:
    """Return the name of an occurrence as people say it: "2026-Q3" is "quý III/2026".

    "" for a period that is named by its last day, which stands beside it anyway.
    """
    year, _dash, part = period.partition("-")
    if part[:1] == "Q" and part[1:] in QUARTERS:
        return _("quý %(quarter)s/%(year)s") % {"quarter": QUARTERS[part[1:]], "year": year}
    if part[:1] == "H":
        return _("nửa năm thứ %(half)s/%(year)s") % {"half": part[1:].lstrip("0"), "year": year}
    if len(period) == len("2026-03") and part.isdecimal():
        return _("tháng %(month)s/%(year)s") % {"month": int(part), "year": year}
    if "T" in period:
        opened = clock.local(datetime.fromisoformat(period))
        return _("theo văn bản ngày %(day)s") % {"day": f"{opened:%d/%m/%Y}"}
    return "" if part else period


def is_past(due_at: datetime | None, at: datetime) -> bool:
    """Return whether a due moment has passed: 23:59:59 is in time to its end."""
    return due_at is not None and at >= due_at + SECOND


def wanted(every: Sequence[Occurrence], *, since: datetime, now: datetime) -> list[Occurrence]:
    """Return the occurrences that an organisation assigned at `since` has had until `now`, else the first to come.

    They begin with the one that was current then: what was due before belongs to history.
    """
    before = [number for number, one in enumerate(every) if one.opens_at <= since]
    ours = every[before[-1] if before else 0 :]
    return [one for one in ours if one.opens_at <= now] or list(ours[:1])


def standing(known: Known, now: datetime) -> CaseStanding:
    """Return how a case stands at `now`."""
    if known.awaits:
        return CaseStanding(CaseState.NOT_OPEN, _("Chờ: %(what)s") % {"what": "; ".join(known.awaits)})
    if known.opens_at is None or now < known.opens_at:
        return CaseStanding(CaseState.NOT_OPEN)
    accepted = [one for one in known.evidence if _counts(one, known, now)]
    waiting = [one for one in known.evidence if one.state == "waiting"]
    if known.evidence_by is not None:
        return _unhurried(known, now, accepted=bool(accepted), waiting=bool(waiting))
    came_at = _came_at(known, accepted or waiting)
    was_late = came_at is not None and not known.is_request and is_past(known.due_at, came_at)
    if came_at is not None and (accepted or not known.asks_document):
        return CaseStanding(CaseState.DONE, was_late=was_late)
    if came_at is not None:
        return CaseStanding(CaseState.CHECKING, _("Chờ người thứ hai kiểm tra minh chứng"), was_late)
    late = not known.is_request and is_past(known.due_at, now)
    soon = (
        not late
        and not known.is_request
        and known.due_at is not None
        and known.due_at - now <= timedelta(days=SOON_DAYS)
    )
    return CaseStanding(
        CaseState.LATE if late else CaseState.WORKING,
        _missing(known),
        is_soon=soon,
        lacks_evidence=bool(known.handed_in_at),
    )


def _unhurried(known: Known, now: datetime, *, accepted: bool, waiting: bool) -> CaseStanding:
    """Work done all the time is never late: each stretch owes evidence, and says so while it has none."""
    assert known.evidence_by is not None
    if accepted:
        return CaseStanding(CaseState.DONE)
    if waiting:
        return CaseStanding(CaseState.CHECKING, _("Chờ người thứ hai kiểm tra minh chứng"))
    if is_past(known.evidence_by, now):
        return CaseStanding(
            CaseState.WORKING, _("Kỳ này đã qua mà chưa có minh chứng được chấp nhận"), lacks_evidence=True
        )
    soon = known.evidence_by - now <= timedelta(days=SOON_DAYS)
    return CaseStanding(CaseState.WORKING, _("Cần minh chứng được chấp nhận trong kỳ"), is_soon=soon)


def _came_at(known: Known, evidence: Sequence[Evidence]) -> datetime | None:
    """Return when everything that the task asks for was there for the first time, checked or not."""
    if not known.handed_in_at or (known.asks_document and not evidence):
        return None
    first = min(known.handed_in_at)
    return max(first, min(one.submitted_at for one in evidence)) if known.asks_document else first


def _missing(known: Known) -> str:
    if known.handed_in_at:
        if any(one.state == "refused" for one in known.evidence):
            return _("Minh chứng bị trả lại, cần nộp lại")
        return _("Đã nộp sản phẩm, còn thiếu minh chứng")
    if known.percent == 100:
        return _("Đã báo làm xong, chưa nộp sản phẩm")
    return ""


def _counts(one: Evidence, known: Known, now: datetime) -> bool:
    """Accepted evidence counts when it holds on some day of the occurrence that has come."""
    assert known.opens_at is not None
    if one.state != "accepted":
        return False
    last = clock.local(min(now, known.evidence_by) if known.evidence_by else now).date()
    first = clock.local(known.opens_at).date()
    earliest: date = max(first, one.valid_from or first)
    return earliest <= last and one.holds_on(earliest)
