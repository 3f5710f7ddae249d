"""Decide what must be said about a file before it is used at a place."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.media.data import PUBLISHING, Place, Verdict
from hoitu.media.models import RequiredField
from hoitu.media.queries.required import REQUIRABLE, required_fields
from hoitu.media.usability import FIELD_NAMES, OVERRIDE, PLACE_NAMES


def save_required_fields(*, actor: Actor, wanted: Mapping[tuple[Place, str], Verdict]) -> bool:
    """Replace what the agency asks for (what is missing: nothing); say whether anything changed.

    Raises `BadInput`, `NotAllowed`.
    """
    actor.require(OVERRIDE)
    if any(place not in PUBLISHING or field not in REQUIRABLE for place, field in wanted):
        raise BadInput(_("Không đòi được trường này ở nơi này."))
    with transaction.atomic():
        before = required_fields(agency_id=actor.agency)
        after = {key: verdict for key, verdict in wanted.items() if verdict != Verdict.ALLOWED}
        RequiredField.objects.for_agency(actor.agency).delete()
        # What is not asked for has a row too: an agency that asks for nothing has decided.
        RequiredField.objects.bulk_create(
            RequiredField(
                agency_id=actor.agency,
                place=place,
                field=field,
                verdict=wanted.get((place, field), Verdict.ALLOWED),
            )
            for place in PUBLISHING
            for field in REQUIRABLE
        )
        if before == after:
            return False
        audit.record(
            actor=actor,
            verb="media.required_fields",
            object_key=f"agency:{actor.agency}",
            object_label=_("Trường bắt buộc của tệp"),
            changes={"required": (_said(before), _said(after))},
        )
    return True


def _said(required: Mapping[tuple[Place, str], Verdict]) -> str:
    lines = []
    for place in PUBLISHING:
        for verdict, word in ((Verdict.REFUSED, _("chặn")), (Verdict.WARNED, _("nhắc"))):
            names = [
                str(FIELD_NAMES[field]) for field in REQUIRABLE if required.get((place, field)) == verdict
            ]
            if names:
                lines.append(f"{PLACE_NAMES[place]} ({word}): {', '.join(names)}")
    return "; ".join(lines)
