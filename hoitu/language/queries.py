"""The rules that hold for an agency: what is shipped, and over it what the agency wrote down."""

from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.language.data import Rules, Wording
from hoitu.language.house.shipped import old_units, suggested
from hoitu.registers import api as registers
from hoitu.registers.api import HouseRule

NAMED = ("person", "place")


def rules_of(agency_id: UUID) -> Rules:
    """Return the agency's rules; its own row for a wording takes the place of the shipped one."""
    rows = registers.house_rules(agency_id=agency_id)
    provinces = tuple(each.name for each in accounts.provinces().values() if not each.sample)
    return Rules(
        allowed=frozenset(row.words.lower() for row in rows if row.kind == "allowed"),
        wordings=(*suggested(), *old_units(), *map(_wording, (row for row in rows if _is_wording(row)))),
        names=(*provinces, *(row.words for row in rows if row.kind in NAMED)),
    )


def open_suggestions(agency_id: UUID) -> list[Wording]:
    """Return the shipped wordings for which the agency has no row of its own yet."""
    own = {row.words.lower() for row in registers.house_rules(agency_id=agency_id)}
    return [each for each in suggested() if each.wrong.lower() not in own]


def _is_wording(row: HouseRule) -> bool:
    return row.kind in ("wording", "forbidden")


def _wording(row: HouseRule) -> Wording:
    default = (
        _("Tòa soạn viết là “%s”.") % row.right if row.right else _("Tòa soạn không dùng cách viết này.")
    )
    said = row.explanation or default
    return Wording(
        wrong=row.words,
        right=row.right,
        message=f"{said} ({row.source})" if row.source else said,
        # A rule about capitals alone compares them.
        keeps_case=row.right.lower() == row.words.lower(),
    )
