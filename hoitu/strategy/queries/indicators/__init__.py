"""One module per indicator whose records exist; the others take evidence until theirs do.

A new indicator is a module that fulfils `Indicator`, and a row of `COMPUTED`; screens, stored values, roll-ups,
snapshots and the property test need nothing else.
"""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators import content_on_platforms, converged_newsroom, new_items


class Indicator(Protocol):
    """A module of this package.

    `COUNTING_RULES` are the legal figures on which counting depends, `RULES` all that it uses. `PARTS` names the
    numbers of a tally in the words of the screen. `ROWS_HAVE_RECORDED_TIME`: the past can be counted again as it
    was known; where it cannot, snapshots keep what was counted.
    """

    INDICATOR: str
    ROWS_HAVE_RECORDED_TIME: bool

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
        """Return exactly the records that a part of one agency's tally counts."""
        ...

    def judge(self, agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
        """Say whether an agency passes; None: nothing was counted. `asked` where the target's own number decides."""
        ...


COMPUTED: dict[str, Indicator] = {
    module.INDICATOR: module for module in (content_on_platforms, converged_newsroom, new_items)
}
