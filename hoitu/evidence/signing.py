"""Short-lived addresses of documents on the readers' origin, where they are always a download.

A hostile file that slips through cannot reach the newsroom's session. The public process computes the same signature.
"""

import hashlib
import hmac
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings

from hoitu.kernel import clock

PREFIX: Final = "/_evidence/"
FOLDER: Final = "evidence"
VALID_SECONDS: Final = 600


def path_of(agency_id: UUID, sha256: str) -> str:
    """Return the path of a document under `PREFIX` and, in the store, under `FOLDER`."""
    return f"{agency_id}/{sha256}"


def signature(path: str, file_name: str, expires: int, secret: str) -> str:
    """Return the HMAC-SHA256, as hex, of a path, the name it is saved under and when it ends (Unix seconds)."""
    # The first line keeps it apart from the signatures of media, which share the key.
    words = f"evidence\n{expires}\n{path}\n{file_name}"
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()


def signed_url(*, agency_id: UUID, sha256: str, file_name: str) -> str:
    """Return an address of the document that ends to work within ten minutes."""
    path = path_of(agency_id, sha256)
    expires = int(clock.now().timestamp()) + VALID_SECONDS
    sig = signature(path, file_name, expires, settings.MEDIA_SIGNING_KEY)
    query = urlencode({"exp": expires, "name": file_name, "sig": sig})
    return f"{settings.PUBLIC_URL}{PREFIX}{quote(path)}?{query}"
