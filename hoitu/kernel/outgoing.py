"""Where requests of this installation go: each room that asks outside machines lists what it was told to ask.

`project/subscriptions.py` names the rooms' functions (`OUTGOING`); the screen of data places and its check read them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Outgoing:
    """One outside machine that this installation was told to ask, and what it is told.

    `host` is a name or address, with its port where one is given. `is_domestic` is what was stated where it was set
    up, None where nobody was asked. `agency_id` None: the whole installation. `in_use` False: set up, not in use.
    """

    host: str
    purpose: str | Promise
    sends: str | Promise
    agency_id: UUID | None = None
    is_domestic: bool | None = None
    in_use: bool = True


Lister = Callable[..., list[Outgoing]]


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """Return what every room lists: of one agency and the installation, or (None) of all agencies."""
    found: list[Outgoing] = []
    for path in listers():
        lister: Lister = import_string(path)
        found += lister(agency_id=agency_id)
    return found


@lru_cache(maxsize=1)
def listers() -> tuple[str, ...]:
    """Return the dotted paths of the rooms' functions."""
    table: tuple[str, ...] = import_module("hoitu.project.subscriptions").OUTGOING
    return table


def host_of(address: str) -> str:
    """Return the host of an address with its port, or the words themselves where they are no address."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    try:
        port = parts.port
    except ValueError:
        return address
    name = parts.hostname or ""
    return f"{name}:{port}" if port else name
