"""Report duties: who reports to whom, and when, from sentences on reporting and from rows whose task is a report."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from hoitu.drafting.proposing.records import ProposedReport, ProposedTask
from hoitu.drafting.proposing.structure import Block, Part
from hoitu.drafting.proposing.tasks import addressee, duty_owner, is_closing
from hoitu.drafting.proposing.times import find_when
from hoitu.drafting.proposing.wording import skeleton
from hoitu.kernel.text.organisations import (
    VERB,
    bare,
    is_organisation,
    leading_organisation,
    split_organisations,
)

_PARTS: Final = {Part.ORGANISATION, Part.REPORTING, Part.FUNDING, Part.TASKS}
_SENTENCES: Final = re.compile(r"(?<=[.;])\s+(?=\S)")
_SECOND: Final = re.compile(
    r"\bđể\s+(?P<who>[^,;.]{0,80}?)\s*tổng hợp\s*(?:,|và|để)?\s*(?=báo cáo|trình)", re.I
)
# After "báo cáo": what is reported, then to whom ("báo cáo kết quả về Sở …"), or at once to whom.
_REPORT: Final = re.compile(
    r"(?:(?:phản\s*ánh|kiến\s*nghị|gửi\s+(?:kết quả|số liệu|tình hình|thông tin|kế hoạch))"
    r"(?P<object0>[^;.]{0,60}?)\s+(?:về|đến|tới|với)\s+(?P<to0>\S[^;.]*)"
    r"|(?:gửi|nộp)\s+(?:các\s+)?báo\s*cáo(?P<object>[^;.]{0,140}?)\s+(?:về|cho|đến|tới|lên|gửi"
    r"|qua)\s+(?P<to1>(?!ngày|tình hình|kết quả|việc|năm)\S[^;.]*)"
    r"|báo\s*cáo\s*(?:,\s*đề\s*xuất\s*|,\s*tham\s*mưu\s*|và\s+đề\s*xuất\s*)?(?:(?:định kỳ|kết quả|tình hình"
    r"|(?:6 tháng|năm|quý|tháng|tuần)\b|tiến độ|đánh giá|việc|sơ kết|công tác|về)[^;.]{0,160}?)?\s*"
    r"(?:gửi về|gửi cho|gửi đến|gửi tới|gửi|về|cho|đến|tới|lên|với)\s+(?P<to2>(?!ngày|tình hình|kết quả"
    r"|việc|năm)\S[^;.]*)"
    r"|báo\s*cáo\s*(?:,\s*đề\s*xuất\s+|,\s*tham\s*mưu\s+|và\s+đề\s*xuất\s+)?(?P<to3>[A-ZĐÀ-Ỵa-z]\S*\s[^;.]*)"
    r"|gửi\s+(?:về\s+)?(?P<to4>(?!báo cáo|kèm)\S[^;.]*?\s(?:tổng hợp|để tổng hợp|xem xét|theo dõi))[^;.]*)",
    re.I,
)
_TO_END: Final = re.compile(
    r"\s*,?\s*(?:\b(?:trước\w*|định kỳ|h[ằàă]ng (?:năm|quý|tháng)|hàng năm|để|theo\s*(?:quy|định|yêu"
    r"|dõi)\w*|kết quả|xem xét|tổng hợp|tháo gỡ|khi|chậm nhất"
    r"|vào|phê duyệt|bố trí|chỉ đạo|tình hình|việc|kịp thời|nếu|đồng thời|giải quyết|quyết định"
    r"|có biện pháp|những|xin ý kiến|cho ý kiến"
    r"|điều chỉnh|sửa đổi|hướng dẫn|thông qua|và đột xuất|đột xuất|xử lý|đánh giá|tiến độ|và (?:tham mưu"
    r"|đề xuất)|trong quá trình|\d+ tháng|năm 20\d\d|ngày \d"
    r"|quý|tháng|mỗi|muộn nhất|sau khi|báo cáo|gửi báo cáo|cho Chủ tịch)\b.*|\(nếu có\).*)$",
    re.I,
)
_JOINED: Final = re.compile(r"\s*(?:,|và|đồng thời)\s*(?=báo cáo\s+(?:gửi\s+)?)", re.I)
_REVIEW: Final = re.compile(
    r"(?:tổ chức\s+)?((?:sơ kết|tổng kết)[^;.]{0,80}?(?:vào\s+)?(?:cuối\s+|hết\s+)?năm\s*20\d\d(?:\s*(?:,"
    r"|và)\s*(?:sơ kết|tổng kết)[^;.]{0,60}?năm\s*20\d\d)?)",
    re.I,
)
_SUBJECT: Final = re.compile(
    rf"(?:^|[,;.]\s+)(?:(?:yêu cầu|đề nghị|giao)\s+)?"
    rf"(?P<who>(?:[Cc]ác|[Nn]hững|[Tt]hủ trưởng|[A-ZĐÀ-Ỵ])(?:(?!\s{VERB}\b)[^;.:])*?)\s+"
    r"(?:(?:có trách nhiệm|được giao|nghiêm túc|chủ động|định kỳ|kịp thời|tổng hợp|báo cáo|gửi|phản ánh"
    r"|căn cứ|tổ chức|triển khai|thực hiện|xây dựng)\b)"
)
_REPORT_TASK: Final = re.compile(
    r"^(?:xây dựng|lập|tổng hợp|thực hiện|chế độ|gửi)?[^.;]{0,40}\bbáo cáo\b", re.I
)
_REVIEW_TASK: Final = re.compile(r"^(?:theo dõi|kiểm tra|đánh giá|giám sát|sơ kết|tổng kết)", re.I)


def find_reports(blocks: Sequence[Block], tasks: Iterable[ProposedTask]) -> tuple[ProposedReport, ...]:
    """Return the report duties of a plan in order of their lines."""
    found = [report for block in blocks if block.part in _PARTS for report in _in_block(block)]
    found.extend(_of_tasks(tasks))
    unique: dict[tuple[str, tuple[str, ...], str], ProposedReport] = {}
    for report in found:
        key = (skeleton(report.who or ""), tuple(map(skeleton, report.to)), skeleton(report.when or ""))
        unique.setdefault(key, report)
    return tuple(sorted(unique.values(), key=lambda report: report.line))


def _in_block(block: Block) -> Iterator[ProposedReport]:
    closes = is_closing(block)
    owner = addressee(block) if closes else duty_owner(block)
    needs_day = block.part is Part.TASKS
    for sentence in _SENTENCES.split(block.text):
        who = _subject(sentence) or owner
        if closes:
            owner = who  # whom the paragraph spoke to before its semicolon
        first, second_who, second = _part_second(sentence)
        own = _report(first, who, block.line)
        if own and (own.when or not needs_day):
            yield own
        if second:
            again = _report(second, second_who or (own.to[0] if own and own.to else None), block.line)
            if again:
                yield again
        review = _REVIEW.search(sentence)
        if review and block.part is not Part.TASKS:
            yield ProposedReport(who, (), review[1].strip(), block.line, sentence)


def _part_second(sentence: str) -> tuple[str, str | None, str | None]:
    """Part "gửi Sở … trước ngày … để (Sở) tổng hợp, báo cáo UBND tỉnh": the second reporter is the first's reader."""
    found = _SECOND.search(sentence)
    if not found or not re.search(r"báo\s*cáo|gửi|phản ánh|kiến nghị", sentence[: found.start()], re.I):
        return sentence, None, None
    who = found["who"].strip()
    return sentence[: found.start()], who if is_organisation(who) else None, sentence[found.end() :]


