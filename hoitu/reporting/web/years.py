"""The year that a list of reports is about."""

from collections.abc import Iterable

from django.http import HttpRequest

from hoitu.kernel import clock


def year_asked(request: HttpRequest, years: Iterable[int]) -> int:
    """Return the year in the address where it is one of these, else the running one."""
    asked = request.GET.get("nam", "")
    return next((year for year in years if str(year) == asked), clock.today().year)
