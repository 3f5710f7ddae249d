"""Screens that take an annex of criteria in: the template, the file, what was read, the word to enter it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.accounts.api import OPERATE
from hoitu.kernel import sheets
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.maturity import api
from hoitu.maturity.adapters.annex import template as blank_template
from hoitu.maturity.models import AnnexDraft, Confidence
from hoitu.maturity.operations.annex import problems_in, rows_of
from hoitu.maturity.queries.catalogues import pillars_of
from hoitu.maturity.queries.keepers import CATALOGUE
from hoitu.maturity.web.catalogue_forms import AnnexForm, SourceForm
from hoitu.maturity.web.keeping import kept_catalogue


@needs(CATALOGUE, OPERATE)
@require_GET
def template(request: ActorRequest, catalogue_id: UUID) -> HttpResponse:
    """Answer with an empty workbook to fill in from the annex."""
    row = kept_catalogue(request.actor, catalogue_id)
    response = HttpResponse(blank_template(pillars_of(row)), content_type=sheets.XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-phu-luc-tieu-chi.xlsx"'
    return response


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, catalogue_id: UUID) -> HttpResponse:
    """Take a workbook and read it; nothing enters yet."""
    row = kept_catalogue(request.actor, catalogue_id)
    form = AnnexForm(request.POST, request.FILES) if request.method == "POST" else AnnexForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = api.read_draft(
                actor=request.actor, catalogue_id=row.pk, content=file.read(), file_name=file.name
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("maturity:annex_draft", row.pk, draft)
    return render(request, "maturity/annex.html", {"catalogue": row, "form": form})


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest, catalogue_id: UUID, draft_id: UUID) -> HttpResponse:
    """Show what was read with every problem, and enter it on a person's word."""
    row = kept_catalogue(request.actor, catalogue_id)
    found = AnnexDraft.objects.filter(pk=draft_id, catalogue=row).first()
    if found is None:
        raise NotFound()
    initial = {"citation": row.number, "confidence": Confidence.TEXT.value}
    form = SourceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            count = api.enter_draft(actor=request.actor, draft_id=draft_id, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã nhập %(n)d tiêu chí.") % {"n": count})
            return redirect("maturity:catalogue", row.pk)
    rows, problems = rows_of(found), problems_in(found)
    sums = [
        (pillar, sum(1 for each in rows if each.pillar == pillar.number),
         sum((each.maximum for each in rows if each.pillar == pillar.number), 0))
        for pillar in pillars_of(row)
    ]  # fmt: skip
    context = {
        "catalogue": row,
        "draft": found,
        "form": form,
        "rows": rows,
        "problems": problems,
        "blocked": not rows or any(each.blocks for each in problems),
        "sums": sums,
    }
    return render(request, "maturity/annex_draft.html", context)
