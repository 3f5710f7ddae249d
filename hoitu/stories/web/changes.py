"""What people change on the story page, one view for each form."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, Refused
from hoitu.stories import api
from hoitu.stories.queries import story_for
from hoitu.stories.web import forms
from hoitu.stories.web.bylines import SEEN_BYLINES, byline_fields, read_bylines
from hoitu.stories.web.seen import since_seen
from hoitu.stories.web.story import page, wants_fragment
from hoitu.stories.web.touched import TouchedForm

Change = Callable[..., str]
# As much as the API takes: some seventy thousand writers' places.
LONGEST_VECTOR = 1_000_000


def change(permission: str) -> Callable[[Change], Callable[..., HttpResponse]]:
    """Make a view of a change: do it, say the sentence it returns, and show the story's side panel anew.

    A refusal is shown with the same panel; what was typed in the text stays where it was, and so does a form that
    came through `typed`.
    """

    def decorate(act: Change) -> Callable[..., HttpResponse]:
        @needs(permission)
        @require_POST
        @wraps(act)
        def view(request: ActorRequest, story_id: UUID, **kwargs: object) -> HttpResponse:
            try:
                words, is_done = act(request, story_id=story_id, **kwargs), True
            except Refused as refusal:
                if refusal.status == 404:
                    raise
                words, is_done = refusal.sentence, False
            if not wants_fragment(request):
                messages.add_message(request, messages.SUCCESS if is_done else messages.ERROR, words)
                if is_done:
                    return redirect("stories:story", story_id)
            found = story_for(actor=request.actor, story_id=story_id)
            shown = page(request, found) | {"is_refused": not is_done}
            shown |= {} if is_done else getattr(request, "typed", {})
            if not wants_fragment(request):
                return render(request, "stories/story.html", shown)
            answer = render(request, "stories/side.html", shown)
            # The panel is longer than the screen: words at its top are not seen by who saves a form at its end.
            toast = {"text": words, "tone": "success" if is_done else "error"}
            answer.headers["HX-Trigger"] = json.dumps({"toast": toast})
            return answer

        return view

    return decorate


@change("stories.write")
def move(request: ActorRequest, *, story_id: UUID, transition_id: UUID) -> str:
    """Take one way out of the stage."""
    seen = request.POST.get("seen", "")
    try:
        api.move_story(
            actor=request.actor,
            story_id=story_id,
            transition_id=transition_id,
            note=request.POST.get("note", ""),
            seen=seen,
            seen_details=request.POST.get("seen_details", ""),
        )
    except api.NotWhatYouSaw:
        vector = request.POST.get("seen_vector", "")
        if len(vector) > LONGEST_VECTOR:
            raise BadInput(
                _(
                    "Trang gửi kèm quá nhiều dữ liệu về bản đang xem. Hãy tải lại trang, xem bài rồi duyệt lại."
                )
            ) from None
        request.typed = since_seen(request.actor, story_id, seen, vector)  # type: ignore[attr-defined]
        raise
    return _("Đã chuyển bước.")


@change("stories.write")
def details(request: ActorRequest, *, story_id: UUID) -> str:
    """Save what was touched in the details form."""
    sent = TouchedForm(request, story_for(actor=request.actor, story_id=story_id))
    given = typed(request, "details", sent.form, details_base=sent.base)
    values = api.Details(
        slug=given["slug"],
        genre=given["genre"],
        section_id=UUID(given["section"]) if given["section"] else None,
        desk_id=UUID(given["desk"]) if given["desk"] else None,
        urgency=given["urgency"],
        location=given["location"],
        source_credit=given["source_credit"],
        rights_note=given["rights_note"],
        ai_label=given["ai_label"],
        editor_note=given["editor_note"],
        due_at=given["due_at"],
        is_live=given["is_live"],
        event_links=given["event_links"],
        topic_names=_names(given["topics"]),
        tag_names=_names(given["tags"]),
    )
    touched = {DETAIL_OF.get(name, name) for name in sent.names}
    api.edit_details(
        actor=request.actor,
        story_id=story_id,
        details=cast(api.Details, {name: value for name, value in values.items() if name in touched}),
    )
    return _("Đã lưu chi tiết.")


@change("stories.write")
def bylines(request: ActorRequest, *, story_id: UUID) -> str:
    """Save the names, roles and shares; rows without a name are dropped."""
    rows = zip(
        request.POST.getlist("name"),
        request.POST.getlist("role"),
        request.POST.getlist("share"),
        request.POST.getlist("person"),
        strict=False,
    )
    given = [
        api.BylineInput(name=name, role=role, share_percent=_percent(share), person_id=_uuid_or_none(person))
        for name, role, share, person in rows
        if name.strip()
    ]
    seen = read_bylines(request.POST.get(SEEN_BYLINES, ""))
    # Whatever is refused, the panel shows what was typed.
    request.typed = byline_fields(given, seen=seen)  # type: ignore[attr-defined]
    try:
        api.set_bylines(actor=request.actor, story_id=story_id, bylines=given, seen=seen)
    except api.BylinesChanged as changed:
        now = story_for(actor=request.actor, story_id=story_id).bylines.all()
        request.typed = byline_fields(changed.rows, seen=now)  # type: ignore[attr-defined]
        raise
    return _("Đã lưu tác giả.")


@change("stories.write")
def edition(request: ActorRequest, *, story_id: UUID, kind: str) -> str:
    """Save the story's own wording for one kind of channel."""
    values = {
        name.removeprefix("e-"): str(value) for name, value in request.POST.items() if name.startswith("e-")
    }
    api.set_edition(actor=request.actor, story_id=story_id, channel_kind=kind, values=values)
    return _("Đã lưu bản cho kênh.")


