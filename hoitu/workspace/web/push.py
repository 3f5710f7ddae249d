"""The switch "receive notices on this machine", and the script that shows them when no page is open."""

from functools import lru_cache
from pathlib import Path
from typing import TypeGuard
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.accounts import api as accounts
from hoitu.kernel import push
from hoitu.kernel.access import ActorRequest, signed_in
from hoitu.kernel.errors import BadInput
from hoitu.kernel.web.json_body import UnreadableBody, json_body

WORKER = Path(__file__).with_name("push_worker.js")


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker; it stands at the root because it serves the whole newsroom."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_POST
@signed_in
def allow(request: ActorRequest) -> HttpResponse:
    """Take the subscription that this browser made, as `PushSubscription.toJSON()` gives it."""
    response = HttpResponse(status=204)
    accounts.allow_push(
        actor=request.actor,
        token=accounts.give_token(request, response),
        label=accounts.browser_words(request),
        session_key=request.session.session_key or "",
        subscription=_subscription(json_body(request)),
    )
    return response


@require_POST
@signed_in
def stop(request: ActorRequest) -> HttpResponse:
    """Stop notices on this browser, or on the one of one's own that the form names."""
    if not (named := request.POST.get("device")):
        accounts.stop_push(actor=request.actor, token=accounts.device_token(request))
        return HttpResponse(status=204)
    try:
        device_id = UUID(named)
    except ValueError as error:
        raise BadInput() from error
    accounts.stop_push(actor=request.actor, device_id=device_id)
    messages.success(request, _("Máy đó không nhận thông báo nữa."))
    return redirect("workspace:notifications")


def switch(request: ActorRequest) -> dict[str, object]:
    """Return what the page of notifications shows about this machine and the person's others."""
    here = accounts.device_hash(request)
    found = accounts.push_devices(person_ids=[request.actor.person])
    is_on = push.is_on()
    return {
        "push_is_on": is_on,
        "push_key": push.public_key() if is_on else "",
        "push_here": any(device.token_hash == here for device in found),
        "push_devices": [device for device in found if device.token_hash != here],
    }


def _subscription(given: dict[str, object]) -> push.Subscription:
    keys = given.get("keys")
    if not isinstance(keys, dict):
        raise UnreadableBody()
    endpoint, key, secret = (given.get("endpoint"), keys.get("p256dh"), keys.get("auth"))
    if not (_is_plain(endpoint) and _is_plain(key) and _is_plain(secret)):
        raise UnreadableBody()
    return push.Subscription(endpoint, key, secret)


def _is_plain(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and text.isascii() and text.isprintable()


@lru_cache(maxsize=1)
def _worker() -> str:
    return WORKER.read_text("utf-8")
