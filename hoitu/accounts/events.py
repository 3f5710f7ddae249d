"""Facts that the accounts room announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact

# What open connections hear (`kernel.live`) when somebody's right to be there may have ended: the person's id as key,
# an empty one for everybody.
LIVE_TOPIC = "accounts"


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Fact):
    """A person stopped working for an agency; their open work waits for others."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class WorkChanged(Fact):
    """Somebody began, ended or changed their work for an agency: who counts there is to be read again."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Fact):
    """Name, address or line of an organisation changed; pages that print them are out of date."""

    organisation_id: UUID
