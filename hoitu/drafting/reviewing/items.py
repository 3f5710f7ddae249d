"""The items with which a review begins: what a file is proposed to say, or what another plan says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hoitu.drafting.proposing.records import Proposal, ProposedReport, ProposedTarget, ProposedTask
from hoitu.drafting.proposing.wording import alike
from hoitu.drafting.reviewing.guessing import measure_of
from hoitu.kernel import clock
from hoitu.kernel.text import fold
from hoitu.kernel.text.organisations import split_organisations
from hoitu.strategy import api as strategy
from hoitu.strategy.api import StoredPlan
from hoitu.strategy.data import BodyKind, Measure, Pack, Quantity, Target, Task, TaskKind

Values = dict[str, str]
SAME_WORDS = (
    0.8  # how much of the letters of two targets must agree before one is proposed as the other's parent
)
TASK_KINDS = {"table": TaskKind.APPENDIX, "narrative": TaskKind.NARRATIVE, "duty": TaskKind.DUTY}
_GENERIC = ("cac ", "nhung ", "co quan", "don vi", "moi ", "toan ", "tat ca", "tung ")
_BODY_SIGNS = (
    (BodyKind.PRESS_AGENCY, ("bao ", "dai ", "tap chi", "thoi bao", "thong tan", "toa soan")),
    (BodyKind.MINISTRY, ("bo ",)),
    (
        BodyKind.DEPARTMENT,
        ("so ", "ban ", "cuc", "vu ", "cong an", "kho bac", "thanh tra", "van phong", "phong"),
    ),
    (BodyKind.GOVERNING_BODY, ("tinh uy", "thanh uy", "hoi ", "lien hiep", "doan ")),
    (BodyKind.TRAINING_SCHOOL, ("truong", "hoc vien", "dai hoc", "vien ")),
    (BodyKind.ROLE, ("chu tich", "giam doc", "tong bien tap", "thu truong", "lanh dao", "chanh ")),
)


@dataclass(frozen=True)
class NewItem:
    """One item of a new review."""

    kind: str
    values: Values
    source: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Beginning:
    """With what a review begins; `parent_id` is the plan that the document seems to adapt."""

    items: list[NewItem] = field(default_factory=list)
    parent_id: UUID | None = None


# -- from a file ----------------------------------------------------------------------------------------


def from_file(found: Proposal) -> Beginning:
    """Return what a reader's proposal begins a review with."""
    parent = strategy.plan_cited([one.number for one in found.legal if one.number])
    above = targets_of(parent.pack) if parent else ()
    items = [NewItem("document", _head(found, parent))]
    items += [
        NewItem("target", _target(one, _parent_key(one, above)), one.text, one.line) for one in found.targets
    ]
    items += [NewItem("task", _task(one), one.text, one.line) for one in found.tasks]
    items += [NewItem("report", _report(one), one.text, one.line) for one in found.reports]
    items += [NewItem("legal", {"text": one.text}, one.text, one.line) for one in found.legal]
    return Beginning(items + _bodies(found), parent.id if parent else None)


def targets_of(pack: Pack) -> tuple[Target | Quantity, ...]:
    """Return all that a plan asks for, the numbers outside its list of targets included."""
    return (*pack.targets, *pack.quantities)


def words_of(said: Target | Quantity | Task) -> str:
    """Return the words of a plan as a person should read them."""
    return said.reading or said.verbatim


def _head(found: Proposal, parent: StoredPlan | None) -> Values:
    years = sorted({one.year for one in found.targets if one.year})
    starts = found.document.date or date(clock.today().year, 1, 1)
    ends = date(max([*years, starts.year]), 12, 31)
    return {
        "issuer": found.document.issuer or "",
        "number": found.document.number or "",
        "issued_on": found.document.date.isoformat() if found.document.date else "",
        "title": found.document.title or "",
        "starts_on": starts.isoformat(),
        "ends_on": ends.isoformat(),
        "phase_years": ", ".join(map(str, years)),
        "parent": str(parent.id) if parent else "",
    }


def _parent_key(target: ProposedTarget, above: Iterable[Target | Quantity]) -> str:
    same_year = [one for one in above if _year(one) == target.year]
    likeness = {one.id: alike(target.text, words_of(one)) for one in same_year}
    best = max(likeness, key=lambda key: likeness[key], default="")
    return best if best and likeness[best] >= SAME_WORDS else ""


def _target(target: ProposedTarget, parent: str) -> Values:
    waived = "phu hop voi dieu kien thuc te" in fold(target.text)
    return {
        "text": target.text,
        "year": str(target.year or ""),
        "parent": parent,
        "waiver_allowed": "on" if waived else "",
        "m-count": "1",
        **{f"m0-{name}": value for name, value in measure_of(target).items()},
    }


def _task(task: ProposedTask) -> Values:
    return {
        "kind": TASK_KINDS[task.source].value,
        "part": task.part or "",
        "text": task.text,
        "lead": task.lead or "",
        "coordinators": "; ".join(task.coordinators),
        "product": task.product or "",
        "time": task.time or "",
        "note": task.note or "",
    }


def _report(report: ProposedReport) -> Values:
    return {
        "text": report.text,
        "who": report.who or "",
        "to": "\n".join(report.to),
        "when": report.when or "",
    }


