"""Which sign-in rules hold for a person: the strictest of the installation's and their agencies' profiles."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.conf import settings

from hoitu.accounts.data import SecurityPolicy
from hoitu.accounts.models import Membership, Person, SecurityProfile
from hoitu.accounts.queries import current

# For these a higher figure is stricter; for every other limit the lower one is.
HIGHER_IS_STRICTER = {
    "password_length_with_mfa",
    "password_length",
    "password_classes",
    "password_history",
    "lock_minutes",
    "mfa_for_everyone",
    "separate_kinds",
}


def policy_of(person: Person | None) -> SecurityPolicy:
    """Return the limits for a person; for None those of whoever works nowhere yet."""
    keys: set[str] = {settings.SECURITY_PROFILE}
    if person is not None and not person._state.adding:
        own = Membership.objects.unscoped(why="all agencies of one person").filter(current(), person=person)
        keys.update(
            own.exclude(agency__security_profile=None).values_list("agency__security_profile__key", flat=True)
        )
    return strictest(SecurityProfile.objects.filter(key__in=keys))


def strictest(profiles: Iterable[SecurityProfile]) -> SecurityPolicy:
    """Return the policy that satisfies all the profiles; an empty limit (None) binds nobody."""
    rows = list(profiles)
    if not rows:
        return SecurityPolicy()
    return SecurityPolicy(**{field.name: _limit(field.name, rows) for field in fields(SecurityPolicy)})


def _limit(name: str, rows: list[SecurityProfile]) -> Any:
    values = [value for row in rows if (value := getattr(row, name)) is not None]
    if not values:
        return None
    return max(values) if name in HIGHER_IS_STRICTER else min(values)
