"""One module per indicator whose records exist; the others take statements and evidence until theirs do.

A new indicator is a module that fulfils `Indicator`, and a row of `COMPUTED`; screens, stored values, roll-ups,
snapshots and the property test need nothing else.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol
from uuid import UUID

from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure
from hoitu.strategy.policies.declaring import question_of
from hoitu.strategy.queries.indicators import (
    autonomy,
    content_on_platforms,
    converged_newsroom,
    courses,
    level_three,
    licences,
    new_items,
    orders,
    people_trained,
    platforms,
    remote_communes,
    schools,
)


class Indicator(Protocol):
    """A module of this package.

    `UNITS` are the kinds of targets that its counts can judge. `COUNTING_RULES` are the legal figures on which
    counting depends, `RULES` all that it uses. `PARTS` names the numbers of a tally in the words of the screen.
    `ROWS_HAVE_RECORDED_TIME`: the past can be counted again as it was known; where it cannot (registers), snapshots
    keep what was counted.
    """

    INDICATOR: str
    ROWS_HAVE_RECORDED_TIME: bool

    @property
    def UNITS(self) -> tuple[Unit, ...]: ...  # noqa: N802
    @property
    def RULES(self) -> tuple[str, ...]: ...  # noqa: N802
    @property
    def COUNTING_RULES(self) -> tuple[str, ...]: ...  # noqa: N802
    @property
    def PARTS(self) -> Mapping[str, object]: ...  # noqa: N802

    def tallies(self, agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
        """Count every agency in one go; those without records are left out."""
        ...

    def lines(self, agency_id: UUID, part: str, question: Question) -> Lines:
        """Return exactly the records that a part of one agency's tally counts: their amounts add up to it."""
        ...

    def judge(self, agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
        """Say whether an agency passes; None: nothing was counted. `asked` where the target's own number decides."""
        ...


COMPUTED: dict[str, Indicator] = {
    module.INDICATOR: module
    for module in (
        content_on_platforms, converged_newsroom, people_trained, level_three, remote_communes, new_items,
        autonomy, orders, licences, schools, courses, platforms,
    )
}  # fmt: skip
# What one body answers for a whole plan is few rows: it is counted whenever it is read, and never stored.
STORED: dict[str, Indicator] = {
    key: module
    for key, module in COMPUTED.items()
    if (asked := question_of(key)) is None or not asked.by_owner
}
READS_MAGAZINES = frozenset({content_on_platforms.INDICATOR})
# The parts whose sums a target of people, systems or institutions compares, where they are not the usual two.
SHARES: dict[str, tuple[str, str]] = {level_three.INDICATOR: level_three.SHARE}
TWICE: dict[str, Callable[[Collection[UUID], Question], tuple[int, int]]] = {
    people_trained.INDICATOR: people_trained.counted_twice
}
