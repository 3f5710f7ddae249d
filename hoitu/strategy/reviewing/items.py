"""The items with which a review begins: what a file is proposed to say, or what another plan says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoitu.kernel import clock
from hoitu.kernel.text import fold
from hoitu.strategy.data import BodyKind, TaskKind
from hoitu.strategy.models import Measure, Plan, Target
from hoitu.strategy.models import Task as TaskRow
from hoitu.strategy.proposing.organisations import split_organisations
from hoitu.strategy.proposing.records import Proposal, ProposedReport, ProposedTarget, ProposedTask
from hoitu.strategy.proposing.wording import alike
from hoitu.strategy.reviewing.guessing import measure_of

Values = dict[str, str]
SAME_WORDS = (
    0.8  # how much of the letters of two targets must agree before one is proposed as the other's parent
)
MAX_BODIES = 80
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
    """With what a review begins; `parent` is the plan that the document seems to adapt."""

    items: list[NewItem] = field(default_factory=list)
    parent: Plan | None = None


# -- from a file ----------------------------------------------------------------------------------------


def from_file(found: Proposal) -> Beginning:
    """Return what a reader's proposal begins a review with."""
    parent = _plan_cited([one.number for one in found.legal if one.number])
    above = list(parent.targets.all()) if parent else []
    items = [NewItem("document", _head(found, parent))]
    items += [
        NewItem("target", _target(one, _parent_key(one, above)), one.text, one.line) for one in found.targets
    ]
    items += [NewItem("task", _task(one), one.text, one.line) for one in found.tasks]
    items += [NewItem("report", _report(one), one.text, one.line) for one in found.reports]
    items += [NewItem("legal", {"text": one.text}, one.text, one.line) for one in found.legal]
    return Beginning(items + _bodies(found), parent)


def _plan_cited(numbers: Iterable[str]) -> Plan | None:
    return Plan.objects.filter(number__in=list(numbers), state="issued", entered_by=None).first()


def _head(found: Proposal, parent: Plan | None) -> Values:
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
        "parent": str(parent.pk) if parent else "",
    }


def _parent_key(target: ProposedTarget, above: list[Target]) -> str:
    same_year = [one for one in above if one.year == target.year]
    likeness = {one.key: alike(target.text, str(one)) for one in same_year}
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
        for name, line in sorted(named.values(), key=lambda one: one[1])[:MAX_BODIES]
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


def from_parent(parent: Plan, *, issuer: str) -> Beginning:
    """Return what an organisation's own plan begins with: targets and tasks of its parent, linked to them."""
    cited = f"{parent.number} {parent.issuer}".strip()
    head = _head_of(parent) | {
        "issuer": issuer,
        "scope": issuer,
        "number": "",
        "issued_on": "",
        "signed_by": "",
        "stated_n": "",
        "stated_units": "",
        "starts_on": clock.today().isoformat(),
    }
    items = [NewItem("document", head)]
    items += [_target_of(one, _names(parent), parent=one.key) for one in _targets(parent)]
    items += [_task_of(one, parent=one.key) for one in parent.tasks.all()]
    items.append(NewItem("legal", {"text": cited}, cited))
    return Beginning(items, parent)


def from_version(old: Plan) -> Beginning:
    """Return what the next version of a plan begins with: all that the old one says."""
    names = _names(old)
    items = [NewItem("document", _head_of(old) | {"number": "", "issued_on": ""})]
    items += [_target_of(one, names, parent=one.parent_key) for one in _targets(old)]
    items += [_task_of(one, parent=one.parent_key) for one in old.tasks.all()]
    for rule in old.report_rules.all():
        values = {name: getattr(rule, name) for name in ("who", "via", "when", "rule", "proposed", "remarks")}
        items.append(
            NewItem(
                "report", values | {"text": rule.what, "to": "\n".join(rule.to)}, f"{rule.key}: {rule.what}"
            )
        )
    for body in old.bodies.all():
        values = {"name": body.name, "kind": body.kind, "short_name": body.content.get("short_name", "")}
        items.append(NewItem("body", values, body.name))
    for one in old.content.get("legal_references", []):
        items.append(NewItem("legal", {"text": one["verbatim"]}, one["verbatim"]))
    return Beginning(items, old.parent)


def _targets(plan: Plan) -> Iterable[Target]:
    return plan.targets.prefetch_related("measures")


def _names(plan: Plan) -> dict[str, str]:
    return dict(plan.bodies.values_list("key", "name"))


def _head_of(plan: Plan) -> Values:
    document: Mapping[str, Any] = plan.content["document"]
    names = _names(plan)
    return {
        "issuer": plan.issuer,
        "title": plan.title,
        "signed_by": document.get("signed_by", ""),
        "scope": document.get("scope", ""),
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "phase_years": ", ".join(map(str, document["span"]["phase_years"])),
        "stated_n": _plain(plan.stated_n),
        "stated_units": "\n".join(names.get(key, key) for key in plan.stated_units),
        "parent": _plain(plan.parent_id),
    }


def _target_of(target: Target, names: Mapping[str, str], *, parent: str) -> NewItem:
    measures = list(target.measures.all())
    values = {
        "text": target.verbatim,
        "reading": target.reading,
        "year": _plain(target.year),
        "parent": parent,
        "waiver_allowed": "on" if target.waiver_allowed else "",
        "outside": "" if target.year else "on",
        "m-count": str(len(measures)),
    }
    for number, one in enumerate(measures):
        values |= {f"m{number}-{name}": value for name, value in _measure_of(one, names).items()}
    return NewItem("target", values, f"{target.key}: {target}")


def _measure_of(measure: Measure, names: Mapping[str, str]) -> Values:
    threshold = measure.threshold or {}
    return {
        "indicator": measure.indicator,
        "op": measure.op,
        "value": _plain(measure.value),
        "unit": measure.unit,
        "denominator": measure.denominator,
        "stated_n": _plain(measure.stated_n),
        "threshold_what": threshold.get("what", ""),
        "threshold_value": _plain(threshold.get("value")),
        "named_units": "\n".join(names.get(key, key) for key in measure.named_units),
        "base_year": _plain(measure.base_year),
        "note": measure.note,
    }


def _task_of(task: TaskRow, *, parent: str) -> NewItem:
    names = (
        "kind", "number", "part", "reading", "lead", "coordinators", "product", "time", "time_note",
    )  # fmt: skip
    values = {name: getattr(task, name) for name in names}
    return NewItem("task", values | {"text": task.verbatim, "parent": parent}, f"{task.key}: {task}")


def _plain(value: object) -> str:
    return "" if value is None else str(value)
