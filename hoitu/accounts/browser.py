"""The cookie by which a browser is known again. It opens nothing; whoever copies it gains nothing."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hoitu.accounts.operations import devices
from hoitu.accounts.operations.hashing import token_hash

COOKIE = "hoitu_device"
_KEPT_SECONDS = 2 * 365 * 86_400
_SHAPE = re.compile(r"[\w-]{20,64}")


def device_token(request: HttpRequest) -> str:
    """Return the browser's token, or "" when it has none yet."""
    token = request.COOKIES.get(COOKIE, "")
    return token if _SHAPE.fullmatch(token) else ""


def device_hash(request: HttpRequest) -> str:
    """Return by which hash this browser's devices are stored, or ""."""
    token = device_token(request)
    return token_hash(token) if token else ""


def give_token(request: HttpRequest, response: HttpResponse) -> str:
    """Return the browser's token; one that has none is given one with the response."""
    token = device_token(request) or devices.new_token()
    response.set_cookie(
        COOKIE, token, max_age=_KEPT_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return token


def browser_words(request: HttpRequest) -> str:
    """Return the browser as its owner would say it: "Firefox, Windows"."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    programs = {
        "Edg/": "Edge", "OPR/": "Opera", "coc_coc": "Cốc Cốc", "SamsungBrowser": "Samsung Internet",
        "Firefox/": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
    }  # fmt: skip
    systems = {
        "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "CrOS": "ChromeOS",
        "Mac OS X": "macOS", "Linux": "Linux",
    }  # fmt: skip
    words = [_first(programs, agent), _first(systems, agent)]
    return ", ".join(word for word in words if word) or agent[:60]


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
