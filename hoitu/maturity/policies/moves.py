"""The way of an assessment: who may take which step from where."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from hoitu.kernel.errors import Refused
from hoitu.maturity.data import State


class Move(StrEnum):
    """A step of an assessment's way."""

    SEND = "send"
    TAKE = "take"
    RETURN = "return"
    PUBLISH = "publish"


class WrongStep(Refused):
    """Raised when an assessment is not where this step begins."""

    def __init__(self) -> None:
        super().__init__(_("Bản chấm đang ở bước khác nên chưa làm được việc này. Hãy tải lại trang."))


@dataclass(frozen=True)
class Way:
    """From which states a step leads to which."""

    begins: frozenset[State]
    ends: State
    needs_reason: bool = False


WAYS: dict[Move, Way] = {
    Move.SEND: Way(frozenset({State.SCORING}), State.SENT),
    Move.TAKE: Way(frozenset({State.SENT}), State.APPRAISAL),
    Move.RETURN: Way(frozenset({State.SENT, State.APPRAISAL}), State.SCORING, needs_reason=True),
    Move.PUBLISH: Way(frozenset({State.APPRAISAL}), State.PUBLISHED),
}
# What is still being scored stays inside the agency.
SEEN_ABOVE = frozenset({State.SENT, State.APPRAISAL, State.PUBLISHED})


def after(move: Move, state: State) -> State:
    """Return where the step leads. Raises `WrongStep`."""
    way = WAYS[move]
    if state not in way.begins:
        raise WrongStep()
    return way.ends


def in_window(day: date, opens: date | None, closes: date | None) -> bool:
    """Say whether a day lies in the entry window; an end that is not known does not bind."""
    return (opens is None or opens <= day) and (closes is None or day <= closes)
