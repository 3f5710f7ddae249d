"""Days that people type."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hoitu.kernel.fields import DayField, DayInput


def test_a_day_is_read_and_shown_as_the_browser_s_calendar_has_it() -> None:
    field = DayField()
    assert field.clean("2026-11-22") == date(2026, 11, 22)
    assert DayInput().format_value(date(2026, 11, 2)) == "2026-11-02"
    assert DayField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2026-02-30"])
def test_a_slip_of_the_year_is_no_day(typed: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(typed)
