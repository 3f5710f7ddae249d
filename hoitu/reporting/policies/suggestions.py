"""Sentences that the numbers of a report suggest. A person takes, changes or drops them."""

from collections.abc import Mapping
from datetime import date

from hoitu.kernel.text import format_number
from hoitu.reporting.data import Content, Figure, Line, Span
from hoitu.reporting.periods import Period
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.numbers import NO_FIGURE, percent, share

ACCEPTED = "Đã tiếp nhận"  # the answer of a sender's line


def sentences(*, period: Period, cut_off: date, content: Content) -> dict[str, str]:
    """Return a paragraph for each section that the numbers speak of. Official Vietnamese, never translated."""
    day, figures = f"{cut_off:%d/%m/%Y}", content.figures
    layout = layouts()[content.layout]
    who = "các cơ quan báo chí" if layout.adds_up else "cơ quan"
    found = {
        "senders": _senders(content.senders, period),
        "targets": _targets(content.targets, "kế hoạch" if layout.adds_up else who),
        "production": _production(figures, period, day, who),
        "tasks": _tasks(figures, day),
    }
    given = {section.key for section in layout.sections if section.has_words}
    return {key: words for key, words in found.items() if words and key in given}


def _senders(lines: tuple[Line, ...], period: Period) -> str:
    if not lines:
        return ""
    sent = [line for line in lines if line.answer != "Chưa gửi"]
    accepted = sum(1 for line in lines if line.answer == ACCEPTED)
    words = (
        f"Có {len(sent)}/{len(lines)} cơ quan, đơn vị đã gửi báo cáo {period.words}, trong đó {accepted} báo cáo"
        " đã được tiếp nhận và cộng vào báo cáo này."
    )
    absent = [line.label for line in lines if line not in sent]
    return f"{words} Chưa gửi: {'; '.join(absent)}." if absent else words


def _targets(lines: tuple[Line, ...], who: str) -> str:
    known = [line for line in lines if line.answer in ("Đạt", "Chưa đạt")]
    if not known:
        return ""
    passed = sum(1 for line in known if line.answer == "Đạt")
    words = f"Theo bản ghi của hệ thống, {who} đạt {passed}/{len(known)} chỉ tiêu đã tính được"
    rest = len(lines) - len(known)
    return f"{words}; {rest} chỉ tiêu chưa có số liệu." if rest else f"{words}."


def _production(figures: Mapping[str, Figure], period: Period, day: str, who: str) -> str:
    items, releases = _actual(figures, "items"), _actual(figures, "releases")
    if not items or releases is None:
        return ""
    whole_year = period.span in (Span.YEAR, Span.OCCASION)
    since = f"đầu năm {period.year}" if whole_year else f"ngày {period.first:%d/%m/%Y}"
    words = [
        f"Từ {since} đến ngày {day}, {who} đã xuất bản {_n(items)} tin, bài mới với {_n(releases)} lượt phát hành."
    ]
    digital, domestic = _actual(figures, "digital"), _actual(figures, "domestic")
    if digital and domestic is not None:
        of_digital = percent(share(domestic, digital))
        words.append(
            f"Trên nền tảng số có {_n(digital)} lượt, trong đó {_n(domestic)} lượt ({of_digital} %)"
            " trên nền tảng trong nước."
        )
    before = figures.get("items", NO_FIGURE).last_year
    if before:
        change = items - before
        how = "tăng" if change > 0 else "giảm" if change < 0 else "bằng"
        words.append(
            f"So với cả {period.before.words} ({_n(before)} tin, bài), số tin, bài mới {how}"
            + (f" {_n(abs(change))}." if change else " nhau.")
        )
    return " ".join(words)


def _tasks(figures: Mapping[str, Figure], day: str) -> str:
    total = _actual(figures, "cases_all")
    if not total:
        return ""
    done, late = _actual(figures, "cases_done") or 0, _actual(figures, "cases_late") or 0
    return (
        f"Trong kỳ có {_n(total)} nhiệm vụ được giao; đến ngày {day} đã hoàn thành {_n(done)} nhiệm vụ"
        f" ({percent(share(done, total))} %), quá hạn chưa xong {_n(late)} nhiệm vụ."
    )


def _actual(figures: Mapping[str, Figure], key: str) -> int | None:
    return figures.get(key, NO_FIGURE).actual


def _n(number: int) -> str:
    return format_number(number)
