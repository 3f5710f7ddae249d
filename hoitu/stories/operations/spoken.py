"""What the trail says about a change of a story's details: names that a reader knows instead of keys."""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from hoitu.accounts import api as accounts
from hoitu.kernel.actor import Actor
from hoitu.media import api as media
from hoitu.stories.event_links import to_lines
from hoitu.stories.models import AiLabel, Genre, Section

Pair = tuple[object, object]


def in_words(actor: Actor, changes: Mapping[str, Pair]) -> dict[str, Pair]:
    """Return the changes with sections, desks, pictures and codes named, in the language of the trail."""
    with override(settings.LANGUAGE_CODE):
        return {
            field: (_word(actor, field, before), _word(actor, field, after))
            for field, (before, after) in changes.items()
        }


def _word(actor: Actor, field: str, value: object) -> object:
    return NAMES[field](actor, value) if value and field in NAMES else value


def _section(actor: Actor, key: object) -> str:
    return str(Section.objects.for_agency(actor.agency).values_list("name", flat=True).get(pk=str(key)))


def _desk(actor: Actor, key: object) -> str:
    open_ones = accounts.desks(agency_id=actor.agency)
    return next((desk.name for desk in open_ones if desk.id == key), str(_("ban đã đóng")))


def _picture(actor: Actor, key: object) -> str:
    assert isinstance(key, UUID)
    asset = media.asset(agency_id=actor.agency, asset_id=key)
    return asset.caption or asset.alt or asset.original_name


NAMES: Mapping[str, Callable[[Actor, object], str]] = {
    "section_id": _section,
    "desk_id": _desk,
    "lead_asset_id": _picture,
    "event_links": lambda _actor, stored: to_lines(cast(list[dict[str, str]], stored)),
    "genre": lambda _actor, code: str(Genre(str(code)).label),
    "ai_label": lambda _actor, code: str(AiLabel(str(code)).label),
}
