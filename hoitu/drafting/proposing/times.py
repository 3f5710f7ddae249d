"""Expressions of time as plans print them: days, quarters, phases, "hằng năm", "khi có yêu cầu"."""

import re
from datetime import date
from typing import Final

from hoitu.drafting.proposing.wording import skeleton

YEAR: Final = re.compile(r"(?<!\d)(20[1-6]\d)(?=\D|$|\d{1,3}(?:,\d+)?\s*%)")
_DAY: Final = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?"
_LONG_DAY: Final = r"\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,?\s*năm\s+\d{4})?"
_MONTH: Final = r"tháng\s*\d{1,2}(?:\s*(?:/|năm\s*)\s*\d{4})?"
_QUARTER: Final = r"quý\s*[IVX\d]+(?:\s*[-–,và]+\s*[IVX]+)*(?:\s*(?:/|năm\s*)\s*\d{4})?"
_EACH: Final = r"(?:h[ằàă]ng|mỗi)\s*(?:năm|quý|tháng|tuần)"
_OF_EACH: Final = (
    r"ngày\s*(?:làm việc\s*)?(?:thứ\s*)?\d{1,2}\s+(?:của\s+)?(?:tháng\s+(?:cuối|đầu|sau|tiếp theo|kế tiếp|liền kề)"
    r"(?:\s+(?:của\s+)?(?:mỗi\s+)?(?:quý|năm|kỳ(?: báo cáo)?))?|(?:h[ằàă]ng|mỗi)\s+tháng)"
)
_DATED: Final = (
    rf"(?:{_OF_EACH}|(?:ngày\s*)?(?:{_LONG_DAY}|{_DAY}|{_MONTH}|{_QUARTER})"
    r"|ngày\s*\d{1,2}\b(?!\s*[/.-]\s*\d))"
)
_BEFORE: Final = r"(?:trước|chậm nhất(?:\s+là|\s+vào|\s+trước)?|muộn nhất|đến hết|hết|xong trước)"
_AD_HOC: Final = (
    r"(?:và|hoặc|,)?\s*đột xuất(?:\s*(?:khi|theo)\s+(?:có\s+)?(?:yêu cầu|đề nghị))?|khi (?:có|được) yêu cầu"
)
DEADLINE: Final = re.compile(
    rf"(?:(?:định kỳ\s*)?{_EACH}\s*,?\s*(?=trước|chậm|muộn))?"
    rf"(?:{_BEFORE}\s*{_DATED}|ngày\s*(?:{_LONG_DAY}|{_DAY}))"
    rf"(?:\s*(?:,|và)\s*(?:(?:cả\s*)?năm\s*)?(?:{_BEFORE}\s*)?(?:ngày\s*)?(?:{_LONG_DAY}|{_DAY}))*"
    rf"(?:\s*,?\s*(?:của\s+)?{_EACH})?(?:\s*(?:{_AD_HOC}))?",
    re.I,
)
_NOTED: Final = r"(?:\s*\([^()]*\d[^()]*\))?"
PERIODIC: Final = re.compile(
    rf"(?:định kỳ\s*(?:\d+\s*(?:tháng|quý|năm)|{_EACH}|h[ằàă]ng\s*\w+){_NOTED}"
    rf"(?:\s*(?:,|và)\s*(?:\d+\s*(?:tháng|năm)|(?:{_EACH})|cả năm|năm){_NOTED})*"
    rf"|{_EACH}(?:\s*(?:,|và)\s*{_EACH})*){_NOTED}(?:\s*(?:{_AD_HOC}))?",
    re.I,
)
LOOSE: Final = re.compile(
    rf"kịp thời|thường xuyên|khi (?:có|được) yêu cầu|đột xuất|theo định kỳ|định kỳ|\(nếu có\)|theo quy định"
    rf"|{_QUARTER}"
    rf"|(?:trong|vào|đến)\s+{_MONTH}",
    re.I,
)
IN_PERIOD: Final = re.compile(
    rf"{_QUARTER}|tháng\s*\d{{1,2}}\s*(?:/|năm\s*)\s*\d{{4}}|(?<=trong )năm\s*20\d\d", re.I
)
_CELL_STARTS: Final = (
    "thuongxuyen|hangnam|hangquy|hangthang|moinam|dinhky|dotxuat|lientuc|quy[ivx1-4]{1,4}(?:$|\\d|quy|den|va|nam|moi|hang|hoac|tro)|thang\\d"
    "|nam20\\d\\d|cacnam|20[1-6]\\d|truoc(?:ngay|thang|nam|quy|\\d)|denngay|denthang|dennam|denhet|hetnam|hetquy|den\\d"
    "|ngaysau|saukhi|khico|khiduoc|theoquydinh|theokehoach|theotiendo|theoyeucau|theolotrinh|theohuongdan|theodinhky"
    "|tu(?:nam|thang|quy|ngay|\\d)|giaidoan|\\d{1,4}(?:thang|nam|quy|ngay)|\\d{3,8}$|6thang|canam|daunam|cuoinam"
    "|trong(?:nam|quy|thang|giaidoan|qua|\\d)|hoanthanh(?:truoc|trong|nam|quy|thang)|ngay\\d|chamnhat|hangtuan|suot"
)
_CELL: Final = re.compile(f"(?:{_CELL_STARTS})")
_MAX_CELL: Final = 110


def is_time(text: str) -> bool:
    """Say whether a whole cell is an expression of time."""
    bones = skeleton(text)
    return bool(bones) and len(text) <= _MAX_CELL and bool(_CELL.match(bones))


def find_when(text: str) -> str | None:
    """Return the most exact time that a sentence gives, verbatim: a day before a period before "kịp thời"."""
    noted = PERIODIC.search(text)
    if noted and re.search(r"\([^()]*\d", noted[0]):
        return noted[0].strip(" ,;")
    for pattern in (DEADLINE, PERIODIC, LOOSE):
        found = pattern.search(text)
        if found:
            return found[0].strip(" ,;")
    return None


def last_year(text: str) -> int | None:
    """Return the year that a heading aims at: 2025 in "giai đoạn 2021-2025". None without a year."""
    years = [int(year) for year in YEAR.findall(text)]
    return years[-1] if years else None


_NUMERIC_DATE: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_WORD_DATE: Final = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.I)


def parse_date(text: str) -> date | None:
    """Return the first whole day that a text names, or None."""
    found = _WORD_DATE.search(text) or _NUMERIC_DATE.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
