"""What documents about a figure are about, for the evidence room."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.evidence.api import Subject
from hoitu.strategy.definitions import definition_of

Pair = tuple[UUID, str]


def evidence_subjects(pairs: Collection[Pair]) -> dict[Pair, Subject]:
    """Return name and page of each statement of the form "measure:IND-03:2026"; others are left out."""
    found = {}
    for agency_id, about in pairs:
        _kind, _colon, rest = about.partition(":")
        indicator, _colon, year = rest.rpartition(":")
        definition = definition_of(indicator)
        if definition is None or not (year.isascii() and year.isdecimal() and len(year) == 4):
            continue
        name = part.name if (part := definition.part(indicator)) else definition.name
        label = _("%(name)s, năm %(year)s") % {"name": name, "year": year}
        url = reverse("strategy:declaration", args=[agency_id, indicator, int(year)])
        found[agency_id, about] = Subject(label, url)
    return found
