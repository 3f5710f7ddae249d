"""What stands in a stored package, as people read it."""

from dataclasses import dataclass
from typing import Any

from hoitu.accounts import api as accounts
from hoitu.connector.adapters.package_file import BadPackage, open_package, read_parts
from hoitu.connector.models import InPackage, Partner
from hoitu.connector.queries.overview import spoken_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.storage import store

ROWS_LISTED = 30


@dataclass(frozen=True)
class Part:
    """One part of a package as people read it: how many rows, and the first of them by column."""

    name: str
    count: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Listing:
    """What is in a package; `problem` says why it cannot be read."""

    manifest: dict[str, Any]
    parts: tuple[Part, ...]
    problem: str = ""


def listing(file_key: str) -> Listing:
    """Return what is in a stored package, names instead of ids; a broken one says what is wrong."""
    try:
        opened = open_package(store().get(file_key))
        parts = read_parts(opened)
    except BadPackage as bad:
        return Listing({}, (), bad.sentence)
    names = {one["id"]: str(one.get("name", "")) for one in opened.manifest["organisations"]}
    return Listing(
        dict(opened.manifest), tuple(_part(name, rows, names) for name, rows in parts.items() if rows)
    )


def mappable(actor: Actor, partner: Partner) -> tuple[list[tuple[str, str]], list[accounts.Organisation]]:
    """Return the organisations of stuck packages that nobody mapped yet, and the agencies here that they may be."""
    known = {str(one.foreign_id) for one in spoken_for(partner)}
    found: dict[str, str] = {}
    stuck = InPackage.objects.for_agency(actor.agency).filter(partner=partner, reason="unknown_organisation")
    for row in stuck[:ROWS_LISTED]:
        try:
            told = open_package(store().get(row.file_key)).manifest["organisations"]
        except BadPackage:
            continue
        found |= {one["id"]: str(one.get("name", ""))[:200] for one in told if one["id"] not in known}
    today = clock.today()
    lines = ("governing", "state_management")
    below = {
        row.id: row
        for line in lines
        for row in accounts.press_agencies(on=today, below=actor.agency, kind=line)
        if row.id != actor.agency and not accounts.people_of(agency_id=row.id)
    }
    return sorted(found.items(), key=lambda one: one[1]), sorted(below.values(), key=lambda row: row.name)


def _part(name: str, rows: list[dict[str, Any]], names: dict[str, str]) -> Part:
    shown = rows[:ROWS_LISTED]
    columns = tuple(
        dict.fromkeys(key for row in shown for key in row if key not in ("agency", "root", "key"))
    )
    lines = tuple(
        (names.get(str(row.get("agency")), ""), *(row.get(column, "") for column in columns)) for row in shown
    )
    return Part(name, len(rows), columns, lines)
