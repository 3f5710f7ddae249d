"""Short-lived addresses of renditions on the readers' origin.

Uploads are never served from the newsroom's own origin: a hostile file that slips through cannot reach its session.
"""

import hashlib
import hmac
from urllib.parse import quote

from django.conf import settings

from hoitu.kernel import clock

VALID_SECONDS = 6 * 3600


def signature(key: str, expires: int, secret: str) -> str:
    """Return the HMAC-SHA256 of `key` and `expires` (Unix seconds) as hex; the public process computes the same."""
    return hmac.new(secret.encode(), f"{expires}\n{key}".encode(), hashlib.sha256).hexdigest()


def signed_url(rendition_key: str) -> str:
    """Return an address of the rendition that ends to work within six hours."""
    # Rounded up to the hour so that a page opened twice asks its browser's cache, not the server.
    hour = int(clock.now().timestamp()) // 3600 * 3600
    expires = hour + VALID_SECONDS
    sig = signature(rendition_key, expires, settings.MEDIA_SIGNING_KEY)
    return f"{settings.PUBLIC_URL}/_media/{quote(rendition_key)}?exp={expires}&sig={sig}"
