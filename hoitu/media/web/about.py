"""What files show and say about themselves, for editors."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.media import api, source_types
from hoitu.media.data import About

FIELD = "%Y-%m-%dT%H:%M"


@needs("media.read")
@require_GET
def export(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Send the browser to a copy of the original with the house's words inside, always a download."""
    return redirect(api.export_url(actor=request.actor, asset_id=asset_id))


def typed(given: QueryDict) -> About | None:
    """Return what somebody typed about a file; None when the form did not ask. Raises `UnknownMoment`."""
    if "headline" not in given:
        return None
    words = {name: given.get(name, "") for name in ("headline", "creator", "place", "event")}
    taken_at = given.get("taken_at", "").strip()
    people = tuple(given.get("people", "").split(";"))
    return About(**words, people=people, taken_at=api.read_moment(taken_at) if taken_at else None)


def shown(about: About) -> dict[str, str]:
    """Return the fields as the form shows them."""
    return {
        "headline": about.headline,
        "creator": about.creator,
        "place": about.place,
        "event": about.event,
        "people": "; ".join(about.people),
        "taken_at": clock.local(about.taken_at).strftime(FIELD) if about.taken_at else "",
        "source": source_types.name_of(about.source_type),
        "by_machine": "1" if source_types.is_by_machine(about.source_type) else "",
    }
