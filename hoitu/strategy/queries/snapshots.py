"""Frozen figures: what is kept so that they can be counted again byte for byte, and what has changed since.

A frame holds the questions with everything that no recorded time can bring back: the plan's measures, the agencies of
the register, licences and legal figures that were used. The answers follow from the frame and the records.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation

from hoitu.accounts.data import Organisation
from hoitu.strategy.figures import Asked, Basis, Question, Tally, last_day
from hoitu.strategy.models import Measure, Plan, Snapshot
from hoitu.strategy.queries import received
from hoitu.strategy.queries.addressees import Named, named_on
from hoitu.strategy.queries.asked import answering
from hoitu.strategy.queries.counting import basis_of, tallies_of
from hoitu.strategy.queries.indicators import COMPUTED
from hoitu.strategy.queries.scope import agencies_of
from hoitu.strategy.queries.values import asked_of, is_computed, judge, units_of, until_of

Content = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What one measure of a snapshot says otherwise today; `units` are (name, then, now)."""

    target: str
    before: str
    after: str
    units: tuple[tuple[str, str, str], ...]


def content_of(plan: Plan, *, cut_off: datetime, known_at: datetime | None) -> Content:
    """Return a plan's figures up to `cut_off`, as known at `known_at` (None: now), under today's registers."""
    frame = _frame(plan, cut_off, known_at)
    return {"frame": frame, "answers": _answers(frame)}


def counted_again(snapshot: Snapshot) -> str:
    """Return the snapshot's content, counted again from the records as they were known then."""
    frame = json.loads(snapshot.content)["frame"]
    return canonical({"frame": frame, "answers": _answers(frame)})


def canonical(content: Content) -> str:
    """Return the one way to write a content: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def changes_since(snapshot: Snapshot) -> list[Change]:
    """Compare a snapshot with the same cut-off as it is known today, under today's registers."""
    then = json.loads(snapshot.content)
    # Through JSON, as the stored one went: tuples and dates compare as they are written.
    now = json.loads(canonical(content_of(snapshot.plan, cut_off=snapshot.cut_off, known_at=None)))
    return list(_changes(then["answers"], now["answers"]))


def _frame(plan: Plan, cut_off: datetime, known_at: datetime | None) -> Content:
    bodies = list(plan.bodies.select_related("organisation"))
    named: dict[str, list[Named]] = {}
    agencies: dict[str, list[Organisation]] = {}
    answerers: list[tuple[Measure, datetime, list[Organisation]]] = []
    for measure in _measures(plan):
        until = min(cut_off, until_of(measure.target.year))
        on = last_day(until)
        if until.isoformat() not in agencies:
            agencies[until.isoformat()] = agencies_of(plan, on=on)
            named[until.isoformat()] = named_on(bodies, on)
        answerers.append((measure, until, answering(plan, measure, agencies[until.isoformat()], on=on)))
    measures, bases = [], {}
    for measure, until, here in answerers:
        end = until.isoformat()
        asked = asdict(asked_of(plan, measure, here, named[end]))
        row: Content = {"target": measure.target.key, "until": end, "asked": asked}
        if here != agencies[end]:  # the register of the day stands once for all; who else answers stands here
            row["here"] = [_plain(each) for each in here]
        measures.append(row)
        key = _key(measure.indicator, row)
        if key not in bases:
            bases[key] = _basis(measure.indicator, here, until, known_at)
    return {
        "plan": {"key": plan.key, "code": plan.code, "number": plan.number, "title": plan.title},
        "cut_off": cut_off.isoformat(),
        "known_at": known_at.isoformat() if known_at else None,
        "measures": measures,
        "register": {end: [_plain(each) for each in rows] for end, rows in agencies.items()},
        "bases": bases,
    }


def _key(indicator: str, row: Mapping[str, Any]) -> str:
    """Return the name under which a frame keeps what was counted for a measure: indicator, end, who answers."""
    here = row.get("here")
    ids = "" if here is None else " " + digest(",".join(sorted(each["id"] for each in here)))[:12]
    return f"{indicator} {row['until']}{ids}"


def _plain(row: Organisation) -> Content:
    return {"id": str(row.id), "name": row.name, "slug": row.slug, "province": row.province}


