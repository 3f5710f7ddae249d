"""Who is asking: puts the actor on every request of a signed-in person."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from hoitu.accounts.queries import Standing, standing
from hoitu.kernel.actor import Actor

AGENCY_KEY = "agency_id"


class ActorMiddleware:
    """Sets `request.actor` (None when nobody is signed in) and `request.standing`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor: Actor | None = None
        found: Standing | None = None
        person = request.user
        if person.is_authenticated:
            chosen = request.session.get(AGENCY_KEY)
            found = standing(person=person, agency_id=UUID(chosen) if chosen else None)
            actor = found.actor
        request.actor = actor  # type: ignore[attr-defined]
        request.standing = found  # type: ignore[attr-defined]
        return self.get_response(request)
