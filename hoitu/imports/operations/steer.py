"""What a person does with a run: name authors and sections, start, stop, try failed rows again."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.imports import queries
from hoitu.imports.data import RowState, RunState
from hoitu.imports.errors import NothingToRetry, RunIsBusy
from hoitu.imports.models import ImportRun
from hoitu.imports.operations.open_run import defer
from hoitu.kernel.actor import Actor
from hoitu.kernel.text import nfc

_AT_REST = (RunState.READY.value, RunState.DONE.value, RunState.STOPPED.value, RunState.FAILED.value)


def map_names(*, actor: Actor, run_id: UUID, authors: Mapping[str, str], sections: Mapping[str, str]) -> None:
    """Set how names of the source are written here; "" keeps a name, "-" leaves it out."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        changes = {
            "authors": (run.author_map, _kept(authors)),
            "sections": (run.section_map, _kept(sections)),
        }
        run.author_map, run.section_map = changes["authors"][1], changes["sections"][1]
        run.save(update_fields=["author_map", "section_map"])
        audit.record(
            actor=actor,
            verb="imports.map",
            object_key=f"import:{run.pk}",
            object_label=run.label,
            changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
        )


def start(*, actor: Actor, run_id: UUID) -> None:
    """Let a worker carry out an analysed run, go on with a stopped one, or read again what could not be read."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        state, task = (RunState.RUNNING, "imports.work") if run.summary else (RunState.NEW, "imports.analyse")
        run.state, run.stop_asked, run.problem = state.value, False, ""
        run.save(update_fields=["state", "stop_asked", "problem"])
        defer(task, run.pk)
        _record(actor, "imports.start", run)


def stop(*, actor: Actor, run_id: UUID) -> None:
    """Ask a running run to stop after its batch; what is imported stays, and it can go on later."""
    actor.require("imports.run")
    with transaction.atomic():
        run = queries.run(agency_id=actor.agency, run_id=run_id)
        ImportRun.objects.for_agency(actor.agency).filter(pk=run.pk).update(stop_asked=True)
        _record(actor, "imports.stop", run)


def retry(*, actor: Actor, run_id: UUID, in_background: bool = True) -> int:
    """Forget the failed rows of a run and read them again; return how many. Raises `NothingToRetry`."""
    with transaction.atomic():
        run = _locked(actor, run_id)
        count, _by_model = queries.rows(run=run, state=RowState.DEAD).delete()
        if not count:
            raise NothingToRetry()
        run.state = RunState.RUNNING.value if in_background else RunState.READY.value
        run.save(update_fields=["state"])
        if in_background:
            defer("imports.work", run.pk)
        _record(actor, "imports.retry", run, note=str(count))
    return count


def _locked(actor: Actor, run_id: UUID) -> ImportRun:
    """Return a run that no job works on, locked. Raises `RunIsBusy`."""
    actor.require("imports.run")
    queries.run(agency_id=actor.agency, run_id=run_id)
    run = ImportRun.objects.for_agency(actor.agency).select_for_update().get(pk=run_id)
    if run.state not in _AT_REST:
        raise RunIsBusy()
    return run


def _kept(names: Mapping[str, str]) -> dict[str, str]:
    return {name: nfc(value.strip())[:100] for name, value in names.items() if value.strip()}


def _record(actor: Actor, verb: str, run: ImportRun, note: str = "") -> None:
    audit.record(actor=actor, verb=verb, object_key=f"import:{run.pk}", object_label=run.label, note=note)
