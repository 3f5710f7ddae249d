"""What the words of a time cell mean, as a record."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TimeKind(StrEnum):
    """How a task's time is given. Those of the second group have no day on which they become late."""

    DAY = "day"  # up to a day, that day included
    DAY_EXCLUSIVE = "day_exclusive"  # “trước ngày …”: the day before is the last
    MONTH_END = "month_end"
    PERIOD = "period"  # a quarter, half-year or several months of one year
    YEAR = "year"
    YEAR_RANGE = "year_range"
    YEARLY = "yearly"
    YEARLY_DAY = "yearly_day"
    YEARLY_DAY_EXCLUSIVE = "yearly_day_exclusive"
    YEARLY_WINDOW = "yearly_window"  # the same month, quarter or half of every year
    PERIODIC = "periodic"  # every month, quarter or half-year
    MILESTONES = "milestones"
    PHASE = "phase"  # once in each phase of the plan
    CONTINUATION = "continuation"  # what is finished is revised until a year

    CONTINUOUS = "continuous"  # “thường xuyên”: evidence every quarter instead of a due day
    RECURRING = "recurring"  # from time to time: at least one record a year
    AD_HOC = "ad_hoc"
    EVENT = "event"  # opens when something awaited is registered
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MonthDay:
    """A day of every year. `day` 0 is the month's last; 29 February is the 28th where there is none."""

    month: int
    day: int


@dataclass(frozen=True)
class TimeRule:
    """One time cell understood. `words` are printed; the fields that its kind does not use keep their defaults.

    `first_day` and `last_day` (both included) are the window of what happens once, and the limits of what recurs; a
    `first_day` of None is the plan's beginning. `yearly_from` and `yearly_to` are the window within each year. With
    `exclusive`, `last_day` is already the day before the printed one, `yearly_to` is still the printed one.
    `every_months` is the length of a period or, for continuous work, of the stretch that needs evidence;
    `day_of_last_month` the printed day in its last month. `within_days` counts calendar days from the event.
    """

    kind: TimeKind
    words: str
    first_day: date | None = None
    last_day: date | None = None
    yearly_from: MonthDay | None = None
    yearly_to: MonthDay | None = None
    exclusive: bool = False
    every_months: int | None = None
    day_of_last_month: int | None = None
    milestones: tuple[tuple[int, str], ...] = ()
    awaits: str = ""
    within_days: int | None = None
    phase: tuple[int, int] | None = None
    revised_until: int | None = None
