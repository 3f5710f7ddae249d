"""Short-lived addresses of the archive's files on the readers' origin.

Uploads are never served from the newsroom's own origin: a hostile file that slips through cannot reach its session.
"""

import hashlib
import hmac
from urllib.parse import quote

from django.conf import settings

from hoitu.kernel import clock

VALID_SECONDS = 6 * 3600
FOLDER_PARTS = 3  # media/ab/abcdef…


def signature(key: str, expires: int, secret: str) -> str:
    """Return the HMAC-SHA256 of `key` and `expires` (Unix seconds) as hex; the public process computes the same."""
    return hmac.new(secret.encode(), f"{expires}\n{key}".encode(), hashlib.sha256).hexdigest()


def folder_of(key: str) -> str:
    """Return what a signature of a folder stands for: one asset's files, which name each other."""
    return "/".join(key.split("/")[:FOLDER_PARTS]) + "/"


def download_of(key: str, name: str) -> str:
    """Return what the signature of a download stands for: the file and the name that it is saved under."""
    return f"{key}\n{name}"


def signed_url(rendition_key: str) -> str:
    """Return an address of the rendition that ends to work within six hours."""
    expires = _expires()
    sig = signature(rendition_key, expires, settings.MEDIA_SIGNING_KEY)
    return f"{settings.PUBLIC_URL}/_media/{quote(rendition_key)}?exp={expires}&sig={sig}"


def signed_folder_url(key: str) -> str:
    """Return an address from which a file's neighbours are reached by their relative names, as playlists do."""
    expires = _expires()
    sig = signature(folder_of(key), expires, settings.MEDIA_SIGNING_KEY)
    return f"{settings.PUBLIC_URL}/_media/~{expires}~{sig}/{quote(key)}"


def signed_download(key: str, name: str) -> str:
    """Return an address that saves the file under `name` and never shows it."""
    expires = _expires()
    sig = signature(download_of(key, name), expires, settings.MEDIA_SIGNING_KEY)
    return f"{settings.PUBLIC_URL}/_media/{quote(key)}?exp={expires}&sig={sig}&name={quote(name, safe='')}"


def _expires() -> int:
    # Rounded up to the hour so that a page opened twice asks its browser's cache, not the server.
    return int(clock.now().timestamp()) // 3600 * 3600 + VALID_SECONDS
