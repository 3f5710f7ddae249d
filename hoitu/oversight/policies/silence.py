"""When a source has been silent for unusually long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

SHORTEST: Final = timedelta(days=2)  # a weekend without news is no alarm
LONGEST: Final = timedelta(days=45)  # even a monthly magazine is heard by then
TIMES_THE_USUAL: Final = 3


def patience(published: Sequence[datetime]) -> timedelta:
    """Return how long a source may be silent: three times its median gap, within 2 and 45 days."""
    ordered = sorted(published)
    gaps = [later - earlier for earlier, later in pairwise(ordered)]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else LONGEST
    return min(max(TIMES_THE_USUAL * usual, SHORTEST), LONGEST)
