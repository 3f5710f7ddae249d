"""Begin a run: keep the source, note who asked, and look at it before anything is written."""

from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from hoitu.audit import api as audit
from hoitu.imports.data import SourceKind
from hoitu.imports.models import ImportRun
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.ids import new_id
from hoitu.kernel.storage import store
from hoitu.kernel.text import nfc


def open_run(
    *,
    actor: Actor,
    kind: SourceKind,
    label: str = "",
    upload: BinaryIO | None = None,
    url: str = "",
    path: Path | None = None,
    pictures_path: Path | None = None,
    with_pictures: bool = True,
    with_redirects: bool = True,
    in_background: bool = True,
) -> UUID:
    """Make a run of exactly one of an uploaded file, an address or a local path, and have it analysed.

    An address is fetched by the analysis and kept, so that trying again reads the same. `in_background=False`
    leaves the analysis to the caller. Raises `BadInput`, `NotAllowed`.
    """
    actor.require("imports.run")
    if sum(bool(given) for given in (upload, url, path)) != 1:
        raise BadInput(_("Hãy chọn một tệp hoặc nhập một địa chỉ."))
    run_id = new_id()
    file_key = "" if path else f"imports/{run_id}/source"
    if upload is not None:
        store().put_file(file_key, upload)
    label = nfc(label.strip() or (path.name if path else urlsplit(url).hostname or ""))
    with transaction.atomic():
        run = ImportRun.objects.create(
            id=run_id,
            agency_id=actor.agency,
            kind=kind.value,
            label=label[:200] or str(dict(ImportRun.KINDS)[kind.value]),
            url=url,
            path=str(path.resolve()) if path else "",
            file_key=file_key,
            pictures_path=str(pictures_path.resolve()) if pictures_path else "",
            with_pictures=with_pictures,
            with_redirects=with_redirects,
            created_by_id=actor.person_id,
            created_by_name=actor.name,
            created_at=clock.now(),
        )
        if in_background:
            defer("imports.analyse", run_id)
        audit.record(
            actor=actor, verb="imports.open", object_key=f"import:{run_id}", object_label=run.label, note=url
        )
    return run_id


def defer(task: str, run_id: UUID) -> None:
    """Ask a worker to go on with a run; jobs of one run wait for each other."""
    app.configure_task(task, queue="reports", lock=f"import:{run_id}").defer(run_id=str(run_id))


def defer_redirects(run_id: UUID, *, number: int, wait_seconds: int) -> None:
    """Ask a worker to look for new addresses a little later; it must not hold up the run's own jobs."""
    later = app.configure_task("imports.redirect", queue="reports", schedule_in={"seconds": wait_seconds})
    later.defer(run_id=str(run_id), number=number)
