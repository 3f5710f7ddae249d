"""Who may have a story open, asked when they come and again while they stay."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import api

# Close codes: the editor shows a sentence for each and knows whether to come back.
SIGNED_OUT = 4401
FORBIDDEN = 4403
TOO_SLOW = 4408
TRY_AGAIN = 4500


class Closed(Exception):
    """Raised when somebody may not have the story open; `code` is the close code that says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Entry:
    """Somebody who may have the story open, and what they may do in it now."""

    actor: Actor
    standing: api.Standing


def enter(*, session_key: str, story_id: UUID, is_at_work: bool) -> Entry:
    """Look who a session belongs to and what they may do. Raises `Closed`."""
    actor = accounts.actor_of_session(session_key, is_at_work=is_at_work)
    if actor is None or actor.agency_id is None:
        raise Closed(SIGNED_OUT)
    try:
        return Entry(actor, api.standing(actor=actor, story_id=story_id))
    except NotFound:
        raise Closed(FORBIDDEN) from None
