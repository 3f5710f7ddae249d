"""Found a press agency: the organisation, its default roles, its first desk."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.models import Organisation, Role
from hoitu.accounts.policies import OPERATE
from hoitu.accounts.queries import known_codes
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor


@transaction.atomic
def found_agency(
    *, actor: Actor, name: str, short_name: str = "", valid_from: date | None = None, email: str = ""
) -> UUID:
    """Found an agency with its default roles and return its id. Only operators of the installation may."""
    actor.require(OPERATE)
    agency = Organisation(
        kind="press_agency", name=name, short_name=short_name, valid_from=valid_from, email=email
    )
    agency.save()
    declared = known_codes()
    with override("vi"):  # role names are stored data of a Vietnamese newsroom, whoever's screen founds it
        Role.objects.bulk_create(
            Role(
                agency=agency,
                key=role.key,
                name=str(role.name),
                description=str(role.description),
                permissions=sorted(role.permissions & declared),
                shipped=sorted(role.permissions & declared),
                mfa_required=role.mfa_required,
                position=position,
            )
            for position, role in enumerate(DEFAULT_ROLES)
        )
    audit.record(
        actor=actor,
        verb="accounts.found_agency",
        object_key=f"organisation:{agency.id}",
        object_label=name,
        agency_id=agency.id,
    )
    return agency.id
