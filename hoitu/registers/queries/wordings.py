"""How an agency writes: the rules of its book that hold."""

from uuid import UUID

from hoitu.registers.data import HouseRule
from hoitu.registers.models import HouseWording


def house_rules(*, agency_id: UUID) -> tuple[HouseRule, ...]:
    """Return the agency's rules of writing, in the order of their words."""
    rows = HouseWording.objects.for_agency(agency_id).filter(archived_at=None)
    return tuple(HouseRule(row.kind, row.words, row.right, row.explanation, row.source) for row in rows)
