"""IND-08: which remote communes local press reaches."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from hoitu.kernel import clock
from hoitu.kernel.text import sort_key
from hoitu.registers import data
from hoitu.registers.models import Coverage, RemoteCommune
from hoitu.registers.models.orders import PressType

WHY = "figures of the agencies asked about"


def reached(*, agency_ids: Collection[UUID], on: date) -> tuple[data.CommuneReach, ...]:
    """Return the remote communes that these bodies list, each once, with the press that reaches it (IND-08).

    A list without any survey tells of today: for a day before the first survey nobody knows who was reached, so there
    is nothing to return.
    """
    listed = RemoteCommune.objects.unscoped(why=WHY).filter(agency_id__in=agency_ids, archived_at=None)
    surveyed = Coverage.objects.unscoped(why=WHY).filter(
        agency_id__in=agency_ids, archived_at=None, surveyed_on__lte=on
    )
    if on < clock.today() and not surveyed.exists():
        return ()
    covered = surveyed.filter(Q(valid_until=None) | Q(valid_until__gt=on))
    types: dict[str, set[str]] = defaultdict(set)
    for code, press_type in covered.values_list("commune__code", "press_type"):
        types[code].add(press_type)
    once = {row.code: row for row in listed.order_by("-changed_at")}
    return tuple(
        data.CommuneReach(
            row.pk,
            row.name,
            row.population,
            tuple(sorted(types[row.code])),
            tuple(str(PressType(each).label) for each in sorted(types[row.code])),
            row.province,
        )
        for row in sorted(once.values(), key=lambda row: bytes(row.sort_key))
    )


def by_province(communes: Collection[data.CommuneReach]) -> tuple[data.ProvinceReach, ...]:
    """Return the communes province by province, in the order of the provinces' names."""
    found: dict[str, list[data.CommuneReach]] = defaultdict(list)
    for one in communes:
        found[one.province].append(one)
    return tuple(data.ProvinceReach(name, tuple(found[name])) for name in sorted(found, key=sort_key))
