"""Screens of catalogues: versions of the index, their pillars, levels and criteria, and the cycles."""

from uuid import UUID

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts.api import OPERATE
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.maturity import api
from hoitu.maturity.data import Basis
from hoitu.maturity.policies.gaps import code_key
from hoitu.maturity.queries import catalogues as stored
from hoitu.maturity.queries.keepers import CATALOGUE, may_keep, may_make_provisional
from hoitu.maturity.web.catalogue_forms import MAX_BANDS, BandForm, CriterionForm, CycleForm, PillarForm
from hoitu.maturity.web.keeping import kept_catalogue, kept_cycle
from hoitu.strategy import api as strategy


@needs("maturity.read", "maturity.verify", CATALOGUE, OPERATE)
@require_GET
def catalogues(request: ActorRequest) -> HttpResponse:
    """List the versions of the index and the cycles."""
    actor = request.actor
    rows = stored.with_criteria(api.catalogues(actor)).prefetch_related("pillars")
    context = {
        "rows": rows,
        "cycles": [(each, may_keep(actor, each.owner_id)) for each in api.cycles(actor)],
        "is_keeper": may_keep(actor, None),
        "may_make_provisional": may_make_provisional(actor),
    }
    return render(request, "maturity/catalogues.html", context)


@needs("maturity.read", "maturity.verify", CATALOGUE, OPERATE)
@require_GET
def catalogue(request: ActorRequest, catalogue_id: UUID) -> HttpResponse:
    """Show one version: pillars with sources, criteria where they are known, levels."""
    row = api.catalogue(request.actor, catalogue_id)
    criteria = sorted(row.criteria.select_related("sub_index__pillar"), key=lambda each: code_key(each.code))
    context = {
        "catalogue": row,
        "pillars": [
            (pillar, [each for each in criteria if each.sub_index.pillar_id == pillar.pk])
            for pillar in row.pillars.prefetch_related("sub_indices")
        ],
        "criteria": len(criteria),
        "bands": row.bands.all(),
        "may_keep": may_keep(request.actor, row.owner_id),
        "may_copy": may_make_provisional(request.actor),
        "is_used": stored.has_scores(row, Basis.CRITERIA),
    }
    return render(request, "maturity/catalogue.html", context)


@needs(CATALOGUE)
@require_POST
def copy(request: ActorRequest, catalogue_id: UUID) -> HttpResponse:
    """Make a provisional copy that the own organisation keeps."""
    try:
        made = api.copy_catalogue(actor=request.actor, catalogue_id=catalogue_id)
    except Refused as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.sentence)
        return redirect("maturity:catalogue", catalogue_id)
    messages.success(request, _("Đây là bản tạm thời của đơn vị, không phải bản chính thức."))
    return redirect("maturity:catalogue", made)


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def pillar(request: ActorRequest, catalogue_id: UUID, pillar_id: UUID) -> HttpResponse:
    """Correct a pillar: its name, its points, where they were read."""
    row = kept_catalogue(request.actor, catalogue_id)
    found = row.pillars.filter(pk=pillar_id).first()
    if found is None:
        raise NotFound()
    form = PillarForm(request.POST or None, initial=PillarForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            api.save_pillar(actor=request.actor, pillar_id=pillar_id, values=form.values)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu trụ cột."))
            return redirect("maturity:catalogue", row.pk)
    context = {"catalogue": row, "form": form, "title": str(found)}
    return render(request, "maturity/simple_form.html", context)


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def bands(request: ActorRequest, catalogue_id: UUID) -> HttpResponse:
    """Correct the levels and their thresholds."""
    row = kept_catalogue(request.actor, catalogue_id)
    made = formset_factory(BandForm, extra=1, max_num=MAX_BANDS, absolute_max=MAX_BANDS)
    initial = [BandForm.initial_of(each) for each in row.bands.all()]
    formset = made(request.POST if "form-TOTAL_FORMS" in request.POST else None, initial=initial)
    error = ""
    if request.method == "POST" and formset.is_valid():
        given = [form.values for form in formset if form.values]
        try:
            api.save_bands(actor=request.actor, catalogue_id=row.pk, bands=given)
        except Refused as refusal:
            error = refusal.sentence
        else:
            messages.success(request, _("Đã lưu thang mức."))
            return redirect("maturity:catalogue", row.pk)
    return render(request, "maturity/bands.html", {"catalogue": row, "formset": formset, "error": error})


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def criterion(request: ActorRequest, catalogue_id: UUID, criterion_id: UUID | None = None) -> HttpResponse:
    """Add a criterion or correct one."""
    row = kept_catalogue(request.actor, catalogue_id)
    found = row.criteria.select_related("sub_index").filter(pk=criterion_id).first() if criterion_id else None
    if criterion_id and found is None:
        raise NotFound()
    names = {key: key for key in sorted(strategy.computed_indicators())}
    form = CriterionForm(row, names, data=request.POST or None, initial=CriterionForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            api.save_criterion(
                actor=request.actor, catalogue_id=row.pk, criterion_id=criterion_id, values=form.values
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu tiêu chí."))
            return redirect("maturity:catalogue", row.pk)
    title = f"{_('Tiêu chí')} {found.code}" if found else _("Thêm tiêu chí")
    context = {"catalogue": row, "form": form, "title": title, "criterion": found}
    return render(request, "maturity/simple_form.html", context)


@needs(CATALOGUE, OPERATE)
@require_POST
def remove(request: ActorRequest, catalogue_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Take a criterion out of the catalogue."""
    try:
        api.remove_criterion(actor=request.actor, catalogue_id=catalogue_id, criterion_id=criterion_id)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã xóa tiêu chí."))
    return redirect("maturity:catalogue", catalogue_id)


@needs(CATALOGUE, OPERATE)
@require_http_methods(["GET", "POST"])
def cycle(request: ActorRequest, cycle_id: UUID | None = None) -> HttpResponse:
    """Add a cycle or change one."""
    row = kept_cycle(request.actor, cycle_id)
    found = row if cycle_id else None
    usable = stored.usable_catalogues(request.actor, owner_id=row.owner_id)
    form = CycleForm(usable, data=request.POST or None, initial=CycleForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            api.save_cycle(actor=request.actor, cycle_id=cycle_id, values=form.values)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu kỳ đánh giá."))
            return redirect("maturity:catalogues")
    title = found.name if found else _("Thêm kỳ đánh giá")
    context = {"form": form, "title": title, "cycle": row}
    return render(request, "maturity/simple_form.html", context)
