"""IND-14: how far digital platforms for the press are, and which agencies are connected. F47: staff policies."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.text import fold
from hoitu.registers import data
from hoitu.registers.models import PlatformConnection, PlatformMilestone, StaffPolicy

WHY = "figures of the organisations asked about"
STEPS = list(PlatformMilestone.Step)


def platform_states(
    *, keeper_ids: Collection[UUID], agency_ids: Collection[UUID], on: date
) -> tuple[data.PlatformState, ...]:
    """Return the platforms whose milestones these keepers have written down, with their furthest step by a day.

    `connected` are those of `agency_ids` that say they are connected on that day; a platform is told by its name,
    written with or without accents.
    """
    milestones = PlatformMilestone.objects.unscoped(why=WHY).filter(
        agency_id__in=keeper_ids, archived_at=None, reached_on__lte=on
    )
    furthest: dict[str, PlatformMilestone] = {}
    for row in milestones.order_by("reached_on", "pk"):
        known = furthest.get(fold(row.platform))
        if known is None or STEPS.index(known.step) <= STEPS.index(row.step):  # type: ignore[arg-type]
            furthest[fold(row.platform)] = row
    connected = _connected(agency_ids, on)
    return tuple(
        data.PlatformState(
            row.platform, row.step, row.reached_on, row.document, frozenset(connected.get(name, ()))
        )
        for name, row in sorted(furthest.items())
    )


def _connected(agency_ids: Collection[UUID], on: date) -> dict[str, set[UUID]]:
    rows = (
        PlatformConnection.objects.unscoped(why=WHY)
        .filter(agency_id__in=agency_ids, archived_at=None, connected_on__lte=on)
        .filter(Q(ended_on=None) | Q(ended_on__gt=on))
    )
    found: dict[str, set[UUID]] = {}
    for platform, agency_id in rows.values_list("platform", "agency_id"):
        found.setdefault(fold(platform), set()).add(agency_id)
    return found


def policies_that_differ(*, agency_id: UUID, on: date) -> tuple[str, ...]:
    """Return the staff policies in force that do not treat remote and on-site work alike (F47)."""
    rows = (
        StaffPolicy.objects.for_agency(agency_id)
        .filter(archived_at=None, valid_from__lte=on, is_uniform=False)
        .filter(Q(valid_until=None) | Q(valid_until__gt=on))
    )
    return tuple(map(str, rows))
