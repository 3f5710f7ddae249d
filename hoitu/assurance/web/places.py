"""The screen of data places: where data lies, whom this installation asks, in which country that stands."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.accounts import api as accounts
from hoitu.assurance import api
from hoitu.assurance.models import HostPlace
from hoitu.assurance.queries.places import THIS_MACHINE, Place
from hoitu.assurance.web.forms import PlaceForm
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.papers import api as papers


@needs("assurance.locations", accounts.OPERATE)
@require_GET
def locations(request: ActorRequest) -> HttpResponse:
    """List every place of data, and say whether the settings name one that is not listed."""
    return _show(request, None)


@needs("assurance.locations")
@require_POST
def state(request: ActorRequest) -> HttpResponse:
    """Write down where a machine stands."""
    found = _places(request)
    form = PlaceForm(_hosts(found), request.POST)
    if form.is_valid():
        try:
            api.state_place(actor=request.actor, known_hosts={one.host for one in found}, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã ghi nơi đặt máy chủ."))
            return redirect("assurance:locations")
    return _show(request, form)


@needs("assurance.locations", accounts.OPERATE)
@require_GET
def workbook(request: ActorRequest) -> HttpResponse:
    """Give the list as a sheet."""
    rows = [
        (
            str(one.what),
            _name(one),
            str(one.holds),
            str(_("Gửi ra ngoài") if one.is_outside else _("Lưu tại chỗ")),
            one.country_words,
            one.stated,
            str(_("Đang dùng") if one.in_use else _("Không dùng")),
        )
        for one in _places(request)
    ]
    columns = tuple(
        papers.Column(str(words))
        for words in (
            _("Nơi"), _("Máy chủ hoặc thư mục"), _("Giữ hoặc nhận gì"), _("Loại"),
            _("Đặt ở đâu"), _("Căn cứ"), _("Tình trạng"),
        )
    )  # fmt: skip
    title = _("Nơi lưu dữ liệu")
    data = papers.xlsx([papers.Sheet(title, columns, rows)])
    answer = HttpResponse(data, content_type=papers.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="noi-luu-du-lieu.xlsx"'
    return answer


@needs("assurance.locations", accounts.OPERATE)
@require_GET
def plain(request: ActorRequest) -> HttpResponse:
    """Give the list as JSON."""
    rows = [
        {
            "what": str(one.what),
            "host": one.host,
            "path": one.path if _sees_paths(request) else "",
            "holds": str(one.holds),
            "outside": one.is_outside,
            "country": one.country,
            "stated": one.stated,
            "in_use": one.in_use,
        }
        for one in _places(request)
    ]
    body = {"made_at": clock.now().isoformat(), "places": rows, "unlisted": api.unlisted()}
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="noi-luu-du-lieu.json"'
    return answer


def _show(request: ActorRequest, form: PlaceForm | None) -> HttpResponse:
    found = _places(request)
    may_state = request.actor.may("assurance.locations")
    context = {
        "stores": [one for one in found if not one.is_outside],
        "outside": [one for one in found if one.is_outside],
        "abroad": sum(one.country == HostPlace.Country.FOREIGN for one in found),
        "unknown": len({one.host for one in found if one.country == HostPlace.Country.UNKNOWN}),
        "unlisted": api.unlisted(),
        "sees_paths": _sees_paths(request),
        "form": (form or PlaceForm(_hosts(found))) if may_state else None,
    }
    return render(request, "assurance/locations.html", context, status=400 if form else 200)


def _places(request: ActorRequest) -> list[Place]:
    return api.places_of(agency_id=request.actor.agency, everything=request.actor.may(accounts.OPERATE))


def _hosts(found: list[Place]) -> list[tuple[str, str]]:
    names = {one.host: one.host for one in found if one.host}
    names[THIS_MACHINE] = str(_("máy chủ chạy hệ thống này"))
    return list(names.items())


def _name(place: Place) -> str:
    return str(_("máy chủ này")) if place.is_this_machine else place.host


def _sees_paths(request: ActorRequest) -> bool:
    """Folders of the machine are the operator's business; an agency head needs to know which machine."""
    return request.actor.may(accounts.OPERATE)
