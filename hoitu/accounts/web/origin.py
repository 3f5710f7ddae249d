"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """Return the caller's address: the proxy's word when one is trusted, else that of the connection.

    Behind a proxy only the last entry of X-Forwarded-For is its own; the ones before are the caller's claim.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "TRUSTED_PROXY", False):
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2]
    try:
        return str(ip_address(told.strip()))
    except ValueError:
        return None


def describe(request: HttpRequest) -> str:
    """Return what the access log asks for besides the address: source port and program."""
    port = request.META.get("REMOTE_PORT", "")
    agent = request.META.get("HTTP_USER_AGENT", "")[:200]
    return " · ".join(part for part in (f"port {port}" if port else "", agent) if part)
