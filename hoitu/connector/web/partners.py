"""Screens of other installations: enter one, compare fingerprints, say for whom it may speak."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.connector import api
from hoitu.connector.adapters import contents
from hoitu.connector.data import Direction
from hoitu.connector.models import Partner
from hoitu.connector.policies.signing import spoken
from hoitu.connector.queries import overview
from hoitu.connector.web.forms import FingerprintForm, MapForm, PartnerChangeForm, PartnerForm
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, Refused
from hoitu.registers import api as registers

TOLD_ON_PAGE, PACKAGES_SHOWN = 40, 20


@needs("connector.manage")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Enter another installation's key."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            partner_id = api.add_partner(actor=request.actor, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error("public_key", refusal.sentence)
        else:
            messages.success(request, _("Đã thêm. Hãy đối chiếu dấu vân khóa với bên kia rồi mới trao đổi."))
            return redirect("connector:partner", partner_id)
    return render(request, "connector/new_partner.html", {"form": form})


@needs("connector.read")
@require_GET
def partner(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Show one partner: trust, agencies, packages, what it told."""
    return _show(request, overview.partner_of(request.actor, partner_id))


@needs("connector.manage")
@require_POST
def step(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Trust, revoke, change, or map an agency; what was typed stays when that is refused."""
    row = overview.partner_of(request.actor, partner_id)
    what, forms = request.POST.get("step", ""), {}
    kinds = {"trust": FingerprintForm, "save": PartnerChangeForm, "map": MapForm}
    try:
        if what in kinds:
            form = kinds[what](request.POST)
            forms = {f"{what}_form": form}
            if not form.is_valid():
                if what == "map":
                    messages.error(request, _("Hãy chọn cơ quan ở đây."))
                return _show(request, row, **forms)
            _do(request, row, what, form.cleaned_data)
        elif what == "revoke":
            api.revoke_partner(actor=request.actor, partner_id=row.pk)
        else:
            raise BadInput()
        messages.success(request, _("Đã lưu."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
        return _show(request, row, **forms)
    return redirect("connector:partner", row.pk)


def _do(request: ActorRequest, row: Partner, what: str, given: dict[str, object]) -> None:
    operation = {"trust": api.trust_partner, "save": api.change_partner, "map": api.let_speak_for}[what]
    operation(actor=request.actor, partner_id=row.pk, **given)  # type: ignore[operator]


def _show(request: ActorRequest, row: Partner, **more: object) -> HttpResponse:
    actor = request.actor
    unknown, agencies = contents.mappable(actor, row) if actor.may("connector.manage") else ([], [])
    told = Paginator(overview.told_of(row), TOLD_ON_PAGE).get_page(request.GET.get("page"))
    initial = {"name": row.name, "direction": row.direction, "address": row.address}
    spoken_for = overview.spoken_for(row)
    ids = [each.agency_id for each in spoken_for]
    context = {
        "partner": row,
        "fingerprint": spoken(row.fingerprint),
        "own_fingerprint": spoken(api.fingerprint()),
        "speaks_for": spoken_for,
        "licensed": registers.licensed(organisation_ids=ids, on=clock.today()),
        "unknown": unknown,
        "agencies": agencies,
        "sent": row.sent.all()[:PACKAGES_SHOWN],
        "received": row.received.all()[:PACKAGES_SHOWN],
        "newest": ngettext("%d gói gần nhất", "%d gói gần nhất", PACKAGES_SHOWN) % PACKAGES_SHOWN,
        "page": told,
        "lines": [(each, contents.told_words(each.kind, each.values)) for each in told],
        "trust_form": FingerprintForm(),
        "save_form": PartnerChangeForm(initial=initial),
        "may_manage": actor.may("connector.manage"),
        "may_build": actor.may("connector.send") and row.is_trusted and row.direction != Direction.IN,
        "may_read": actor.may("connector.send"),
    }
    return render(request, "connector/partner.html", context | more)
