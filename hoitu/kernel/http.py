"""Requests to addresses that people typed or files contained: no way into our network, no endless answers.

The check sits where the connection is made: the name is resolved once, every address it has is judged, and
the socket goes to that judged address. So redirects and names that change between check and use are covered.
"""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

import httpcore
import httpx
from django.conf import settings
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
_ORDINARY_PORTS: Final = frozenset({80, 443, 8080, 8443})
_CHUNK_BYTES: Final = 64 * 1024

_test_hosts: ContextVar[frozenset[str]] = ContextVar("fetch_test_hosts", default=frozenset())


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
    token = _test_hosts.set(_test_hosts.get() | frozenset(hosts))
    try:
        yield
    finally:
        _test_hosts.reset(token)


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
    deadline = _Deadline(limits.total_seconds)
    headers = {"User-Agent": "Hoitu", "Accept-Encoding": "gzip"} | headers
    try:
        with (
            httpx.Client(
                transport=_GuardedTransport(deadline),
                trust_env=False,  # a proxy of the environment would resolve names in our place
                follow_redirects=follow,
                max_redirects=limits.max_redirects,
                timeout=httpx.Timeout(limits.total_seconds, connect=limits.connect_seconds),
            ) as client,
            client.stream(method, url, content=body or None, headers=headers) as response,
        ):
            return _read(response, limits)
    except httpx.TooManyRedirects as error:
        raise AddressRefused(_("Địa chỉ này chuyển hướng quá nhiều lần.")) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise AddressRefused() from error
    except httpx.HTTPError as error:
        raise FetchFailed() from error


def _read(response: httpx.Response, limits: FetchLimits) -> Fetched:
    content_type, _semicolon, _rest = response.headers.get("content-type", "").partition(";")
    content_type = content_type.strip().lower()
    if (
        response.status_code < 400
        and limits.content_types
        and not content_type.startswith(limits.content_types)
    ):
        raise WrongContentType()
    if int(_digits(response.headers.get("content-length", ""))) > limits.max_bytes:
        raise TooLarge()
    return Fetched(
        url=str(response.url),
        status=response.status_code,
        content_type=content_type,
        charset=response.charset_encoding or "",
        headers=dict(response.headers),
        body=_body(response, limits.max_bytes),
    )


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() else "0"


def _body(response: httpx.Response, max_bytes: int) -> bytes:
    """Collect the body, unpacking gzip piece by piece so that a bomb is noticed at the limit."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise WrongContentType()
    unpacker = zlib.decompressobj(wbits=47) if encoding not in ("identity", "") else None
    body = bytearray()
    for packed in response.iter_raw(_CHUNK_BYTES):
        try:
            body += unpacker.decompress(packed, max_bytes + 1 - len(body)) if unpacker else packed
        except zlib.error as error:
            raise FetchFailed() from error
        if len(body) > max_bytes or (unpacker and unpacker.unconsumed_tail):
            raise TooLarge()
    return bytes(body)


class _Deadline:
    """The moment when a whole request, redirects included, must be over."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self, at_most: float | None) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole request took too long")
        return left if at_most is None else min(left, at_most)


class _GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over a connection pool that only connects to judged addresses."""

    def __init__(self, deadline: _Deadline) -> None:
        super().__init__(trust_env=False, verify=_ssl_context())
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(), network_backend=_GuardedBackend(deadline), max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Refuse what is not plain http(s) without credentials; called again for each redirect."""
        if request.url.scheme not in ("http", "https") or request.url.userinfo or not request.url.host:
            raise AddressRefused()
        return super().handle_request(request)


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = _judged_address(host, port)
        stream = self._sockets.connect_tcp(
            str(address), port, self._deadline.left(timeout), local_address, socket_options
        )
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A socket whose every read and write also ends at the request's deadline: dripping gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _judged_address(host: str, port: int) -> Address:
    """Resolve a name once and return the address to connect to. Raises `AddressRefused`, `FetchFailed`."""
    allowed = frozenset(settings.FETCH_PRIVATE_HOSTS) | _test_hosts.get()
    is_listed = host in allowed or f"{host}:{port}" in allowed
    if not is_listed and port not in _ORDINARY_PORTS:
        raise AddressRefused()
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(_("Không tìm thấy máy chủ của địa chỉ này. Hãy kiểm tra lại địa chỉ.")) from error
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses or not (is_listed or all(is_public(address) for address in addresses)):
        raise AddressRefused()
    return addresses[0]


def is_public(address: Address) -> bool:
    """Tell whether an address is one that anybody on the internet may ask."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return not any(address in network for network in _CLOSED_NETWORKS)
