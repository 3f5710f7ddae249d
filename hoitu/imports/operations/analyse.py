"""Read a source once without writing stories: what is in it, who wrote it, what is broken."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from hoitu.imports import queries
from hoitu.imports.data import DeadRow, ImportedItem, Row, RunState, SkippedRow, Standing, Summary
from hoitu.imports.errors import UnreadableSource
from hoitu.imports.models import ImportRun
from hoitu.imports.operations.open_source import opened
from hoitu.kernel.actor import Actor
from hoitu.kernel.http import FetchError, FetchLimits, fetch
from hoitu.kernel.storage import store

MAX_NAMES = 500
FEED_LIMITS = FetchLimits(max_bytes=50 * 1024 * 1024, total_seconds=60)


def analyse(*, actor: Actor, run_id: UUID) -> Summary:
    """Count what a run's source holds and make the run ready to start. Raises `UnreadableSource`."""
    actor.require("imports.run")
    run = queries.run(agency_id=actor.agency, run_id=run_id)
    _save(run, state=RunState.ANALYSING.value)
    try:
        _fetch_once(run)
        with opened(run) as found:
            count = _Count()
            for row in found.source.rows():
                count.add(row)
            key, label = found.source.key, found.source.label
    except UnreadableSource as error:
        _save(run, state=RunState.FAILED.value, problem=error.sentence)
        raise
    summary = count.summary()
    _save(
        run,
        state=RunState.READY.value,
        source_key=key[:300],
        label=(label or run.label)[:200],
        total=count.rows,
        summary=_as_json(summary),
        problem="",
    )
    return summary


def _fetch_once(run: ImportRun) -> None:
    """Keep what stands at the run's address. Raises `UnreadableSource` with the reason why it cannot be had."""
    if not run.url or store().exists(run.file_key):
        return
    try:
        store().put(run.file_key, fetch(run.url, limits=FEED_LIMITS).body)
    except FetchError as error:
        raise UnreadableSource(error.sentence) from error


def summary_of(run: ImportRun) -> Summary:
    """Return the stored summary of an analysed run."""
    stored: dict[str, Any] = dict(run.summary)
    for name in ("first_published_at", "last_published_at"):
        if stored.get(name):
            stored[name] = datetime.fromisoformat(stored[name])
    return Summary(**stored)


def _as_json(summary: Summary) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(summary).items()
    }


def _save(run: ImportRun, **values: Any) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


@dataclass
class _Count:
    rows: int = 0
    items: int = 0
    drafts: int = 0
    dead: int = 0
    skipped: int = 0
    comments: int = 0
    pictures: int = 0
    dates: list[datetime] = field(default_factory=list)
    authors: Counter[str] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        self.rows += 1
        match row:
            case DeadRow():
                self.dead += 1
            case SkippedRow():
                self.skipped += 1
            case ImportedItem():
                self._add_item(row)

    def _add_item(self, item: ImportedItem) -> None:
        self.items += 1
        self.drafts += item.standing is Standing.DRAFT
        self.comments += item.comments_count
        self.pictures += len(item.pictures)
        self.authors.update(item.authors)
        self.sections.update(item.section_path[-1:])
        if item.published_at:
            self.dates = [min([*self.dates, item.published_at]), max([*self.dates, item.published_at])]

    def summary(self) -> Summary:
        return Summary(
            items=self.items,
            drafts=self.drafts,
            dead=self.dead,
            skipped=self.skipped,
            comments=self.comments,
            pictures=self.pictures,
            first_published_at=self.dates[0] if self.dates else None,
            last_published_at=self.dates[-1] if self.dates else None,
            authors=dict(self.authors.most_common(MAX_NAMES)),
            sections=dict(self.sections.most_common(MAX_NAMES)),
        )
