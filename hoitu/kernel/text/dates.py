"""Dates and times as Vietnamese writes and says them. All instants are shown in Vietnam's time."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hoitu.kernel.text.numbers import number_words

# The same zone as hoitu.kernel.clock.VIETNAM; kept here so that text stands below every other kernel module.
_VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


def _local(day: date) -> date:
    return day.astimezone(_VIETNAM) if isinstance(day, datetime) and day.tzinfo else day


def weekday_words(day: date) -> str:
    """Return "Thứ Bảy" or "Chủ Nhật"."""
    return _WEEKDAYS[_local(day).weekday()]


def format_date(day: date) -> str:
    """Return "21/11/2026"; an aware datetime is taken in Vietnam's time."""
    return _local(day).strftime("%d/%m/%Y")


def date_words(day: date) -> str:
    """Return the dateline form: "Thứ Bảy, 21/11/2026"."""
    return f"{weekday_words(day)}, {format_date(day)}"


def long_date(day: date) -> str:
    """Return the form of official papers: "ngày 21 tháng 11 năm 2026".

    By the rules for state documents (NĐ 30/2020/NĐ-CP) days below 10 and months 1 and 2 carry a leading zero.
    """
    local = _local(day)
    month = f"{local.month:02d}" if local.month <= 2 else str(local.month)
    return f"ngày {local.day:02d} tháng {month} năm {local.year}"


def spoken_date(day: date) -> str:
    """Return the date as it is read aloud: "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"."""
    local = _local(day)
    number = number_words(local.day)
    said_day = f"mùng {number}" if local.day <= 10 else number
    month = "tư" if local.month == 4 else number_words(local.month)
    return f"ngày {said_day} tháng {month} năm {number_words(local.year)}"


def _wall_time(at: time | datetime) -> time:
    if isinstance(at, datetime):
        return (at.astimezone(_VIETNAM) if at.tzinfo else at).time()
    return at


def format_time(at: time | datetime) -> str:
    """Return "08:05"."""
    return _wall_time(at).strftime("%H:%M")


def format_datetime(at: datetime) -> str:
    """Return "08:05 21/11/2026", the order Vietnamese newspapers use."""
    return f"{format_time(at)} {format_date(at)}"


def time_words(at: time | datetime) -> str:
    """Return the time in running text: "20 giờ 45 phút", "8 giờ"."""
    wall = _wall_time(at)
    return f"{wall.hour} giờ {wall.minute} phút" if wall.minute else f"{wall.hour} giờ"


def spoken_time(at: time | datetime) -> str:
    """Return the time as it is read aloud: "mười chín giờ ba mươi lăm phút"."""
    wall = _wall_time(at)
    hour = f"{number_words(wall.hour)} giờ"
    return f"{hour} {number_words(wall.minute)} phút" if wall.minute else hour


def time_ago(at: datetime, now: datetime) -> str:
    """Return how long ago (or ahead) an instant lies, in the language of the screen.

    From the day before yesterday backwards it is the date and time.
    """
    passed = now - at
    if passed < timedelta(0):
        return _ahead(at, -passed, now)
    if passed < _MINUTE:
        return _("vừa xong")
    if passed < _HOUR:
        return _("%(count)d phút trước") % {"count": passed // _MINUTE}
    days = (now.astimezone(_VIETNAM).date() - at.astimezone(_VIETNAM).date()).days
    if days == 0 or passed < 6 * _HOUR:
        return _("%(count)d giờ trước") % {"count": passed // _HOUR}
    if days == 1:
        return _("hôm qua, %(time)s") % {"time": format_time(at)}
    return format_datetime(at)


def _ahead(at: datetime, left: timedelta, now: datetime) -> str:
    if left < _HOUR:
        return _("%(count)d phút nữa") % {"count": max(1, left // _MINUTE)}
    days = (at.astimezone(_VIETNAM).date() - now.astimezone(_VIETNAM).date()).days
    if days == 0:
        return _("%(count)d giờ nữa") % {"count": left // _HOUR}
    if days == 1:
        return _("ngày mai, %(time)s") % {"time": format_time(at)}
    return format_datetime(at)
