"""Which addresses a story may point to, and which platforms it may embed."""

import re
from urllib.parse import urlsplit

from hoitu.stories.document.schema import schema

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
MAX_ADDRESS_CHARS = 2_000

_EDGES = "".join(map(chr, range(0x21))) + "\x7f\xa0"
_INSIDE = re.compile(r"[\t\n\r\x00]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")


def safe_address(address: str) -> str | None:
    """Return the address as it may stand in a link (http, https, mailto or relative), or None.

    Control characters are removed first, as a browser does: `java\\nscript:` must not slip through.
    """
    cleaned = _INSIDE.sub("", address.strip(_EDGES))
    if not cleaned or len(cleaned) > MAX_ADDRESS_CHARS or cleaned.startswith("\\"):
        return None
    scheme = _SCHEME.match(cleaned)
    if scheme:
        return cleaned if scheme.group(1).lower() in ALLOWED_SCHEMES and _parses(cleaned) else None
    if ":" in re.split(r"[/?#]", cleaned, maxsplit=1)[0]:
        return None
    return cleaned if _parses(cleaned) else None


def provider_of(address: str) -> str | None:
    """Return the name of the platform an https address belongs to, or None if it may not be embedded."""
    if safe_address(address) != address or not _parses(address):
        return None
    parts = urlsplit(address)
    if parts.scheme.lower() != "https" or parts.username or not parts.hostname:
        return None
    host = parts.hostname.lower()
    for provider in schema().providers.values():
        if any(host == known or host.endswith("." + known) for known in provider.hosts):
            return provider.name
    return None


def _parses(address: str) -> bool:
    try:
        urlsplit(address).port  # noqa: B018 - reading it is the check
    except ValueError:
        return False
    return True
