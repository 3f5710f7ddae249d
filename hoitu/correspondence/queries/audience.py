"""Who is meant: whom an organisation can write to, and which of them an audience picks."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.correspondence.data import Audience
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy import api as strategy

M = TypeVar("M", bound=Model)
LINES = ("governing", "state_management")


def within_reach(agency_id: UUID, *, on: date) -> dict[UUID, Organisation]:
    """Return whom an organisation can write to on a day: every body below it, and those above it."""
    found = {row.id: row for row in accounts.below(organisation_id=agency_id, on=on)}
    for kind in LINES:
        for row in accounts.line(organisation_id=agency_id, kind=kind, on=on):
            found.setdefault(row.id, row)
    for plan in strategy.plans_of_owner(agency_id):
        for row in strategy.organisations_of_plan(plan.id, on=on):
            found.setdefault(row.id, row)
    found.pop(agency_id, None)
    return dict(sorted(found.items(), key=lambda each: (each[1].kind, each[1].name)))


def addressed(agency_id: UUID, audience: Audience, *, on: date) -> tuple[Organisation, ...]:
    """Return exactly whom an audience means on a day, successors followed, each once and never the writer."""
    reach = within_reach(agency_id, on=on)
    named = set(audience.organisations)
    if audience.has_rule:
        of_plan = _of_plan(audience, on)
        named |= {row.id for row in reach.values() if _fits(row, audience, of_plan)}
    found = follow(named & _may_be_named(reach, named), on=on)
    return tuple(row for row in found if row.id != agency_id)


def _may_be_named(reach: dict[UUID, Organisation], named: set[UUID]) -> set[UUID]:
    """Return whom one may name: those within reach, and bodies that ended, whose successors get the letter."""
    ended = {
        row.id
        for row in accounts.organisations(ids=named - reach.keys()).values()
        if row.valid_until is not None
    }
    return reach.keys() | ended


def follow(ids: Iterable[UUID], *, on: date) -> list[Organisation]:
    """Return who stands in for these bodies on a day: they, or all successors of one that ended."""
    found: dict[UUID, Organisation] = {}
    frontier, seen = set(ids), set()
    while frontier:
        seen |= frontier
        following: set[UUID] = set()
        for row in accounts.organisations(ids=frontier).values():
            if row.valid_until is None or row.valid_until > on:
                found[row.id] = row
            else:
                following |= {one.id for one in accounts.successors(organisation_id=row.id, on=on)}
        frontier = following - seen
    return sorted(found.values(), key=lambda row: (row.name, row.id))


def _of_plan(audience: Audience, on: date) -> set[UUID] | None:
    if audience.plan_id is None:
        return None
    return {row.id for row in strategy.organisations_of_plan(audience.plan_id, on=on)}


def _fits(row: Organisation, audience: Audience, of_plan: set[UUID] | None) -> bool:
    return (
        (not audience.kinds or row.kind in audience.kinds)
        and (not audience.provinces or row.province in audience.provinces)
        and (of_plan is None or row.id in of_plan)
    )


def meant_for(
    rows: ScopedQuerySet[M], reader_id: UUID, is_meant: Callable[[UUID, Audience], bool]
) -> ScopedQuerySet[M]:
    """Return the rows that the reader's organisation owns, or whose `audience` is meant for it.

    Each audience is judged once, however many rows have it; the database picks the rows.
    """
    chosen = Q(agency_id=reader_id)
    others = rows.exclude(agency_id=reader_id).order_by().values_list("agency_id", "audience").distinct()
    for agency_id, audience in others:
        if is_meant(agency_id, Audience.from_plain(audience)):
            chosen |= Q(agency_id=agency_id, audience=audience)
    return rows.filter(chosen)


class Readers:
    """Answers for one reader, on one day, whether things of others are meant for it; each audience is read once."""

    def __init__(self, reader_id: UUID, *, on: date) -> None:
        self.reader_id, self.on = reader_id, on
        self._known: dict[tuple[UUID, Audience], bool] = {}

    def is_meant(self, sharer_id: UUID, audience: Audience) -> bool:
        """Say whether the reader shares it or is addressed by it; an empty audience means all within reach."""
        if sharer_id == self.reader_id:
            return True
        key = (sharer_id, audience)
        if key not in self._known:
            if audience.is_empty:
                self._known[key] = self.reader_id in within_reach(sharer_id, on=self.on)
            else:
                meant = addressed(sharer_id, audience, on=self.on)
                self._known[key] = self.reader_id in {row.id for row in meant}
        return self._known[key]
