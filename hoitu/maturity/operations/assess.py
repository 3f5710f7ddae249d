"""What the agency does: open its assessment, give points, send it."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.text import format_date, nfc
from hoitu.maturity.catalogues import block_names
from hoitu.maturity.data import Basis, Item, ScoreInput, State
from hoitu.maturity.models import Assessment, Score
from hoitu.maturity.operations.steps import locked, take_step
from hoitu.maturity.policies.moves import Move, WrongStep, in_window
from hoitu.maturity.policies.points import problem_with
from hoitu.maturity.queries import catalogues

NOTE_CHARACTERS = 2000


class PointsRefused(BadInput):
    """Raised when points do not fit their items; `problems` has a sentence for each item."""

    def __init__(self, problems: Mapping[UUID, str]) -> None:
        self.problems = dict(problems)
        super().__init__(_("Có điểm chưa hợp lệ. Chưa lưu điểm nào; hãy sửa các ô được đánh dấu."))


class NothingToScore(Refused):
    """Raised when a catalogue has neither criteria nor known points of its pillars."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bộ chỉ số của kỳ này chưa có tiêu chí và chưa rõ điểm tối đa của từng trụ cột nên chưa chấm được. "
                "Hãy nhập phụ lục tiêu chí hoặc dùng bộ chỉ số tạm thời."
            )
        )


class OutsideWindow(Refused):
    """Raised when scores are sent before or after the cycle's entry window."""


@transaction.atomic
def start(*, actor: Actor, cycle_id: UUID, block: str) -> UUID:
    """Open the agency's assessment in a cycle. Raises `BadInput`, `NothingToScore`, `NotFound`."""
    actor.require("maturity.score")
    if accounts.organisation(organisation_id=actor.agency).kind != "press_agency":
        raise BadInput(_("Chỉ cơ quan báo chí mới có bản chấm của mình."))
    cycle = catalogues.cycle(actor, cycle_id)
    if block not in block_names():
        raise BadInput(_("Hãy chọn khối của cơ quan."))
    if Assessment.objects.for_agency(actor.agency).filter(cycle=cycle).exists():
        raise BadInput(_("Cơ quan đã có bản chấm trong kỳ này."))
    basis = catalogues.basis_of(cycle.catalogue)
    if len(catalogues.items_of(cycle.catalogue, basis)) < cycle.catalogue.pillars.count():
        raise NothingToScore()
    row = Assessment(
        agency_id=actor.agency, cycle=cycle, basis=basis.value, block=block, started_at=clock.now()
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # somebody opened it a moment ago
        raise BadInput(_("Cơ quan đã có bản chấm trong kỳ này.")) from error
    audit.record(actor=actor, verb="maturity.start", object_key=f"maturity:{row.pk}", object_label=cycle.name)
    return row.pk


@transaction.atomic
def score(*, actor: Actor, assessment_id: UUID, given: Mapping[UUID, ScoreInput]) -> int:
    """Store the agency's points for some items, all or none; return how many changed.

    Raises `PointsRefused` with a sentence for each item, `WrongStep` once it was sent, `NotFound`.
    """
    actor.require("maturity.score")
    row = own(actor, assessment_id)
    if row.state != State.SCORING:
        raise WrongStep()
    items = items_by_id(row, given)
    problems = {
        key: words
        for key, one in given.items()
        if one.points is not None and (words := problem_with(one.points, items[key]))
    }
    problems |= {
        key: _("Giải trình dài quá %(limit)d ký tự.") % {"limit": NOTE_CHARACTERS}
        for key, one in given.items()
        if len(one.note) > NOTE_CHARACTERS
    }
    if problems:
        raise PointsRefused(problems)
    stored = stored_scores(row)
    changes: dict[str, tuple[object, object]] = {}
    for key, one in given.items():
        here = stored.get(key) or new_score(row, key)
        after = {"own": one.points, "note": nfc(one.note.strip())}
        if all(getattr(here, name) == value for name, value in after.items()):
            continue
        changes[items[key].code] = (shown(here.own), shown(one.points))
        here.own, here.note = one.points, nfc(one.note.strip())
        here.save()
    if changes:
        record(actor, row, "maturity.score", changes)
    return len(changes)


@transaction.atomic
def send(*, actor: Actor, assessment_id: UUID) -> None:
    """Send the assessment to the body that appraises it. Items without points stay without data and count 0.

    Raises `OutsideWindow`, `WrongStep`, `BadInput` when nothing was scored or the cycle is the agency's own.
    """
    actor.require("maturity.send")
    row = own(actor, assessment_id)
    if row.cycle.owner_id == actor.agency:
        raise BadInput(_("Đây là kỳ tự đánh giá nội bộ của cơ quan, không gửi đi thẩm định."))
    if not Score.objects.for_agency(actor.agency).filter(assessment=row, own__isnull=False).exists():
        raise BadInput(_("Chưa chấm điểm nào nên chưa gửi được."))
    # What was sent in time and came back may go again after the window has closed.
    if row.sent_at is None and not in_window(clock.today(), row.cycle.entry_from, row.cycle.entry_until):
        raise OutsideWindow(_window_words(row))
    take_step(actor, row, Move.SEND)


def own(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return the agency's own assessment, locked. Raises `NotFound`."""
    return locked(Assessment.objects.for_agency(actor.agency), assessment_id)


def items_by_id(row: Assessment, given: Mapping[UUID, object]) -> dict[UUID, Item]:
    """Return the assessment's items by id. Raises `NotFound` for one that is not its own."""
    items = {item.id: item for item in catalogues.items_of(row.cycle.catalogue, row.basis)}
    if not given.keys() <= items.keys():
        raise NotFound()
    return items


def stored_scores(row: Assessment) -> dict[UUID, Score]:
    """Return what is stored of an assessment, by item."""
    return {each.item_id: each for each in Score.objects.for_agency(row.agency_id).filter(assessment=row)}


def new_score(row: Assessment, item_id: UUID) -> Score:
    """Return an empty score of one item, not stored yet."""
    of = {"pillar_id": item_id} if row.basis == Basis.PILLARS else {"criterion_id": item_id}
    return Score(assessment=row, **of)


def record(actor: Actor, row: Assessment, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    """Write into the trail of the assessment's agency, whoever acts."""
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"maturity:{row.pk}",
        object_label=row.cycle.name,
        changes=changes,
        agency_id=row.agency_id,
    )


def shown(points: Decimal | None) -> str:
    """Return points as the trail shows them."""
    return "" if points is None else str(points.normalize() + 0)


def _window_words(row: Assessment) -> str:
    opens, closes = row.cycle.entry_from, row.cycle.entry_until
    if opens and clock.today() < opens:
        return _("Kỳ này nhận bản chấm từ ngày %(day)s.") % {"day": format_date(opens)}
    assert closes is not None
    return _("Kỳ này đã đóng nhận bản chấm từ hết ngày %(day)s.") % {"day": format_date(closes)}
