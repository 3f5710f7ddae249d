"""Screens of the imports room: all runs, a new run, one run with its rows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts.api import ActorRequest, needs
from hoitu.imports import api, queries
from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.imports.models import ImportRun
from hoitu.imports.web.forms import NamesForm, NewRunForm
from hoitu.kernel.errors import Refused
from hoitu.stories import api as stories

ROWS_ON_A_PAGE = 50
RUNS_SHOWN = 100
BUSY = (RunState.NEW.value, RunState.ANALYSING.value, RunState.RUNNING.value)
NOTED = "noted"
Step = Callable[..., Any]


@needs("imports.run")
@require_GET
def runs(request: ActorRequest) -> HttpResponse:
    """List what was imported, newest first."""
    found = list(api.runs(agency_id=request.actor.agency)[:RUNS_SHOWN])
    progress = queries.progress_of(found)
    return render(request, "imports/runs.html", {"runs": [(run, progress[run.pk]) for run in found]})


@needs("imports.run")
@require_http_methods(["GET", "POST"])
def new_run(request: ActorRequest) -> HttpResponse:
    """Take a file or an address and have it looked through."""
    form = NewRunForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            run_id = api.open_run(
                actor=request.actor,
                kind=SourceKind(given["kind"]),
                label=given["label"] or (given["file"].name if given["file"] else ""),
                upload=given["file"] or None,
                url=given["url"],
                with_pictures=given["with_pictures"],
                with_redirects=given["with_redirects"],
            )
            return redirect("imports:run", run_id)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "imports/new.html", {"form": form}, status=422 if form.errors else 200)


@needs("imports.run")
@require_GET
def run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Show one run: how far it is, what it found, how names are written, what failed and why."""
    found = api.run(agency_id=request.actor.agency, run_id=run_id)
    return render(request, "imports/run.html", _shown(request, found) | _rows_shown(request, found))


@needs("imports.run")
@require_GET
def progress(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Show how far a run is; once it rests the whole page is asked for again."""
    found = api.run(agency_id=request.actor.agency, run_id=run_id)
    response = render(request, "imports/progress.html", _shown(request, found))
    if found.state not in BUSY:
        response["HX-Refresh"] = "true"
    return response


@needs("imports.run")
@require_POST
def names(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Save how authors and sections are written here."""
    found = api.run(agency_id=request.actor.agency, run_id=run_id)
    authors, sections = _name_forms(found, request.POST)
    if authors.is_valid() and sections.is_valid():
        api.map_names(
            actor=request.actor, run_id=run_id, authors=authors.mapping(), sections=sections.mapping()
        )
        messages.success(request, _("Đã lưu cách ghi tên tác giả và chuyên mục."))
    else:
        messages.error(request, _("Tên dài quá 100 ký tự. Hãy rút gọn."))
    return redirect("imports:run", run_id)


@needs("imports.run")
@require_POST
def start(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Begin, or go on with, a run."""
    return _done(request, run_id, api.start, _("Đang nhập. Bạn có thể rời trang này."))


@needs("imports.run")
@require_POST
def stop(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Stop a run after the batch it is at."""
    return _done(
        request, run_id, api.stop, _("Sẽ dừng sau nhóm bài đang nhập. Những bài đã nhập được giữ lại.")
    )


@needs("imports.run")
@require_POST
def retry(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Read the failed rows once more."""
    return _done(request, run_id, api.retry, _("Đang thử lại các dòng lỗi."))


def _done(request: ActorRequest, run_id: UUID, step: Step, sentence: str) -> HttpResponse:
    try:
        step(actor=request.actor, run_id=run_id)
        messages.success(request, sentence)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, refused.sentence)
    return redirect("imports:run", run_id)


def _shown(request: ActorRequest, found: ImportRun) -> dict[str, Any]:
    return {
        "run": found,
        "progress": queries.progress(found),
        "is_busy": found.state in BUSY,
        "summary": api.summary_of(found) if found.summary else None,
    }


def _rows_shown(request: ActorRequest, found: ImportRun) -> dict[str, Any]:
    progress = queries.progress(found)
    state = request.GET.get("dong") or (RowState.DEAD.value if progress.dead else RowState.DONE.value)
    after = int(request.GET["after"]) if request.GET.get("after", "").isdecimal() else 0
    if state == NOTED:
        rows = queries.noted_rows(run=found, after=after)
    else:
        kind = RowState(state) if state in {known.value for known in RowState} else RowState.DEAD
        rows = queries.rows(run=found, state=kind, after=after)
    page = list(rows[: ROWS_ON_A_PAGE + 1])
    authors, sections = _name_forms(found)
    return {
        "rows": page[:ROWS_ON_A_PAGE],
        "rows_after": str(page[ROWS_ON_A_PAGE - 1].number) if len(page) > ROWS_ON_A_PAGE else "",
        "row_state": state,
        "tabs": _tabs(found, state),
        "authors_form": authors,
        "sections_form": sections,
        "section_names": [section.name for section in stories.sections(agency_id=found.agency_id)],
        "comments_count": queries.comments_counted(found),
    }


def _tabs(found: ImportRun, state: str) -> list[dict[str, object]]:
    progress = queries.progress(found)
    labels: list[tuple[str, str, int]] = [
        (RowState.DEAD.value, _("Lỗi"), progress.dead),
        (RowState.DONE.value, _("Đã nhập"), progress.done),
        (NOTED, _("Cần xem lại"), queries.noted_rows(run=found).count()),
        (RowState.KNOWN.value, _("Đã có từ trước"), progress.known),
        (RowState.SKIPPED.value, _("Không nhập"), progress.skipped),
    ]
    address = reverse("imports:run", args=[found.pk])
    return [
        {"label": label, "url": f"{address}?dong={key}", "current": key == state, "count": count}
        for key, label, count in labels
    ]


def _name_forms(found: ImportRun, given: Any = None) -> tuple[NamesForm, NamesForm]:
    summary = api.summary_of(found) if found.summary else None
    return (
        NamesForm(summary.authors if summary else {}, found.author_map, given, prefix="author"),
        NamesForm(
            summary.sections if summary else {},
            found.section_map,
            given,
            prefix="section",
            suggestions="chuyen-muc",
        ),
    )
