"""What the council of the managing body does: take, verify, return, publish, correct."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.text import nfc
from hoitu.maturity.data import ZERO, Item, State, VerdictInput
from hoitu.maturity.models import Assessment, Score
from hoitu.maturity.operations.assess import (
    PointsRefused,
    items_by_id,
    new_score,
    record,
    shown,
    stored_scores,
)
from hoitu.maturity.operations.steps import checked_reason, locked, note_step, take_step
from hoitu.maturity.policies.moves import Move, WrongStep
from hoitu.maturity.policies.points import problem_with
from hoitu.maturity.queries import catalogues
from hoitu.maturity.queries.assessments import is_judge, sees

VERIFY = "maturity.verify"


class OwnAssessment(NotAllowed):
    """Raised when somebody would appraise what their own agency has scored."""

    def __init__(self) -> None:
        super().__init__(_("Cơ quan không thẩm định bản chấm của chính mình."))


class OthersCycle(NotAllowed):
    """Raised when somebody would appraise in a cycle that another office keeps."""

    def __init__(self, owner: str) -> None:
        super().__init__(_("Kỳ này do %(owner)s đặt nên chỉ đơn vị ấy thẩm định.") % {"owner": owner})


@transaction.atomic
def take(*, actor: Actor, assessment_id: UUID) -> None:
    """Take a sent assessment into appraisal. Raises `OwnAssessment`, `NotFound`, `WrongStep`."""
    take_step(actor, below(actor, assessment_id), Move.TAKE)


@transaction.atomic
def send_back(*, actor: Actor, assessment_id: UUID, reason: str) -> None:
    """Return an assessment to its agency with a reason; what was verified so far stays.

    Raises `BadInput` without a reason, `OwnAssessment`, `NotFound`, `WrongStep`.
    """
    take_step(actor, below(actor, assessment_id), Move.RETURN, reason)


@transaction.atomic
def verify(*, actor: Actor, assessment_id: UUID, given: Mapping[UUID, VerdictInput]) -> int:
    """Store the council's points for some items, all or none; return how many changed.

    Where they differ from the agency's own a reason is needed. Raises `PointsRefused`, `OwnAssessment`, `NotFound`,
    `WrongStep`.
    """
    row = _in_appraisal(actor, assessment_id)
    items = items_by_id(row, given)
    stored = stored_scores(row)
    problems = {
        key: words for key, one in given.items() if (words := _problem(one, items[key], stored.get(key)))
    }
    if problems:
        raise PointsRefused(problems)
    changes: dict[str, tuple[object, object]] = {}
    for key, one in given.items():
        here = stored.get(key) or new_score(row, key)
        reason = nfc(one.reason.strip()) if one.points is not None else ""
        if (here.verified, here.reason) == (one.points, reason):
            continue
        changes[items[key].code] = (shown(here.verified), shown(one.points))
        _say(actor, here, one.points, reason)
    if changes:
        record(actor, row, "maturity.verify", changes)
    return len(changes)


@transaction.atomic
def accept_rest(*, actor: Actor, assessment_id: UUID) -> int:
    """Take the agency's own points for every item that the council has not spoken on; no data becomes 0.

    Return how many. Raises `OwnAssessment`, `NotFound`, `WrongStep`.
    """
    row = _in_appraisal(actor, assessment_id)
    stored = stored_scores(row)
    changes: dict[str, tuple[object, object]] = {}
    for item in catalogues.items_of(row.cycle.catalogue, row.basis):
        here = stored.get(item.id) or new_score(row, item.id)
        if here.verified is None:
            points = here.own if here.own is not None else ZERO
            changes[item.code] = ("", shown(points))
            _say(actor, here, points, "")
    if changes:
        record(actor, row, "maturity.verify", changes)
    return len(changes)


@transaction.atomic
def correct(*, actor: Actor, assessment_id: UUID, reason: str) -> UUID:
    """Open the next version of a published assessment, already in appraisal, with everything as it was published.

    What was published stays as it is and stays valid until the new version is published. Raises `BadInput` without a
    reason or when a newer version exists, `OwnAssessment`, `NotFound`, `WrongStep`.
    """
    old = below(actor, assessment_id)
    if old.state != State.PUBLISHED:
        raise WrongStep()
    reason = checked_reason(reason)
    own_rows = Assessment.objects.for_agency(old.agency_id).filter(cycle=old.cycle)
    if own_rows.filter(version__gt=old.version).exists():
        raise BadInput(_("Đã có bản mới hơn của kết quả này."))
    new = Assessment.objects.create(
        agency=old.agency,
        cycle=old.cycle,
        version=old.version + 1,
        basis=old.basis,
        block=old.block,
        state=State.APPRAISAL.value,
        started_at=clock.now(),
        sent_at=old.sent_at,
        correction_reason=reason,
    )
    for each in stored_scores(old).values():
        each.pk = None
        each.id = Score._meta.get_field("id").get_default()
        each.assessment = new
        each._state.adding = True
        each.save()
    note_step(actor, new, "correct", reason)
    record(actor, new, "maturity.correct", {"reason": ("", reason)})
    return new.pk


def _problem(given: VerdictInput, item: Item, here: Score | None) -> str:
    if given.points is None:
        return _("Có lý do nhưng chưa có điểm thẩm định.") if given.reason.strip() else ""
    own = (here.own if here else None) or ZERO
    words = problem_with(given.points, item)
    if not words and given.points != own and not given.reason.strip():
        words = _("Điểm khác điểm tự chấm: hãy ghi lý do.")
    return words


def _say(actor: Actor, here: Score, points: object, reason: str) -> None:
    here.verified = points  # type: ignore[assignment]
    here.reason = reason
    here.verified_by = actor.name[:200] if points is not None else ""
    here.verified_at = clock.now() if points is not None else None
    here.save()


def below(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return an assessment that the actor may appraise, locked.

    Raises `OwnAssessment` for the own agency's, `OthersCycle`, `NotFound` for one that no agency below has sent.
    """
    actor.require(VERIFY)
    rows = Assessment.objects.unscoped(why="the council reads what agencies below have sent; checked here")
    row = locked(rows, assessment_id)
    if row.agency_id == actor.agency_id:
        raise OwnAssessment()
    if not sees(actor, row):
        raise NotFound()
    if not is_judge(actor, row):
        assert row.cycle.owner is not None
        raise OthersCycle(row.cycle.owner.name)
    return row


def _in_appraisal(actor: Actor, assessment_id: UUID) -> Assessment:
    row = below(actor, assessment_id)
    if row.state != State.APPRAISAL:
        raise WrongStep()
    return row
