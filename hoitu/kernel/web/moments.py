"""Instants and days as Vietnamese readers say them: short on the page, whole in the tooltip."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.text import date_words, format_date, time_ago


def moment_words(at: datetime, now: datetime | None = None) -> str:
    """Return the shortest clear wording: "14:05 hôm nay", "hôm qua 09:10", "09:10 ngày 3/9"."""
    then, today = clock.local(at), clock.local(now or clock.now()).date()
    words = {"time": f"{then:%H:%M}", "day": f"{then.day}/{then.month}", "year": then.year}
    distance = (then.date() - today).days
    if distance == 0:
        return _("%(time)s hôm nay") % words
    if distance == -1:
        return _("hôm qua %(time)s") % words
    if distance == 1:
        return _("%(time)s ngày mai") % words
    if then.year == today.year:
        return _("%(time)s ngày %(day)s") % words
    return _("%(time)s ngày %(day)s/%(year)s") % words


def full_moment(at: datetime) -> str:
    """Return weekday, date and time to the second, on Vietnam's clocks."""
    then = clock.local(at)
    return _("%(time)s, %(date)s") % {"time": f"{then:%H:%M:%S}", "date": full_day(then.date())}


def full_day(day: date) -> str:
    """Return weekday and date in the language of the screen: "Thứ Bảy, 21/11/2026"."""
    if (get_language() or "vi").startswith("vi"):
        return date_words(day)
    return date_format(day, "l, j F Y")


def moment_element(at: datetime) -> SafeString:
    """Return the `<time>` of an instant: shortest wording on the page, whole in the tooltip."""
    return _moment_element(at, clock.today(), get_language() or "")


def ago_element(at: datetime) -> SafeString:
    """Return the `<time>` of an instant, worded as how long ago it was: "5 phút trước"."""
    return _element(at.isoformat(), full_moment(at), time_ago(at, clock.now()))


def day_element(value: date) -> SafeString:
    """Return the `<time>` of a day, or of an instant's day on Vietnam's clocks: 21/11/2026."""
    day = clock.local(value).date() if isinstance(value, datetime) else value
    return _element(day.isoformat(), full_day(day), format_date(day))


@lru_cache(
    maxsize=5_000
)  # lists show the same moments again and again; the wording hangs on day and language
def _moment_element(at: datetime, today: date, language: str) -> SafeString:
    return _element(at.isoformat(), full_moment(at), moment_words(at))


def _element(machine: str, whole: str, words: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, whole, words)
