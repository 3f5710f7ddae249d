"""The key pair of this installation: the private half in its secrets folder, made on first use."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from hoitu.connector.policies.signing import fingerprint_of
from hoitu.kernel.keys import key

KEY_NAME = "package_key"


def public_key() -> str:
    """Return this installation's public key: 32 bytes in base64."""
    return base64.b64encode(_private().public_key().public_bytes_raw()).decode()


def fingerprint() -> str:
    """Return the SHA-256 of this installation's public key, in hexadecimal."""
    return fingerprint_of(_private().public_key().public_bytes_raw())


def sign(text: bytes) -> str:
    """Return this installation's Ed25519 signature in base64."""
    return base64.b64encode(_private().sign(text)).decode()


def _private() -> Ed25519PrivateKey:
    words = key(Path(settings.HOITU_HOME) / "secrets", KEY_NAME, _make)
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(words))


def _make() -> str:
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
