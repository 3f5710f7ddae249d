"""What the accounts room stores."""

from hoitu.accounts.models.organisations import Organisation, OrganisationLink
from hoitu.accounts.models.people import PasswordRecord, Person
from hoitu.accounts.models.security import ApiToken, SecurityProfile, SignInGuard
from hoitu.accounts.models.work import Desk, Invitation, Membership, Role

__all__ = [
    "ApiToken",
    "Desk",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationLink",
    "PasswordRecord",
    "Person",
    "Role",
    "SecurityProfile",
    "SignInGuard",
]
