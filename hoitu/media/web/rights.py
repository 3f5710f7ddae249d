"""Screens of rights: a part of the file's page, many files at once, the lists of categories and suppliers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound, Refused
from hoitu.kernel.money import Vnd
from hoitu.media import api
from hoitu.media.data import PUBLISHING, Place, Rights, Standing
from hoitu.media.models import AssetRights, ConsentRow, LeaseRow, Supplier, UsageCategory
from hoitu.media.usability import OVERRIDE, PLACE_NAMES, place_names, usability
from hoitu.media.web import rights_forms as forms


@needs("media.read")
@require_http_methods(["GET", "POST"])
def panel(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show the rights of a file and where it was used; a POST replaces category, supplier, cost and bans."""
    api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    form = None
    if request.method == "POST":
        form = forms.RightsForm(
            request.POST, agency_id=request.actor.agency, initial=_initial(request, asset_id), prefix="q"
        )
        if form.is_valid():
            given = form.cleaned_data
            api.set_rights(
                actor=request.actor,
                asset_id=asset_id,
                category_id=given.pop("category"),
                supplier_id=given.pop("supplier"),
                **given,
            )
            messages.success(request, _("Đã lưu quyền sử dụng."))
            form = None
    return _panel(request, asset_id, rights_form=form)


