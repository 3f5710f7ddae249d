"""Carry out a run: batch by batch, each batch with its stories and its rows in one transaction.

A run that was killed, stopped or is retried reads its source again and passes over the rows that stand already.
"""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_noop

from hoitu.audit import api as audit
from hoitu.imports import queries
from hoitu.imports.adapters.markup import excerpt
from hoitu.imports.data import DeadRow, ImportedItem, Position, Progress, Row, RowState, RunState, SkippedRow
from hoitu.imports.errors import RunIsBusy, UnreadableSource
from hoitu.imports.models import ImportRow, ImportRun
from hoitu.imports.operations.convert import (
    Converted,
    Understood,
    convert,
    deliver,
    import_key,
    understand,
)
from hoitu.imports.operations.old_addresses import FIRST_WAIT_SECONDS
from hoitu.imports.operations.open_run import defer_redirects
from hoitu.imports.operations.open_source import opened
from hoitu.imports.operations.pictures import Pictures
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused

log = logging.getLogger(__name__)

BATCH_ROWS = 200
BATCH_CHARACTERS = 16_000_000  # two batches are in memory at a time
SAME_GUID = gettext_noop("Trùng mã (guid) với một dòng trước trong cùng tệp")
UNEXPECTED = gettext_noop("Lỗi bất ngờ khi ghi bài")
Watch = Callable[[int], None]


def work(*, actor: Actor, run_id: UUID, watch: Watch | None = None) -> Progress:
    """Import what a ready run has not imported yet, and return how it ended.

    `watch` is called with the number of rows handled. Raises `RunIsBusy`, `UnreadableSource`, `NotAllowed`.
    """
    actor.require("imports.run")
    run = queries.run(agency_id=actor.agency, run_id=run_id)
    if run.state in (RunState.NEW.value, RunState.ANALYSING.value):
        raise RunIsBusy()
    run.state, run.problem = RunState.RUNNING.value, ""
    run.started_at = run.started_at or clock.now()
    run.save(update_fields=["state", "problem", "started_at"])
    try:
        with opened(run) as found, _rarely_collected():
            pictures = Pictures(actor, found.pictures)
            is_whole = _Reading(run, actor, pictures, watch).read(found.source.rows())
    except UnreadableSource as error:
        ImportRun.objects.for_agency(run.agency_id).filter(pk=run.pk).update(
            state=RunState.FAILED.value, problem=error.sentence
        )
        raise
    return _finish(run, actor, RunState.DONE if is_whole else RunState.STOPPED)


def _finish(run: ImportRun, actor: Actor, state: RunState) -> Progress:
    with transaction.atomic():
        run.state, run.stop_asked, run.finished_at = state.value, False, clock.now()
        run.save(update_fields=["state", "stop_asked", "finished_at"])
        ended = queries.progress(run)
        if run.with_redirects and queries.rows_to_redirect(run=run).exists():
            defer_redirects(run.pk, number=1, wait_seconds=FIRST_WAIT_SECONDS)
        audit.record(
            actor=actor,
            verb="imports.finish",
            object_key=f"import:{run.pk}",
            object_label=run.label,
            note=f"{ended.done} + {ended.known} / {ended.total}, {ended.dead} ✗",
        )
    return ended


@dataclass(frozen=True)
class _Prepared:
    """A batch whose articles are being understood; `rows` are those that need no story."""

    rows: list[ImportRow]
    understood: Future[list[Understood | DeadRow]]
    passed: int