def _bodies(found: Proposal) -> list[NewItem]:
    """Return the organisations that have something to do or to receive, each where it is first named."""
    named: dict[str, tuple[str, int]] = {}
    for text, line in _named(found):
        for name in split_organisations(text):
            if not fold(name).startswith(_GENERIC):
                named.setdefault(fold(name), (name, line))
    return [
        NewItem("body", {"name": name, "kind": _body_kind(name).value}, name, line)
        for name, line in sorted(named.values(), key=lambda one: one[1])
    ]


def _named(found: Proposal) -> Iterable[tuple[str, int]]:
    for task in found.tasks:
        yield from ((text, task.line) for text in (task.lead or "", *task.coordinators))
    for report in found.reports:
        yield from ((text, report.line) for text in (report.who or "", *report.to))


def _body_kind(name: str) -> BodyKind:
    folded = fold(name)
    return next((kind for kind, signs in _BODY_SIGNS if folded.startswith(signs)), BodyKind.OTHER)


# -- from another plan ----------------------------------------------------------------------------------


def from_parent(parent: StoredPlan, *, issuer: str) -> Beginning:
    """Return what an organisation's own plan begins with: targets and tasks of its parent, linked to them."""
    pack, names = parent.pack, _names(parent.pack)
    head = _head_of(parent) | {
        "issuer": issuer,
        "scope": issuer,
        "signed_by": "",
        "stated_n": "",
        "stated_units": "",
        "starts_on": clock.today().isoformat(),
        "parent": str(parent.id),
    }
    items = [NewItem("document", head)]
    items += [_target_of(one, names, parent=one.id) for one in targets_of(pack)]
    items += [_task_of(one, parent=one.id) for one in pack.tasks]
    cited = f"{pack.document.number} {pack.document.issuer}".strip()
    items.append(NewItem("legal", {"text": cited}, cited))
    return Beginning(items, parent.id)


def from_version(old: StoredPlan) -> Beginning:
    """Return what the next version of a plan begins with: all that the old one says."""
    pack, names = old.pack, _names(old.pack)
    items = [NewItem("document", _head_of(old))]
    items += [_target_of(one, names, parent=_parent_of(one)) for one in targets_of(pack)]
    items += [_task_of(one, parent=one.parent or "") for one in pack.tasks]
    for rule in pack.report_rules:
        values = {name: getattr(rule, name) for name in ("who", "via", "when", "rule", "proposed", "remarks")}
        values |= {"text": rule.what, "to": "\n".join(rule.to)}
        items.append(NewItem("report", values, f"{rule.id}: {rule.what}"))
    for body in pack.organisations:
        values = {"name": body.name, "kind": body.kind.value, "short_name": body.short_name}
        items.append(NewItem("body", values, body.name))
    items += [NewItem("legal", {"text": one.verbatim}, one.verbatim) for one in pack.legal_references]
    return Beginning(items, old.parent_id)


def _year(one: Target | Quantity) -> int | None:
    return one.year if isinstance(one, Target) else None


def _parent_of(one: Target | Quantity) -> str:
    return (one.parent or "") if isinstance(one, Target) else ""


def _names(pack: Pack) -> dict[str, str]:
    return {body.id: body.name for body in pack.organisations}


def _head_of(plan: StoredPlan) -> Values:
    """Return the head of the next version of a plan: without the number and the day that it does not have yet."""
    document, names = plan.pack.document, _names(plan.pack)
    return {
        "issuer": document.issuer,
        "number": "",
        "issued_on": "",
        "title": document.title,
        "signed_by": document.signed_by,
        "scope": document.scope,
        "starts_on": document.span.starts_on.isoformat(),
        "ends_on": document.span.ends_on.isoformat(),
        "phase_years": ", ".join(map(str, document.span.phase_years)),
        "stated_n": _plain(document.stated_n),
        "stated_units": "\n".join(names.get(key, key) for key in document.stated_units),
        "parent": _plain(plan.parent_id),
    }


def _target_of(target: Target | Quantity, names: Mapping[str, str], *, parent: str) -> NewItem:
    year = _year(target)
    values = {
        "text": target.verbatim,
        "reading": target.reading,
        "year": _plain(year),
        "parent": parent,
        "waiver_allowed": "on" if isinstance(target, Target) and target.waiver_allowed else "",
        "outside": "" if year else "on",
        "m-count": str(len(target.measures)),
    }
    for number, one in enumerate(target.measures):
        values |= {f"m{number}-{name}": value for name, value in _measure_of(one, names).items()}
    return NewItem("target", values, f"{target.id}: {words_of(target)}")


def _measure_of(measure: Measure, names: Mapping[str, str]) -> Values:
    threshold = measure.threshold
    return {
        "indicator": measure.indicator,
        "op": measure.op.value,
        "value": _plain(measure.value),
        "unit": measure.unit.value,
        "denominator": measure.denominator,
        "stated_n": _plain(measure.stated_n),
        "threshold_what": threshold.what if threshold else "",
        "threshold_value": _plain(threshold.value if threshold else None),
        "named_units": "\n".join(names.get(key, key) for key in measure.named_units),
        "base_year": _plain(measure.base_year),
        "note": measure.note,
    }


def _task_of(task: Task, *, parent: str) -> NewItem:
    names = ("number", "part", "reading", "lead", "coordinators", "product", "time", "time_note")
    values = {name: getattr(task, name) for name in names}
    values |= {"kind": task.kind.value, "text": task.verbatim, "parent": parent}
    return NewItem("task", values, f"{task.id}: {words_of(task)}")


def _plain(value: object) -> str:
    return "" if value is None else str(value)
