"""Which addresses may be asked at all: those that anybody on the internet may ask, and what tests allow."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Final

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


@contextmanager
def allow_hosts(*hosts: str) -> Iterator[None]:
    """Let tests reach servers that they started themselves: `allow_hosts("127.0.0.1:8901")`."""
    token = test_hosts.set(test_hosts.get() | frozenset(hosts))
    try:
        yield
    finally:
        test_hosts.reset(token)


def is_public(address: Address) -> bool:
    """Tell whether an address is one that anybody on the internet may ask."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return not any(address in network for network in _CLOSED_NETWORKS)