class _Reading:
    """One pass over a source."""

    def __init__(self, run: ImportRun, actor: Actor, pictures: Pictures, watch: Watch | None) -> None:
        self.run, self.actor, self.pictures, self.watch = run, actor, pictures, watch
        self.handled = set(queries.rows(run=run).values_list("number", flat=True))
        self.first_with: dict[str, int] = {}
        self.passed = 0

    def read(self, rows: Iterable[Row]) -> bool:
        """Import all rows; return False when somebody asked to stop in between.

        While the database writes one batch, a thread turns the next one's HTML into trees.
        """
        with ThreadPoolExecutor(1) as ahead:
            waiting: _Prepared | None = None
            for batch in self._batches(rows):
                following = self._prepare(batch, ahead)
                if waiting and not self._finish(waiting):
                    return False
                waiting = following
            return waiting is None or self._finish(waiting)

    def _batches(self, rows: Iterable[Row]) -> Iterator[list[Row]]:
        batch: list[Row] = []
        characters = 0
        for row in rows:
            self.passed += 1
            checked = self._without_double(row)
            if row.position.number not in self.handled:
                batch.append(checked)
                characters += len(row.html) if isinstance(row, ImportedItem) else 0
            if len(batch) >= BATCH_ROWS or characters > BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        yield batch

    def _without_double(self, row: Row) -> Row:
        if not isinstance(row, ImportedItem):
            return row
        first = self.first_with.setdefault(self._key(row), row.position.number)
        if first == row.position.number:
            return row
        return DeadRow(row.position, f"{SAME_GUID} → {first}", row.headline, row.guid)

    def _prepare(self, batch: list[Row], ahead: ThreadPoolExecutor) -> "_Prepared":
        items = [row for row in batch if isinstance(row, ImportedItem)]
        known = queries.known_keys(agency_id=self.run.agency_id, keys=map(self._key, items))
        new = [item for item in items if self._key(item) not in known]
        done = [self._plain_row(row) for row in batch if not isinstance(row, ImportedItem)]
        done += [
            self._item_row(item, RowState.KNOWN, story_id=known[self._key(item)])
            for item in items
            if self._key(item) in known
        ]
        return _Prepared(done, ahead.submit(lambda: [_understood(item) for item in new]), self.passed)

    def _finish(self, prepared: "_Prepared") -> bool:
        """Write a prepared batch; return False when somebody asked to stop."""
        rows = prepared.rows
        understood: list[Understood] = []
        for result in prepared.understood.result():
            if isinstance(result, DeadRow):
                rows.append(self._plain_row(result))
            else:
                understood.append(result)
        if self.run.with_pictures:
            self.pictures.take_in(ref for one in understood for ref in one.pictures)
        self._save([convert(one, run=self.run, pictures=self.pictures) for one in understood], rows)
        if self.watch:
            self.watch(prepared.passed)
        stops = ImportRun.objects.for_agency(self.run.agency_id).filter(pk=self.run.pk, stop_asked=True)
        return not stops.exists()

    def _save(self, converted: list[Converted], others: list[ImportRow]) -> None:
        """Write a batch in one transaction; when something in it is refused, write its articles one by one."""
        try:
            with transaction.atomic():
                self._save_together(converted, others)
            return
        except (Refused, DatabaseError, ValueError) as error:
            if not converted:
                raise
            log.warning("import %s: a batch is written one by one: %r", self.run.pk, error)
        for one in converted:
            try:
                with transaction.atomic():
                    self._save_together([one], [])
            except Refused as refused:
                dead = DeadRow(one.item.position, refused.sentence, one.item.headline)
                others.append(self._plain_row(dead))
            except (DatabaseError, ValueError) as error:
                others.append(self._plain_row(_unexpected(one.item, error)))
        with transaction.atomic():
            self._save_together([], others)

    def _save_together(self, converted: list[Converted], others: list[ImportRow]) -> None:
        rows = list(others)
        if converted:
            results = deliver(actor=self.actor, found=converted, run=self.run)
            for one, result in zip(converted, results, strict=True):
                state = RowState.DONE if result.created else RowState.KNOWN
                rows.append(self._item_row(one.item, state, story_id=result.story_id, notes=one.notes))
        ImportRow.objects.bulk_create(rows)

    def _key(self, item: ImportedItem) -> str:
        return import_key(self.run.source_key, item.guid)

    def _item_row(
        self, item: ImportedItem, state: RowState, *, story_id: UUID | None, notes: Sequence[str] = ()
    ) -> ImportRow:
        row = self._row(item.position, state, item.headline)
        row.key, row.story_id, row.notes = self._key(item), story_id, list(notes)
        row.comments_count = item.comments_count
        row.old_url = item.old_url[:1000]
        return row

    def _plain_row(self, found: DeadRow | SkippedRow) -> ImportRow:
        is_dead = isinstance(found, DeadRow)
        row = self._row(found.position, RowState.DEAD if is_dead else RowState.SKIPPED, found.label)
        row.reason, row.excerpt = found.reason, found.excerpt if isinstance(found, DeadRow) else ""
        return row

    def _row(self, position: Position, state: RowState, label: str) -> ImportRow:
        return ImportRow(
            run=self.run,
            agency_id=self.run.agency_id,
            number=position.number,
            file=position.file[-300:],
            line=position.line,
            state=state.value,
            label=label[:300],
        )


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let Python look for cycles less often: trees have none, and searching them took a sixth of a run."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _understood(item: ImportedItem) -> Understood | DeadRow:
    try:
        return understand(item)
    except Refused as refused:
        return DeadRow(item.position, refused.sentence, item.headline, excerpt(item.html))
    except (ValueError, RecursionError) as error:
        return _unexpected(item, error)


def _unexpected(item: ImportedItem, error: Exception) -> DeadRow:
    log.exception("import: row %s", item.position.number, exc_info=error)
    return DeadRow(item.position, f"{UNEXPECTED} → {type(error).__name__}", item.headline, excerpt(item.html))
