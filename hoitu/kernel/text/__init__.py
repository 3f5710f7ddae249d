"""Vietnamese text: one place for everything that is different from English.

Store `nfc`, search with `fold` or `search_tokens`, order by `sort_key`, address with `slugify`.
"""

from hoitu.kernel.text.collation import MAX_SORTED_CHARACTERS, name_sort_key, sort_key
from hoitu.kernel.text.dates import (
    date_words,
    format_date,
    format_datetime,
    format_time,
    long_date,
    spoken_date,
    spoken_time,
    time_ago,
    time_words,
    weekday_words,
)
from hoitu.kernel.text.letters import fold, has_diacritics, nfc, nfd, split_tone
from hoitu.kernel.text.numbers import format_number, format_percent, format_vnd, number_words
from hoitu.kernel.text.tones import normalise_tone_marks
from hoitu.kernel.text.words import (
    READING_SYLLABLES_PER_MINUTE,
    SPEAKING_SYLLABLES_PER_MINUTE,
    Token,
    count_syllables,
    first_found,
    highlight_spans,
    indexed_words,
    marked,
    reading_minutes,
    search_tokens,
    slugify,
    speaking_seconds,
    truncate_words,
)

__all__ = [
    "MAX_SORTED_CHARACTERS",
    "READING_SYLLABLES_PER_MINUTE",
    "SPEAKING_SYLLABLES_PER_MINUTE",
    "Token",
    "count_syllables",
    "date_words",
    "first_found",
    "fold",
    "format_date",
    "format_datetime",
    "format_number",
    "format_percent",
    "format_time",
    "format_vnd",
    "has_diacritics",
    "highlight_spans",
    "indexed_words",
    "long_date",
    "marked",
    "name_sort_key",
    "nfc",
    "nfd",
    "normalise_tone_marks",
    "number_words",
    "reading_minutes",
    "search_tokens",
    "slugify",
    "sort_key",
    "speaking_seconds",
    "split_tone",
    "spoken_date",
    "spoken_time",
    "time_ago",
    "time_words",
    "truncate_words",
    "weekday_words",
]
