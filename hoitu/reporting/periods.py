"""The stretches of time that reports are about, read from the labels that the plans' occurrences have."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.reporting.data import Span

_QUARTERS = ("I", "II", "III", "IV")
_MONTHS_OF = {Span.HALF: 6, Span.QUARTER: 3, Span.MONTH: 1}
_LABELS = (
    (Span.YEAR, re.compile(r"(\d{4})")),
    (Span.HALF, re.compile(r"(\d{4})-H([12])")),
    (Span.QUARTER, re.compile(r"(\d{4})-Q([1-4])")),
    (Span.MONTH, re.compile(r"(\d{4})-(0[1-9]|1[0-2])")),
)


@dataclass(frozen=True)
class Period:
    """The days that a report counts, both ends included; `label` as the plan's occurrence has it.

    A report of an occasion (`span` OCCASION) counts from the beginning of its year; `asked_on` is its day.
    """

    label: str
    span: Span
    first: date
    last: date
    asked_on: date | None = None

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def words(self) -> str:
        """Return how documents write it: "năm 2026", "quý III năm 2026". Never translated."""
        number = (self.first.month - 1) // 3
        match self.span:
            case Span.HALF:
                return f"6 tháng {'đầu' if self.first.month == 1 else 'cuối'} năm {self.year}"
            case Span.QUARTER:
                return f"quý {_QUARTERS[number]} năm {self.year}"
            case Span.MONTH:
                return f"tháng {self.first.month} năm {self.year}"
            case _:
                return f"năm {self.year}"

    @property
    def name(self) -> str:
        """Return how lists write it, briefly: "2026", "quý III/2026"."""
        values = {
            "year": self.year,
            "month": self.first.month,
            "quarter": _QUARTERS[(self.first.month - 1) // 3],
        }
        match self.span:
            case Span.HALF if self.first.month == 1:
                return _("6 tháng đầu năm %(year)s") % values
            case Span.HALF:
                return _("6 tháng cuối năm %(year)s") % values
            case Span.QUARTER:
                return _("quý %(quarter)s/%(year)s") % values
            case Span.MONTH:
                return _("tháng %(month)s/%(year)s") % values
            case Span.OCCASION:
                return f"{self.asked_on:%d/%m/%Y}"
            case Span.YEAR:
                return self.label

    @property
    def before(self) -> "Period":
        """Return the same stretch a year earlier; for an occasion the whole year before."""
        label = str(self.year - 1) if self.asked_on else f"{self.year - 1}{self.label[4:]}"
        found = period_of(label)
        assert found is not None
        return found


def period_of(label: str) -> Period | None:
    """Return the period of a label, None for one that no form is made for ("2023–2025")."""
    for span, pattern in _LABELS:
        if found := pattern.fullmatch(label):
            year, number = int(found[1]), int(found[2]) if found.lastindex == 2 else 1
            return _stretch(label, span, year, number) if year > 1 else None
    try:
        asked_on = date.fromisoformat(label[:10])
        if len(label) > 10:
            asked_on = clock.local(datetime.fromisoformat(label)).date()
    except ValueError:
        return None
    if asked_on.year == date.min.year:
        return None
    return Period(label, Span.OCCASION, date(asked_on.year, 1, 1), date(asked_on.year, 12, 31), asked_on)


def period_name(label: str) -> str:
    """Return how lists write the period of a label; the label itself where no form is made for it."""
    period = period_of(label)
    return period.name if period else label


def _stretch(label: str, span: Span, year: int, number: int) -> Period:
    months = _MONTHS_OF.get(span, 12)
    last_month = number * months
    after = date(year + last_month // 12, last_month % 12 + 1, 1)
    return Period(label, span, date(year, last_month - months + 1, 1), after - timedelta(days=1))
