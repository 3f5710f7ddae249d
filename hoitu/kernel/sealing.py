"""Secrets that others gave us, sealed in the database with the installation's own key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


class SecretUnreadable(Refused):
    """Raised when a secret was sealed with another installation's key."""

    default_sentence = _("Không mở được bí mật đã lưu (khóa của bản cài đặt đã đổi). Hãy nhập lại.")


def seal(secret: str) -> bytes:
    """Return the secret encrypted; an empty one stays empty."""
    return _box().encrypt(secret.encode()) if secret else b""


def unseal(sealed: bytes) -> str:
    """Return the secret. Raises `SecretUnreadable`."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise SecretUnreadable() from None


def _box() -> Fernet:
    # Fernet wants 32 bytes in base64; the installation's key may be any length of text.
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FIELD_ENCRYPTION_KEY.encode()).digest()))
