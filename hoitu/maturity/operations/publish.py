"""Publish a result: frozen with everything that was said, sealed, never changed again."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.maturity.data import Sheet, State
from hoitu.maturity.models import Assessment
from hoitu.maturity.operations.appraise import below
from hoitu.maturity.operations.steps import take_step
from hoitu.maturity.policies.freezing import Plain, seal, to_json
from hoitu.maturity.policies.moves import Move, after
from hoitu.maturity.queries.assessments import level, sheet_of, sums


class NotVerified(Refused):
    """Raised when the council has not spoken on every item."""

    def __init__(self, missing: int) -> None:
        super().__init__(
            _(
                "Còn %(missing)d mục chưa thẩm định. Hãy thẩm định, hoặc nhận điểm tự chấm cho các mục còn lại."
            )
            % {"missing": missing}
        )


@transaction.atomic
def publish(*, actor: Actor, assessment_id: UUID) -> str:
    """Publish the council's points as the result; return the seal.

    Raises `NotVerified`, `OwnAssessment`, `NotFound`, `WrongStep`.
    """
    row = below(actor, assessment_id)
    after(Move.PUBLISH, State(row.state))  # what is not in appraisal says so first
    sheet = sheet_of(row)
    missing = sum(1 for line in sheet.lines if line.verified is None)
    if missing:
        raise NotVerified(missing)
    row.published_at, row.published_by = clock.now(), actor.name[:200]
    row.frozen = _frozen(row, sheet)
    row.frozen_hash = seal(row.frozen)
    row.result = _result(sheet)
    take_step(actor, row, Move.PUBLISH)
    return row.frozen_hash


def _frozen(row: Assessment, sheet: Sheet) -> Plain:
    assert row.published_at is not None
    catalogue = row.cycle.catalogue
    return {
        "agency": row.agency.name,
        "agency_id": str(row.agency_id),
        "cycle": row.cycle.name,
        "year": row.cycle.year,
        "catalogue": catalogue.number,
        "catalogue_key": catalogue.key,
        "is_provisional": catalogue.is_provisional or row.cycle.is_provisional,
        "basis": row.basis,
        "block": row.block,
        "version": row.version,
        "correction_reason": row.correction_reason,
        "published_at": row.published_at.isoformat(),
        "published_by": row.published_by,
        "sheet": to_json(sheet),
        "result": _result(sheet),
    }


def _result(sheet: Sheet) -> Plain:
    found = sums(sheet)
    return {
        "total": str(found.points),
        "maximum": None if found.maximum is None else str(found.maximum),
        "pillars": [str(each.points) for each in found.pillars],
        "level": level(sheet, found).name,
    }
