"""What the pages of a story's history have in common: the ways between them, and who is meant."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.stories.models import Story


def tabs(story: Story, current: str) -> list[dict[str, object]]:
    """Return the ways between the pages of a story's history."""
    pages = (
        ("timeline", _("Dòng thời gian"), "history"),
        ("hands", _("Ai viết chữ nào"), "users"),
        ("revisions", _("Phiên bản"), "copy"),
    )
    return [
        {
            "url": reverse(f"stories:{name}", args=[story.pk]),
            "label": label,
            "icon": icon,
            "current": name == current,
        }
        for name, label, icon in pages
    ]


def unknown() -> str:
    """Return the name of whoever wrote what nobody is known to have written."""
    return _("Bản nhập / chưa rõ")


def names_of(story: Story, people: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Return the names of people, also of those who have left; None has one too."""
    wanted = {one for one in people if one is not None}
    found: dict[UUID | None, str] = {None: unknown()}
    found |= {one.id: one.full_name for one in accounts.people_of(agency_id=story.agency_id, ids=wanted)}
    for gone in wanted - found.keys():
        found[gone] = accounts.person(person_id=gone).full_name
    return found
