"""Found a press agency: the organisation, its default roles, its first desk."""

from datetime import date
from uuid import UUID

from django.db import transaction

from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.models import Organisation, Role
from hoitu.accounts.operations.role_defaults import default_role
from hoitu.accounts.policies import OPERATE
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
    Role.objects.bulk_create(
        default_role(role, agency_id=agency.id, position=position)
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
