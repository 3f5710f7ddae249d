"""How `kernel.http` makes its requests: httpx over connections that only go to judged addresses."""

import socket
import ssl
import time
import zlib
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, Final

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.http_addresses import Address, is_public, test_hosts
from hoitu.kernel.http_answers import (
    AddressRefused,
    Fetched,
    FetchFailed,
    FetchLimits,
    TooLarge,
    WrongContentType,
)

_ORDINARY_PORTS: Final = frozenset({80, 443, 8080, 8443})
_CHUNK_BYTES: Final = 64 * 1024


def request(
    method: str, url: str, body: bytes, headers: dict[str, str], limits: FetchLimits, *, follow: bool
) -> Fetched:
    """Ask and read within the limits. Raises a `FetchError`."""
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
    allowed = frozenset(settings.FETCH_PRIVATE_HOSTS) | test_hosts.get()
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
