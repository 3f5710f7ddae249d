"""How a plan departs from its parent, and where it contradicts itself. It says so; it corrects nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoitu.kernel.text import format_date
from hoitu.strategy import api as strategy
from hoitu.strategy.data import Deviation, DeviationKind, Op, Pack, Span, Unit

ALL_OF_THEM = 100


@dataclass(frozen=True)
class Asked:
    """One number of a target, of whichever plan."""

    key: str
    year: int | None
    indicator: str
    op: str
    value: int | None
    unit: str
    threshold: int | None

    @property
    def amount(self) -> str:
        """Return the number in words: "67%", "2"."""
        percent = "" if self.unit in (Unit.NAMED_UNITS, Unit.COUNT_OF_AGENCIES) else "%"
        return "" if self.value is None else f"{self.value}{percent}"


def deviations(pack: Pack, parent: Pack | None) -> tuple[Deviation, ...]:
    """Return every departure of a pack from its parent plan and from itself, in the order of its targets."""
    own = _asked(pack)
    found = list(_later_not_above(pack, own))
    if parent is not None:
        above = _asked(parent)
        linked = {target.id: target.parent for target in pack.targets if target.parent in above}
        for key, parent_key in linked.items():
            assert parent_key is not None
            found += _target_departs(own[key], above[parent_key], key, parent_key)
        found += _missing(above, set(linked.values()))
        found += _later_tasks(pack, parent)
    return tuple(found)


def _asked(pack: Pack) -> dict[str, list[Asked]]:
    return {
        target.id: [
            Asked(
                target.id, target.year, one.indicator, one.op, one.value, one.unit,
                one.threshold.value if one.threshold else None,
            )
            for one in target.measures
        ]
        for target in pack.targets
    }  # fmt: skip


def _target_departs(
    own: Sequence[Asked], above: Sequence[Asked], key: str, parent_key: str
) -> Iterator[Deviation]:
    def departs(kind: DeviationKind, sentence: str) -> Deviation:
        return Deviation(kind, key, parent_key, sentence)

    if own and above and own[0].year and above[0].year and own[0].year > above[0].year:
        years = {"own": own[0].year, "above": above[0].year}
        yield departs(
            DeviationKind.WEAKER, _("Muộn hơn: năm %(own)s, kế hoạch cấp trên năm %(above)s.") % years
        )
    for wanted in above:
        mine = next((one for one in own if one.indicator == wanted.indicator), None)
        if mine is None:
            words = {"indicator": wanted.indicator}
            yield departs(DeviationKind.KIND, _("Không đo theo %(indicator)s như kế hoạch cấp trên.") % words)
        elif mine.unit != wanted.unit:
            words = {"indicator": wanted.indicator}
            yield departs(DeviationKind.KIND, _("%(indicator)s được đo theo đơn vị khác.") % words)
        elif sentence := _weaker(mine, wanted):
            yield departs(DeviationKind.WEAKER, sentence)


def _weaker(mine: Asked, wanted: Asked) -> str:
    numbers = {"own": mine.amount, "above": wanted.amount}
    if wanted.value is not None and (mine.value is None or mine.value < wanted.value):
        numbers["own"] = numbers["own"] or _("không có con số")
        return _("Thấp hơn: %(own)s, kế hoạch cấp trên %(above)s.") % numbers
    if mine.op == Op.ABOUT and wanted.op != Op.ABOUT:
        return _("Lỏng hơn: “khoảng” %(own)s, kế hoạch cấp trên không ghi “khoảng”.") % numbers
    if wanted.threshold is not None and (mine.threshold is None or mine.threshold < wanted.threshold):
        words = {"own": mine.threshold or 0, "above": wanted.threshold}
        return _("Mức của mỗi đơn vị thấp hơn: %(own)s%%, kế hoạch cấp trên %(above)s%%.") % words
    return ""


def _missing(above: Mapping[str, Sequence[Asked]], linked: set[str | None]) -> Iterator[Deviation]:
    for key in above:
        if key not in linked:
            yield Deviation(
                DeviationKind.DROPPED,
                None,
                key,
                _("Thiếu chỉ tiêu %(key)s của kế hoạch cấp trên.") % {"key": key},
            )


def _later_not_above(pack: Pack, own: Mapping[str, Sequence[Asked]]) -> Iterator[Deviation]:
    """A later year should ask for more; where nothing above is possible, for the same."""
    every = [one for measures in own.values() for one in measures if one.year and one.value is not None]
    for one in every:
        before = [
            other
            for other in every
            if (other.indicator, other.unit, other.threshold) == (one.indicator, one.unit, one.threshold)
            and (other.year or 0) < (one.year or 0)
        ]
        last = max(before, key=lambda other: other.year or 0, default=None)
        if last is None or last.value is None or one.value is None:
            continue
        if one.value <= last.value and not _is_full(one):
            words = {"year": one.year, "value": one.amount, "before": last.year, "earlier": last.amount}
            yield Deviation(
                DeviationKind.SAME_AS_2025,
                one.key,
                None,
                _("Năm %(year)s là %(value)s, không cao hơn %(earlier)s của năm %(before)s.") % words,
            )


def _is_full(one: Asked) -> bool:
    return one.unit.startswith("share_") and one.value == ALL_OF_THEM


def _later_tasks(pack: Pack, parent: Pack) -> Iterator[Deviation]:
    above = {task.id: task.time for task in parent.tasks}
    span_above = parent.document.span
    for task in pack.tasks:
        if task.parent not in above:
            continue
        mine, wanted = _last_due(task.time, pack.document.span), _last_due(above[task.parent], span_above)
        if wanted and (mine is None or mine > wanted):
            words = {
                "key": task.id,
                "own": format_date(mine.date()) if mine else _("không có hạn"),
                "above": format_date(wanted.date()),
            }
            sentence = _("Nhiệm vụ %(key)s xong muộn hơn: %(own)s, kế hoạch cấp trên %(above)s.") % words
            yield Deviation(DeviationKind.WEAKER, None, None, sentence)


def _last_due(words: str, span: Span) -> datetime | None:
    rule = strategy.parse_time(words)
    years: Iterable[int] = range(span.starts_on.year - 1, span.ends_on.year + 1)
    due = [one.due_at for year in years for one in strategy.occurrences(rule, span, year) if one.due_at]
    return max(due, default=None)
