"""IND-14: how far digital platforms for the press are, and which agencies are connected. F47: staff policies."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.kernel.text import fold
from hoitu.registers import data
from hoitu.registers.models import PlatformConnection, PlatformMilestone, StaffPolicy

WHY = "figures of the organisations asked about"


def platform_states(
    *, keeper_ids: Collection[UUID], agency_ids: Collection[UUID], on: date
) -> tuple[data.PlatformState, ...]:
    """Return the platforms whose milestones these keepers have written down, with the steps reached by a day.

    `connected` are those of `agency_ids` that say they are connected on that day; a platform is told by its name,
    written with or without accents. A step that two keepers wrote down was reached on the earlier day.
    """
    milestones = PlatformMilestone.objects.unscoped(why=WHY).filter(
        agency_id__in=keeper_ids, archived_at=None, reached_on__lte=on
    )
    reached: dict[str, dict[str, PlatformMilestone]] = {}
    for row in milestones.order_by("reached_on", "pk"):
        reached.setdefault(fold(row.platform), {}).setdefault(row.step, row)
    connected = _connected(agency_ids, on)
    return tuple(_state(steps, frozenset(connected.get(name, ()))) for name, steps in sorted(reached.items()))


def _state(steps: dict[str, PlatformMilestone], connected: frozenset[UUID]) -> data.PlatformState:
    done = tuple(
        data.PlatformStep(step, str(step.label), steps[step].reached_on, steps[step].document)
        for step in PlatformMilestone.Step
        if step in steps
    )
    missing = tuple(str(step.label) for step in PlatformMilestone.Step if step not in steps)
    return data.PlatformState(next(iter(steps.values())).platform, done, missing, connected)


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
