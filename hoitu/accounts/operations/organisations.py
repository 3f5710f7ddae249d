"""Organisations and the edges between them: names, dates, lines above, successors."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from hoitu.accounts import policies
from hoitu.accounts.errors import CircularSuccession
from hoitu.accounts.events import OrganisationChanged
from hoitu.accounts.models import Organisation, OrganisationLink, SecurityProfile
from hoitu.accounts.models.organisations import Kind
from hoitu.accounts.operations.changes import apply
from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.facts import announce


@transaction.atomic
def save_organisation(
    *, actor: Actor, organisation_id: UUID | None = None, values: Mapping[str, object]
) -> UUID:
    """Write down a body or correct one; `values` are its plain fields.

    An agency edits itself and the bodies it wrote down; operators edit all. Agencies are founded, never
    written down here.
    """
    if organisation_id is None:
        actor.require("accounts.organisation")
        row = Organisation(entered_by_id=actor.agency_id)
    else:
        row = _editable(actor, organisation_id)
    changes = apply(row, values)
    if organisation_id is None and row.kind == Kind.PRESS_AGENCY:
        raise NotAllowed()
    if changes:
        row.save()
        _tell(actor, "accounts.save_organisation", row, changes)
    return row.id


@transaction.atomic
def link_organisations(
    *,
    actor: Actor,
    from_id: UUID,
    to_id: UUID,
    kind: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    note: str = "",
) -> UUID:
    """Say who governs, manages or succeeds an organisation, and in which period."""
    row = _editable(actor, from_id)
    other = Organisation.objects.filter(pk=to_id).first()
    if other is None:
        raise NotFound()
    if from_id in _reachable(to_id, kind):
        raise CircularSuccession()
    link, made = OrganisationLink.objects.get_or_create(
        from_organisation=row,
        to_organisation=other,
        kind=kind,
        valid_from=valid_from,
        defaults={"valid_until": valid_until, "note": note},
    )
    if made:
        changes = {"kind": ("", kind), "name": ("", other.name), "valid_from": (None, valid_from)}
        _tell(actor, "accounts.link_organisations", row, changes)
    return link.id


@transaction.atomic
def unlink_organisations(*, actor: Actor, link_id: UUID) -> None:
    """Remove an edge that was written down wrongly; one that ended gets an end date instead."""
    link = OrganisationLink.objects.filter(pk=link_id).select_related("to_organisation").first()
    if link is None:
        raise NotFound()
    row = _editable(actor, link.from_organisation_id)
    changes = {"kind": (link.kind, ""), "name": (link.to_organisation.name, "")}
    link.delete()
    _tell(actor, "accounts.unlink_organisations", row, changes)


@transaction.atomic
def choose_security(*, actor: Actor, key: str) -> None:
    """Set the security profile of the actor's agency; the installation's holds beside it, strictest wins."""
    actor.require("accounts.security")
    agency = Organisation.objects.select_for_update(no_key=True).get(pk=actor.agency)
    profile = SecurityProfile.objects.filter(key=key).first()
    if profile is None and key:
        raise NotFound()
    before = agency.security_profile.name if agency.security_profile else ""
    agency.security_profile = profile
    agency.save(update_fields=["security_profile"])
    audit.record(
        actor=actor,
        verb="accounts.choose_security",
        object_key=f"organisation:{agency.id}",
        object_label=agency.name,
        changes={"profile": (before, profile.name if profile else "")},
    )


def _editable(actor: Actor, organisation_id: UUID) -> Organisation:
    row = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    if row is None:
        raise NotFound()
    if not policies.may_edit_organisation(actor, row.id, row.entered_by_id):
        raise NotAllowed()
    return row


def _reachable(start: UUID, kind: str) -> set[UUID]:
    seen, frontier = {start}, {start}
    while frontier:
        links = OrganisationLink.objects.filter(from_organisation_id__in=frontier, kind=kind)
        frontier = set(links.values_list("to_organisation_id", flat=True)) - seen
        seen |= frontier
    return seen


def _tell(actor: Actor, verb: str, row: Organisation, changes: Mapping[str, tuple[object, object]]) -> None:
    announce(
        OrganisationChanged(
            subject=f"organisation:{row.id}", agency_id=actor.agency_id, organisation_id=row.id
        )
    )
    audit.record(
        actor=actor, verb=verb, object_key=f"organisation:{row.id}", object_label=row.name, changes=changes
    )
