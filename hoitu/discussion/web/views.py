"""What people say about a story, as panels of its page; without scripts, as a page of its own."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hoitu.discussion import api, policies
from hoitu.discussion.data import Kind, Place, Show
from hoitu.discussion.web.pictures import shown_pictures, taken_picture
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.stories import api as stories

Act = Callable[..., str]
SHOWN = (
    (Show.OPEN, gettext_lazy("Đang mở")),
    (Show.MINE, gettext_lazy("Của tôi")),
    (Show.TASKS, gettext_lazy("Việc")),
    (Show.RESOLVED, gettext_lazy("Đã xong")),
)


@needs(policies.PERMISSION)
@require_GET
def panel(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show threads and chat of a story with their forms."""
    return _whole(request, story_id)


@needs(policies.PERMISSION)
@require_GET
def threads(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the threads that `loc` asks for."""
    return _part(request, story_id, Place.THREADS)


@needs(policies.PERMISSION)
@require_GET
def chat(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the newest messages of the chat."""
    return _part(request, story_id, Place.CHAT)


def change(place: Place | None = None) -> Callable[[Act], Callable[..., HttpResponse]]:
    """Make a view of a change: do it, say what came of it, and show the list that it belongs to.

    A refusal leaves what was typed where it was typed. The list is that of `place`, or of the message that changed.
    """

    def decorate(act: Act) -> Callable[..., HttpResponse]:
        @needs(policies.PERMISSION)
        @require_POST
        @wraps(act)
        def view(request: ActorRequest, story_id: UUID, **kwargs: object) -> HttpResponse:
            try:
                words, is_done = act(request, story_id=story_id, **kwargs), True
            except Refused as refusal:
                if refusal.status == 404:
                    raise
                words, is_done = refusal.sentence, False
            typed = {} if is_done else {"words": request.POST.get("words", ""), "about": _about(kwargs)}
            where = place or (Place.CHAT if request.POST.get("place") == Place.CHAT else Place.THREADS)
            if not _is_part(request):
                if is_done:
                    messages.success(request, words)
                    return redirect("discussion:panel", story_id)
                messages.error(request, words)
                return _whole(request, story_id, typed)
            answer = _part(request, story_id, where, typed)
            told = {"toast": {"text": words, "tone": "success" if is_done else "error"}}
            answer.headers["HX-Trigger"] = json.dumps(
                told | ({"talk-sent": {"kind": request.POST.get("kind", "")}} if is_done else {})
            )
            return answer

        return view

    return decorate


@change(Place.THREADS)
def open_thread(request: ActorRequest, *, story_id: UUID) -> str:
    """Begin a thread from the form."""
    given = request.POST
    try:
        kind = Kind(given.get("kind", Kind.COMMENT))
    except ValueError:
        raise BadInput() from None
    api.open_thread(
        actor=request.actor,
        story_id=story_id,
        kind=kind,
        words=given.get("words", ""),
        quote=given.get("quote", ""),
        thread_id=_uuid(given.get("thread", "")),
        is_anchored=given.get("anchored") == "1",
        assignee_id=_uuid(given.get("assignee", "")),
    )
    return {
        Kind.COMMENT: _("Đã gửi bình luận."),
        Kind.TASK: _("Đã giao việc. Bài chưa duyệt được khi việc chưa xong."),
        Kind.NOTE: _("Đã ghi. Chỉ mình bạn thấy ghi chú này."),
    }[kind]


@change(Place.THREADS)
def reply(request: ActorRequest, *, story_id: UUID, thread_id: UUID) -> str:
    """Answer in a thread."""
    _belongs(request, story_id, thread_id)
    api.reply(actor=request.actor, thread_id=thread_id, words=request.POST.get("words", ""))
    return _("Đã trả lời.")


@change(Place.THREADS)
def resolve(request: ActorRequest, *, story_id: UUID, thread_id: UUID) -> str:
    """Mark a thread as done."""
    _belongs(request, story_id, thread_id)
    api.resolve_thread(actor=request.actor, thread_id=thread_id)
    return _("Đã đánh dấu xong.")


@change(Place.THREADS)
def reopen(request: ActorRequest, *, story_id: UUID, thread_id: UUID) -> str:
    """Open a thread again."""
    _belongs(request, story_id, thread_id)
    api.reopen_thread(actor=request.actor, thread_id=thread_id)
    return _("Đã mở lại.")


@change(Place.THREADS)
def assign(request: ActorRequest, *, story_id: UUID, thread_id: UUID) -> str:
    """Hand a task on."""
    _belongs(request, story_id, thread_id)
    assignee_id = _uuid(request.POST.get("assignee", ""))
    api.assign_task(actor=request.actor, thread_id=thread_id, assignee_id=assignee_id)
    return _("Đã giao lại việc.")


@change()
def edit(request: ActorRequest, *, story_id: UUID, message_id: UUID) -> str:
    """Change one's own words."""
    api.edit_message(actor=request.actor, message_id=message_id, words=request.POST.get("words", ""))
    return _("Đã sửa. Lời cũ vẫn xem lại được.")


@change()
def withdraw(request: ActorRequest, *, story_id: UUID, message_id: UUID) -> str:
    """Take one's own words back."""
    api.withdraw_message(actor=request.actor, message_id=message_id)
    return _("Đã rút lời.")


@change(Place.CHAT)
def say(request: ActorRequest, *, story_id: UUID) -> str:
    """Write in the chat, with a picture if one was chosen."""
    picture_id = taken_picture(request)
    api.say_in_chat(
        actor=request.actor,
        story_id=story_id,
        words=request.POST.get("words", ""),
        picture_id=picture_id,
    )
    return _("Đã gửi.")


@needs(policies.PERMISSION)
@require_POST
def seen(request: ActorRequest, story_id: UUID, place: str) -> HttpResponse:
    """Note that the person has this place of the page before their eyes."""
    try:
        where = Place(place)
    except ValueError:
        raise NotFound() from None
    api.mark_seen(actor=request.actor, story_id=story_id, place=where)
    return HttpResponse(status=204)


def _whole(request: ActorRequest, story_id: UUID, typed: dict[str, Any] | None = None) -> HttpResponse:
    shown = _threads(request, story_id, typed) | _chat(request, story_id, typed) | _common(request, story_id)
    if _is_part(request):
        return render(request, "discussion/panel.html", shown)
    card = stories.story_card(actor=request.actor, story_id=story_id)
    return render(request, "discussion/page.html", shown | {"card": card})


def _part(
    request: ActorRequest, story_id: UUID, place: Place, typed: dict[str, Any] | None = None
) -> HttpResponse:
    if not _is_part(request):
        stories.story_card(actor=request.actor, story_id=story_id)  # whoever may not read it is not led on
        return redirect(f"{reverse('discussion:panel', args=[story_id])}?loc={_wanted(request)}")
    is_chat = place == Place.CHAT
    shown = (_chat if is_chat else _threads)(request, story_id, typed) | _common(request, story_id)
    template = "discussion/chat.html" if is_chat else "discussion/threads.html"
    return render(request, template, shown | {"is_part": True})


def _common(request: ActorRequest, story_id: UUID) -> dict[str, Any]:
    actor = request.actor
    return {
        "story_id": story_id,
        "people": api.companions(agency_id=actor.agency, story_id=story_id),
        "counts": api.counts(actor=actor, story_id=story_id),
        "may_give_tasks": policies.may_give_tasks(actor),
        "may_add_pictures": actor.may("media.add"),
    }


def _threads(request: ActorRequest, story_id: UUID, typed: dict[str, Any] | None) -> dict[str, Any]:
    show = _wanted(request)
    return {
        "threads": api.threads(actor=request.actor, story_id=story_id, show=show),
        "show": show,
        "shown_choices": SHOWN,
        "typed": typed or {},
    }


def _chat(request: ActorRequest, story_id: UUID, typed: dict[str, Any] | None) -> dict[str, Any]:
    said = api.chat(actor=request.actor, story_id=story_id)
    ids = [message.picture_id for message in said if message.picture_id]
    pictures = shown_pictures(request.actor, ids)
    rows = [(message, pictures.get(message.picture_id) if message.picture_id else None) for message in said]
    return {"chat": rows, "has_new_chat": any(message.is_new for message in said), "typed": typed or {}}


def _wanted(request: HttpRequest) -> Show:
    asked = request.POST.get("loc") or request.GET.get("loc") or ""
    return next((show for show in Show if show.value == asked), Show.OPEN)


def _belongs(request: ActorRequest, story_id: UUID, thread_id: UUID) -> None:
    """Raise `NotFound` when the address pairs a thread with another story."""
    if api.thread(actor=request.actor, thread_id=thread_id).story_id != story_id:
        raise NotFound()


def _about(kwargs: dict[str, Any]) -> str:
    return str(kwargs.get("thread_id") or kwargs.get("message_id") or "new")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadInput() from None


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
