"""Other installations: enter their key, compare its fingerprint, say which agencies they may speak for."""

import base64
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.connector.adapters import identity
from hoitu.connector.data import Trust
from hoitu.connector.models import Connection, Partner
from hoitu.connector.policies.signing import fingerprint_of, raw_public_key
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.strategy import api as strategy


@transaction.atomic
def add_partner(
    *, actor: Actor, name: str, line: str, direction: str, public_key: str, address: str = ""
) -> UUID:
    """Enter another installation; nothing goes to it or comes from it before its fingerprint was compared.

    Raises `BadInput` for a key that is none, our own, or entered for this line already.
    """
    actor.require("connector.manage")
    raw = raw_public_key(public_key)
    if raw is None:
        raise BadInput(
            _("Khóa công khai phải là 32 byte viết bằng base64, như bên kia hiện ở trang Kết nối.")
        )
    fingerprint = fingerprint_of(raw)
    if fingerprint == identity.fingerprint():
        raise BadInput(_("Đây là khóa của chính bản cài đặt này."))
    row = Partner(
        agency_id=actor.agency,
        name=name.strip()[:200],
        line=line,
        direction=direction,
        address=address.strip(),
        public_key=base64.b64encode(raw).decode(),
        fingerprint=fingerprint,
        made_by_name=actor.name[:150],
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise BadInput(_("Khóa này đã có cho tuyến này.")) from None
    _record(actor, "connector.save_partner", row, {"fingerprint": (None, fingerprint)})
    return row.pk


@transaction.atomic
def change_partner(*, actor: Actor, partner_id: UUID, name: str, direction: str, address: str) -> None:
    """Change what is no part of the trust: name, direction, address."""
    actor.require("connector.manage")
    row = found(actor, partner_id)
    before = (row.direction, row.address)
    row.name, row.direction, row.address = name.strip()[:200], direction, address.strip()
    row.save()
    changes: dict[str, tuple[object, object]] = {
        "direction": (before[0], direction),
        "address": (before[1], row.address),
    }
    _record(actor, "connector.save_partner", row, changes)


@transaction.atomic
def trust_partner(*, actor: Actor, partner_id: UUID, read_out: str) -> None:
    """Trust a partner's key, because a person typed the fingerprint that the other side read out.

    Raises `BadInput` when it is another one.
    """
    actor.require("connector.manage")
    row = found(actor, partner_id)
    if row.state != Trust.WAITING:
        raise NotFound()
    if "".join(read_out.split()).lower() != row.fingerprint:
        raise BadInput(
            _("Dấu vân khóa không khớp. Hãy hỏi lại bên kia qua một kênh khác, đừng tin khóa này.")
        )
    row.state, row.checked_by_name, row.checked_at = Trust.TRUSTED, actor.name[:150], clock.now()
    row.save()
    _record(actor, "connector.trust", row, {"fingerprint": (None, row.fingerprint)})


@transaction.atomic
def revoke_partner(*, actor: Actor, partner_id: UUID) -> None:
    """Trust a partner no more; what it told stays."""
    actor.require("connector.manage")
    row = found(actor, partner_id)
    if row.state == Trust.REVOKED:
        raise NotFound()
    row.state = Trust.REVOKED
    row.save(update_fields=["state"])
    _record(actor, "connector.revoke", row, {})


@transaction.atomic
def let_speak_for(*, actor: Actor, partner_id: UUID, foreign_id: UUID, agency_id: UUID) -> UUID:
    """Say which agency here an organisation of the partner is; from then on the partner may speak for it.

    Raises `BadInput` for an agency that is not below the actor's organisation, or that works in this installation.
    """
    actor.require("connector.manage")
    row = found(actor, partner_id)
    if agency_id == actor.agency or agency_id not in strategy.open_to(actor):
        raise BadInput(_("Chỉ ghép được cơ quan báo chí thuộc quyền của đơn vị."))
    if accounts.people_of(agency_id=agency_id):
        raise BadInput(_("Cơ quan này làm việc ngay trên bản cài đặt này nên không nhận số liệu thay."))
    taken = Connection.objects.unscoped(why="one organisation there is one agency here").filter(
        partner=row, foreign_id=foreign_id
    )
    if taken.exclude(agency_id=agency_id).exists():
        raise BadInput(_("Cơ quan này của bên kia đã ghép với cơ quan khác ở đây."))
    agency = accounts.organisation(organisation_id=agency_id)
    connection, made = Connection.objects.for_agency(agency_id).get_or_create(
        agency_id=agency_id,
        kind=Connection.Kind.PACKAGE,
        partner=row,
        foreign_id=foreign_id,
        defaults={"name": row.name[:100], "made_by_name": actor.name[:150], "usual_gap_hours": 24 * 8},
    )
    if made:
        _record(actor, "connector.map", row, {"agency": (None, agency.name)})
    return connection.pk


def found(actor: Actor, partner_id: UUID) -> Partner:
    """Return a partner of the actor's organisation. Raises `NotFound`."""
    row = Partner.objects.for_agency(actor.agency).select_for_update().filter(pk=partner_id).first()
    if row is None:
        raise NotFound()
    return row


def _record(actor: Actor, verb: str, row: Partner, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"partner:{row.pk}", object_label=row.name, changes=changes
    )
