"""Keep the register of press licences."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.registers.models import Licence


@dataclass(frozen=True)
class LicenceInput:
    """The fields of a licence as a person gives them."""

    product: str
    name: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None = None
    purpose: str = ""
    language: str = ""
    schedule: str = ""
    domain: str = ""
    server_place: str = ""
    provider: str = ""
    head: str = ""
    is_magazine: bool = False


def save_licence(*, actor: Actor, values: LicenceInput, licence_id: UUID | None = None) -> UUID:
    """Add a licence of the actor's agency, or change one. Raises `BadInput`, `NotFound`."""
    actor.require("registers.manage")
    if values.product not in Licence.Product.values or not (values.name and values.number and values.issuer):
        raise BadInput(_("Hãy ghi tên sản phẩm, số giấy phép và cơ quan cấp."))
    if values.valid_until and values.valid_until <= values.issued_on:
        raise BadInput(_("Ngày hết hiệu lực phải sau ngày cấp."))
    with transaction.atomic():
        rows = Licence.objects.filter(organisation_id=actor.agency)
        row = rows.select_for_update().filter(pk=licence_id).first() if licence_id else None
        if licence_id and row is None:
            raise NotFound()
        same = rows.filter(number=values.number, product=values.product)
        if (same.exclude(pk=row.pk) if row else same).exists():
            raise BadInput(_("Giấy phép này đã có trong sổ."))
        row = row or Licence(organisation_id=actor.agency)
        changes: dict[str, tuple[object, object]] = {}
        for name, value in asdict(values).items():
            if getattr(row, name) != value:
                changes[name] = (str(getattr(row, name) or ""), str(value or ""))
                setattr(row, name, value)
        row.save()
        audit.record(
            actor=actor,
            verb="registers.save_licence",
            object_key=f"licence:{row.pk}",
            object_label=str(row),
            changes=changes,
        )
    return row.pk
