"""Keep what was typed into a draft."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.reporting.data import Head, SomebodyElseSaved, WrongStep
from hoitu.reporting.operations.find import own_report, state_of, title_of
from hoitu.reporting.policies.layout import layouts
from hoitu.reporting.policies.steps import may_edit
from hoitu.reporting.queries.reports import own


@dataclass(frozen=True)
class Typed:
    """What a person gives for one number; an `actual` or a `final` that the records count is left out of account."""

    actual: int | None = None
    estimate: int | None = None
    note: str = ""
    final: int | None = None


@dataclass(frozen=True)
class DraftInput:
    """The whole draft as a person gives it; `revision` is that of the draft which was opened."""

    revision: int
    head: Head
    figures: Mapping[str, Typed]
    words: Mapping[str, str]


def draft_of(*, actor: Actor, report_id: UUID) -> DraftInput:
    """Return what people typed so far, as `save_draft` takes it. Raises `NotFound`."""
    actor.require("reporting.write")
    report = own(actor, report_id)
    draft = report.draft
    figures = {key: Typed(**typed) for key, typed in draft.get("figures", {}).items()}
    return DraftInput(report.revision, Head(**draft.get("head", {})), figures, draft.get("words", {}))


@transaction.atomic
def save_draft(*, actor: Actor, report_id: UUID, values: DraftInput) -> int:
    """Store the draft; return its new revision. Raises `NotFound`, `WrongStep`, `SomebodyElseSaved`."""
    actor.require("reporting.write")
    report = own_report(actor, report_id)
    if not may_edit(state_of(report)):
        raise WrongStep()
    if values.revision != report.revision:
        raise SomebodyElseSaved()
    draft = {**report.draft, **_plain(values, layout_key=report.layout)}
    if draft == report.draft:
        return report.revision
    changes = {
        "cells": _changed(report.draft.get("figures", {}), draft["figures"]),
        "words": _changed(report.draft.get("words", {}), draft["words"]),
    }
    report.draft, report.revision = draft, report.revision + 1
    report.save(update_fields=["draft", "revision"])
    audit.record(
        actor=actor,
        verb="reporting.save",
        object_key=f"report:{report.pk}",
        object_label=title_of(report),
        changes={field: ("", keys) for field, keys in changes.items() if keys},
    )
    return report.revision


def _plain(values: DraftInput, *, layout_key: str) -> dict[str, Any]:
    layout = layouts()[layout_key]
    is_typed = {cell.key: cell.is_typed and not layout.adds_up for cell in layout.cells if not cell.of}
    figures: dict[str, Any] = {}
    for key, typed in values.figures.items():
        if key in is_typed:
            kept = asdict(typed)
            if not is_typed[key]:
                del kept["actual"], kept["final"]
            figures[key] = {name: value for name, value in kept.items() if value not in (None, "")}
    sections = {section.key for section in layout.sections}
    return {
        "head": asdict(values.head),
        "figures": {key: kept for key, kept in figures.items() if kept},
        "words": {key: words for key, words in values.words.items() if key in sections},
    }


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    return ", ".join(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))
