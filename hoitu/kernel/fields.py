"""Form fields that every room asks for in the same way."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own calendar, with years of four digits."""

    def __init__(self, **attrs: Any) -> None:
        bounds = {"type": "date", "min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        super().__init__(bounds | attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day. A slip of the year is refused: near the ends of the calendar no period can be added to a day."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None:
            _check(day)
        return day


class MomentField(forms.DateTimeField):
    """A day with its time in Vietnam, within the same years."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        at = super().to_python(value)
        if at is not None:
            _check(at.date())
        return at


def _check(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(_("Hãy ghi ngày từ năm 1900 đến năm 2199."), code="invalid")
