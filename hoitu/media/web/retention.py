"""Screens of retention: the classes, what has reached its end, and the class of one file."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.text import format_date
from hoitu.media import api
from hoitu.media.models import RetentionClass

SHOWN = 200


class ClassForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when run
    """A retention class."""

    class Meta:
        model = RetentionClass
        fields = ("name", "years", "note", "order", "is_active")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["years"].required = False

    def validate_constraints(self) -> None:
        """Leave it to the operation, which says what to do."""


@needs("media.read")
@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show the agency's classes and what waits for a decision."""
    agency, actor = request.actor.agency, request.actor
    ended = api.ended_retention(agency_id=agency)
    return render(
        request,
        "media/life/retention.html",
        {
            "classes": api.retention_classes(agency_id=agency),
            "ended": ended[:SHOWN],
            "count": ended.count(),
            "may_delete": actor.may("media.delete"),
            "may_manage": actor.may("media.purge"),
        },
    )


@needs("media.purge")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, class_id: UUID | None = None) -> HttpResponse:
    """Add a class or change one."""
    rows = RetentionClass.objects.for_agency(request.actor.agency)
    row = rows.filter(pk=class_id).first() if class_id else None
    if class_id and row is None:
        raise NotFound()
    form = ClassForm(request.POST or None, instance=row)
    title = row.name if row else _("Thêm lớp lưu giữ")
    if request.method == "POST" and form.is_valid():
        try:
            api.save_retention_class(actor=request.actor, class_id=class_id, **form.cleaned_data)
            messages.success(request, _("Đã lưu lớp lưu giữ."))
            return redirect("media:retention")
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "media/life/retention_class.html", {"form": form, "title": title})


@needs("media.edit")
@require_POST
def choose(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Give a file a class of its own (`retention`; empty: its category's)."""
    api.set_retention(
        actor=request.actor, asset_id=asset_id, class_id=_uuid(request.POST.get("retention", ""))
    )
    messages.success(request, _("Đã lưu lớp lưu giữ."))
    return redirect("media:picture", asset_id)


@needs("media.delete")
@require_POST
def keep_on(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Keep a file that has reached its end for some more years (`years`)."""
    years = request.POST.get("years", "")[:4]
    try:
        until = api.keep_on(
            actor=request.actor, asset_id=asset_id, years=int(years) if years.isdecimal() else 0
        )
        messages.success(request, _("Giữ tiếp đến %s.") % format_date(until))
    except BadInput as refusal:
        messages.error(request, refusal.sentence)
    return redirect("media:retention")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound() from None
