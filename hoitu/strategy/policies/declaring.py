"""What an organisation is asked to state for an indicator, and what the statement says against a target.

No database: the questions are data, the judgement is arithmetic of whole numbers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.text import format_number
from hoitu.strategy.data import Unit
from hoitu.strategy.policies import passing
from hoitu.strategy.policies.passing import Verdict

Words = str | Promise
ONE_ANSWER = (Unit.BOOLEAN, Unit.MILESTONE)
TOTALS: Mapping[Unit, str] = {
    Unit.SHARE_OF_PEOPLE: "người",
    Unit.SHARE_OF_SYSTEMS: "hệ thống",
    Unit.SHARE_OF_INSTITUTIONS: "cơ sở",
}
GROWTH = (Unit.GROWTH_A_YEAR, Unit.GROWTH_SINCE_BASE_YEAR)


@dataclass(frozen=True)
class Question:
    """What is typed: an answer, an amount, or an amount of another. `unit` is what the amounts count.

    `grows`: the same is asked for the base year. `by_owner`: who leads the plan answers, not each agency.
    """

    yes_or_no: bool = False
    amount: Words = ""
    of_amount: Words = ""
    unit: Words = ""
    grows: bool = False
    by_owner: bool = False


@dataclass(frozen=True)
class Stated:
    """What an organisation states for one year; `checked_at`: when a second person accepted what supports it."""

    year: int
    answer: bool | None
    amount: int | None
    of_amount: int | None
    note: str
    by_name: str
    recorded_at: datetime
    checked_at: datetime | None = None


YES_OR_NO = Question(yes_or_no=True)
QUESTIONS: Mapping[str, Question] = {
    "IND-01": Question(
        yes_or_no=True,
        amount=_("Số tin, bài đã đăng trên nền tảng số trong ba tháng cuối kỳ"),
        unit=_("tin, bài"),
    ),
    "IND-02": YES_OR_NO,
    "IND-03": YES_OR_NO,
    "IND-04": Question(
        amount=_("Tổng doanh thu, chưa gồm thuế giá trị gia tăng"), unit=_("đồng"), grows=True
    ),
    "IND-05": Question(
        amount=_("Doanh thu từ nền tảng số"), of_amount=_("Tổng doanh thu"), unit=_("đồng"), grows=True
    ),
    "IND-06": Question(
        amount=_("Số người đã học xong ít nhất một khóa"),
        of_amount=_("Số người đang làm việc trong bốn nhóm"),
        unit=_("người"),
    ),
    "IND-07": Question(
        amount=_("Số hệ thống đủ cả ba điều"),
        of_amount=_("Số hệ thống thông tin của cơ quan"),
        unit=_("hệ thống"),
    ),
    "IND-08": Question(
        amount=_("Số dân của các xã đã được phủ"),
        of_amount=_("Số dân của mọi xã trong danh sách"),
        unit=_("người"),
        by_owner=True,
    ),
    "IND-09": Question(amount=_("Số tin, bài mới đúng chủ đề"), unit=_("tin, bài"), grows=True),
    "IND-10.a": YES_OR_NO,
    "IND-10.c": Question(yes_or_no=True, by_owner=True),
    "IND-11": YES_OR_NO,
    "IND-12": Question(
        amount=_("Số cơ sở đã cập nhật chương trình"),
        of_amount=_("Số cơ sở có đào tạo báo chí"),
        unit=_("cơ sở"),
        by_owner=True,
    ),
    "IND-13": Question(yes_or_no=True, by_owner=True),
    "IND-14": Question(yes_or_no=True, by_owner=True),
    "IND-15": Question(yes_or_no=True, by_owner=True),
}
MILESTONE = Question(yes_or_no=True, by_owner=True)


def question_of(indicator: str, unit: str = "") -> Question | None:
    """Return what is asked for an indicator, for a measure's unit where that matters; None: nothing is."""
    asked = QUESTIONS.get(indicator) or QUESTIONS.get(indicator.partition(".")[0])
    if asked is not None and unit == Unit.MILESTONE:
        return MILESTONE
    return asked