def _report(sentence: str, who: str | None, line: int) -> ProposedReport | None:
    recipients: list[str] = []
    for clause in _JOINED.split(sentence):
        found = _REPORT.search(clause)
        to = (
            next(
                (
                    group
                    for group in (found["to0"], found["to1"], found["to2"], found["to3"], found["to4"])
                    if group
                ),
                "",
            )
            if found
            else ""
        )
        recipients.extend(_recipients(to))
    if not recipients:
        return None
    return ProposedReport(who, tuple(dict.fromkeys(recipients)), find_when(sentence), line, sentence)


def _recipients(text: str) -> list[str]:
    """Return the organisations at the start of a text, "qua …" kept with the one it belongs to."""
    through = re.search(r"\s*\(\s*(?:qua|thông qua)[^)]*\)", text, re.I)
    words = text[: through.end()] if through else _TO_END.sub("", text)
    if through:
        words = _TO_END.sub("", words[: through.start()]) + " " + through[0].strip()
    names = [bare(name) for name in split_organisations(words)]
    return [" ".join(name.split()) for name in names if is_organisation(name)]


def _subject(sentence: str) -> str | None:
    """Return who the sentence itself says reports."""
    before = re.split(r"báo\s*cáo", sentence, maxsplit=1, flags=re.I)[0]
    named = leading_organisation(sentence)
    if named:
        return named[0]
    for found in reversed(list(_SUBJECT.finditer(before + " báo cáo"))):
        name = bare(found["who"])
        if is_organisation(name) and "báo cáo" not in name:
            return name
    return None


def _of_tasks(tasks: Iterable[ProposedTask]) -> Iterator[ProposedReport]:
    """Give the rows of a table whose task is itself a report."""
    for task in tasks:
        if task.source != "table":
            continue
        names_report = bool(_REPORT_TASK.match(task.text))
        is_review = bool(_REVIEW_TASK.match(task.text)) and skeleton(task.product or "").startswith("baocao")
        if names_report or is_review:
            found = _report(task.text, task.lead, task.line)
            asked_by = re.search(r"(?:yêu cầu|đề nghị|chỉ đạo) (?:từ|của) (.+)$", task.time or "")
            to = found.to if found else split_organisations(asked_by[1]) if asked_by else ()
            base = ProposedReport(task.lead, to, task.time, task.line, task.text)
            yield replace(base, when=task.time or (found.when if found else None))
