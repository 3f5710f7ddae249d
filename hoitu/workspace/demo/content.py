"""Read the demonstration's files into frozen records."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hoitu.kernel import clock
from hoitu.stories.data import EventLink

FOLDER = Path(__file__).parent
CREDIT = "Minh họa: Hội Tụ"
DAY_BEGINS_HOUR, DAY_ENDS_HOUR = 10, 22
_PLACEHOLDER = re.compile(r"\{\{(ngay|gio|nam)([+-]\d+)?\}\}")


@dataclass(frozen=True)
class Picture:
    """A picture a story shows: which scene, and its words."""

    key: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Sample:
    """One story file. Times are hours before the demonstration's now."""

    slug: str
    agency: str
    headline: str
    standfirst: str
    genre: str
    section: str
    desk: str
    state: str
    age_hours: float
    body: str
    bylines: tuple[dict[str, str], ...]
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    location: str = ""
    events: tuple[EventLink, ...] = ()
    urgency: int = 4
    ai_label: str = ""
    picture: Picture | None = None
    release_in_hours: float = 0
    editions: dict[str, dict[str, str]] = field(default_factory=dict)
    comments: tuple[dict[str, Any], ...] = ()
    correction: dict[str, Any] = field(default_factory=dict)
    withdrawal: dict[str, Any] = field(default_factory=dict)
    sources: str = ""


def table(name: str) -> dict[str, Any]:
    """Return one of the TOML files beside this module."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def working_moment() -> datetime:
    """Return the demonstration's now: this instant, or the last evening when the newsroom sleeps.

    Stories speak of "this morning", so their day must have had one.
    """
    local = clock.local(clock.now())
    if local.hour < DAY_BEGINS_HOUR:
        local = (local - timedelta(days=1)).replace(hour=17, minute=30, second=0, microsecond=0)
    elif local.hour >= DAY_ENDS_HOUR:
        local = local.replace(hour=DAY_ENDS_HOUR - 1, minute=30, second=0, microsecond=0)
    return local


def samples(now: datetime) -> list[Sample]:
    """Return every story, its relative days and hours written out for this now."""
    return [_sample(path, now) for path in sorted((FOLDER / "stories").glob("*.md"))]


def _sample(path: Path, now: datetime) -> Sample:
    head, body = path.read_text(encoding="utf-8").split("+++\n", 2)[1:]
    age = float(tomllib.loads(head)["age_hours"])
    at = now - timedelta(hours=age)
    values = tomllib.loads(_said(head, at))
    picture = values.get("picture")
    return Sample(
        slug=path.stem,
        agency=values.get("agency", "bao"),
        headline=values["headline"],
        standfirst=values["standfirst"],
        genre=values["genre"],
        section=values["section"],
        desk=values["desk"],
        state=values["state"],
        age_hours=age,
        body=_said(body, at),
        bylines=tuple(values["bylines"]),
        topics=tuple(values.get("topics", ())),
        tags=tuple(values.get("tags", ())),
        location=values.get("location", ""),
        events=tuple(EventLink(**link) for link in values.get("events", ())),
        urgency=values.get("urgency", 4),
        ai_label=values.get("ai_label", ""),
        picture=Picture(**picture) if picture else None,
        release_in_hours=values.get("release_in_hours", 0),
        editions=values.get("edition", {}),
        comments=tuple(values.get("comment", ())),
        correction=values.get("correction", {}),
        withdrawal=values.get("withdrawal", {}),
        sources=values.get("restricted", {}).get("sources", ""),
    )


def _said(text: str, at: datetime) -> str:
    """Write out {{ngay±days}}, {{gio±minutes}}, {{nam±years}} as seen from `at`."""

    def write(found: re.Match[str]) -> str:
        kind, shift = found[1], int(found[2] or 0)
        if kind == "nam":
            return str(at.year + shift)
        if kind == "gio":
            then = at + timedelta(minutes=shift)
            return f"{then.hour} giờ {then.minute:02d} phút"
        then = at + timedelta(days=shift)
        return f"{then.day}/{then.month}"

    return _PLACEHOLDER.sub(write, text)
