"""Names inside certificates."""

from cryptography.x509 import Name
from cryptography.x509.oid import NameOID, ObjectIdentifier


def name_in(name: Name) -> str:
    """Return whom a certificate's subject or issuer names: the common name, else the organisation, else all of it."""
    return part(name, NameOID.COMMON_NAME) or organisation_in(name) or name.rfc4514_string()


def organisation_in(name: Name) -> str:
    """Return the organisation that the name gives, or nothing."""
    return part(name, NameOID.ORGANIZATION_NAME)


def part(name: Name, oid: ObjectIdentifier) -> str:
    """Return the first value of one part of a name, or nothing."""
    return next((str(found.value) for found in name.get_attributes_for_oid(oid)), "")
