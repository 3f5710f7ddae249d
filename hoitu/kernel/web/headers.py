"""Headers that tell browsers what a newsroom page may do.

A view that needs more says so on its response: `response.csp = {"frame-src": "'self' https://example.vn"}`.
"""

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


def content_security_policy(nonce: str, changes: dict[str, str] | None = None) -> str:
    """Return the policy of a newsroom page: own scripts and those with `nonce`, public media.

    `changes` replaces whole directives; an empty text removes one.
    """
    media = "{0.scheme}://{0.netloc}".format(urlsplit(settings.PUBLIC_URL))
    directives = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": f"'self' 'nonce-{nonce}'",
        "style-src-attr": "'unsafe-inline'",  # widths of columns and progress bars
        "img-src": f"'self' data: blob: {media}",
        "media-src": f"'self' blob: {media}",
        "frame-src": f"'self' {media}",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
        **(changes or {}),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items() if value)


class SecurityHeaders:
    """Give every response its policy; `request.csp_nonce` allows an inline script of a template."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        policy = content_security_policy(nonce, getattr(response, "csp", None))
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        if request.path.startswith(settings.STATIC_URL):
            return response
        # Pages carry what only this person may see; no cache between may keep them.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def csp_nonce(request: HttpRequest) -> dict[str, str]:
    """Offer templates `csp_nonce` for `<script nonce="…">`."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
