"""From the printed words of a time cell to its rule. What is not surely understood is unknown, its words kept.

Each reader takes the whole text or nothing: a half-understood cell would give a wrong due day.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hoitu.strategy.policies.time_points import YEAR, Point, before, point
from hoitu.strategy.policies.time_rules import TimeKind, TimeRule

LONGEST = 200  # letters; what is longer is no time cell
HEARTBEAT_MONTHS = 3  # “thường xuyên” needs evidence each quarter: our proposal, no plan prints it


def parse(words: str) -> TimeRule:
    """Return the rule that a time cell states. Never raises: what is unsure has kind unknown."""
    text = _tidy(words)
    rule = _read(text) if len(text) <= LONGEST else None
    return replace(rule or TimeRule(TimeKind.UNKNOWN, ""), words=words)


def _read(text: str) -> TimeRule | None:
    for reader in _READERS:
        if rule := reader(text):
            return rule
    shorter = _LEAD_IN.sub("", text)
    return _read(shorter) if shorter != text else None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_LEAD_IN = _pattern(
    r"^(?:thời gian|thời hạn|hoàn thành|thực hiện|triển khai|báo cáo|gửi|trình|ban hành|tổ chức|sơ kết|tổng kết)"
    r"(?: xong)?:? "
)
_FOR_PHASE = _pattern(rf"^(.+?),? (?:cho|của|trong) giai đoạn ({YEAR})-({YEAR})$")
_AND_REVISED = _pattern(r"^(.+?)[,;.]? (?:và )?((?:tiếp tục|hoàn thiện|bổ sung|duy trì|cập nhật)\b.*)$")
_FOLLOWING_YEARS = _pattern(r"^(.+?)(?:[,;]| và)? (?:các|những) năm (?:tiếp theo|sau|kế tiếp|tiếp sau)$")
_CONTINUATION = _pattern(
    rf"^(?:và )?(?:tiếp tục|hoàn thiện|bổ sung|duy trì|cập nhật)\b[^\d]*?(?:đến|tới)(?: hết)?(?: năm)? ({YEAR})$"
)
_YEARLY = _pattern(
    r"(?:định kỳ )?(?:(?:vào )?(?:hằng|mỗi|từng) năm|thường niên"
    r"|(?:0?1|một) (?:lần|kỳ)(?:/| (?:một|1|mỗi) )(?:0?1 )?năm"
    r"|(?:0?1|một) năm (?:0?1|một) lần|(?<!\w)năm một lần)"
)
_LOOSE_ENDS = " ,;:/.-"
_FROM = _pattern(r"^(?:bắt đầu )?(?:kể )?từ (.+?)(?: trở đi)?$|^(.+) trở đi$")
_BEFORE = _pattern(r"^(?:(?:chậm nhất|muộn nhất|hạn|hạn cuối|xong)(?: là)? )?trước (.+)$")
_UNTIL = _pattern(
    r"^(?:(?:chậm nhất|muộn nhất|không (?:muộn|chậm) hơn|không quá|hạn(?: cuối| chót)?|xong)"
    r"(?: là)?(?: (?:vào|trong|đến hết|đến|hết|cuối))?|(?:cho )?(?:đến|tới)(?: hết| cuối)?|hết|cuối) (.+)$"
)
_DURING = _pattern(r"^(?:(?:ngay )?trong|vào|định kỳ(?: vào)?)? ?(.+)$")

_CONTINUOUS = _pattern(
    r"^(?:thường xuyên|liên tục)(?:[,/]? (?:và )?(?:thường xuyên|liên tục))?(?: trong năm)?$"
)
_CONTINUOUS_WITHIN = _pattern(r"^(?:thường xuyên|liên tục)[,;:]? (.+)$")
_RECURRING = _pattern(r"^định kỳ(?:(?:/|,| và| hoặc| hay) ?(?:khi )?đột xuất)?$")
_AD_HOC = _pattern(
    r"^(?:kịp thời|nếu có|đột xuất|khi cần(?: thiết)?|khi (?:có )?phát sinh"
    r"|khi có (?:việc|nhu cầu|khó khăn|vướng mắc)(?:, (?:khó khăn|vướng mắc))?)$"
)
_PHASE = _pattern(r"^(?:trong |theo )?(?:từng|mỗi|các) giai đoạn$")
_EVENTS = (
    _pattern(r"^(?:ngay )?(?:sau )?khi (?:có )?(?P<what>.+)$"),
    _pattern(r"^theo (?P<what>(?:yêu cầu|đề nghị|chỉ đạo|hướng dẫn|văn bản hướng dẫn)(?: .+)?)$"),
    _pattern(
        r"^(?:trong (?:vòng|thời hạn) |chậm nhất |không quá )?(?P<days>\d+) (?P<unit>ngày|tuần)"
        r"(?P<working> làm việc)?,? "
        r"(?:kể từ|tính từ|từ|sau)(?: ngày| khi| thời điểm)*(?: có)? (?P<what>.+)$"
    ),
)
_ANOTHER_TIME = _pattern(r"\b(?:trước|chậm nhất|muộn nhất|hằng (?:năm|quý|tháng)|thường xuyên)\b")
_MONTHS = {"tháng": 1, "quý": 3, "ba": 3, "sáu": 6}
_PERIODIC = (
    _pattern(r"^(?:định kỳ )?(?:(?:hằng|mỗi|theo|từng) )?(?P<unit>tháng|quý)(?:/(?:0?1 )?lần)$"),
    _pattern(r"^(?:định kỳ )?(?:hằng|mỗi|từng) (?P<unit>tháng|quý)(?: (?:0?1|một) lần)?$"),
    _pattern(r"^(?:định kỳ )?(?:0?1|một) lần(?:/| (?:một|1|mỗi) )(?:0?1 )?(?P<unit>tháng|quý)$"),
    _pattern(r"^định kỳ (?:mỗi )?(?P<number>\d{1,2}|ba|sáu) tháng(?:/(?:0?1 )?lần| (?:0?1|một) lần)?$"),
    _pattern(r"^(?:mỗi )?(?P<number>\d{1,2}|ba|sáu) tháng(?:/(?:0?1 )?lần| (?:0?1|một) lần)$"),
    _pattern(r"^(?:định kỳ )?0?(?P<times>[2346]) lần(?:/| (?:một|mỗi) )(?:0?1 )?năm$"),
)
_DAY_OF_PERIOD = _pattern(
    r"^(?:hằng (?:tháng|quý),? )?(?P<how>trước|chậm nhất(?: là)?(?: vào)?|muộn nhất(?: là)?(?: vào)?|vào) ngày "
    r"(?P<day>\d{1,2})(?: của)? (?P<unit>hằng tháng|mỗi tháng|tháng cuối(?: của)?(?: mỗi| hằng)? quý)$"
)
_MILESTONE = _pattern(rf"^(?:(?P<name>(?!năm )[^\d]*?) )?(?:(?:vào|trong|ở) )?(?:năm )?(?P<year>{YEAR})$")
_NO_NAME = _pattern(r"\b(?:từ|đến|tới|trước|sau|giai đoạn|quý|tháng|ngày|đầu|cuối|hết)\b")


def _tidy(words: str) -> str:
    """Return the words with one spelling of spaces, dashes, slashes and “hằng”; letters keep their case."""
    text = unicodedata.normalize("NFC", words)
    text = re.sub(r"[–—−‐‑]", "-", re.sub(r"[()\[\]]", " ", text))
    text = re.sub(r"\s*([/-])\s*", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"\s+([,;:.])", r"\1", text)
    return re.sub(r"\bhàng(?= (?:năm|quý|tháng)\b)", "hằng", text, flags=re.IGNORECASE).strip(_LOOSE_ENDS)


def _with_phase(text: str) -> TimeRule | None:
    found = _FOR_PHASE.match(text)
    main = _read(found[1]) if found else None
    if found is None or main is None or int(found[2]) > int(found[3]):
        return None
    first, last = int(found[2]), int(found[3])
    if main.kind in (
        TimeKind.YEARLY,
        TimeKind.YEARLY_DAY,
        TimeKind.YEARLY_DAY_EXCLUSIVE,
        TimeKind.YEARLY_WINDOW,
    ):
        main = replace(main, first_day=date(first, 1, 1), last_day=date(last, 12, 31))
    return replace(main, phase=(first, last))


def _with_revision(text: str) -> TimeRule | None:
    found = _AND_REVISED.match(text)
    until = _CONTINUATION.match(found[2]) if found else None
    main = _read(found[1].strip(_LOOSE_ENDS)) if found and until else None
    return replace(main, revised_until=int(until[1])) if main and until else None


def _with_following_years(text: str) -> TimeRule | None:
    found = _FOLLOWING_YEARS.match(text)
    main = _read(found[1].strip(_LOOSE_ENDS)) if found else None
    if main is None or main.kind not in (TimeKind.YEAR, TimeKind.YEARLY):
        return None
    return TimeRule(TimeKind.YEARLY, "", first_day=main.first_day)


def _continuation(text: str) -> TimeRule | None:
    found = _CONTINUATION.match(text)
    return TimeRule(TimeKind.CONTINUATION, "", last_day=date(int(found[1]), 12, 31)) if found else None


def _fixed(text: str) -> TimeRule | None:
    if _CONTINUOUS.match(text):
        return TimeRule(TimeKind.CONTINUOUS, "", every_months=HEARTBEAT_MONTHS)
    if _RECURRING.match(text):
        return TimeRule(TimeKind.RECURRING, "", every_months=12)
    if _AD_HOC.match(text):
        return TimeRule(TimeKind.AD_HOC, "")
    return TimeRule(TimeKind.PHASE, "") if _PHASE.match(text) else None


def _event(text: str) -> TimeRule | None:
    found = next((match for pattern in _EVENTS if (match := pattern.match(text))), None)
    if found is None or _ANOTHER_TIME.search(found["what"]):
        return None
    groups = found.groupdict()
    days = None
    if (
        groups.get("days") and not groups["working"]
    ):  # holidays are not known here, so working days give no due day
        days = int(groups["days"]) * (7 if groups["unit"].lower() == "tuần" else 1)
    return TimeRule(TimeKind.EVENT, "", awaits=groups["what"], within_days=days)


def _periodic(text: str) -> TimeRule | None:
    if found := _DAY_OF_PERIOD.match(text):
        months = 1 if found["unit"].lower() in ("hằng tháng", "mỗi tháng") else 3
        day, exclusive = int(found["day"]), found["how"].lower() == "trước"
        if not 1 <= day <= 31:
            return None
        return TimeRule(
            TimeKind.PERIODIC, "", every_months=months, day_of_last_month=day, exclusive=exclusive
        )
    found = next((match for pattern in _PERIODIC if (match := pattern.match(text))), None)
    if found is None:
        return None
    groups = found.groupdict()
    if groups.get("times"):
        months = 12 // int(groups["times"])
    else:
        word = (groups.get("unit") or groups.get("number") or "").lower()
        months = _MONTHS.get(word) or int(word)
    return TimeRule(TimeKind.PERIODIC, "", every_months=months) if months in (1, 2, 3, 4, 6, 12) else None


def _milestones(text: str) -> TimeRule | None:
    parts = re.split(r"\s*(?:[,;]| và )\s*(?:và )?", text, flags=re.IGNORECASE)
    found = [_MILESTONE.match(part) for part in parts]
    years = [int(each["year"]) for each in found if each]
    if len(found) < 2 or len(years) < len(found) or years != sorted(set(years)):
        return None
    names = [(each["name"] or "") if each else "" for each in found]
    if any(_NO_NAME.search(name) for name in names):
        return None
    return TimeRule(TimeKind.MILESTONES, "", milestones=tuple(zip(years, names, strict=True)))


def _yearly(text: str) -> TimeRule | None:
    found = _YEARLY.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()].strip(_LOOSE_ENDS)} {text[found.end() :].strip(_LOOSE_ENDS)}".strip()
    rest = _LEAD_IN.sub("", rest + " ").strip()
    rest = re.sub(r"^định kỳ\b,? ?", "", rest, flags=re.IGNORECASE)
    if not rest:
        return TimeRule(TimeKind.YEARLY, "")
    if _CONTINUOUS.match(rest):
        return _fixed(rest)
    return _yearly_window(rest) or _limited(rest)


def _yearly_window(text: str) -> TimeRule | None:
    """Read a window without a year, which therefore comes every year."""
    if (found := _BEFORE.match(text)) and (end := point(found[1])) and not end.year:
        return TimeRule(TimeKind.YEARLY_DAY_EXCLUSIVE, "", yearly_to=end.start, exclusive=True)
    if (found := _UNTIL.match(text)) and (end := point(found[1])) and not end.year:
        return TimeRule(TimeKind.YEARLY_DAY, "", yearly_to=end.end)
    if (found := _DURING.match(text)) and (part := point(found[1])) and not part.year:
        if part.grain == "day":  # a day alone is the last one, not the only one
            return TimeRule(TimeKind.YEARLY_DAY, "", yearly_to=part.end)
        return TimeRule(TimeKind.YEARLY_WINDOW, "", yearly_from=part.start, yearly_to=part.end)
    ends = _both_ends(text)
    if ends and not ends[0].year and not ends[1].year:
        return TimeRule(TimeKind.YEARLY_WINDOW, "", yearly_from=ends[0].start, yearly_to=ends[1].end)
    return None


def _limited(text: str) -> TimeRule | None:
    """Read from which year to which something comes every year."""
    limits = _years(text)
    return TimeRule(TimeKind.YEARLY, "", first_day=limits[0], last_day=limits[1]) if limits else None


def _continuous_within(text: str) -> TimeRule | None:
    """Read from which year to which something is done all the time."""
    found = _CONTINUOUS_WITHIN.match(text)
    limits = _years(found[1]) if found else None
    if limits is None:
        return None
    first, last = limits
    return TimeRule(TimeKind.CONTINUOUS, "", first_day=first, last_day=last, every_months=HEARTBEAT_MONTHS)


def _years(text: str) -> tuple[date | None, date | None] | None:
    """Return the first and last day of the years that `text` names, None when it names anything else."""
    rule = _read(text) if re.search(YEAR, text) else None
    if rule is None:
        return None
    whole = rule.kind in (TimeKind.YEAR, TimeKind.YEAR_RANGE)
    onwards = rule.kind is TimeKind.CONTINUOUS and rule.first_day and rule.last_day is None
    until = (
        rule.kind is TimeKind.DAY and rule.last_day and (rule.last_day.month, rule.last_day.day) == (12, 31)
    )
    return (rule.first_day, rule.last_day) if whole or onwards or until else None


def _both_ends(text: str) -> tuple[Point, Point] | None:
    """Return the two points of “từ … đến …”, trying each place where the text can be cut."""
    found = _pattern(r"^(?:(?:trong |cả )?giai đoạn |các năm )?(?:từ )?(.+)$").match(text)
    body = found[1] if found else text
    for cut in re.finditer(r"-| (?:đến|tới)(?: hết)? ", body, re.IGNORECASE):
        begins, ends = point(body[: cut.start()].strip()), point(body[cut.end() :].strip())
        if begins and ends and (begins.year or ends.grain != "year"):
            return begins, ends
    return None


def _between(text: str) -> TimeRule | None:
    ends = _both_ends(text)
    if ends is None or not ends[1].year:
        return None
    begins, until = ends
    first, last = begins.first(begins.year or ends[1].year), until.last(ends[1].year)
    if first > last:
        return None
    years = begins.grain == until.grain == "year"
    return TimeRule(TimeKind.YEAR_RANGE if years else TimeKind.PERIOD, "", first_day=first, last_day=last)


def _dated(text: str) -> TimeRule | None:
    """Read one window with its year."""
    if (found := _BEFORE.match(text)) and (end := point(found[1])) and end.year:
        last = before(end.year, end.start) if end.grain == "day" else end.first(end.year) - timedelta(days=1)
        return TimeRule(TimeKind.DAY_EXCLUSIVE, "", last_day=last, exclusive=True)
    if (found := _UNTIL.match(text)) and (end := point(found[1])) and end.year:
        kind = TimeKind.MONTH_END if end.grain == "month" else TimeKind.DAY
        return TimeRule(kind, "", last_day=end.last(end.year))
    if (found := _DURING.match(text)) and (part := point(found[1])) and part.year:
        first = None if part.grain == "day" else part.first(part.year)
        return TimeRule(_KIND_OF_GRAIN[part.grain], "", first_day=first, last_day=part.last(part.year))
    if (found := _FROM.match(text)) and (begin := point(found[1] or found[2])) and begin.year:
        return TimeRule(
            TimeKind.CONTINUOUS, "", first_day=begin.first(begin.year), every_months=HEARTBEAT_MONTHS
        )
    return None


_KIND_OF_GRAIN = {
    "day": TimeKind.DAY,
    "month": TimeKind.MONTH_END,
    "part": TimeKind.PERIOD,
    "year": TimeKind.YEAR,
}
_READERS: tuple[Callable[[str], TimeRule | None], ...] = (
    _fixed,
    _continuous_within,
    _continuation,
    _with_phase,
    _with_revision,
    _with_following_years,
    _periodic,
    _event,
    _yearly,
    _between,
    _dated,
    _milestones,
)
