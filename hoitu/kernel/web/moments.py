"""Instants and days as Vietnamese readers say them: short on the page, whole in the tooltip."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.text import date_words


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
