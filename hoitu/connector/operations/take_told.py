"""Take in what a package tells besides publications: counts and statements count, the rest is kept to be read."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hoitu.connector.adapters.package_file import BadPackage
from hoitu.connector.models import Connection, InPackage, ReceivedRecord
from hoitu.strategy import api as strategy

KINDS = ("tallies", "declared", "evidence", "reports")
FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST_AMOUNT = 10**15
Rows = list[dict[str, Any]]


def take_told(
    *,
    package: InPackage,
    parts: Mapping[str, Rows],
    connections: Mapping[str, Connection],
    told_at: datetime,
) -> dict[str, int]:
    """Take in these parts of a package, agency by agency; return how many rows of each kind it told.

    `connections` are the agencies of the package by the sender's ids. A package tells each of these parts whole: what
    it does not say any more ends. Raises `BadPackage`.
    """
    years = {_instant(one.get("until")).year for one in parts.get("tallies", [])}
    for foreign_id, connection in connections.items():
        own = {kind: [one for one in parts.get(kind, []) if one["agency"] == foreign_id] for kind in KINDS}
        _hand_down(package, connection, own, years)
        for kind, rows in own.items():
            _keep(connection, kind, rows, told_at)
    return {kind: len(parts[kind]) for kind in KINDS if parts.get(kind)}


def _hand_down(
    package: InPackage, connection: Connection, own: Mapping[str, Rows], years: Collection[int]
) -> None:
    """Give counts and statements to the room that counts with them."""
    by = strategy.ToldBy(
        sender=connection.pk,
        source=connection.name,
        package=package.pk,
        package_name=_("Gói số %(seq)d, mã %(digest)s")
        % {"seq": package.seq or 0, "digest": package.digest[:12]},
    )
    tallies, statements = (
        [_tally(one) for one in own["tallies"]],
        [_statement(one) for one in own["declared"]],
    )
    agency_id = connection.agency_id
    try:
        strategy.take_figures(agency_id=agency_id, by=by, tallies=tallies, statements=statements)
    except (ValueError, OverflowError):
        raise _bad() from None
    strategy.forget_untold(agency_id=agency_id, by=by, years=years, tallies=tallies, statements=statements)


def _tally(one: Mapping[str, Any]) -> strategy.OutsideTally:
    indicator, told_by = one.get("indicator"), one.get("told_by", "")
    if not isinstance(indicator, str) or not isinstance(told_by, str):
        raise _bad()
    tally = {"parts": one.get("parts"), "detail": one.get("detail"), "provenance": one.get("class")}
    rules = one.get("rules")
    if not isinstance(rules, dict):
        raise _bad()
    return strategy.OutsideTally(indicator, _instant(one.get("until")), tally, rules, told_by)


def _statement(one: Mapping[str, Any]) -> strategy.OutsideStatement:
    indicator, year, answer = one.get("indicator"), one.get("year"), one.get("answer")
    amounts = [one.get("amount"), one.get("of_amount")]
    whole = [isinstance(each, int) and not isinstance(each, bool) for each in amounts]
    sound = (
        isinstance(indicator, str)
        and isinstance(year, int)
        and FIRST_YEAR <= year <= LAST_YEAR
        and (answer is None or isinstance(answer, bool))
        and all(
            each is None or (is_whole and 0 <= each <= LARGEST_AMOUNT)
            for each, is_whole in zip(amounts, whole, strict=True)
        )
    )
    if not sound:
        raise _bad()
    return strategy.OutsideStatement(
        str(indicator), int(year or 0), answer, amounts[0], amounts[1], one.get("is_checked") is True
    )


def _keep(connection: Connection, kind: str, rows: Iterable[Mapping[str, Any]], told_at: datetime) -> None:
    """Keep the newest words of the sender, as people read them; what it no longer says goes."""
    kept = ReceivedRecord.objects.for_agency(connection.agency_id).filter(connection=connection, kind=kind)
    keys = set()
    for one in rows:
        key = one.get("key")
        if not isinstance(key, str) or not 0 < len(key) <= 120:
            raise _bad()
        keys.add(key)
        values = {name: value for name, value in one.items() if name not in ("agency", "key")}
        kept.update_or_create(
            connection=connection,
            kind=kind,
            key=key,
            defaults={"agency_id": connection.agency_id, "values": values, "told_at": told_at},
        )
    kept.exclude(key__in=keys).delete()


def _instant(words: object) -> datetime:
    try:
        return strategy.read_instant(words)
    except ValueError:
        raise _bad() from None


def _bad() -> BadPackage:
    return BadPackage("bad_part", _("Một dòng trong gói không đúng mẫu."))
