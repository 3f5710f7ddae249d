"""Authentication for django-ninja: `NinjaAPI(auth=ninja_auth)`; both ways leave `request.actor`."""

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from hoitu.accounts.operations.limits import count_request
from hoitu.accounts.operations.tokens import actor_of_token
from hoitu.kernel.actor import Actor


class TokenAuth(HttpBearer):
    """A program: `Authorization: Bearer hoitu_…`, see the screen "Khóa API"."""

    openapi_scheme = "bearer"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_of_token(secret=token)
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
        return actor


class SessionAuth(APIKeyCookie):
    """A page of the newsroom: its session cookie, with the CSRF token on everything that changes."""

    param_name = "hoitu_session"

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def _get_key(self, request: HttpRequest) -> str | None:
        # Whoever is not signed in is told so, not that a CSRF token is missing.
        return super()._get_key(request) if getattr(request, "actor", None) else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Any | None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and actor.person_id is not None:
            count_request(person_id=actor.person_id)
        return actor


ninja_auth = [TokenAuth(), SessionAuth()]
