"""Requests to addresses that people typed or files contained: no way into our network, no endless answers.

The check sits where the connection is made: the name is resolved once, every address it has is judged, and
the socket goes to that judged address. So redirects and names that change between check and use are covered.
"""

from collections.abc import Mapping

from hoitu.kernel.http_addresses import allow_hosts
from hoitu.kernel.http_answers import (
    AddressRefused,
    Fetched,
    FetchError,
    FetchFailed,
    FetchLimits,
    StatusRefused,
    TooLarge,
    WrongContentType,
)

__all__ = [
    "AddressRefused",
    "FetchError",
    "FetchFailed",
    "FetchLimits",
    "Fetched",
    "StatusRefused",
    "TooLarge",
    "WrongContentType",
    "allow_hosts",
    "fetch",
    "send",
]


def fetch(
    url: str, *, limits: FetchLimits | None = None, headers: Mapping[str, str] | None = None
) -> Fetched:
    """Get an address, following redirects. Raises a `FetchError`; a status of 400 or more is one too."""
    answer = _request("GET", url, b"", dict(headers or {}), limits or FetchLimits(), follow=True)
    if answer.status >= 400:
        raise StatusRefused(answer.status)
    return answer


def send(
    method: str, url: str, *, body: bytes, headers: Mapping[str, str], limits: FetchLimits | None = None
) -> Fetched:
    """Send a body and return the answer whatever its status; redirects are not followed.

    A redirected delivery would end where nobody configured. Raises a `FetchError` when there is no answer.
    """
    return _request(
        method, url, body, dict(headers), limits or FetchLimits(max_bytes=1024 * 1024), follow=False
    )


def _request(
    method: str, url: str, body: bytes, headers: dict[str, str], limits: FetchLimits, *, follow: bool
) -> Fetched:
    # httpx brings a terminal's worth of modules with it: only who asks the network pays for them.
    from hoitu.kernel.http_guarded import request

    return request(method, url, body, headers, limits, follow=follow)
