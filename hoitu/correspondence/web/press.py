"""Screens of the press desk: questions in and out, answers, spokespersons."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.accounts import api as accounts
from hoitu.correspondence import api
from hoitu.correspondence.models import PressRequest, PressStep, Spokesperson
from hoitu.correspondence.queries.press import (
    asked_by,
    asked_of,
    directory,
    is_spokesperson,
    readable_request,
    spokespeople,
    tally,
    timed,
    with_spokesperson,
)
from hoitu.correspondence.queries.rules import answer_rule, is_law_known
from hoitu.correspondence.web.forms import (
    ApproveForm,
    AskForm,
    DraftForm,
    ReasonForm,
    SpokespersonForm,
    TakeDownForm,
)
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.web.steps import done, pressed

ON_PAGE = 50
PAGE = "correspondence:press-request"
ASKED = ("subject", "questions", "journalist", "contact", "wanted_by")
EITHER = ("correspondence.press", "correspondence.ask")


@needs(*EITHER)
@require_GET
def requests(request: ActorRequest) -> HttpResponse:
    """List what the press asked the organisation, or (`muc=di`) what it asked others; `loc` narrows by timing."""
    actor = request.actor
    is_out = request.GET.get("muc") == "di" or not actor.may("correspondence.press")
    is_out = is_out and actor.may("correspondence.ask")
    found = timed(asked_by(actor) if is_out else asked_of(actor.agency))
    which = request.GET.get("loc", "")
    counts = tally(found)
    listed = [one for one in found if one.timing == which] if which in counts else found
    context = {
        "page": Paginator(listed, ON_PAGE).get_page(request.GET.get("trang")),
        "is_out": is_out,
        "which": which,
        "counts": counts,
        "rule": answer_rule(clock.today()),
        "is_law_known": is_law_known(clock.today()),
        "speakers": spokespeople(actor.agency),
        "may_ask": actor.may("correspondence.ask"),
        "may_desk": actor.may("correspondence.press"),
        "tabs": tabs(request, "out" if is_out else "in"),
    }
    return render(request, "correspondence/press.html", context)


def tabs(request: ActorRequest, current: str) -> list[dict[str, object]]:
    """Return the parts of the press desk as tabs."""
    actor, here = request.actor, reverse("correspondence:press")
    ways = [
        ("in", _("Câu hỏi đến"), f"{here}?muc=den", actor.may("correspondence.press")),
        ("out", _("Câu hỏi đã gửi"), f"{here}?muc=di", actor.may("correspondence.ask")),
        ("statements", _("Thông cáo, phát ngôn"), reverse("correspondence:statements"), True),
        ("people", _("Người phát ngôn"), reverse("correspondence:spokespeople"), True),
    ]
    return [
        {"label": label, "url": url, "current": key == current}
        for key, label, url, allowed in ways
        if allowed
    ]


@needs("correspondence.ask")
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """Ask an organisation that has a spokesperson."""
    here = [(row.id, row.name) for row in with_spokesperson() if row.id != request.actor.agency]
    form = AskForm(
        request.POST or None, organisations=here, initial={"organisation": request.GET.get("don-vi", "")}
    )

    def act(given: dict[str, Any]) -> UUID:
        values = api.PressInput(**{name: given[name] for name in ASKED})
        return api.ask(actor=request.actor, organisation_id=given["organisation"], values=values)

    if request.method == "POST":
        answer = done(request, form, act, _("Đã gửi câu hỏi."), _page_of)
        if answer is not None:
            return answer
    context = {"form": form, "nobody": not here, "rule": answer_rule(clock.today())}
    return render(request, "correspondence/ask_press.html", context)


@needs("correspondence.press")
@require_http_methods(["GET", "POST"])
def take_down(request: ActorRequest) -> HttpResponse:
    """Write down a question that came from outside."""
    form = TakeDownForm(request.POST or None, initial={"asked_at": clock.local(clock.now())})

    def act(given: dict[str, Any]) -> UUID:
        values = api.PressInput(**{name: given[name] for name in ASKED})
        return api.take_down(
            actor=request.actor, asker_name=given["asker_name"], asked_at=given["asked_at"], values=values
        )

    if request.method == "POST":
        answer = done(request, form, act, _("Đã ghi nhận câu hỏi."), _page_of)
        if answer is not None:
            return answer
    context = {"form": form, "is_outside": True, "rule": answer_rule(clock.today())}
    return render(request, "correspondence/ask_press.html", context)


@needs(*EITHER)
@require_GET
def request_page(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Show a question: to the desk with its drafts and steps, to the asker with the answer."""
    return _page(request, request_id)