@needs("media.edit")
@require_POST
def add_lease(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Allow or deny the use of a file for some days."""
    form = forms.LeaseForm(request.POST, prefix="h")
    if form.is_valid():
        try:
            api.add_lease(actor=request.actor, asset_id=asset_id, lease=form.new_lease())
            messages.success(request, _("Đã ghi thời hạn."))
            return _panel(request, asset_id)
        except Refused as refusal:
            if refusal.status == 404:
                raise
            form.add_error(None, refusal.sentence)
    return _panel(request, asset_id, lease_form=form)


@needs("media.edit")
@require_POST
def remove_lease(request: ActorRequest, asset_id: UUID, lease_id: UUID) -> HttpResponse:
    """Take a lease away."""
    api.remove_lease(actor=request.actor, asset_id=asset_id, lease_id=lease_id)
    messages.success(request, _("Đã bỏ thời hạn. Nhật ký vẫn giữ lời đã ghi."))
    return _panel(request, asset_id)


@needs("media.edit")
@require_POST
def add_consent(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Write down what a person who is shown said to it."""
    form = forms.ConsentForm(request.POST, agency_id=request.actor.agency, prefix="n")
    if form.is_valid():
        given = form.cleaned_data
        try:
            document_id = given.pop("document")
            api.add_consent(actor=request.actor, asset_id=asset_id, document_id=document_id, **given)
            messages.success(request, _("Đã ghi sự đồng ý."))
            return _panel(request, asset_id)
        except Refused as refusal:
            if refusal.status == 404:
                raise
            form.add_error(None, refusal.sentence)
    return _panel(request, asset_id, consent_form=form)


@needs("media.edit")
@require_POST
def withdraw_consent(request: ActorRequest, asset_id: UUID, consent_id: UUID) -> HttpResponse:
    """Note that a person who is shown no longer agrees."""
    api.withdraw_consent(
        actor=request.actor, asset_id=asset_id, consent_id=consent_id, note=request.POST.get("note", "")
    )
    messages.success(request, _("Đã ghi việc rút lại đồng ý."))
    return _panel(request, asset_id)


@needs("media.edit")
@require_POST
def set_many(request: ActorRequest) -> HttpResponse:
    """Give the marked files (`asset`, many) a category, a supplier, a lease; what is empty stays as it is."""
    back = request.POST.get("back", "")
    address = reverse("media:archive") + (f"?{back}" if back else "")
    ids = [found for text in request.POST.getlist("asset") if (found := _uuid(text))]
    form = forms.BatchForm(request.POST, agency_id=request.actor.agency, prefix="b")
    if not ids:
        messages.warning(request, _("Chưa chọn tệp nào. Hãy đánh dấu vào các tệp cần sửa."))
        return redirect(address)
    error = ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            changed = api.set_rights_of_many(
                actor=request.actor,
                asset_ids=ids,
                category_id=given["category"],
                supplier_id=given["supplier"],
                lease=form.new_lease() if given["lease"] else None,
            )
            messages.success(request, _("Đã ghi quyền sử dụng cho %(count)d tệp.") % {"count": changed})
            return redirect(address)
        except Refused as refusal:
            if refusal.status == 404:
                raise
            error = refusal.sentence
    # What was chosen and typed stays, on a page of its own.
    context = {"batch": form, "ids": ids, "back": back, "archive": address, "error": error}
    return render(request, "media/rights/many.html", context, status=400)


@needs("media.read")
@require_GET
def lists(request: ActorRequest) -> HttpResponse:
    """List usage categories and suppliers, each supplier with what this month has used of its quota."""
    agency_id = request.actor.agency
    suppliers = api.suppliers_of(agency_id=agency_id)
    used = api.uses_in_month(agency_id=agency_id, at=clock.now(), supplier_ids={row.pk for row in suppliers})
    return render(
        request,
        "media/rights/lists.html",
        {
            "categories": api.usage_categories(agency_id=agency_id),
            "suppliers": [
                {
                    "supplier": row,
                    "used": used[row.pk],
                    "is_spent": row.quota_per_month is not None and used[row.pk] >= row.quota_per_month,
                    "owed": Vnd(row.price_vnd * used[row.pk]) if row.price_vnd else None,
                }
                for row in suppliers
            ],
            "month": clock.today(),
            "may_manage": request.actor.may(OVERRIDE),
        },
    )


@needs(OVERRIDE)
@require_http_methods(["GET", "POST"])
def category(request: ActorRequest, category_id: UUID | None = None) -> HttpResponse:
    """Add a usage category or change one."""
    rows = UsageCategory.objects.for_agency(request.actor.agency)
    row = rows.filter(pk=category_id).first() if category_id else None
    if category_id and row is None:
        raise NotFound()
    form = forms.CategoryForm(request.POST or None, instance=row, agency_id=request.actor.agency)
    if request.method == "POST" and form.is_valid():
        try:
            api.save_category(actor=request.actor, category_id=category_id, **form.cleaned_data)
            messages.success(request, _("Đã lưu loại bản quyền."))
            return redirect("media:rights-lists")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    title = row.name if row else _("Thêm loại bản quyền")
    return render(request, "media/rights/edit.html", {"form": form, "title": title})


@needs(OVERRIDE)
@require_http_methods(["GET", "POST"])
def supplier(request: ActorRequest, supplier_id: UUID | None = None) -> HttpResponse:
    """Add a supplier or change one."""
    rows = Supplier.objects.for_agency(request.actor.agency)
    row = rows.filter(pk=supplier_id).first() if supplier_id else None
    if supplier_id and row is None:
        raise NotFound()
    form = forms.SupplierForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            api.save_supplier(actor=request.actor, supplier_id=supplier_id, **form.cleaned_data)
            messages.success(request, _("Đã lưu nguồn cung cấp."))
            return redirect("media:rights-lists")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    title = row.name if row else _("Thêm nguồn cung cấp")
    return render(request, "media/rights/edit.html", {"form": form, "title": title})


def batch_context(request: ActorRequest) -> dict[str, object]:
    """Return what the archive's form for many files shows of rights."""
    if not request.actor.may("media.edit"):
        return {}
    return {"batch": forms.BatchForm(agency_id=request.actor.agency, prefix="b")}


def mark_of(standing: Standing, *, may_override: bool) -> dict[str, object]:
    """Return what the editor's dialogs say about a file: verdict, sentences, whether it may be put in."""
    sentences = list(standing.sentences)
    if standing.verdict == "warned" and standing.refused_places:
        where = place_names(standing.refused_places)
        sentences.insert(0, _("Không dùng được cho: %(places)s.") % {"places": where})
    return {
        "verdict": str(standing.verdict),
        "reasons": sentences,
        "may_insert": standing.verdict != "refused" or may_override,
    }


def marks(request: ActorRequest, asset_ids: list[UUID]) -> dict[UUID, dict[str, object]]:
    """Return the marks of many files in few queries."""
    may_override = request.actor.may(OVERRIDE)
    found = api.standings(agency_id=request.actor.agency, asset_ids=asset_ids)
    return {asset_id: mark_of(one, may_override=may_override) for asset_id, one in found.items()}


def _panel(
    request: ActorRequest,
    asset_id: UUID,
    *,
    rights_form: Form | None = None,
    lease_form: Form | None = None,
    consent_form: Form | None = None,
) -> HttpResponse:
    actor, now = request.actor, clock.now()
    asset = api.asset(agency_id=actor.agency, asset_id=asset_id)
    rights = api.rights_of(agency_id=actor.agency, asset_ids=[asset_id], at=now)[asset_id]
    leases = LeaseRow.objects.for_agency(actor.agency).filter(asset_id=asset_id)
    consents = ConsentRow.objects.for_agency(actor.agency).filter(asset_id=asset_id)
    today = {"from_date": clock.today()}
    context = {
        "asset": asset,
        "rights": rights,
        "places": _places(rights),
        "rights_form": rights_form
        or forms.RightsForm(agency_id=actor.agency, initial=_initial(request, asset_id), prefix="q"),
        "lease_form": lease_form or forms.LeaseForm(prefix="h", initial=today),
        "lease_open": lease_form is not None,
        "consent_form": consent_form or forms.ConsentForm(agency_id=actor.agency, prefix="n"),
        "consent_open": consent_form is not None,
        "leases": [
            {
                "row": row,
                "places": place_names(tuple(Place(place) for place in row.places)),
                "first": clock.local(row.from_at).date(),
                "last": _last(row),
                "is_over": row.until_at is not None and row.until_at <= now,
                "is_coming": row.from_at > now,
            }
            for row in leases
        ],
        "consents": consents.select_related("document"),
        "uses": [
            {"use": use, "place": PLACE_NAMES[use.place]}
            for use in api.uses_of(agency_id=actor.agency, asset_ids=[asset_id])[:100]
        ],
        "may_edit": actor.may("media.edit"),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "media/rights/panel.html", context)
    return render(request, "media/rights/page.html", context)


def _places(rights: Rights) -> list[dict[str, object]]:
    """Return one line for each place of publishing, a single one when the same is true of all."""
    now = clock.now()
    found = {place: usability(rights, place, now) for place in PUBLISHING}
    if len(set(found.values())) == 1:
        return [{"name": place_names(()), "usability": found[PUBLISHING[0]]}]
    return [{"name": PLACE_NAMES[place], "usability": one} for place, one in found.items()]


def _initial(request: ActorRequest, asset_id: UUID) -> dict[str, Any]:
    row = AssetRights.objects.for_agency(request.actor.agency).filter(pk=asset_id).first()
    return forms.RightsForm.initial_of(row)


def _last(row: LeaseRow) -> object:
    return clock.local(row.until_at - timedelta(microseconds=1)).date() if row.until_at else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
