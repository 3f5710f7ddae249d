"""What screens, jobs and the console read."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from hoitu.imports.data import Progress, RowState, RunState
from hoitu.imports.models import ImportRow, ImportRun
from hoitu.kernel.errors import NotFound
from hoitu.kernel.outgoing import Outgoing, host_of


def runs(*, agency_id: UUID) -> QuerySet[ImportRun]:
    """Return an agency's runs, newest first."""
    return ImportRun.objects.for_agency(agency_id).order_by("-created_at", "-id")


def run(*, agency_id: UUID, run_id: UUID) -> ImportRun:
    """Return one run of the agency. Raises `NotFound`."""
    found = ImportRun.objects.for_agency(agency_id).filter(pk=run_id).first()
    if found is None:
        raise NotFound()
    return found


def rows(*, run: ImportRun, state: RowState | None = None, after: int = 0) -> QuerySet[ImportRow]:
    """Return rows of a run in the order of its source, those after a number."""
    found = ImportRow.objects.for_agency(run.agency_id).filter(run=run, number__gt=after)
    return (found.filter(state=state.value) if state else found).order_by("number")


def noted_rows(*, run: ImportRun, after: int = 0) -> QuerySet[ImportRow]:
    """Return the imported rows that something is to be said about: a missing picture, a repaired text."""
    return rows(run=run, state=RowState.DONE, after=after).exclude(notes=[])


def progress(run: ImportRun) -> Progress:
    """Return how far the run has come."""
    return progress_of([run])[run.pk]


def progress_of(found: Iterable[ImportRun]) -> dict[UUID, Progress]:
    """Return how far each of some runs has come, with one query for all."""
    wanted = list(found)
    counts: dict[UUID, Counter[str]] = {run.pk: Counter() for run in wanted}
    counted = (
        ImportRow.objects.unscoped(why="the runs in hand are scoped already")
        .filter(run__in=counts)
        .values_list("run_id", "state")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for run_id, state, count in counted:
        counts[run_id][state] = count
    return {run.pk: _progress(run, counts[run.pk]) for run in wanted}


def _progress(run: ImportRun, counts: Counter[str]) -> Progress:
    return Progress(
        run_id=run.pk,
        state=RunState(run.state),
        position=counts.total(),
        total=max(run.total, counts.total()),
        done=counts[RowState.DONE.value],
        known=counts[RowState.KNOWN.value],
        skipped=counts[RowState.SKIPPED.value],
        dead=counts[RowState.DEAD.value],
    )


def comments_counted(run: ImportRun) -> int:
    """Return how many readers' comments the imported articles had; they stay in the old system."""
    return sum(
        rows(run=run).filter(comments_count__gt=0).values_list("comments_count", flat=True).iterator(2000)
    )


def rows_to_redirect(*, run: ImportRun) -> QuerySet[ImportRow]:
    """Return the imported rows whose old address does not lead anywhere yet."""
    return rows(run=run, state=RowState.DONE).filter(is_redirected=False).exclude(old_url="")


def known_keys(*, agency_id: UUID, keys: Iterable[str]) -> dict[str, UUID | None]:
    """Return which of some keys were imported before, with their stories."""
    found = ImportRow.objects.for_agency(agency_id).filter(
        key__in=list(keys), state__in=[RowState.DONE.value, RowState.KNOWN.value]
    )
    return dict(found.values_list("key", "story_id"))


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the addresses from which stories were or are fetched, each host once for an agency."""
    found = ImportRun.objects.unscoped(why="an operator sees whom every agency asks").exclude(url="")
    if agency_id is not None:
        found = found.filter(agency_id=agency_id)
    pairs = sorted({(host_of(url), agency) for url, agency in found.values_list("url", "agency_id")}, key=str)
    sends = _("chỉ lấy về, kể cả ảnh trong bài; không gửi gì đi")
    return [Outgoing(host, _("Nguồn nhập bài"), sends, agency_id=agency) for host, agency in pairs]
