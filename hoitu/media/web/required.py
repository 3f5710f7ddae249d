"""The screen of what must be said about a file before it is used."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotAllowed
from hoitu.media import api
from hoitu.media.data import PUBLISHING, Verdict
from hoitu.media.usability import FIELD_NAMES, OVERRIDE, PLACE_NAMES

VERDICTS = [
    (Verdict.ALLOWED.value, gettext_lazy("Không")),
    (Verdict.WARNED.value, gettext_lazy("Nhắc")),
    (Verdict.REFUSED.value, gettext_lazy("Chặn")),
]


@needs("media.read")
@require_http_methods(["GET", "POST"])
def fields(request: ActorRequest) -> HttpResponse:
    """Show what is asked for at which place; whoever keeps the categories changes it."""
    actor = request.actor
    if request.method == "POST":
        if not actor.may(OVERRIDE):
            raise NotAllowed()
        wanted = {
            (place, field): Verdict(given)
            for place in PUBLISHING
            for field in api.REQUIRABLE
            if (given := request.POST.get(f"{place}-{field}", "")) in (Verdict.WARNED, Verdict.REFUSED)
        }
        api.save_required_fields(actor=actor, wanted=wanted)
        messages.success(request, _("Đã lưu trường bắt buộc."))
        return redirect("media:required-fields")
    required = api.required_fields(agency_id=actor.agency)
    lines = [
        {
            "name": FIELD_NAMES[field],
            "cells": [
                {
                    "key": f"{place}-{field}",
                    "place": PLACE_NAMES[place],
                    "verdict": required.get((place, field), Verdict.ALLOWED).value,
                }
                for place in PUBLISHING
            ],
        }
        for field in api.REQUIRABLE
    ]
    shown = {
        "lines": lines,
        "places": [PLACE_NAMES[place] for place in PUBLISHING],
        "verdicts": VERDICTS,
        "may_manage": actor.may(OVERRIDE),
    }
    return render(request, "media/required.html", shown)
