"""What stands in a stored package, as people read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.connector.adapters.package_file import BadPackage, open_package, read_parts
from hoitu.connector.models import InPackage, Partner
from hoitu.connector.queries.overview import spoken_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.storage import store

ROWS_LISTED, STUCK_READ = 300, 30


@dataclass(frozen=True)
class Line:
    """One row of a package in words."""

    agency: str
    words: str
    where: str
    at: datetime | None


@dataclass(frozen=True)
class Part:
    """One part of a package as people read it: how many rows it has, and the first `ROWS_LISTED` of them."""

    name: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Listing:
    """What is in a package; `problem` says why it cannot be read."""

    manifest: dict[str, Any]
    parts: tuple[Part, ...]
    problem: str = ""

    @property
    def until(self) -> datetime | None:
        """Return up to when the package tells."""
        return _instant(self.manifest.get("until"))


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
    for row in stuck[:STUCK_READ]:
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
    shown = [Line(names.get(str(row.get("agency")), ""), *_words(name, row)) for row in rows[:ROWS_LISTED]]
    return Part(name, len(rows), tuple(shown))


def _words(name: str, row: dict[str, Any]) -> tuple[str, str, datetime | None]:
    """Return what a row says, where it stands, and when."""
    if name == "publications":
        words = (
            _("Rút lại bản ghi %s") % row.get("id") if row.get("is_retracted") else str(row.get("title", ""))
        )
        notes = [str(row.get("platform", "")), _("đã gỡ") if row.get("removed_at") else ""]
        return (
            words,
            ", ".join(filter(None, notes)),
            _instant(row.get("published_at") or row.get("changed_at")),
        )
    if name == "tallies":
        parts = row.get("parts")
        counted = ", ".join(f"{key} {n}" for key, n in parts.items()) if isinstance(parts, dict) else ""
        return f"{row.get('indicator', '')}: {counted}", "", None
    if name == "declared":
        said = row.get("answer")
        answer = (_("có") if said else _("không")) if isinstance(said, bool) else ""
        amounts = " / ".join(str(row[key]) for key in ("amount", "of_amount") if row.get(key) is not None)
        return f"{row.get('indicator', '')}, {row.get('year', '')}: {answer}{amounts}", "", None
    number = str(row.get("number") or "")
    where = str(row.get("issuer") or row.get("period") or "")
    return (
        f"{row.get('title', '')} {number}".strip(),
        where,
        _instant(row.get("sent_at") or row.get("issued_on")),
    )


def _instant(words: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(words))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=clock.VIETNAM)
