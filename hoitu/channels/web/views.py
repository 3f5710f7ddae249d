"""Screens of the channels room: a story's releases, the desk of all releases, channels, take-down orders."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.channels import api
from hoitu.channels.data import ReleaseState
from hoitu.channels.models import ChannelRow
from hoitu.channels.web import forms
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, NotFound, Refused

Act = Callable[..., str]


@needs("channels.read")
@require_GET
def story_releases(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show where a story is released, as a panel of its page."""
    return _panel(request, story_id)


def on_story(permission: str) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a view of a change to a story's releases: do it and show the panel anew with what came of it."""

    def decorate(act: Act) -> Callable[..., HttpResponse]:
        @needs(permission)
        @require_POST
        @wraps(act)
        def view(request: ActorRequest, story_id: UUID, **kwargs: object) -> HttpResponse:
            try:
                messages.success(request, act(request, story_id=story_id, **kwargs))
            except Refused as refusal:
                if refusal.status == 404:
                    raise
                messages.error(request, refusal.sentence)
            if request.headers.get("HX-Request") == "true":
                return _panel(request, story_id)
            return redirect("stories:story", story_id)

        return view

    return decorate


@on_story("channels.plan")
def plan(request: ActorRequest, *, story_id: UUID) -> str:
    """Plan the story for a channel."""
    form = forms.PlanForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Giờ phát hoặc giờ cấm phát chưa đúng. Hãy chọn lại ngày, giờ."))
    given = form.cleaned_data
    api.plan_release(
        actor=request.actor,
        story_id=story_id,
        channel_id=given["channel"],
        due_at=given["due_at"],
        embargo_until=given["embargo_until"],
    )
    return _("Đã ghi lịch phát.")


@on_story("channels.plan")
def cancel(request: ActorRequest, *, story_id: UUID, release_id: UUID) -> str:
    """Take a release back before it is out."""
    api.cancel_release(actor=request.actor, release_id=release_id)
    return _("Đã bỏ lịch phát.")


@on_story("channels.plan")
def again(request: ActorRequest, *, story_id: UUID, delivery_id: UUID) -> str:
    """Send a failed delivery once more."""
    api.try_again(actor=request.actor, delivery_id=delivery_id)
    return _("Đang gửi lại.")


@on_story("media.override_rights")
def let_go(request: ActorRequest, *, story_id: UUID, release_id: UUID) -> str:
    """Let a release go out although rights stop files of it, and send it again when it had failed."""
    actor = request.actor
    failed = api.let_files_go(
        actor=actor, story_id=story_id, release_id=release_id, reason=request.POST.get("reason", "")
    )
    if failed and actor.may("channels.plan"):
        api.try_again(actor=actor, delivery_id=failed)
        return _("Đã cho dùng và đang gửi lại.")
    return _("Đã cho dùng. Lý do được lưu cùng lần phát.")


@on_story("channels.record")
def record(request: ActorRequest, *, story_id: UUID, delivery_id: UUID) -> str:
    """Note what was released by hand."""
    form = forms.EvidenceForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Hãy kiểm tra lại giờ phát sóng và đường dẫn."))
    given = form.cleaned_data
    api.record_by_hand(
        actor=request.actor,
        delivery_id=delivery_id,
        media_type=given["media_type"],
        place=given["place"],
        aired_at=given["aired_at"],
        link=given["link"],
    )
    return _("Đã ghi nhận.")


@on_story("channels.takedown")
def takedown(request: ActorRequest, *, story_id: UUID) -> str:
    """Record an authority's order and withdraw the story everywhere."""
    form = forms.TakedownForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Hãy ghi cơ quan yêu cầu, lý do và giờ nhận."))
    api.order_takedown(actor=request.actor, story_id=story_id, **form.cleaned_data)
    return _("Đã ghi lệnh gỡ và đang gỡ bài trên mọi kênh.")


@needs("channels.read")
@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """Show what goes out next, what is in trouble, and orders whose clock runs."""
    actor = request.actor
    return render(
        request,
        "channels/desk.html",
        {
            "upcoming": api.upcoming_releases(actor=actor),
            "troubled": api.troubled_releases(actor=actor),
            "orders": list(api.open_takedowns(actor=actor).select_related("story")[:50]),
        },
    )


@needs("channels.manage")
@require_GET
def channels(request: ActorRequest) -> HttpResponse:
    """List the agency's channels."""
    rows = ChannelRow.objects.for_agency(request.actor.agency)
    return render(request, "channels/channels.html", {"channels": rows})


@needs("channels.manage")
@require_http_methods(["GET", "POST"])
def channel(request: ActorRequest, channel_id: UUID | None = None) -> HttpResponse:
    """Add a channel or change one."""
    row = (
        ChannelRow.objects.for_agency(request.actor.agency).filter(pk=channel_id).first()
        if channel_id
        else None
    )
    if channel_id and row is None:
        raise NotFound()
    form = forms.ChannelForm(request.POST or None, initial=forms.ChannelForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            api.save_channel(
                actor=request.actor,
                channel_id=channel_id,
                # What the form does not show stays.
                config={
                    **(row.config if row else {}),
                    **{name: given.pop(name) for name in ("url", "site")},
                },
                **given,
            )
            messages.success(request, _("Đã lưu kênh."))
            return redirect("channels:channels")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "channels/channel.html", {"form": form, "channel": row})


def _panel(request: ActorRequest, story_id: UUID) -> HttpResponse:
    actor = request.actor
    releases = api.releases_of(actor=actor, story_id=story_id)
    taken = {r.channel_id for r in releases if r.state != ReleaseState.CANCELLED}
    files = api.files_of_releases(actor=actor, story_id=story_id)
    return render(
        request,
        "channels/panel.html",
        {
            "story_id": story_id,
            "releases": releases,
            "files": files,
            "stopped": {key for key, each in files.items() if any(file.is_stopped for file in each)},
            "may_override": actor.may("media.override_rights"),
            "open_channels": [c for c in api.channels_of(agency_id=actor.agency) if c.id not in taken],
            "plan_form": forms.PlanForm(),
            "evidence_form": forms.EvidenceForm(),
            "takedown_form": forms.TakedownForm(initial={"received_at": _now_local()}),
            "may_plan": actor.may("channels.plan"),
            "may_record": actor.may("channels.record"),
            "may_take_down": actor.may("channels.takedown"),
        },
    )


def _now_local() -> datetime:
    return clock.local(clock.now()).replace(second=0, microsecond=0)
