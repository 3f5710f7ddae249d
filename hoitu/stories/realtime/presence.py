"""Who is in a story and where their caret stands: awareness updates, each with the name of who really sent it."""

import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from hoitu.kernel.actor import Actor
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.lib0 import Reader, number, sized

MOST_CLIENTS = 4
MOST_STATE_BYTES = 4096
COLOURS = 10
GONE = "null"


@dataclass(slots=True)
class Present:
    """What one connection shows of itself: for each of its clients the clock and the state (JSON)."""

    clients: dict[int, tuple[int, str]] = field(default_factory=dict)

    def take(self, update: bytes, user: dict[str, Any]) -> bytes:
        """Take in an awareness update and return it with `user` put in. Raises `BrokenUpdate`."""
        reader, said = Reader(update), {}
        count = reader.number()
        if count > MOST_CLIENTS:
            raise BrokenUpdate
        for _ in range(count):
            client, clock, state = reader.number(), reader.number(), reader.sized()
            said[client] = (clock, _signed(state, user))
        self.clients |= said
        if len(self.clients) > MOST_CLIENTS:
            raise BrokenUpdate
        return _update(said)

    def whole(self) -> bytes:
        """Return everything it shows, for somebody who has just come."""
        return _update({key: shown for key, shown in self.clients.items() if shown[1] != GONE})

    def gone(self) -> bytes:
        """Return that all its clients have left."""
        return _update({client: (clock + 1, GONE) for client, (clock, _state) in self.clients.items()})


def user_of(actor: Actor) -> dict[str, Any]:
    """Return how a person appears to others. `colour` is one of a few that style sheets know, always the same one."""
    person = str(actor.person_id)
    return {"id": person, "name": actor.name, "colour": zlib.crc32(person.encode()) % COLOURS}


def _signed(state: bytes, user: dict[str, Any]) -> str:
    if len(state) > MOST_STATE_BYTES:
        raise BrokenUpdate
    try:
        said = json.loads(state)
    except (ValueError, RecursionError):
        raise BrokenUpdate from None
    if said is None:
        return GONE
    if not isinstance(said, dict):
        raise BrokenUpdate
    return json.dumps(said | {"user": user}, ensure_ascii=False, separators=(",", ":"))


def _update(clients: dict[int, tuple[int, str]]) -> bytes:
    parts = [number(len(clients))]
    for client, (clock, state) in clients.items():
        parts += [number(client), number(clock), sized(state.encode())]
    return b"".join(parts)
