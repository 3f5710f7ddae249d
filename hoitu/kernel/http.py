"""Requests to addresses that people typed or files contained: no way into our network, no endless answers.

The check sits where the connection is made: the name is resolved once, every address it has is judged, and
the socket goes to that judged address. So redirects and names that change between check and use are covered.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Final

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused
from hoitu.kernel.signatures import BadSignature, sign_headers, verify

__all__ = [
    "AddressRefused",
    "BadSignature",
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
    "sign_headers",
    "verify",
]

Address = IPv4Address | IPv6Address

# The special-purpose registries of IANA, written out: `is_global` of older Pythons misses some of them.
_CLOSED_NETWORKS: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_NAT64: Final = ip_network("64:ff9b::/96")

test_hosts: ContextVar[frozenset[str]] = ContextVar("fetchtest_hosts", default=frozenset())


class FetchError(Refused):
    """Base of everything that can go wrong with a request. `may_retry` says whether trying later can help."""

    may_retry = False
    default_sentence = _("Không lấy được nội dung từ địa chỉ này.")


class AddressRefused(FetchError):
    """Raised for an address that is not http(s), has an odd port, or leads into a private network."""

    default_sentence = _("Địa chỉ này không được phép: chỉ nhận địa chỉ http, https công khai trên internet.")


class TooLarge(FetchError):
    """Raised when the answer, or what it unpacks to, is larger than allowed."""

    default_sentence = _("Nội dung tại địa chỉ này quá lớn.")


class WrongContentType(FetchError):
    """Raised when the answer is not of the kind asked for."""

    default_sentence = _("Địa chỉ này trả về loại nội dung khác với loại cần lấy.")


class StatusRefused(FetchError):
    """Raised when the other server answered with an error; 429 and 5xx may pass with time."""

    def __init__(self, status_code: int) -> None:
        self.status_code = status_code
        self.may_retry = status_code == 429 or status_code >= 500
        super().__init__(_("Máy chủ trả lời mã lỗi %(code)d.") % {"code": status_code})


class FetchFailed(FetchError):
    """Raised when the other server cannot be reached, is too slow or breaks off."""

    may_retry = True
    default_sentence = _("Không kết nối được tới địa chỉ này. Hãy thử lại sau ít phút.")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The upper bounds of one request. `content_types` are beginnings such as "image/"; empty takes any."""

    max_bytes: int = 20 * 1024 * 1024
    total_seconds: float = 30.0
    connect_seconds: float = 5.0
    max_redirects: int = 5
    content_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from after redirects; `content_type` has no parameters."""

    url: str
    status: int
    content_type: str
    charset: str
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def allow_hosts(*hosts: str) -> Iterator[None]:
    """Let tests reach servers that they started themselves: `allow_hosts("127.0.0.1:8901")`."""
    token = test_hosts.set(test_hosts.get() | frozenset(hosts))
    try:
        yield
    finally:
        test_hosts.reset(token)


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


def is_public(address: Address) -> bool:
    """Tell whether an address is one that anybody on the internet may ask."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return not any(address in network for network in _CLOSED_NETWORKS)
