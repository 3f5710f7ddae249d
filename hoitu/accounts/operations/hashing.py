"""What is stored of a secret that somebody else keeps."""

import hashlib


def token_hash(secret: str) -> str:
    """Return what is stored of a secret: enough to recognise it, not to use it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
