"""Permissions as the rooms declare them, and the guards that views wear."""

from asyncio import iscoroutinefunction
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed

View = Callable[..., Any]


@dataclass(frozen=True)
class Permission:
    """One named right, `<room>.<verb>`, with its Vietnamese and English label."""

    code: str
    label: str | Promise
    label_en: str = ""

    @property
    def room(self) -> str:
        return self.code.partition(".")[0]


class ActorRequest(HttpRequest):
    """A request that passed a guard: somebody is signed in."""

    actor: Actor


@cache
def permissions() -> tuple[Permission, ...]:
    """Return every permission that an installed room declares in its `permissions.py`, floor by floor."""
    found: list[Permission] = []
    for config in apps.get_app_configs():
        if config.name.startswith("hoitu.") and find_spec(f"{config.name}.permissions"):
            found += import_module(f"{config.name}.permissions").PERMISSIONS
    return tuple(found)


def signed_in(view: View) -> View:
    """Guard a view: whoever is not signed in is sent to sign in and comes back."""
    return _guarded(view, ())


def needs(*permissions: str) -> Callable[[View], View]:
    """Guard a view: only people who hold one of the permissions in their current agency get in."""
    return lambda view: _guarded(view, permissions)


def _guarded(view: View, permissions: tuple[str, ...]) -> View:
    @wraps(view)
    def sync_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _turned_away(request, permissions) or view(request, *args, **kwargs)

    @wraps(view)
    async def async_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _turned_away(request, permissions) or await view(request, *args, **kwargs)

    return async_view if iscoroutinefunction(view) else sync_view


def _turned_away(request: HttpRequest, permissions: tuple[str, ...]) -> HttpResponseBase | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None and "HX-Request" in request.headers:
        # A part of a page must not become the sign-in form; the frame's script leads there.
        return HttpResponse(status=401)
    if actor is None:
        return redirect_to_login(request.get_full_path())
    if permissions and not any(map(actor.may, permissions)):
        raise NotAllowed()
    return None
