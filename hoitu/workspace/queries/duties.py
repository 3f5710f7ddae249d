"""What waits for one person in every room but the newsroom, the most urgent first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.assurance import api as assurance
from hoitu.connector import api as connector
from hoitu.correspondence import api as correspondence
from hoitu.discussion import api as discussion
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty
from hoitu.kernel.text import format_number
from hoitu.maturity import api as maturity
from hoitu.oversight import api as oversight
from hoitu.registers import api as registers
from hoitu.reporting import api as reporting
from hoitu.strategy import api as strategy

SHOWN = 8
AHEAD = timedelta(days=30)  # reports and tasks due later than this do not wait yet
SOON = timedelta(days=2)
EVIDENCE, REGISTERS = gettext_lazy("Minh chứng"), gettext_lazy("Sổ đăng ký")
REPORTS, TASKS = gettext_lazy("Báo cáo"), gettext_lazy("Nhiệm vụ")
TROUBLES = gettext_lazy("Vướng mắc")
KEEPERS = ("registers.manage", "registers.training", "registers.security", "registers.money")
NEVER = datetime.max.replace(tzinfo=clock.VIETNAM)


@dataclass(frozen=True)
class Line:
    """A duty as it stands now: `state` is late, soon or open. Of `day` (all of it is in time) and `at` one is set,
    or neither."""

    duty: Duty
    state: str
    day: date | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Kind:
    """How much of one kind waits, and where all of it stands."""

    label: str
    icon: str
    url: str
    count: int
    late: int


@dataclass(frozen=True)
class Waiting:
    """The first lines, the most urgent first; every kind with its count; how many lines are not shown."""

    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    more: int


def waiting_for(actor: Actor) -> Waiting:
    """Return what waits for the actor now. The number of queries does not grow with what waits."""
    now = clock.now()
    found = sorted(
        _all(actor, now),
        key=lambda one: (not one.late_at(now), one.due_at or NEVER, str(one.kind), one.words),
    )
    lines = tuple(_line(one, now) for one in found[:SHOWN])
    return Waiting(lines, tuple(_kinds(found, now)), len(found) - len(lines))


def _all(actor: Actor, now: datetime) -> Iterator[Duty]:
    yield from discussion.duties(actor=actor)
    yield from correspondence.duties(actor=actor)
    yield from oversight.duties(actor=actor)
    yield from assurance.duties(actor=actor)
    yield from maturity.duties(actor=actor)
    yield from connector.duties(actor=actor)
    yield from _reports(actor, now)
    yield from _tasks(actor, now)
    yield from _evidence(actor)
    yield from _registers(actor)


def _line(duty: Duty, now: datetime) -> Line:
    due_at = duty.due_at
    is_soon = due_at is not None and due_at <= now + SOON
    state = "late" if duty.late_at(now) else "soon" if is_soon else "open"
    if due_at is None:
        return Line(duty, state)
    # A deadline at midnight, written as 23:59:59 or as 00:00, is the day that ends there.
    ends_day = clock.local(due_at + timedelta(seconds=1)).time() < time(0, 0, 2)
    last = clock.local(due_at - timedelta(seconds=1)).date()
    return Line(duty, state, day=last) if ends_day else Line(duty, state, at=due_at)


def _kinds(found: Iterable[Duty], now: datetime) -> list[Kind]:
    kinds: dict[str, Kind] = {}
    for one in found:
        label = str(one.kind)
        before = kinds.get(label) or Kind(label, one.icon, one.list_url, 0, 0)
        late = one.count if one.late_at(now) else 0
        kinds[label] = replace(before, count=before.count + one.count, late=before.late + late)
    return list(kinds.values())


def _reports(actor: Actor, now: datetime) -> Iterator[Duty]:
    """Around the turn of the year the reports of the old one still wait."""
    here, years = reverse("reporting:reports"), {(now - 3 * AHEAD).year, now.year}
    for year in sorted(years) if actor.may("reporting.write") else ():
        for one in reporting.owed_by(actor.agency, year=year):
            if one.is_sent or one.due_at is None or one.opens_at > now or one.due_at > now + AHEAD:
                continue
            url = reverse("reporting:report", args=[one.report.pk]) if one.report else f"{here}?nam={year}"
            yield Duty(REPORTS, here, "report", _("Gửi báo cáo: %s") % one.name, url, one.due_at)
    for year in sorted(years) if actor.may("reporting.receive") else ():
        for receipt in reporting.inbox(actor.agency, year=year):
            if receipt.answer != "waiting":
                continue
            version = receipt.version
            words = _("Tiếp nhận báo cáo: %s") % version.report.rule.what
            url = reverse("reporting:version", args=[version.report_id, version.number])
            yield Duty(REPORTS, here, "report", words, url, note=version.report.agency.name)


def _tasks(actor: Actor, now: datetime) -> Iterator[Duty]:
    if actor.may("strategy.work"):
        # Who may not read plans sees exactly the tasks that are theirs.
        alone = replace(actor, permissions=actor.permissions - {"strategy.read"}, is_system=False)
        here = reverse("strategy:my-tasks")
        for card in strategy.cards_of(alone):
            until = card.until
            if card.state in ("late", "working") and until is not None and until <= now + AHEAD:
                url = reverse("strategy:case", args=[card.case.pk])
                yield Duty(TASKS, here, "checklist", str(card.case), url, until)
    if actor.may("strategy.manage"):
        here = reverse("strategy:difficulties")
        for standing in strategy.difficulties_before(actor):
            row = standing.row
            words = _("Trả lời khó khăn, vướng mắc: %s") % row.title
            url = reverse("strategy:difficulty", args=[row.pk])
            yield Duty(TROUBLES, here, "alert-triangle", words, url, note=row.agency.name)


def _evidence(actor: Actor) -> Iterator[Duty]:
    documents = evidence.waiting_for(actor)
    if documents:
        here, n = reverse("evidence:queue"), len(documents)
        words = _("Kiểm tra %s minh chứng") % format_number(n)
        yield Duty(EVIDENCE, here, "paperclip", words, here, note=documents[0].title, count=n)


def _registers(actor: Actor) -> Iterator[Duty]:
    if not any(map(actor.may, KEEPERS)):
        return
    here = reverse("registers:books")
    for book in registers.endings_of(actor):
        if book.over:
            words = _("%(book)s: %(n)s mục đã hết hạn") % {"book": book.title, "n": format_number(book.over)}
            yield Duty(REGISTERS, here, "books", words, book.over_url, count=book.over, is_late=True)
        if book.ending:
            words = _("%(book)s: %(n)s mục sắp hết hạn") % {
                "book": book.title,
                "n": format_number(book.ending),
            }
            yield Duty(REGISTERS, here, "books", words, book.ending_url, count=book.ending)
