"""One step that a person takes: done and said, or refused with everything typed still there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from hoitu.kernel.access import ActorRequest
from hoitu.kernel.errors import Refused

GONE = (403, 404)


def done(
    request: ActorRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], said: str, to: Any
) -> HttpResponse | None:
    """Do what a form asks and go to `to` (an address, or a function of what was made); None: show the form again.

    `said` tells the person that it is done. What may not be or is not there is raised on.
    """
    if not form.is_valid():
        return None
    try:
        made = act(form.cleaned_data)
    except Refused as refusal:
        if refusal.status in GONE:
            raise
        form.add_error(None, refusal.sentence)
        return None
    messages.success(request, said)
    return redirect(to(made) if callable(to) else to)


def pressed(request: ActorRequest, act: Callable[[], object], said: str, to: str) -> HttpResponse:
    """Do what a button without a form asks, and go to `to`; a refusal is said there."""
    try:
        act()
    except Refused as refusal:
        if refusal.status in GONE:
            raise
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect(to)
