"""Make an announced draw: the public value is typed in, the seed is opened, the records follow from both."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.assurance.data import State
from hoitu.assurance.errors import DrawOver, ListTampered, NotYet
from hoitu.assurance.models import Draw, ListedRecord
from hoitu.assurance.operations.announce import moved
from hoitu.assurance.policies import drawing
from hoitu.assurance.queries.draws import WHY, agencies_in
from hoitu.assurance.queries.find import own_draw
from hoitu.assurance.sealing import unseal
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import format_date, nfc


def make_draw(*, actor: Actor, draw_id: UUID, public_value: str, found_at: str) -> None:
    """Draw with the public value of the day; `found_at` says where anybody looks it up.

    Raises `NotYet` before the announced day, `DrawOver`, `BadInput`, `ListTampered`, `SeedUnreadable`, `NotFound`.
    """
    actor.require("assurance.draw")
    value = drawing.tidy(public_value)[:500]
    with transaction.atomic():
        row = own_draw(actor, draw_id)
        _check(row, value, found_at)
        seed = unseal(bytes(row.sealed_seed))
        listed = list(
            ListedRecord.objects.unscoped(why=WHY).filter(draw=row).values_list("fingerprint", flat=True)
        )
        if drawing.list_digest(listed) != row.announcement["list_sha256"]:
            raise ListTampered()
        key = drawing.key_of(seed=seed, announcement=row.announcement_sha256, public_value=value)
        for ticket in drawing.drawn(listed, k=row.k, key=key):
            ListedRecord.objects.unscoped(why=WHY).filter(draw=row, fingerprint=ticket.fingerprint).update(
                place=ticket.place, ticket=ticket.ticket
            )
        row.state, row.seed, row.public_value = State.DRAWN, seed, value
        row.public_value_from = nfc(found_at.strip())[:500]
        row.drawn_at, row.drawn_by_name = clock.now(), actor.name
        row.save(
            update_fields=[
                "state",
                "seed",
                "public_value",
                "public_value_from",
                "drawn_at",
                "drawn_by_name",
            ]
        )
        audit.record(
            actor=actor,
            verb="assurance.draw",
            object_key=row.key,
            object_label=str(row),
            changes={"seed": ("", seed), "public_value": ("", value)},
            note=row.public_value_from,
        )
        moved(row, "drawn", actor=actor, agencies=agencies_in(row, drawn_only=True))


def _check(row: Draw, value: str, found_at: str) -> None:
    if row.state != State.ANNOUNCED:
        raise DrawOver()
    if clock.today() < row.draw_on:
        raise NotYet(_("Đến ngày %(day)s mới được rút.") % {"day": format_date(row.draw_on)})
    if not value:
        raise BadInput(_("Hãy nhập giá trị công khai của ngày rút."))
    if not found_at.strip():
        raise BadInput(_("Hãy ghi nơi ai cũng tra lại được giá trị này."))