@change("stories.write")
def sources(request: ActorRequest, *, story_id: UUID) -> str:
    """Save the protected sources."""
    api.set_sources(actor=request.actor, story_id=story_id, text=request.POST.get("text", ""))
    return _("Đã lưu nguồn tin.")


@change("stories.write")
def ask_review(request: ActorRequest, *, story_id: UUID) -> str:
    """Note an interviewee who asked to see the text."""
    given = typed(request, "review_form", forms.ReviewForm(request.POST, prefix="r"))
    api.ask_review(actor=request.actor, story_id=story_id, **given)
    return _("Đã ghi yêu cầu xem lại. Bài chờ ý kiến trước khi trình duyệt.")


@change("stories.write")
def answer_review(request: ActorRequest, *, story_id: UUID, review_id: UUID) -> str:
    """Record the interviewee's answer."""
    form = forms.AnswerForm(request.POST, prefix="a")
    if not form.is_valid():
        raise BadInput(first_error(form))
    api.answer_review(
        actor=request.actor,
        story_id=story_id,
        review_id=review_id,
        state=form.cleaned_data["state"],
        note=form.cleaned_data["note"],
    )
    return _("Đã ghi ý kiến.")


@change("stories.write")
def correct(request: ActorRequest, *, story_id: UUID) -> str:
    """Begin a correction."""
    given = typed(request, "correction_form", forms.CorrectionForm(request.POST, prefix="c"))
    api.start_correction(actor=request.actor, story_id=story_id, **given)
    return _("Đã mở cải chính. Sửa bài rồi trình duyệt; thông tin cải chính sẽ đăng cùng bản mới.")


@change("stories.withdraw")
def withdraw(request: ActorRequest, *, story_id: UUID) -> str:
    """Take the story down everywhere."""
    api.withdraw_story(actor=request.actor, story_id=story_id, reason=request.POST.get("w-reason", ""))
    return _("Đã ra lệnh gỡ bài trên mọi kênh.")


@change("stories.withdraw")
def restore(request: ActorRequest, *, story_id: UUID) -> str:
    """Let a withdrawn story stand again."""
    api.restore_story(actor=request.actor, story_id=story_id, reason=request.POST.get("w-reason", ""))
    return _("Đã khôi phục bài trên các kênh.")


@change("stories.lock")
def lock(request: ActorRequest, *, story_id: UUID) -> str:
    """Let nobody change the words."""
    given = typed(request, "lock_form", forms.LockForm(request.POST, prefix="l"))
    api.lock_story(actor=request.actor, story_id=story_id, **given)
    return _("Đã khóa bài. Ai đang mở bài đều thấy ngay.")


@change("stories.lock")
def unlock(request: ActorRequest, *, story_id: UUID) -> str:
    """Let the words be changed again."""
    api.unlock_story(actor=request.actor, story_id=story_id)
    return _("Đã mở khóa bài.")


@change("stories.write")
def put_lost_words_back(request: ActorRequest, *, story_id: UUID, lost_id: int) -> str:
    """Put words that vanished with somebody's passage back into the text."""
    api.put_lost_words_back(actor=request.actor, story_id=story_id, lost_id=lost_id)
    return _("Đã đưa chữ trở lại bài thành một đoạn riêng, gần chỗ cũ nhất.")


@change("stories.write")
def let_lost_words_go(request: ActorRequest, *, story_id: UUID, lost_id: int) -> str:
    """Say that nothing needs to become of words that vanished."""
    api.let_lost_words_go(actor=request.actor, story_id=story_id, lost_id=lost_id)
    return _("Đã bỏ qua. Chữ vẫn được giữ ở dòng thời gian của bài.")


@change("stories.write")
def save_revision(request: ActorRequest, *, story_id: UUID) -> str:
    """Keep the story as it stands."""
    api.save_revision(actor=request.actor, story_id=story_id, note=request.POST.get("note", ""))
    return _("Đã lưu phiên bản.")


# What the form calls otherwise than `Details`.
DETAIL_OF = {"section": "section_id", "desk": "desk_id", "topics": "topic_names", "tags": "tag_names"}


def typed(request: ActorRequest, name: str, form: Form, **more: str) -> dict[str, Any]:
    """Return what a form holds. Should the change be refused, the panel shows the form as it was typed.

    `name` is what the panel calls the form, `more` what else it shows then. Raises `BadInput` with the form's first
    problem.
    """
    request.typed = {name: form, **more}  # type: ignore[attr-defined]
    if not form.is_valid():
        raise BadInput(first_error(form))
    return form.cleaned_data


def first_error(form: Form) -> str:
    """Return the first problem of a form as one sentence."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])
    return ""


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _percent(text: str) -> int:
    try:
        return int(text or "0")
    except ValueError:
        raise BadInput(_("Tỷ lệ phải là số nguyên từ 0 đến 100.")) from None


def _uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadInput() from None
