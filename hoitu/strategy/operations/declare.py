"""State what records do not say."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.strategy.models import Declaration
from hoitu.strategy.policies.declaring import Question
from hoitu.strategy.queries.asked import asked_of

FIRST_YEAR = 2015
LARGEST_AMOUNT = 10**15


@dataclass(frozen=True)
class Statement:
    """What is stated for one year; everything None: nothing, a former statement is taken back."""

    answer: bool | None = None
    amount: int | None = None
    of_amount: int | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self.answer is None and self.amount is None and self.of_amount is None


def declare(*, actor: Actor, indicator: str, year: int, values: Mapping[int, Statement]) -> int:
    """State an indicator of the actor's organisation for a year and the years it is compared with.

    Return how many years changed: what is stated again makes no new version. Raises `NotFound` where no plan asks it
    of the organisation, `BadInput`.
    """
    actor.require("strategy.declare")
    today = clock.today()
    asked = next((one for one in asked_of(actor.agency, on=today) if one.indicator == indicator), None)
    if asked is None or not FIRST_YEAR <= year <= today.year:
        raise NotFound()
    if not set(values) <= {year, *asked.base_years(year)}:
        raise BadInput()
    for statement in values.values():
        _check(asked.question, statement)
    try:
        return _state_all(actor, indicator, values)
    except IntegrityError:
        # Somebody made the first statement a moment ago: it stands now, and this one comes after it.
        return _state_all(actor, indicator, values)


@transaction.atomic
def _state_all(actor: Actor, indicator: str, values: Mapping[int, Statement]) -> int:
    return sum(_state(actor, indicator, each, values[each]) for each in sorted(values))


def _check(question: Question, values: Statement) -> None:
    amounts = [each for each in (values.amount, values.of_amount) if each is not None]
    if values.is_empty:
        return
    if any(not 0 <= each <= LARGEST_AMOUNT for each in amounts):
        raise BadInput(_("Số phải từ 0 trở lên và không quá lớn."))
    if question.yes_or_no and values.answer is None:
        raise BadInput(_("Hãy chọn đạt hoặc chưa đạt."))
    if not question.yes_or_no and values.answer is not None:
        raise BadInput()
    if (values.amount is not None and not question.amount) or (
        values.of_amount is not None and not question.of_amount
    ):
        raise BadInput()
    if question.of_amount and len(amounts) != 2:
        raise BadInput(_("Hãy ghi đủ cả hai số."))
    if values.amount is not None and values.of_amount is not None and values.amount > values.of_amount:
        raise BadInput(_("Số thứ nhất là một phần của số thứ hai nên không thể lớn hơn."))


def _state(actor: Actor, indicator: str, year: int, values: Statement) -> bool:
    clean = asdict(values) | {"note": nfc(values.note.strip())[:2000]}
    rows = Declaration.objects.for_agency(actor.agency).select_for_update()
    current = rows.filter(indicator=indicator, year=year, superseded_at=None).first()
    before = {name: getattr(current, name) if current else None for name in clean}
    if before == clean or (current is None and values.is_empty):
        return False
    now = clock.now()
    if current is not None:
        current.superseded_at = now
        current.save(update_fields=["superseded_at"])
    if not values.is_empty:
        Declaration.objects.create(
            agency_id=actor.agency,
            indicator=indicator,
            year=year,
            declared_by_id=actor.person_id,
            recorded_at=now,
            **clean,
        )
    _record(actor, indicator, year, before, clean)
    return True


def _record(
    actor: Actor, indicator: str, year: int, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    audit.record(
        actor=actor,
        verb="strategy.declare",
        object_key=declaration_key(actor.agency, indicator, year),
        object_label=f"{indicator}, {year}",
        changes=changes,
    )


def declaration_key(agency_id: UUID, indicator: str, year: int) -> str:
    """Return the name of a statement in the trail."""
    return f"declaration:{indicator}:{year}:{agency_id}"
