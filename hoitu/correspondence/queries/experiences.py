"""Cases and comparisons as screens read them. Of a comparison nobody sees more than quartiles and the own place."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from hoitu.accounts import api as accounts
from hoitu.correspondence.models import Experience, Participation, Question, UsefulMark
from hoitu.correspondence.policies.comparing import Comparison, compare
from hoitu.correspondence.queries.audience import LINES, within_reach
from hoitu.correspondence.queries.rules import compare_least
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.kernel.text import fold
from hoitu.registers import api as registers
from hoitu.registers.api import SharedInitiative
from hoitu.strategy import api as strategy

WHY = "cases are shared with other organisations by their authors' choice"


@dataclass(frozen=True)
class Chosen:
    """One indicator as an organisation sees it: does it take part, and where does it stand."""

    indicator: str
    name: str
    takes_part: bool
    members: int
    least: int
    own: Fraction | None
    is_share: bool
    comparison: Comparison | None


def experiences_for(actor: Actor, text: str = "") -> ScopedQuerySet[Experience]:
    """Return the cases of the actor's organisation, and those shared with it, the newest first."""
    shared = Q(state=Experience.State.PUBLISHED) & (
        Q(reach=Experience.Reach.ALL)
        | Q(reach=Experience.Reach.CIRCLE, agency_id__in=circle_of(actor.agency))
    )
    rows = Experience.objects.unscoped(why=WHY).filter(Q(agency_id=actor.agency) | shared)
    if text.strip():
        rows = rows.filter(folded__contains=fold(text.strip()))
    found = rows.select_related("agency").annotate(useful=Count("marks"))
    return found.order_by("-published_at", "-written_at", "pk")  # type: ignore[return-value]


def initiatives_for(actor: Actor, text: str = "") -> list[SharedInitiative]:
    """Return the initiatives in the register of the actor's organisation, and those shared with it."""
    return registers.shared_initiatives(agency_id=actor.agency, circle=circle_of(actor.agency), words=text)


def circle_of(agency_id: UUID) -> set[UUID]:
    """Return the organisations that share a body above with this one, stand above or below it."""
    today = clock.today()
    found = set(within_reach(agency_id, on=today))
    for kind in LINES:
        for body in accounts.line(organisation_id=agency_id, kind=kind, on=today)[:1]:
            found |= {row.id for row in accounts.below(organisation_id=body.id, on=today)}
    return found - {agency_id}


def readable_experience(actor: Actor, experience_id: UUID) -> Experience:
    """Return a case that the actor's organisation wrote, or that is shared with it. Raises `NotFound`."""
    row = experiences_for(actor).filter(pk=experience_id).first()
    if row is None:
        raise NotFound()
    return row


def questions_of(actor: Actor, row: Experience) -> list[Question]:
    """Return the questions about a case: all for its author, the own ones for others."""
    rows = Question.objects.unscoped(why=WHY).filter(experience=row).select_related("agency")
    return list(rows if row.agency_id == actor.agency else rows.filter(agency_id=actor.agency))


def is_useful_for(actor: Actor, row: Experience) -> bool:
    """Say whether the actor's organisation has marked the case."""
    return UsefulMark.objects.for_agency(actor.agency).filter(experience=row).exists()


def own_figures(agency_id: UUID, indicators: Iterable[str]) -> list[dict[str, Any]]:
    """Return what the organisation's own records say of these indicators now, as a case keeps it."""
    today = clock.today()
    found = []
    for indicator in indicators:
        figure = strategy.figure_of(
            indicator=indicator, agency_id=agency_id, until=strategy.until_of(today.year)
        )
        if figure is not None:
            name = strategy.indicator_name(indicator)
            found.append(
                {"indicator": indicator, "name": name, "on": today.isoformat(), "parts": dict(figure.parts)}
            )
    return found


def chosen(actor: Actor) -> list[Chosen]:
    """Return every indicator that can be compared, as the actor's organisation may see it.

    Who does not take part learns only how many do. Nobody who left is counted.
    """
    rows = Participation.objects.unscoped(why="anonymous quartiles over those who take part").filter(
        left_at=None
    )
    members: dict[str, set[UUID]] = {}
    for indicator, agency_id in rows.values_list("indicator", "agency_id"):
        members.setdefault(indicator, set()).add(agency_id)
    least = compare_least(clock.today())
    return [
        _chosen(actor.agency, indicator, members.get(indicator, set()), least)
        for indicator in sorted(strategy.computed_indicators())
    ]


def _chosen(agency_id: UUID, indicator: str, members: set[UUID], least: int) -> Chosen:
    name, takes_part = strategy.indicator_name(indicator), agency_id in members
    own, comparison, is_share, counted = None, None, False, len(members)
    if takes_part:
        own, is_share = _value(indicator, agency_id)
        others = [value for one in members - {agency_id} if (value := _value(indicator, one)[0]) is not None]
        if own is not None:
            comparison = compare(own, others, least=least)
    return Chosen(indicator, name, takes_part, counted, least, own, is_share, comparison)


def _value(indicator: str, agency_id: UUID) -> tuple[Fraction | None, bool]:
    """Return an agency's figure: its share in percent where there are two parts (True), else its count."""
    figure = strategy.figure_of(
        indicator=indicator, agency_id=agency_id, until=strategy.until_of(clock.today().year)
    )
    if figure is None or not figure.parts:
        return None, False
    if {"numerator", "denominator"} <= figure.parts.keys():
        whole = figure.parts["denominator"]
        return (Fraction(100 * figure.parts["numerator"], whole) if whole else None), True
    return Fraction(figure.records), False
