"""From the items that people have checked to the pack of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoitu.drafting.reviewing.fields import Entry
from hoitu.kernel.text import fold, slugify
from hoitu.strategy.api import build_record
from hoitu.strategy.data import BodyKind, Op, Pack

Raw = dict[str, Any]


@dataclass(frozen=True)
class Checked:
    """One item as it goes into the plan: its complete entry and its line in the file."""

    entry: Entry
    line: int | None

    @property
    def given(self) -> dict[str, Any]:
        return self.entry.form.cleaned_data

    @property
    def lines(self) -> list[int]:
        return [] if self.line is None else [self.line]


@dataclass(frozen=True)
class Identity:
    """How the plan is called and where it comes from. `parent` is the key of the plan that it adapts."""

    name: str
    code: str
    file_name: str
    sha256: str
    provenance: str
    parent: str | None = None


def build_pack(identity: Identity, items: Mapping[str, Sequence[Checked]]) -> Pack:
    """Return the pack of complete entries, by kind. `items["document"]` holds exactly one.

    Raises `PackRefused` for what no form can hold.
    """
    head = items["document"][0]
    bodies = _Bodies(items.get("body", ()), identity.code)
    targets = [(one, one.given["year"]) for one in items.get("target", ())]
    numbered = _Numbers(identity.code)
    raw: Raw = {
        "name": identity.name,
        "targets": [
            _target(one, numbered.next(f"T{year % 100:02}"), bodies) for one, year in targets if year
        ],
        "quantities": [_quantity(one, numbered.next("Q"), bodies) for one, year in targets if not year],
        "tasks": [_task(one, numbered) for one in items.get("task", ())],
        "report_rules": [_report(one, numbered.next("R")) for one in items.get("report", ())],
        "legal_references": [
            {"id": numbered.next("L"), "verbatim": one.given["text"], "lines": one.lines}
            for one in items.get("legal", ())
        ],
        "deviations": [],
        "remarks": [],
        "document": _document(head, identity, bodies),
    }
    # Names may have been added on the way.
    raw["organisations"] = bodies.all
    return build_record(Pack, raw, file=identity.file_name or identity.code)


class _Numbers:
    """Counts the records of a plan: code-T25.1, code-T25.2, code-R.1 …"""

    def __init__(self, code: str) -> None:
        self.code, self.last = code, dict[str, int]()

    def next(self, group: str) -> str:
        self.last[group] = self.last.get(group, 0) + 1
        return f"{self.code}-{group}.{self.last[group]}"


class _Bodies:
    """The organisations of a plan by name; one that is named for the first time becomes a press agency."""

    def __init__(self, items: Iterable[Checked], code: str) -> None:
        self.code = code
        self.all: list[Raw] = []
        self.by_name: dict[str, str] = {}
        for one in items:
            given = one.given
            key = self._add(given["name"], given["kind"], given["short_name"], one.lines)
            if given["short_name"]:
                self.by_name.setdefault(fold(given["short_name"]), key)

    def ids(self, names: Iterable[str]) -> list[str]:
        """Return the ids of named press agencies."""
        return [
            self.by_name.get(fold(name)) or self._add(name, BodyKind.PRESS_AGENCY.value, "", [])
            for name in names
        ]

    def _add(self, name: str, kind: str, short_name: str, lines: list[int]) -> str:
        known = self.by_name.get(fold(name))
        if known:
            return known
        base = slugify(name, max_length=60) or "co-quan"
        taken = {row["id"] for row in self.all}
        key = base if base not in taken else f"{base}-{len(self.all) + 1}"
        self.all.append(
            {
                "id": key,
                "name": name,
                "kind": kind,
                "short_name": short_name,
                "mentions": [{"document": self.code, "lines": lines}] if lines else [],
            }
        )
        self.by_name[fold(name)] = key
        return key


def _document(head: Checked, identity: Identity, bodies: _Bodies) -> Raw:
    given = head.given
    return {
        "id": identity.code,
        **{name: given[name] for name in ("issuer", "number", "issued_on", "title", "signed_by", "stated_n")},
        "title_lines": head.lines,
        "state": head.entry.form.state,  # type: ignore[attr-defined]
        "scope": given["scope"],
        "span": {name: given[name] for name in ("starts_on", "ends_on", "phase_years")},
        "source_file": identity.file_name,
        "source_sha256": identity.sha256,
        "provenance": identity.provenance,
        "missing": [],
        "parent": identity.parent,
        "stated_units": bodies.ids(given["stated_units"]),
    }


def _target(one: Checked, key: str, bodies: _Bodies) -> Raw:
    given = one.given
    return _quantity(one, key, bodies) | {
        "year": given["year"],
        "waiver_allowed": given["waiver_allowed"],
        "parent": given["parent"] or None,
    }


def _quantity(one: Checked, key: str, bodies: _Bodies) -> Raw:
    given = one.given
    return {
        "id": key,
        "verbatim": given["text"],
        "reading": given["reading"],
        "note": given["note"],
        "lines": one.lines,
        "measures": [_measure(form.cleaned_data, bodies) for form in one.entry.measures],
    }


def _measure(given: Raw, bodies: _Bodies) -> Raw:
    threshold = None
    if given["threshold_value"] is not None:
        threshold = {
            "what": given["threshold_what"],
            "op": Op.AT_LEAST.value,
            "value": given["threshold_value"],
        }
    same = ("indicator", "op", "value", "unit", "denominator", "stated_n", "base_year", "note")
    named = {"named_units": bodies.ids(given["named_units"]), "threshold": threshold}
    return {name: given[name] for name in same} | named


def _task(one: Checked, numbered: _Numbers) -> Raw:
    given = one.given
    same = (
        "kind", "reading", "number", "part", "lead", "coordinators", "product", "time", "time_note", "note",
    )  # fmt: skip
    return {name: given[name] for name in same} | {
        "id": numbered.next(given["kind"]),
        "verbatim": given["text"],
        "lines": one.lines,
        "features": [],
        "parent": given["parent"] or None,
    }


def _report(one: Checked, key: str) -> Raw:
    given = one.given
    same = ("who", "to", "via", "when", "rule", "proposed", "remarks")
    return {name: given[name] for name in same} | {"id": key, "what": given["text"], "lines": one.lines}
