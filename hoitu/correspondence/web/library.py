"""Screens of the library of guidance."""

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

from hoitu.correspondence import api
from hoitu.correspondence.models import Guide
from hoitu.correspondence.queries.library import guides_for, read_by, readable_guide, readers_of, versions_of
from hoitu.correspondence.web.audiences import offer
from hoitu.correspondence.web.forms import GuideForm, ReasonForm, ReplaceForm, VersionForm
from hoitu.correspondence.web.uploads import file_of
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.web.steps import done

ON_PAGE = 50


@needs("correspondence.read")
@require_GET
def guides(request: ActorRequest) -> HttpResponse:
    """List what the person's organisation may read or shares; `tim` looks for words, `loai` is a kind."""
    text, kind = request.GET.get("tim", ""), request.GET.get("loai", "")
    found = guides_for(request.actor, text=text, kind=kind)
    context = {
        "page": Paginator(found, ON_PAGE).get_page(request.GET.get("trang")),
        "read": read_by(request.actor),
        "text": text,
        "kind": kind,
        "kinds": Guide.Kind.choices,
        "today": clock.today(),
        "own": request.actor.agency,
        "may_share": request.actor.may("correspondence.send"),
    }
    return render(request, "correspondence/guides.html", context)


@needs("correspondence.send")
@require_http_methods(["GET", "POST"])
def share(request: ActorRequest) -> HttpResponse:
    """Put a document into the library."""
    form = GuideForm(request.POST or None, request.FILES or None)
    offer(form, request)

    def act(given: dict[str, Any]) -> UUID:
        file, name = file_of(given)
        last_day = given["last_day"]
        return api.share_guide(
            actor=request.actor,
            values=api.GuideInput(
                given["title"],
                given["kind"],
                given["summary"],
                given["basis"],
                last_day + timedelta(days=1) if last_day else None,
            ),
            audience=form.audience,
            words=given["words"],
            file=file,
            file_name=name,
        )

    if request.method == "POST":
        answer = done(request, form, act, _("Đã chia sẻ tài liệu."), _page_of)
        if answer is not None:
            return answer
    return render(request, "correspondence/share_guide.html", {"form": form})


@needs("correspondence.read")
@require_GET
def guide(request: ActorRequest, guide_id: UUID) -> HttpResponse:
    """Show a document; that the organisation has read it is noted."""
    row = readable_guide(request.actor, guide_id)
    if row.withdrawn_at is None:
        api.note_reading(actor=request.actor, guide_id=guide_id)
    return _page(request, row)


@needs("correspondence.send")
@require_POST
def renew(request: ActorRequest, guide_id: UUID) -> HttpResponse:
    """Bring a new version."""
    form = VersionForm(request.POST, request.FILES)

    def act(given: dict[str, Any]) -> int:
        file, name = file_of(given)
        return api.new_version(actor=request.actor, guide_id=guide_id, file=file, file_name=name, **given)

    answer = done(request, form, act, _("Đã đưa phiên bản mới."), _page_of(guide_id))
    return answer or _page(request, readable_guide(request.actor, guide_id), version_form=form)


@needs("correspondence.send")
@require_POST
def replace(request: ActorRequest, guide_id: UUID) -> HttpResponse:
    """Say which document takes its place."""
    row = readable_guide(request.actor, guide_id)
    form = ReplaceForm(request.POST, guides=_others(request, row))
    answer = done(
        request,
        form,
        lambda given: api.replace_guide(actor=request.actor, guide_id=guide_id, by_id=given["by"]),
        _("Đã ghi tài liệu thay thế."),
        _page_of(guide_id),
    )
    return answer or _page(request, row, replace_form=form)


@needs("correspondence.send")
@require_POST
def withdraw(request: ActorRequest, guide_id: UUID) -> HttpResponse:
    """Take a document out of the library."""
    form = ReasonForm(request.POST)
    answer = done(
        request,
        form,
        lambda given: api.withdraw_guide(actor=request.actor, guide_id=guide_id, **given),
        _("Đã rút tài liệu."),
        _page_of(guide_id),
    )
    return answer or _page(request, readable_guide(request.actor, guide_id), reason_form=form)


def _page(request: ActorRequest, row: Guide, **bound: forms.Form) -> HttpResponse:
    is_own = row.agency_id == request.actor.agency
    is_live = row.withdrawn_at is None and row.replaced_by_id is None
    may_keep = is_own and is_live and request.actor.may("correspondence.send")
    others = _others(request, row) if may_keep else []
    context: dict[str, object] = {
        "row": row,
        "versions": versions_of(row),
        "readers": readers_of(row) if is_own else (),
        "is_own": is_own,
        "is_over": row.valid_until is not None and row.valid_until <= clock.today(),
        "version_form": VersionForm() if may_keep else None,
        "replace_form": ReplaceForm(guides=others) if others else None,
        "reason_form": ReasonForm() if may_keep else None,
    }
    return render(request, "correspondence/guide.html", context | bound)


def _others(request: ActorRequest, row: Guide) -> list[tuple[UUID, str]]:
    rows = Guide.objects.for_agency(request.actor.agency).filter(withdrawn_at=None, replaced_by=None)
    return [(one.pk, one.title) for one in rows.exclude(pk=row.pk)]


def _page_of(guide_id: UUID) -> str:
    return reverse("correspondence:guide", args=[guide_id])
