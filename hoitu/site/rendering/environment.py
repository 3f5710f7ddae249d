"""The Jinja environment of the readers' pages, compiled once per process."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, Undefined
from markupsafe import Markup

from hoitu.kernel import clock
from hoitu.kernel.text import date_words, format_date, format_number, format_time

_JSON_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"})


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment: autoescaping, no template read twice."""
    made = Environment(
        loader=PackageLoader("hoitu.site", "pages"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=Undefined,
    )
    made.filters.update(
        {
            "instant": instant,
            "full_date": full_date,
            "clock": lambda value: format_time(instant(value)),
            "day": lambda value: format_date(instant(value) if isinstance(value, str) else value),
            "dateline": lambda value: date_words(value),
            "number": format_number,
            "ld": ld_json,
        }
    )
    return made


@lru_cache(maxsize=4096)
def instant(value: str) -> datetime:
    """Return a stored instant on Vietnam's clocks."""
    return clock.local(datetime.fromisoformat(value))


def full_date(value: str) -> str:
    """Return "Thứ Bảy, 21/11/2026, 14:05"."""
    at = instant(value)
    return f"{date_words(at)}, {format_time(at)}"


def ld_json(value: Any) -> Markup:
    """Return JSON that no text inside it can end the script element of."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_JSON_IN_HTML))  # noqa: S704 - cleaned where it was made


def month_words(first: date) -> str:
    return f"Tháng {first.month}/{first.year}"
