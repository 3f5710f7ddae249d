"""Sentences that the numbers of a report suggest. A person takes, changes or drops them."""

from collections.abc import Mapping
from datetime import date

from hoitu.kernel.text import format_number
from hoitu.reporting.data import Figure, Line


def sentences(
    *,
    period: str,
    cut_off: date,
    figures: Mapping[str, Figure],
    targets: tuple[Line, ...],
    tasks: tuple[Line, ...],
) -> dict[str, str]:
    """Return a paragraph for each section that the numbers speak of. Official Vietnamese, never translated."""
    day = f"{cut_off:%d/%m/%Y}"
    found = {
        "targets": _targets(targets),
        "production": _production(figures, period, day),
        "tasks": _tasks(figures, day),
    }
    return {key: words for key, words in found.items() if words}


def _targets(lines: tuple[Line, ...]) -> str:
    known = [line for line in lines if line.answer in ("Đạt", "Chưa đạt")]
    if not known:
        return ""
    passed = sum(1 for line in known if line.answer == "Đạt")
    words = f"Theo bản ghi của hệ thống, cơ quan đạt {passed}/{len(known)} chỉ tiêu đã tính được"
    rest = len(lines) - len(known)
    return f"{words}; {rest} chỉ tiêu chưa có số liệu." if rest else f"{words}."


def _production(figures: Mapping[str, Figure], period: str, day: str) -> str:
    items, releases = _actual(figures, "items"), _actual(figures, "releases")
    if not items or releases is None:
        return ""
    words = [
        f"Từ đầu năm {period} đến ngày {day}, cơ quan đã xuất bản {_n(items)} tin, bài mới"
        f" với {_n(releases)} lượt phát hành."
    ]
    digital, domestic = _actual(figures, "digital"), _actual(figures, "domestic")
    if digital and domestic is not None:
        words.append(
            f"Trên nền tảng số có {_n(digital)} lượt, trong đó {_n(domestic)} lượt ({_percent(domestic, digital)} %)"
            " trên nền tảng trong nước."
        )
    before = figures.get("items", Figure(None)).last_year
    if before:
        change = items - before
        how = "tăng" if change > 0 else "giảm" if change < 0 else "bằng"
        words.append(
            f"So với cả năm trước ({_n(before)} tin, bài), số tin, bài mới {how}"
            + (f" {_n(abs(change))}." if change else " nhau.")
        )
    return " ".join(words)


def _tasks(figures: Mapping[str, Figure], day: str) -> str:
    total = _actual(figures, "tasks_all")
    if not total:
        return ""
    late, running = _actual(figures, "tasks_late") or 0, _actual(figures, "tasks_open") or 0
    return (
        f"Kế hoạch có {_n(total)} nhiệm vụ; đến ngày {day} có {_n(running)} nhiệm vụ đang trong hạn"
        f" và {_n(late)} nhiệm vụ đã qua hạn."
    )


def _actual(figures: Mapping[str, Figure], key: str) -> int | None:
    figure = figures.get(key)
    return figure.actual if figure else None


def _n(number: int) -> str:
    return format_number(number)


def _percent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    if part < whole:
        tenths = min(tenths, 999)
    return format_number(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"
