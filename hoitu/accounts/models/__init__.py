"""What the accounts room stores."""

from hoitu.accounts.models.organisations import Organisation, OrganisationLink
from hoitu.accounts.models.people import AccountKind, PasswordRecord, Person
from hoitu.accounts.models.security import ApiToken, Device, RequestWindow, SecurityProfile, SignInGuard
from hoitu.accounts.models.work import Desk, Invitation, Membership, Role

__all__ = [
    "AccountKind",
    "ApiToken",
    "Desk",
    "Device",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationLink",
    "PasswordRecord",
    "Person",
    "RequestWindow",
    "Role",
    "SecurityProfile",
    "SignInGuard",
]
