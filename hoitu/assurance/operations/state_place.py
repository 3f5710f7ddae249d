"""State in which country a machine stands."""

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.assurance.models import HostPlace
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc


def state_place(*, actor: Actor, host: str, known_hosts: set[str], country: str, note: str) -> None:
    """Write down where a listed machine stands, and why that is known. Raises `BadInput`, `NotFound`."""
    actor.require("assurance.locations")
    if host not in known_hosts:
        raise NotFound()
    if country not in HostPlace.Country.values:
        raise BadInput(_("Hãy chọn trong nước, ngoài nước hoặc chưa rõ."))
    note = nfc(note.strip())[:300]
    if country != HostPlace.Country.UNKNOWN and not note:
        raise BadInput(_("Hãy ghi căn cứ: hợp đồng, thông báo của nhà cung cấp, nơi đặt máy."))
    with transaction.atomic():
        rows = HostPlace.objects.for_agency(actor.agency)
        before = rows.filter(host=host).first()
        HostPlace.objects.for_agency(actor.agency).update_or_create(
            agency_id=actor.agency,
            host=host,
            defaults={
                "country": country,
                "note": note,
                "stated_by_name": actor.name,
                "stated_at": clock.now(),
            },
        )
        audit.record(
            actor=actor,
            verb="assurance.state_place",
            object_key=f"host:{host}"[:120],
            object_label=host,
            changes={"country": (before.country if before else "", country)},
            note=note,
        )
