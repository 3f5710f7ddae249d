"""Bytes beside a statement that other rooms make or check themselves; people fetch them from the readers' origin."""

from hashlib import sha256
from uuid import UUID

from hoitu.evidence.signing import FOLDER, path_of
from hoitu.kernel.storage import store


def keep_bytes(*, agency_id: UUID, content: bytes) -> str:
    """Keep a file of an agency and return its SHA-256; the same bytes are kept once."""
    digest = sha256(content).hexdigest()
    key = f"{FOLDER}/{path_of(agency_id, digest)}"
    if not store().exists(key):
        store().put(key, content)
    return digest


def bytes_of(*, agency_id: UUID, sha256: str) -> bytes:
    """Return a file of an agency by its SHA-256. Raises `NotFound`."""
    return store().get(f"{FOLDER}/{path_of(agency_id, sha256)}")
