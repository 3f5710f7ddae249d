"""Seeds, sealed in the database with the installation's own key until they are revealed."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from hoitu.assurance.errors import SeedUnreadable


def seal(seed: str) -> bytes:
    """Return the seed encrypted."""
    return _box().encrypt(seed.encode())


def unseal(sealed: bytes) -> str:
    """Return the seed. Raises `SeedUnreadable`."""
    try:
        return _box().decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise SeedUnreadable() from None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FIELD_ENCRYPTION_KEY.encode()).digest()))
