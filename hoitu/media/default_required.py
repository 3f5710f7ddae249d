"""What an agency wants to be said about a file before it is used, until it decides itself.

`SINCE`: the day on which this list was written down. House rules that only warn; not law.
"""

from datetime import date

from hoitu.media.data import Place, Verdict

SINCE = date(2026, 11, 23)
_ALWAYS = ("caption", "credit")
DEFAULTS: dict[tuple[Place, str], Verdict] = {
    (place, field): Verdict.WARNED
    for place, fields in (
        (Place.WEB, (*_ALWAYS, "alt")),
        (Place.PRINT, (*_ALWAYS, "creator")),
        (Place.BROADCAST, ("credit",)),
        (Place.WIRE, (*_ALWAYS, "creator", "taken_at")),
        (Place.SOCIAL, ("credit", "alt")),
    )
    for field in fields
}
