"""What a package says: published items, counts, statements, accepted documents and sent reports. Nothing else leaves.

Every field is named here one by one: a field that a lower room adds stays at home until somebody writes it down.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.connector.models import Partner
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.reporting import api as reporting
from hoitu.strategy import api as strategy

Rows = list[dict[str, Any]]


def agencies_told(partner: Partner) -> list[accounts.Organisation]:
    """Return the press agencies of which a partner may be told: the own one, and those below along its line."""
    today = clock.today()
    found = accounts.press_agencies(on=today, below=partner.agency_id, kind=partner.line)
    below = {row.id: row for row in found}
    own = accounts.organisation(organisation_id=partner.agency_id)
    if own.kind == "press_agency":
        below[own.id] = own
    return sorted(below.values(), key=lambda row: str(row.id))


def publications(agency_id: UUID, changes: strategy.Changes) -> Rows:
    """Return what became known of published items, as rows of the connector's own form, and what was taken back."""
    rows: Rows = [
        {
            "agency": str(agency_id),
            "id": one.key,
            "changed_at": _at(one.recorded_at),
            "title": one.title,
            "root": one.root,
            "url": one.url,
            "platform": one.platform,
            "medium": one.medium,
            "is_domestic": one.is_domestic,
            "subject": one.subject,
            "published_at": _at(one.published_at),
            "removed_at": _at(one.removed_at),
            "confirmed_at": _at(one.confirmed_at),
            # What is computed there is connected here; what is weaker stays as weak.
            "class": max(one.provenance, "B"),
        }
        for one in changes.records
    ]
    rows += [
        {"agency": str(agency_id), "id": key, "changed_at": _at(at), "is_retracted": True}
        for key, at in changes.retracted
    ]
    return sorted(rows, key=lambda row: (row["changed_at"], row["id"]))


def tallies(agency_ids: Collection[UUID]) -> Rows:
    """Return how much each indicator counts in every year that plans ask for: numbers without names.

    What this installation was told itself goes on with its class, and with the name of who counted it.
    """
    told = strategy.tallies_told(agency_ids=agency_ids, untils=strategy.periods())
    rows = [
        _told(one.agency_id, f"{one.indicator}:{_year(one.until)}")
        | {
            "indicator": one.indicator,
            "until": _at(one.until),
            "parts": one.tally["parts"],
            "detail": one.tally["detail"],
            "class": one.tally["provenance"],
            "rules": dict(one.rules),
            "told_by": one.told_by,
        }
        for one in told
        if one.tally["parts"]
    ]
    return sorted(rows, key=lambda row: (row["agency"], row["key"]))


def declared(agency_id: UUID) -> Rows:
    """Return what the agency states for each indicator and year: figures, without what was written beside them."""
    return [
        _told(agency_id, f"{one.indicator}:{one.year}")
        | {
            "indicator": one.indicator,
            "year": one.year,
            "answer": one.answer,
            "amount": one.amount,
            "of_amount": one.of_amount,
            "is_checked": one.is_checked,
        }
        for one in strategy.statements_of(agency_id=agency_id)
    ]


def documents(agency_id: UUID) -> Rows:
    """Return what is known of accepted documents; files, notes and people stay."""
    return [
        _told(agency_id, str(one.id))
        | {
            "about": one.about,
            "title": one.title,
            "issuer": one.issuer,
            "number": one.number,
            "issued_on": _day(one.issued_on),
            "valid_from": _day(one.valid_from),
            "valid_until": _day(one.valid_until),
            "sha256": one.sha256,
        }
        for one in evidence.accepted(agency_ids=[agency_id])
    ]


def reports(agency_id: UUID) -> Rows:
    """Return which reports the agency sent, and the digest of what they said."""
    return [
        _told(agency_id, f"{one.report_id}:{one.number}")
        | {
            "title": one.title,
            "period": one.period,
            "number": one.number,
            "sent_at": _at(one.sent_at),
            "content_hash": one.content_hash,
        }
        for one in reporting.sent_reports(agency_id=agency_id)
    ]


def organisations_told(rows: Iterable[accounts.Organisation]) -> Rows:
    """Return by which id and name the agencies of a package go here."""
    return [{"id": str(row.id), "name": row.name, "slug": row.slug} for row in rows]


def _told(agency_id: UUID, key: str) -> dict[str, Any]:
    return {"agency": str(agency_id), "key": key}


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _year(until: datetime) -> int:
    """Return the year whose records end at an instant, which may be the first one of the next."""
    return clock.local(until - timedelta(microseconds=1)).year


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
