"""Screens of the watched sources."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.oversight import api
from hoitu.oversight.models import Source
from hoitu.oversight.operations.read import agent
from hoitu.oversight.operations.sources import SourceInput, source_of
from hoitu.oversight.queries import monitor
from hoitu.oversight.queries.scope import watched

LINKS_HELP = gettext_lazy(
    "Hỏi từng trang bằng yêu cầu HEAD, mỗi giây một trang, theo robots.txt. Tắt nếu cơ quan không đồng ý."
)


class SourceForm(forms.Form):
    """A source; `agency` and `url` are asked for once."""

    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan"))
    url = forms.CharField(
        label=gettext_lazy("Địa chỉ RSS, Atom hoặc JSON Feed"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    label = forms.CharField(
        label=gettext_lazy("Tên gọi"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Ví dụ: Trang chủ, Thời sự. Bỏ trống thì lấy tên miền."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("Đang theo dõi"), required=False, initial=True)
    checks_links = forms.BooleanField(
        label=gettext_lazy("Kiểm tra đường dẫn hỏng"), required=False, help_text=LINKS_HELP
    )

    def __init__(self, data: Any = None, *, agencies: Any = (), source: Source | None = None) -> None:
        initial = (
            {"label": source.label, "is_active": source.is_active, "checks_links": source.checks_links}
            if source
            else {}
        )
        super().__init__(data, initial=initial)
        self.fields["agency"].choices = [(str(one.id), one.name) for one in agencies]  # type: ignore[attr-defined]
        if source is not None:
            del self.fields["agency"], self.fields["url"]
        else:
            del self.fields["is_active"]

    def values(self) -> SourceInput:
        """Return what the operations take."""
        given = self.cleaned_data
        return SourceInput(
            given.get("url", ""), given["label"], given.get("is_active", True), given["checks_links"]
        )


@needs("oversight.keep")
@require_http_methods(["GET", "POST"])
def listing(request: ActorRequest) -> HttpResponse:
    """List the watched sources and take a new one."""
    agencies = watched(request.actor)
    form = SourceForm(request.POST or None, agencies=agencies.values())
    if request.method == "POST" and form.is_valid():
        try:
            agency_id = UUID(form.cleaned_data["agency"])
            api.add_source(actor=request.actor, agency_id=agency_id, values=form.values())
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error("url", refusal.sentence)
        else:
            messages.success(request, _("Đã thêm nguồn tin; lần đọc đầu chạy trong ít phút."))
            return redirect("oversight:sources")
    context = {"sources": monitor.sources_of(agencies), "form": form, "agencies": agencies, "agent": agent()}
    return render(request, "oversight/sources.html", context)


@needs("oversight.keep")
@require_http_methods(["GET", "POST"])
def source(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """Change one source."""
    row = source_of(request.actor, feed_id)
    form = SourceForm(request.POST if request.method == "POST" else None, source=row)
    if request.method == "POST" and form.is_valid():
        api.change_source(actor=request.actor, source_id=feed_id, values=form.values())
        messages.success(request, _("Đã lưu."))
        return redirect("oversight:sources")
    return render(request, "oversight/source.html", {"source": row, "form": form})


@needs("oversight.keep")
@require_POST
def read(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """Ask for a feed now."""
    try:
        api.read_now(actor=request.actor, source_id=feed_id)
        messages.success(request, _("Đã xếp lượt đọc; tải lại trang sau ít phút."))
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.sentence)
    return redirect("oversight:sources")
