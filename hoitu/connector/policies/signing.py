"""How a request of an outside system is signed: method, path, date, one-time word and the digest of the body.

The scheme is our own and small, because no kept library for RFC 9421 stands among our parts; it is written down in
docs/how-to/ket-noi-cms.md, with examples that anybody can compute again.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hoitu.connector.data import Algorithm

VERSION: Final = "hoitu-1"
KEY_HEADER, DATE_HEADER, NONCE_HEADER = "hoitu-key", "hoitu-date", "hoitu-nonce"
DIGEST_HEADER, SIGNATURE_HEADER = "content-digest", "hoitu-signature"
SKEW: Final = timedelta(minutes=5)
NONCE_LENGTHS: Final = range(16, 65)


@dataclass(frozen=True)
class Claims:
    """What a signed request says of itself."""

    key_id: str
    date: str
    nonce: str
    digest: str
    signature: str

    @property
    def at(self) -> datetime | None:
        """Return when it says it was signed; None for no time."""
        if not (self.date.isascii() and self.date.isdecimal() and len(self.date) <= 11):
            return None
        return datetime.fromtimestamp(int(self.date), UTC)


def claims_of(headers: Mapping[str, str]) -> Claims | None:
    """Return what the headers claim; None when one is missing or has no proper form."""
    given = {name.lower(): value.strip() for name, value in headers.items()}
    names = (KEY_HEADER, DATE_HEADER, NONCE_HEADER, DIGEST_HEADER, SIGNATURE_HEADER)
    words = [given.get(name, "") for name in names]
    if not all(words) or not all(one.isascii() and one.isprintable() and len(one) <= 300 for one in words):
        return None
    claims = Claims(*words)
    return claims if len(claims.nonce) in NONCE_LENGTHS and claims.at else None


def digest_header(body: bytes) -> str:
    """Return the digest of a body as RFC 9530 writes it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signed_text(method: str, path: str, claims: Claims) -> bytes:
    """Return the bytes that are signed: six lines without a last line break. `path` has its query, if any."""
    lines = (VERSION, method.upper(), path, claims.date, claims.nonce, claims.digest)
    return "\n".join(lines).encode()


def is_fresh(claims: Claims, now: datetime) -> bool:
    """Say whether the date lies within the skew that is allowed."""
    return claims.at is not None and abs(now - claims.at) <= SKEW


def holds(algorithm: str, key: bytes, text: bytes, signature: str) -> bool:
    """Say whether a signature in base64 is that of the text; `key` is the secret or the raw public key."""
    try:
        given = base64.b64decode(signature, validate=True)
    except (ValueError, binascii.Error):
        return False
    if algorithm == Algorithm.HMAC:
        return hmac.compare_digest(hmac.new(key, text, hashlib.sha256).digest(), given)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(given, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def raw_public_key(words: str) -> bytes | None:
    """Return the 32 bytes of an Ed25519 public key in base64; None for anything else."""
    try:
        raw = base64.b64decode(words.strip(), validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (ValueError, binascii.Error):
        return None
    return raw


def fingerprint_of(raw: bytes) -> str:
    """Return the SHA-256 of a raw public key, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def spoken(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, as people read it out."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