def judged(indicator: str, unit: str, percent: int, now: Stated, before: Stated | None) -> bool | None:
    """Say whether one organisation passes by what it states; None: the statement is not complete.

    `percent` is the growth or share that the target asks of it; `before` its statement for the base year.
    """
    asked = question_of(indicator, unit)
    if asked is None or asked.yes_or_no:
        return now.answer
    if asked.grows:
        return _grew(indicator, percent, now, before)
    if now.amount is None or not now.of_amount:
        return None
    needed = percent if unit in TOTALS else 100  # every system of an agency, or the agency does not pass
    return passing.share(passing=now.amount, of=now.of_amount, percent=needed).passes


def together(unit: str, percent: int, stated: Mapping[str, tuple[Stated, Stated | None] | None]) -> Verdict:
    """Judge the sum of what the units state, None where one states nothing. They stay in the list by name.

    While somebody is missing, a sum cannot be concluded: nobody knows how much is missing.
    """
    missing = [name for name, pair in stated.items() if pair is None or not _is_complete(unit, *pair)]
    pairs = [pair for name, pair in stated.items() if pair is not None and name not in missing]
    if unit in GROWTH:
        verdict = _growth(percent, pairs, len(stated))
    else:
        verdict = passing.share(
            passing=sum(now.amount or 0 for now, _before in pairs),
            of=sum(now.of_amount or 0 for now, _before in pairs),
            percent=percent,
            what=TOTALS[Unit(unit)],
        )
    return _open_while_missing(verdict, missing)


def one_answer(answers: Collection[bool | None]) -> Verdict:
    """Judge what is reached or not: by all who answer for it."""
    known = [answer for answer in answers if answer is not None]
    return passing.yes_or_no(all(known) if known and len(known) == len(answers) else None)


def growth_percent(before: int, now: int) -> Fraction | None:
    """Return by how many percent an amount grew; None when there was nothing to grow from."""
    return Fraction(100 * (now - before), before) if before > 0 else None


def verification_factor(*, computed: int, declared: int | None) -> Fraction | None:
    """Return computed / declared: 1 where both say the same; None where nothing was declared."""
    return Fraction(computed, declared) if declared else None


def _grew(indicator: str, percent: int, now: Stated, before: Stated | None) -> bool | None:
    if before is None or now.amount is None or before.amount is None:
        return None
    if not indicator.startswith("IND-05") or indicator == "IND-05.b":
        return passing.grew(before=before.amount, after=now.amount, percent=percent)
    if now.of_amount is None or before.of_amount is None:
        return None
    if indicator == "IND-05.a":
        return passing.grew(before=before.of_amount, after=now.of_amount, percent=percent)
    # What digital platforms add to the growth of everything: the strict reading of the plans' words, and the
    # one that holds while whoever leads the plan has not chosen another.
    added = now.amount - before.amount
    return passing.grew(before=before.of_amount, after=before.of_amount + added, percent=percent)


def _growth(percent: int, pairs: Collection[tuple[Stated, Stated | None]], n: int) -> Verdict:
    after = sum(now.amount or 0 for now, _before in pairs)
    first = sum(before.amount or 0 for _now, before in pairs if before is not None)
    passes = passing.grew(before=first, after=after, percent=percent)
    if passes is None:
        return Verdict(None, 0, n, n, f"0/{n} cơ quan: chưa có số của năm gốc, chưa kết luận được.")
    verb = "Đạt" if passes else "Chưa đạt"
    k = sum(
        passing.grew(before=before.amount or 0, after=now.amount or 0, percent=percent) is True
        for now, before in pairs
        if before is not None
    )
    reason = (
        f"{verb}: cộng lại {format_number(first)} → {format_number(after)}, cần tăng ít nhất {percent} %; "
        f"riêng từng cơ quan {k}/{n} đạt."
    )
    return Verdict(passes, k, n, n, reason)


def _is_complete(unit: str, now: Stated, before: Stated | None) -> bool:
    if unit in GROWTH:
        return now.amount is not None and before is not None and before.amount is not None
    return now.amount is not None and now.of_amount is not None


def _open_while_missing(verdict: Verdict, missing: list[str]) -> Verdict:
    if not missing:
        return verdict
    words = f"Chưa có số liệu của {len(missing)} đơn vị: {', '.join(missing)}."
    if verdict.passes is None:
        return Verdict(
            None, verdict.k, verdict.n, verdict.needed, f"{verdict.reason} {words}", tuple(missing)
        )
    said = verdict.reason.partition(": ")[2]
    reason = f"Chưa kết luận được: mới có {said} {words}"
    return Verdict(None, verdict.k, verdict.n, verdict.needed, reason, tuple(missing))
