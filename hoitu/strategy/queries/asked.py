"""Who is asked to state what: the organisations that answer for a measure, the indicators asked of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.registers import api as registers
from hoitu.strategy.data import Unit
from hoitu.strategy.definitions import Definition, definition_of
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.policies.declaring import Question, question_of
from hoitu.strategy.queries.addressees import named_on
from hoitu.strategy.queries.declared import base_year
from hoitu.strategy.queries.scope import agencies_of

ELECTRONIC = ("IND-07",)  # whose shares the plans ask of electronic press agencies


@dataclass(frozen=True)
class Asked:
    """One indicator that an organisation has to answer for, and the measures that ask."""

    indicator: str
    definition: Definition
    question: Question
    measures: tuple[Measure, ...]

    def base_years(self, year: int) -> tuple[int, ...]:
        """Return the years with which a year is compared, the latest first."""
        found = {base_year(measure, year) for measure in self.measures}
        return tuple(sorted((each for each in found if each is not None and each != year), reverse=True))


def answering(
    plan: Plan, measure: Measure, agencies: Iterable[Organisation], *, on: date
) -> list[Organisation]:
    """Return who answers for a measure of the plan: its agencies, those it names, or who leads the plan.

    Of a share of electronic press agencies these are the agencies licensed for an online product on the day.
    """
    asked = question_of(measure.indicator, measure.unit)
    if asked is not None and asked.by_owner:
        return [accounts.organisation(organisation_id=plan.owner_id)] if plan.owner_id else []
    if measure.unit == Unit.BOOLEAN and measure.named_units:
        bodies = plan.bodies.filter(key__in=measure.named_units).select_related("organisation")
        named = {one.organisation_id for one in named_on(bodies, on)}
        return [row for row in agencies if row.id in named]
    found = list(agencies)
    if measure.unit == Unit.SHARE_OF_AGENCIES and measure.indicator in ELECTRONIC:
        online = registers.licensed(organisation_ids=[row.id for row in found], on=on, product="online")
        return [row for row in found if row.id in online]
    return found


def asked_of(organisation_id: UUID, *, on: date) -> list[Asked]:
    """Return every indicator that plans ask of an organisation on a day, in the order of their names."""
    found: dict[str, list[Measure]] = {}
    for plan in Plan.objects.exclude(scope=Plan.Scope.NONE).order_by("issued_on", "code"):
        agencies = agencies_of(plan, on=on)
        if plan.owner_id != organisation_id and all(row.id != organisation_id for row in agencies):
            continue
        for measure in Measure.objects.filter(target__plan=plan).select_related("target__plan"):
            if question_of(measure.indicator, measure.unit) is None:
                continue
            if any(row.id == organisation_id for row in answering(plan, measure, agencies, on=on)):
                found.setdefault(measure.indicator, []).append(measure)
    return [
        Asked(indicator, definition, question, tuple(measures))
        for indicator, measures in sorted(found.items())
        if (definition := definition_of(indicator))
        and (question := question_of(indicator, _only_unit(measures)))
    ]


def _only_unit(measures: list[Measure]) -> str:
    """Return the unit of measures that share one, "" where an indicator is asked in several ways."""
    units = {measure.unit for measure in measures}
    return units.pop() if len(units) == 1 else ""
