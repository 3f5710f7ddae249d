"""The words of a time cell and what they come to in a year, for whoever types them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.text import format_date
from hoitu.strategy import api as strategy
from hoitu.strategy.api import Occurrence, TimeKind, TimeRule
from hoitu.strategy.data import Span


@dataclass(frozen=True)
class TimeReading:
    """How words were understood. `moments` are the last moments of the year asked about, in words."""

    words: str
    is_understood: bool
    sentence: str
    moments: tuple[str, ...] = ()


def read_time(words: str, span: Span, *, year: int | None = None) -> TimeReading | None:
    """Return what the words of a time cell come to in a year (None: this one); None where nothing is printed."""
    if not words.strip():
        return None
    year = year or clock.today().year
    rule = strategy.parse_time(words)
    if rule.kind is TimeKind.UNKNOWN:
        return _not_understood(words, span, year)
    found = strategy.occurrences(rule, span, year)
    moments = tuple(_moment(one) for one in found if one.due_at)
    if moments:
        return TimeReading(words, True, "", moments)
    return TimeReading(words, True, _unhurried(rule, found, span, year))


def _not_understood(words: str, span: Span, year: int) -> TimeReading:
    """A day without a year is most often meant for every year, but the words have to say so."""
    yearly = strategy.occurrences(strategy.parse_time(f"{words.strip(' ,.;')} hằng năm"), span, year)
    moments = tuple(_moment(one) for one in yearly if one.due_at and one.due_is_printed)
    if moments:
        sentence = _("Không ghi năm. Nếu là hằng năm, hãy ghi thêm “hằng năm”; khi đó:")
        return TimeReading(words, False, sentence, moments)
    return TimeReading(words, False, _("Chưa hiểu thời hạn này nên không tính hạn. Hãy ghi cách khác."))


def _moment(one: Occurrence) -> str:
    assert one.due_at is not None
    due = clock.local(one.due_at)
    words = _("hạn cuối %(moment)s") % {"moment": f"{format_date(due.date())} {due:%H:%M:%S}"}
    return words if one.due_is_printed else _("%(due)s (văn bản không in ngày)") % {"due": words}


def _unhurried(rule: TimeRule, found: tuple[Occurrence, ...], span: Span, year: int) -> str:
    if rule.kind is TimeKind.EVENT:
        return _("Tính hạn từ khi có việc được chờ.")
    if any(one.evidence_by for one in found):
        return _("Không có ngày trễ hạn; mỗi kỳ cần có minh chứng.")
    if rule.kind in (TimeKind.AD_HOC, TimeKind.CONTINUOUS, TimeKind.RECURRING):
        return _("Không có ngày trễ hạn.")
    last = [
        one
        for each in range(span.starts_on.year, span.ends_on.year + 1)
        for one in strategy.occurrences(rule, span, each)
        if one.due_at
    ]
    if not last:
        return _("Nằm ngoài thời gian thực hiện kế hoạch.")
    near = next((one for one in last if clock.local(one.due_at or one.opens_at).year > year), last[-1])
    return _("Năm %(year)s không có hạn; %(moment)s.") % {"year": year, "moment": _moment(near)}
