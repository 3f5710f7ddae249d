"""When a target is reached: k of n units, named units, yes or no. Whole numbers and fractions only, no floats.

A share passes with the smallest k for which 100·k ≥ t·n. Small plans print shares that no k reaches exactly: 67 %
of 3 means 2 of 3. So where the plan itself states its n, under 100, and its whole number t is the rounding of a k/n,
that k is enough. A national 70 % of 778 stays 545.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

SMALL = 100  # a plan that states fewer units than this prints rounded shares
Percent = int | Decimal


@dataclass(frozen=True)
class Verdict:
    """Whether a target is reached. `passes` is None when there is nothing to count or no answer yet.

    `k` units pass of `n`, `needed` must (None: n is 0). `without_data` are the units nobody has reported on; they
    stay in n. `reason` is one Vietnamese sentence that always shows k/n. `of` says what k and n are: units, or
    `growth`, where k is the new number and n the one it is compared with.
    """

    passes: bool | None
    k: int
    n: int
    needed: int | None
    reason: str
    without_data: tuple[str, ...] = ()
    of: str = "units"


def needed_count(percent: Percent, n: int, *, stated_n: int | None = None) -> int | None:
    """Return how many of `n` units must pass for `percent`; None when n is 0.

    `stated_n` is the number that the plan itself states. It is no licence for another n: after a merger of 3 into 2
    agencies, 67 % asks for both.
    """
    _check(percent, n)
    if n == 0:
        return None
    exact = -((-Fraction(percent) * n) // 100)  # rounded up
    if stated_n == n < SMALL:
        rounded = next((k for k in range(n + 1) if rounded_percent(k, n) == percent), exact)
        return int(min(exact, rounded))
    return int(exact)


def rounded_percent(k: int, n: int) -> int:
    """Return k/n in whole percent as plans print it, half upwards."""
    return (200 * k + n) // (2 * n)


def share(
    *, passing: int, of: int, percent: Percent, stated_n: int | None = None, what: str = "đơn vị"
) -> Verdict:
    """Judge a share from two counts, e.g. people trained of people employed."""
    if not 0 <= passing <= of:
        raise ValueError(f"{passing} of {of} is no share")
    needed = needed_count(percent, of, stated_n=stated_n)
    if needed is None:
        return Verdict(
            None, 0, 0, None, f"0/0 {what}: không có {what} nào trong phạm vi, chưa kết luận được."
        )
    passes = passing >= needed
    comparison = f"cần ít nhất {needed}/{of} cho mức {_written(percent)} %"
    if Fraction(percent) * of > 100 * needed:
        comparison += f" (kế hoạch nêu {of} {what}, {_written(percent)} % là số làm tròn của {needed}/{of})"
    verb = "Đạt" if passes else "Chưa đạt"
    reason = f"{verb}: {passing}/{of} {what} ({_share_written(passing, of)} %), {comparison}."
    return Verdict(passes, passing, of, needed, reason)


def share_of_units(
    units: Mapping[str, bool | None],
    *,
    percent: Percent,
    stated_n: int | None = None,
    what: str = "cơ quan",
    partly: Collection[str] = (),
) -> Verdict:
    """Judge a share of the units in scope. True passes, False does not, None has no data and still counts in n.

    Of units in `partly` only a part of the rule is counted: none of them passes, but where enough of them may, the
    share stays open.
    """
    counted = share(
        passing=sum(answer is True for answer in units.values()),
        of=len(units),
        percent=percent,
        stated_n=stated_n,
        what=what,
    )
    missing = [unit for unit, answer in units.items() if answer is None and unit not in partly]
    return _with_partly(
        _with_missing(counted, missing, what), [unit for unit in units if unit in partly], what
    )


def named_units(
    units: Mapping[str, bool | None],
    *,
    named: Collection[str],
    what: str = "cơ quan",
    partly: Collection[str] = (),
) -> Verdict:
    """Judge a target that names its units: each of exactly these must pass, others do not stand in for them.

    `units` may hold every unit in scope. A named one that is not among them has no data.
    """
    wanted = list(dict.fromkeys(named))
    passed = [unit for unit in wanted if units.get(unit) is True]
    k, n = len(passed), len(wanted)
    if n == 0:
        return Verdict(None, 0, 0, None, f"0/0 {what}: kế hoạch chưa nêu tên {what} nào, chưa kết luận được.")
    failing = ", ".join(unit for unit in wanted if unit not in passed)
    reason = (
        f"Đạt: {k}/{n} {what} được nêu tên."
        if k == n
        else (f"Chưa đạt: {k}/{n} {what} được nêu tên, cần đủ {n}/{n}; còn thiếu: {failing}.")
    )
    missing = [unit for unit in wanted if units.get(unit) is None and unit not in partly]
    counted = _with_missing(Verdict(k == n, k, n, n, reason), missing, what)
    return _with_partly(counted, [unit for unit in wanted if unit in partly], what)


def share_of_totals(
    counts: Mapping[str, tuple[int, int] | None],
    *,
    percent: Percent,
    what: str,
    twice: tuple[int, int] = (0, 0),
) -> Verdict:
    """Judge a share of what units have, such as people trained of people employed: (k, n) of each unit.

    A unit without data (None) has an unknown n: no verdict passes without it. `twice` is by how much the sums of k
    and n are too large, because somebody is with two units.
    """
    known = [each for each in counts.values() if each is not None]
    passing, of = (sum(column) for column in zip(*known, strict=True)) if known else (0, 0)
    of -= min(twice[1], of)
    passing = min(max(passing - twice[0], 0), of)
    counted = share(passing=passing, of=of, percent=percent, what=what)
    if twice[1]:
        said = f"{counted.reason} Ai làm ở nhiều cơ quan được tính một lần."
        counted = replace(counted, reason=said)
    return _undecided(counted, [unit for unit, each in counts.items() if each is None])


def growth(changes: Mapping[str, tuple[int, int] | None], *, percent: Percent) -> Verdict:
    """Judge how much a number grew over all units together: (before, after) of each, None where one is missing."""
    known = [each for each in changes.values() if each is not None]
    before, after = (sum(column) for column in zip(*known, strict=True)) if known else (0, 0)
    passes = grew(before=before, after=after, percent=percent)
    if passes is None:
        reason = "Chưa có số liệu để so sánh: 0/0."
        verdict = Verdict(None, after, before, None, reason, of="growth")
    else:
        needed = int(-((-Fraction(before) * (100 + Fraction(percent))) // 100))
        verb = "Đạt" if passes else "Chưa đạt"
        reason = f"{verb}: {after} so với {before}, cần ít nhất {needed} cho mức tăng {_written(percent)} %."
        verdict = Verdict(passes, after, before, needed, reason, of="growth")
    return _undecided(verdict, [unit for unit, each in changes.items() if each is None])


def yes_or_no(answer: bool | None) -> Verdict:
    """Judge a target without a number: it is reached, it is not, or nobody has said."""
    if answer is None:
        return Verdict(None, 0, 1, 1, "Chưa có số liệu: 0/1, chưa kết luận được.")
    return Verdict(answer, int(answer), 1, 1, "Đạt: 1/1." if answer else "Chưa đạt: 0/1.")


def grew(*, before: int, after: int, percent: Percent) -> bool | None:
    """Return whether an amount grew by at least `percent`; None when there was nothing to grow from."""
    if before <= 0:
        return None
    return 100 * (after - before) >= Fraction(percent) * before


def _with_missing(verdict: Verdict, missing: list[str], what: str) -> Verdict:
    if not missing:
        return verdict
    said = f"{verdict.reason} Chưa có số liệu của {len(missing)} {what}: {', '.join(missing)}."
    return replace(verdict, reason=said, without_data=tuple(missing))


def _with_partly(verdict: Verdict, partly: list[str], what: str) -> Verdict:
    if not partly:
        return verdict
    said = f"{verdict.reason} Chưa đủ để kết luận về {len(partly)} {what}: {', '.join(partly)}."
    found = replace(verdict, reason=said)
    may_pass = verdict.needed is not None and verdict.k + len(partly) >= verdict.needed
    return _open(found) if may_pass and not verdict.passes else found


def _undecided(verdict: Verdict, missing: list[str]) -> Verdict:
    """Take back a verdict for which units are missing whose numbers nobody knows."""
    if not missing:
        return verdict
    return _open(_with_missing(verdict, missing, "cơ quan"))


def _open(verdict: Verdict) -> Verdict:
    """Return the same counts without a conclusion."""
    if verdict.passes is None:
        return verdict
    return replace(verdict, passes=None, reason=f"Chưa kết luận: {verdict.reason.partition(': ')[2]}")


def _check(percent: Percent, n: int) -> None:
    if n < 0 or not 0 <= percent <= 100:
        raise ValueError(f"{percent} percent of {n} units is no target")


def _written(percent: Percent) -> str:
    return str(percent).replace(".", ",")


def _share_written(k: int, n: int) -> str:
    """Return k/n in percent with two decimals: 541/778 is 69,54. A share short of 100 never reads 100."""
    hundredths = (20000 * k + n) // (2 * n)
    if k < n:
        hundredths = min(hundredths, 9999)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