@needs("correspondence.press")
@require_POST
def draft(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Put a draft before the spokespersons."""
    return _step(
        request, request_id, "draft_form", DraftForm(request.POST), api.draft_answer, _("Đã trình dự thảo.")
    )


@needs("correspondence.press")
@require_POST
def approve(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Give the answer."""
    form = ApproveForm(request.POST, request.FILES)

    def act(*, actor: Any, request_id: UUID, words: str, **given: Any) -> None:
        file, name = file_of(given)
        files = [(file, name)] if file is not None else []
        api.approve_answer(actor=actor, request_id=request_id, words=words, files=files)

    return _step(request, request_id, "approve_form", form, act, _("Đã trả lời."))


@needs("correspondence.press")
@require_POST
def give_back(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Give a draft back to the desk."""
    form = ReasonForm(request.POST, prefix="back")
    return _step(request, request_id, "back_form", form, api.return_draft, _("Đã trả lại dự thảo."))


@needs("correspondence.press")
@require_POST
def decline(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Decline to answer."""
    form = ReasonForm(request.POST, prefix="no")
    return _step(request, request_id, "no_form", form, api.decline, _("Đã từ chối, kèm lý do."))


@needs("correspondence.ask")
@require_POST
def take_back(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Take back the own question."""
    return pressed(
        request,
        lambda: api.take_back(actor=request.actor, request_id=request_id),
        _("Đã rút câu hỏi."),
        _page_of(request_id),
    )


@needs(*EITHER)
@require_http_methods(["GET", "POST"])
def people(request: ActorRequest) -> HttpResponse:
    """Show who speaks for whom; who may, names a spokesperson of the own organisation."""
    actor = request.actor
    may_name = actor.may("correspondence.send")
    form = None
    if may_name:
        here = [(one.id, one.full_name) for one in accounts.people_of(agency_id=actor.agency)]
        form = SpokespersonForm(request.POST or None, people=here)
    if request.method == "POST":
        if form is None:
            raise NotFound()
        answer = done(request, form, lambda given: _name(request, given), _("Đã ghi."), _people_page())
        if answer is not None:
            return answer
    context = {
        "own": Spokesperson.objects.for_agency(actor.agency),
        "directory": [one for one in directory() if one.agency_id != actor.agency],
        "form": form,
        "today": clock.today(),
        "may_ask": actor.may("correspondence.ask"),
        "tabs": tabs(request, "people"),
    }
    return render(request, "correspondence/spokespeople.html", context)


def _name(request: ActorRequest, given: dict[str, Any]) -> UUID:
    last_day = given.pop("last_day")
    values = api.SpokespersonInput(
        person_id=given.pop("person"), valid_until=last_day + timedelta(days=1) if last_day else None, **given
    )
    return api.name_spokesperson(actor=request.actor, values=values)


@needs("correspondence.send")
@require_POST
def end(request: ActorRequest, spokesperson_id: UUID) -> HttpResponse:
    """Let somebody speak no longer, from today on."""
    return pressed(
        request,
        lambda: api.end_spokesperson(actor=request.actor, spokesperson_id=spokesperson_id),
        _("Đã ghi thôi làm người phát ngôn từ hôm nay."),
        _people_page(),
    )


def _step(
    request: ActorRequest,
    request_id: UUID,
    name: str,
    form: forms.Form,
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    answer = done(
        request,
        form,
        lambda given: act(actor=request.actor, request_id=request_id, **given),
        said,
        _page_of(request_id),
    )
    return answer or _page(request, request_id, **{name: form})


def _page(request: ActorRequest, request_id: UUID, **bound: forms.Form) -> HttpResponse:
    actor = request.actor
    row = readable_request(actor, request_id)
    is_desk = row.agency_id == actor.agency and actor.may("correspondence.press")
    is_open = row.state in PressRequest.OPEN
    speaks = is_desk and is_open and is_spokesperson(actor)
    context: dict[str, object] = {
        "row": row,
        "one": timed([row])[0],
        "is_desk": is_desk,
        "files": list(row.files.all()),
        "steps": PressStep.objects.for_agency(row.agency_id).filter(request=row) if is_desk else (),
        "speakers": spokespeople(row.agency_id),
        "speaks": speaks,
        "draft_form": DraftForm(initial={"words": row.draft}) if is_desk and is_open else None,
        "approve_form": ApproveForm(initial={"words": row.draft}) if speaks else None,
        "back_form": ReasonForm(prefix="back")
        if speaks and row.state == PressRequest.State.DRAFTED
        else None,
        "no_form": ReasonForm(prefix="no") if speaks else None,
        "may_take_back": is_open and row.asker_id == actor.agency and actor.may("correspondence.ask"),
    }
    return render(request, "correspondence/press_request.html", context | bound)


def _page_of(request_id: UUID) -> str:
    return reverse(PAGE, args=[request_id])


def _people_page() -> str:
    return reverse("correspondence:spokespeople")
