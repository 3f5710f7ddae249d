"""IND-06: how many leaders, staff, reporters and editors completed a course on press digital transformation.

The agency itself sees the people behind a number; bodies above it see how many of each group. An agency whose
registers know no such course says nothing yet: its own statement counts until they do.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.registers import api as registers
from hoitu.registers.data import Learner, Training
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Line, Lines, Question, Tally, UnitFigure
from hoitu.strategy.queries.indicators.registered import Provenance, line

INDICATOR = "IND-06"
UNITS = (Unit.SHARE_OF_PEOPLE,)
ATTENDED, REFRESHED = "strategy.ind06.attendance_percent", "strategy.ind06.refreshed_months"
RULES = COUNTING_RULES = (ATTENDED, REFRESHED, "strategy.ind06.since")
GROUPS = {
    "leader": gettext_lazy("Lãnh đạo"),
    "staff": gettext_lazy("Cán bộ"),
    "reporter": gettext_lazy("Phóng viên"),
    "editor": gettext_lazy("Biên tập viên"),
}
PARTS = {
    "numerator": gettext_lazy("Người đã học xong"),
    "denominator": gettext_lazy("Người trong bốn nhóm"),
    "refreshed": gettext_lazy("Mới học gần đây"),
    "leader_trained": gettext_lazy("Lãnh đạo đã học xong"),
    "leader": gettext_lazy("Lãnh đạo"),
    "staff_trained": gettext_lazy("Cán bộ đã học xong"),
    "staff": gettext_lazy("Cán bộ"),
    "reporter_trained": gettext_lazy("Phóng viên đã học xong"),
    "reporter": gettext_lazy("Phóng viên"),
    "editor_trained": gettext_lazy("Biên tập viên đã học xong"),
    "editor": gettext_lazy("Biên tập viên"),
}
ROWS_HAVE_RECORDED_TIME = False
BY = {
    "attendance": gettext_lazy("dự đủ số buổi"),
    "test": gettext_lazy("đạt bài kiểm tra"),
    "certificate": gettext_lazy("có chứng chỉ"),
}


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's people, those who completed a course, and both in each group."""
    found = registers.trained(agency_ids=agency_ids, on=question.on)
    return {key: _tally(training) for key, training in found.items() if training.is_kept}


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return the people of a part by name for the agency itself, by group for those above it."""
    training = registers.trained(agency_ids=[agency_id], on=question.on)[agency_id]
    people = list(_of_part(training, part)) if training.is_kept else []
    groups = Counter(each.group for each in people)
    above = [
        line(str(label), note=_("%d người") % groups[key], amount=groups[key])
        for key, label in GROUPS.items()
        if groups[key]
    ]
    return Lines.in_hand(map(_person, people), above=Lines.in_hand(above))


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Compare the share of people with what is asked; every plan that asks wants all of them."""
    percent = asked.value if asked is not None and asked.value is not None else 100
    if tally is None:
        reason = _("Sổ đào tạo chưa có khóa nào về chuyển đổi số báo chí.")
        return UnitFigure(None, least=percent, reason=reason)
    parts = tally.parts
    groups = [
        f"{label} {parts[f'{key}_trained']}/{parts[key]}" for key, label in GROUPS.items() if parts[key]
    ]
    reason = _(
        "%(k)d/%(n)d người đã học xong, %(fresh)d người học trong %(months)d tháng gần đây. %(groups)s."
    ) % {
        "k": parts["numerator"],
        "n": parts["denominator"],
        "fresh": parts["refreshed"],
        "months": basis.rules[REFRESHED],
        "groups": "; ".join(groups),
    }
    passes = 100 * parts["numerator"] >= percent * parts["denominator"] if parts["denominator"] else None
    return UnitFigure(passes, parts, (), percent, tally.provenance, reason)


def counted_twice(agency_ids: Collection[UUID], question: Question) -> tuple[int, int]:
    """Return how often sums over the agencies count somebody again: whoever works for two is one person."""
    return registers.trained_twice(agency_ids=agency_ids, on=question.on)


def _tally(training: Training) -> Tally:
    return Tally({part: sum(1 for _each in _of_part(training, part)) for part in PARTS}, Provenance.COMPUTED)


def _of_part(training: Training, part: str) -> Iterable[Learner]:
    if part == "refreshed":
        return (each for each in training.people if each.is_refreshed)
    group, _trained, wants_trained = part.partition("_")
    is_trained = part == "numerator" or bool(wants_trained)
    return (
        each
        for each in training.people
        if (part in ("numerator", "denominator") or each.group == group)
        and (each.completions or not is_trained)
    )


def _person(each: Learner) -> Line:
    last = each.completions[-1] if each.completions else None
    group = str(GROUPS[each.group])
    if last is None:
        return line(each.name, note=_("%s, chưa học xong khóa nào") % group)
    return line(each.name, on=last.day, where=last.course, note=f"{group}, {BY[last.by]}")
