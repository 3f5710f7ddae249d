"""Which step a report may take, and what the answers of its recipients make of it."""

from collections.abc import Iterable

from hoitu.reporting.data import EDITABLE, Answer, State


def may_edit(state: State) -> bool:
    return state in EDITABLE


def may_answer(state: State) -> bool:
    """A returned version may still be answered by the others: each recipient speaks for itself."""
    return state in (State.SENT, State.RETURNED)


def may_correct(state: State) -> bool:
    return state is State.LOCKED


def after_answers(answers: Iterable[Answer]) -> State:
    """Return where a report stands by the answers to its last version: one return is enough, all must accept."""
    given = list(answers)
    if Answer.RETURNED in given:
        return State.RETURNED
    return State.LOCKED if given and all(one is Answer.ACCEPTED for one in given) else State.SENT
