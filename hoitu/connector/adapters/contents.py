"""What stands in a stored package, as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.connector.adapters.package_file import BadPackage, open_package, read_parts
from hoitu.connector.models import InPackage, Partner
from hoitu.connector.queries.overview import spoken_for
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.storage import store
from hoitu.kernel.text import format_date, format_number
from hoitu.strategy import api as strategy

ROWS_LISTED, STUCK_READ = 300, 30
EARLIEST_YEAR, LATEST_YEAR = 1990, 2200


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

    @property
    def has_where(self) -> bool:
        return any(line.where for line in self.lines)

    @property
    def has_at(self) -> bool:
        return any(line.at for line in self.lines)


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
        return told_words(name, row), str(row.get("told_by") or ""), None
    if name == "declared":
        return told_words(name, row), "", None
    return (
        told_words(name, row),
        str(row.get("issuer") or ""),
        _instant(row.get("sent_at") or row.get("issued_on")),
    )


def told_words(kind: str, values: Mapping[str, Any]) -> str:
    """Return what a row besides publications says, in one line."""
    if kind == "tallies":
        parts = values.get("parts")
        counted = strategy.in_words(str(values.get("indicator")), parts) if isinstance(parts, dict) else ""
        until = _instant(values.get("until"))
        day = (
            _("đến hết %s") % format_date(clock.local(until - timedelta(microseconds=1)).date())
            if until
            else ""
        )
        return f"{', '.join(filter(None, (str(values.get('indicator', '')), day)))}: {counted}"
    if kind == "declared":
        said, numbers = values.get("answer"), (values.get("amount"), values.get("of_amount"))
        answer = (_("đạt") if said else _("chưa đạt")) if isinstance(said, bool) else ""
        amounts = " / ".join(format_number(n) if type(n) is int else str(n) for n in numbers if n is not None)
        checked = _("đã kiểm tra") if values.get("is_checked") is True else ""
        words = ", ".join(filter(None, (answer, amounts, checked)))
        return f"{values.get('indicator', '')}, {values.get('year', '')}: {words}"
    notes = ", ".join(str(values[key]) for key in ("period", "number") if values.get(key))
    return f"{values.get('title', '')} {notes}".strip()


def _instant(words: object) -> datetime | None:
    """Return an instant that can be shown here; one of another age is nonsense, and cannot be put into local time."""
    try:
        at = datetime.fromisoformat(str(words))
    except ValueError:
        return None
    if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        return None
    return at if at.tzinfo else at.replace(tzinfo=clock.VIETNAM)
