"""Screens of connections: how each stands, its keys, the rows that were refused."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.connector import api
from hoitu.connector.data import Answer
from hoitu.connector.models import Connection, InPackage, OutPackage
from hoitu.connector.policies.signing import spoken
from hoitu.connector.queries import overview
from hoitu.connector.web.forms import ConnectionForm, KeyForm, ReasonForm
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, Refused

ROWS_ON_PAGE = 30
PACKAGES_SHOWN = 15
LOOKS = {
    "held": ("held", gettext_noop("Tạm dừng")),
    "silent": ("failed", gettext_noop("Im lặng quá lâu")),
    "waiting": ("waiting", gettext_noop("Chưa nhận dòng nào")),
    "active": ("active", gettext_noop("Đang hoạt động")),
}


@needs("connector.read")
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Show every connection and partner, and the packages that went and came last."""
    actor = request.actor
    cards = overview.cards(actor)
    context = {
        "cards": [(card, *_look(card.state)) for card in cards],
        "waiting": sum(card.waiting for card in cards),
        "silent": sum(card.state == "silent" for card in cards),
        "partners": overview.partners(actor),
        "sent": OutPackage.objects.for_agency(actor.agency)
        .select_related("partner")
        .order_by("-built_at")[:PACKAGES_SHOWN],
        "received": InPackage.objects.for_agency(actor.agency).select_related("partner")[:PACKAGES_SHOWN],
        "newest": ngettext("%d gói gần nhất", "%d gói gần nhất", PACKAGES_SHOWN) % PACKAGES_SHOWN,
        "own_key": api.public_key(),
        "own_fingerprint": spoken(api.fingerprint()),
        "may_manage": actor.may("connector.manage"),
        "may_send": actor.may("connector.send"),
    }
    return render(request, "connector/home.html", context)


@needs("connector.manage")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Name an outside system."""
    form = ConnectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        connection_id = api.save_connection(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Đã thêm kết nối. Hãy tạo khóa cho bên gửi."))
        return redirect("connector:connection", connection_id)
    return render(request, "connector/new.html", {"form": form})


@needs("connector.read")
@require_GET
def connection(request: ActorRequest, connection_id: UUID) -> HttpResponse:
    """Show one connection."""
    return _show(request, overview.connection_of(request.actor, connection_id))


@needs("connector.manage")
@require_POST
def step(request: ActorRequest, connection_id: UUID) -> HttpResponse:
    """Change the connection, add or retire a key, pause or resume; a new secret is shown in this answer only."""
    row = overview.connection_of(request.actor, connection_id)
    what, actor = request.POST.get("step", ""), request.actor
    try:
        if what == "key":
            key_form = KeyForm(request.POST)
            if not key_form.is_valid():
                return _show(request, row, key_form=key_form)
            made = api.add_key(actor=actor, connection_id=row.pk, **key_form.cleaned_data)
            return _show(request, row, made=made)
        if what == "save":
            form = ConnectionForm(request.POST)
            if not form.is_valid():
                return _show(request, row, form=form)
            api.save_connection(actor=actor, connection_id=row.pk, **form.cleaned_data)
        elif what == "retire":
            api.retire_key(actor=actor, connection_id=row.pk, key_id=request.POST.get("key_id", ""))
        elif what in ("pause", "resume"):
            api.set_paused(actor=actor, connection_id=row.pk, paused=what == "pause")
        else:
            raise BadInput()
        messages.success(request, _("Đã lưu."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
        if what == "key":
            return _show(request, row, key_form=KeyForm(request.POST))
    return redirect("connector:connection", row.pk)


@needs("connector.read")
@require_GET
def refused(request: ActorRequest) -> HttpResponse:
    """List the rows that wait for somebody."""
    rows = overview.refused_rows(request.actor)
    page = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_manage": request.actor.may("connector.manage"), "reason_form": ReasonForm()}
    return render(request, "connector/refused.html", context)


@needs("connector.manage")
@require_POST
def answer(request: ActorRequest, refused_id: UUID) -> HttpResponse:
    """Try a refused row again, or give it up."""
    try:
        if request.POST.get("step") == "drop":
            api.give_up(actor=request.actor, row_id=refused_id, reason=request.POST.get("reason", ""))
            messages.success(request, _("Đã bỏ dòng này."))
        else:
            outcome = api.try_again(actor=request.actor, row_id=refused_id)
            if outcome.answer == Answer.REFUSED:
                messages.error(request, _("Vẫn chưa nhận được: %s") % outcome.faults[0].sentence)
            else:
                messages.success(request, _("Đã nhận dòng này."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    return redirect("connector:refused")


def _show(request: ActorRequest, row: Connection, **more: object) -> HttpResponse:
    card = next(one for one in overview.cards(request.actor) if one.connection.pk == row.pk)
    look, words = _look(card.state)
    initial = {"name": row.name, "usual_gap_hours": row.usual_gap_hours}
    context = {
        "connection": row,
        "card": card,
        "look": look,
        "words": words,
        "keys": row.keys.all(),
        "batches": row.batches.all()[: overview.BATCHES_SHOWN],
        "form": ConnectionForm(initial=initial),
        "key_form": KeyForm(),
        "made": None,
        "may_manage": request.actor.may("connector.manage"),
    }
    return render(request, "connector/connection.html", context | more)


def _look(state: str) -> tuple[str, str]:
    """Return the drawing and the words of a state, in the reader's language."""
    look, words = LOOKS[state]
    return look, _(words)