def _basis(indicator: str, here: list[Organisation], until: datetime, known_at: datetime | None) -> Content:
    """Return the registers' answers for one indicator and instant; what has no recorded time is counted here."""
    module, ids = COMPUTED[indicator], [row.id for row in here]
    basis = basis_of(module, ids, until=until)
    kept = None
    if not module.ROWS_HAVE_RECORDED_TIME:
        counted = tallies_of(module, ids, until=until, known_at=known_at)
        kept = {str(key): tally.plain() for key, tally in sorted(counted.items())}
    return {
        "rules": dict(basis.rules),
        "magazines": sorted(map(str, basis.magazines)),
        "twice": list(basis.twice),
        "kept": kept,
    }


def _answers(frame: Mapping[str, Any]) -> list[Content]:
    """Answer a frame from the records; the same frame gives the same answers for ever."""
    known_at = datetime.fromisoformat(frame["known_at"]) if frame["known_at"] else None
    tallies: dict[str, Mapping[UUID, Tally]] = {}
    found = []
    with translation.override("vi"):
        for row in frame["measures"]:
            asked = Asked(
                **{
                    **row["asked"],
                    "named": tuple(row["asked"]["named"]),
                    "absent": tuple(row["asked"]["absent"]),
                }
            )
            register = frame["register"][row["until"]]
            here = [_organisation(each) for each in row.get("here", register)]
            key = _key(asked.indicator, row)
            kept = frame["bases"][key]
            done, every = kept.get("twice", (0, 0))  # frames of before had nothing that is counted twice
            basis = Basis(kept["rules"], frozenset(map(UUID, kept["magazines"])), (done, every))
            if key not in tallies:
                tallies[key] = _tallies(asked.indicator, here, row["until"], kept, known_at)
            units = units_of(asked, here, tallies[key], basis)
            found.append(
                {
                    "target": row["target"],
                    "indicator": asked.indicator,
                    "verdict": asdict(judge(asked, units, twice=basis.twice)),
                    "units": [{"name": unit.name, "figure": unit.figure.plain()} for unit in units],
                }
            )
    return found


def _tallies(
    indicator: str, here: list[Organisation], until: str, kept: Mapping[str, Any], known_at: datetime | None
) -> Mapping[UUID, Tally]:
    if kept["kept"] is not None:
        return {UUID(key): Tally.from_plain(plain) for key, plain in kept["kept"].items()}
    if not here:
        return {}
    module = COMPUTED[indicator]
    rules = {key: kept["rules"][key] for key in module.COUNTING_RULES}
    question = Question(datetime.fromisoformat(until), rules, known_at)
    return received.tallies(module, [row.id for row in here], question)


def _measures(plan: Plan) -> Iterator[Measure]:
    rows = Measure.objects.filter(target__plan=plan).select_related("target")
    yield from (row for row in rows.order_by("target__position", "position") if is_computed(row))


def _changes(then: list[Content], now: list[Content]) -> Iterator[Change]:
    after = {(row["target"], row["indicator"]): row for row in now}
    for row in then:
        other = after.get((row["target"], row["indicator"]))
        if other is None:
            yield Change(row["target"], _said(row["verdict"]), "", ())
        elif row != other:
            before_units = {unit["name"]: unit["figure"] for unit in row["units"]}
            after_units = {unit["name"]: unit["figure"] for unit in other["units"]}
            names = [*before_units, *(name for name in after_units if name not in before_units)]
            units = tuple(
                (name, _figure(before_units.get(name)), _figure(after_units.get(name)))
                for name in names
                if before_units.get(name) != after_units.get(name)
            )
            yield Change(row["target"], _said(row["verdict"]), _said(other["verdict"]), units)


def _said(verdict: Mapping[str, Any]) -> str:
    return f"{verdict['k']}/{verdict['n']}"


def _figure(figure: Mapping[str, Any] | None) -> str:
    """Return a figure in one line: its numbers, and the sentence about it."""
    if figure is None:
        return "—"
    numbers = "/".join(str(value) for value in figure["parts"].values()) or "0"
    return f"{numbers} · {figure['reason']}" if figure["reason"] else numbers


def _organisation(row: Mapping[str, str]) -> Organisation:
    return Organisation(
        UUID(row["id"]), "press_agency", row["name"], "", row["slug"], None, None, "", "", "", row["province"]
    )
