"""Name the people who speak for an organisation, and end it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.correspondence.models import Spokesperson
from hoitu.correspondence.operations.tell import noted
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound


@dataclass(frozen=True)
class SpokespersonInput:
    """Who speaks from when, by which decision. `valid_until` is the first day without that."""

    person_id: UUID
    title: str
    decision: str
    valid_from: date
    valid_until: date | None = None
    contact: str = ""


@transaction.atomic
def name_spokesperson(*, actor: Actor, values: SpokespersonInput) -> UUID:
    """Name somebody of the organisation as its spokesperson. Raises `BadInput`."""
    actor.require("correspondence.send")
    [person] = accounts.people_of(agency_id=actor.agency, ids=[values.person_id]) or [None]
    if person is None:
        raise BadInput(_("Hãy chọn người đang làm việc ở đơn vị."))
    if not (values.decision.strip() and values.title.strip()):
        raise BadInput(_("Hãy ghi chức vụ và quyết định giao nhiệm vụ phát ngôn."))
    if values.valid_until and values.valid_until <= values.valid_from:
        raise BadInput(_("Ngày thôi phát ngôn phải sau ngày bắt đầu."))
    speaks = Spokesperson.objects.for_agency(actor.agency).filter(person_id=person.id)
    until = values.valid_until or date.max
    if speaks.filter(
        Q(valid_until=None) | Q(valid_until__gt=values.valid_from), valid_from__lt=until
    ).exists():
        raise BadInput(_("Người này đã được giao phát ngôn trong thời gian đó."))
    row = Spokesperson.objects.create(
        agency_id=actor.agency,
        person_id=person.id,
        name=person.full_name,
        title=values.title.strip(),
        contact=values.contact.strip(),
        decision=values.decision.strip(),
        valid_from=values.valid_from,
        valid_until=values.valid_until,
        named_at=clock.now(),
    )
    noted(actor, "name_spokesperson", row, note=row.decision)
    return row.pk


@transaction.atomic
def end_spokesperson(*, actor: Actor, spokesperson_id: UUID) -> None:
    """End it today: from today on the person speaks no longer. Raises `BadInput` where it begins today or later."""
    actor.require("correspondence.send")
    rows = Spokesperson.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(pk=spokesperson_id).first()
    if row is None:
        raise NotFound()
    today = clock.today()
    if row.valid_until is not None and row.valid_until <= today:
        raise BadInput(_("Người này đã thôi làm người phát ngôn."))
    if row.valid_from >= today:
        noted(actor, "end_spokesperson", row)
        row.delete()
        return
    row.valid_until = today
    row.save(update_fields=["valid_until"])
    noted(actor, "end_spokesperson", row)
