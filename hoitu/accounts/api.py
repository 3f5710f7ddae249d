"""The front door of the accounts room."""

from hoitu.accounts.browser import browser_words, device_hash, device_token, give_token
from hoitu.accounts.data import (
    HEADS,
    TITLES,
    Desk,
    Member,
    Organisation,
    Person,
    PushDevice,
    Role,
    SentToken,
    StaffChange,
    StaffInput,
    title_label,
)
from hoitu.accounts.events import LIVE_TOPIC
from hoitu.accounts.ninja_auth import ninja_auth
from hoitu.accounts.operations.desks import save_desk
from hoitu.accounts.operations.devices import allow_push, forget_push, push_device, push_devices, stop_push
from hoitu.accounts.operations.found_agency import found_agency
from hoitu.accounts.operations.invitations import accept as accept_invitation
from hoitu.accounts.operations.invitations import invite
from hoitu.accounts.operations.letters import send_invitation
from hoitu.accounts.operations.organisations import link_organisations, save_organisation
from hoitu.accounts.operations.outgoing import outgoing
from hoitu.accounts.operations.role_defaults import renew_default_roles
from hoitu.accounts.operations.roles import save_role
from hoitu.accounts.operations.staff import enter_staff, would_change_staff
from hoitu.accounts.policies import OPERATE
from hoitu.accounts.provinces import Islands, Province, provinces
from hoitu.accounts.queries import (
    actor_for,
    agencies,
    agencies_below,
    agencies_sharing_people,
    agencies_with_shared_people,
    below,
    bodies_above,
    desks,
    emails_of,
    known_organisations,
    line,
    lines,
    members_on,
    names_of,
    organisation,
    organisations,
    people_of,
    people_with,
    person,
    press_agencies,
    press_agency_ids,
    roles,
    successors,
    working,
)
from hoitu.accounts.sessions import actor_of_session
from hoitu.kernel.access import ActorRequest, Permission, needs, permissions, signed_in

__all__ = [
    "HEADS",
    "LIVE_TOPIC",
    "OPERATE",
    "TITLES",
    "ActorRequest",
    "Desk",
    "Islands",
    "Member",
    "Organisation",
    "Permission",
    "Person",
    "Province",
    "PushDevice",
    "Role",
    "SentToken",
    "StaffChange",
    "StaffInput",
    "accept_invitation",
    "actor_for",
    "actor_of_session",
    "agencies",
    "agencies_below",
    "agencies_sharing_people",
    "agencies_with_shared_people",
    "allow_push",
    "below",
    "bodies_above",
    "browser_words",
    "desks",
    "device_hash",
    "device_token",
    "emails_of",
    "enter_staff",
    "forget_push",
    "found_agency",
    "give_token",
    "invite",
    "known_organisations",
    "line",
    "lines",
    "link_organisations",
    "members_on",
    "names_of",
    "needs",
    "ninja_auth",
    "organisation",
    "organisations",
    "outgoing",
    "people_of",
    "people_with",
    "permissions",
    "person",
    "press_agencies",
    "press_agency_ids",
    "provinces",
    "push_device",
    "push_devices",
    "renew_default_roles",
    "roles",
    "save_desk",
    "save_organisation",
    "save_role",
    "send_invitation",
    "signed_in",
    "stop_push",
    "successors",
    "title_label",
    "working",
    "would_change_staff",
]
