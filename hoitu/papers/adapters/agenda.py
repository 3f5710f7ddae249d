"""Due days as a file for calendar programs, by icalendar."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from hoitu.papers.data import DueDay

MAKER = "-//Hội Tụ//Lịch hạn//VI"


def ics(name: str, days: Iterable[DueDay]) -> bytes:
    """Return the days as iCalendar events of whole days, so that calendars show them on that day everywhere."""
    book = Calendar()
    book.add("prodid", MAKER)
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for one in days:
        book.add_component(_event(one))
    content: bytes = book.to_ical()
    return content


def _event(one: DueDay) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@hoitu")
    event.add("dtstamp", one.known_at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", "\n".join(words for words in one.words if words))
    event.add("url", one.url)
    if one.remind_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -timedelta(days=one.remind_days))
        alarm.add("description", one.title)
        event.add_component(alarm)
    return event
