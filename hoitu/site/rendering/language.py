"""The language of readers' pages: chrome words, dates and numbers. No Django: the readers' server uses it too.

Words around a story speak the site's language, words inside a story's body speak the story's. Both are looked up when
a template is compiled or a body is rendered once, never while pages are baked.
"""

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

from hoitu.kernel import clock, text

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
DEFAULT = "vi"
LANGUAGES = (DEFAULT, "en")
OPEN_GRAPH = {"vi": "vi_VN", "en": "en_GB"}


def _(words: str) -> str:
    """Mark words for the catalogue; `Language.say` translates them."""
    return words


@dataclass(frozen=True)
class Language:
    """How one language says what pages say around the newsroom's own words. Instants are shown in Vietnam's time."""

    code: str
    say: Callable[[str], str]
    _counted: Callable[[str, str, int], str]

    def counted(self, one: str, many: str, count: int) -> str:
        """Return `one` or `many` in this language with the figure in place of `%(n)s`."""
        return self._counted(one, many, count) % {"n": self.number(count)}

    def number(self, value: int | float) -> str:
        """Return 1234.5 as "1.234,5" or "1,234.5"."""
        return str(format_decimal(value, locale=self.code))

    def clock(self, at: datetime) -> str:
        """Return "08:05"."""
        return text.format_time(at)

    def day(self, day: date) -> str:
        """Return "21/11/2026" or "21 Nov 2026"."""
        return text.format_date(day) if self.code == DEFAULT else self._english(day, "d MMM y")

    def dateline(self, day: date) -> str:
        """Return "Thứ Bảy, 21/11/2026" or "Saturday 21 November 2026"."""
        return text.date_words(day) if self.code == DEFAULT else self._english(day, "EEEE d MMMM y")

    def full_date(self, at: datetime) -> str:
        """Return "Thứ Bảy, 21/11/2026, 14:05"."""
        return f"{self.dateline(at)}, {self.clock(at)}"

    def long_day(self, day: date) -> str:
        """Return "ngày 21 tháng 11 năm 2026" or "21 November 2026"."""
        return text.long_date(day) if self.code == DEFAULT else self._english(day, "d MMMM y")

    def month(self, first: date) -> str:
        """Return "Tháng 11/2026" or "November 2026"."""
        return f"Tháng {first.month}/{first.year}" if self.code == DEFAULT else self._english(first, "MMMM y")

    def _english(self, day: date, form: str) -> str:
        local = clock.local(day) if isinstance(day, datetime) and day.tzinfo else day
        return str(babel_date(local, form, locale="en_GB"))


@lru_cache(maxsize=4)
def language(code: str) -> Language:
    """Return a language of pages; one that we have no words in is served in Vietnamese."""
    code = code.partition("-")[0]
    if code not in LANGUAGES or code == DEFAULT:
        return Language(DEFAULT, str, lambda one, many, count: many)
    catalogue = gettext.translation("django", CATALOGUES, [code])
    return Language(code, catalogue.gettext, catalogue.ngettext)
