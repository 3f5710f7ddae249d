"""Screens of complaints: the register with its deadlines, one complaint, the counts that a body above sees."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotAllowed, Refused
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import format_number
from hoitu.oversight import api
from hoitu.oversight.data import (
    KIND_WORDS,
    MEDIUM_WORDS,
    OUTCOME_WORDS,
    VIA_WORDS,
    AnswerInput,
    ComplaintInput,
    ComplaintKind,
    Medium,
    Outcome,
    Via,
)
from hoitu.oversight.models import Complaint, Item
from hoitu.oversight.policies.clocks import days_left, is_late
from hoitu.oversight.queries import complaints
from hoitu.oversight.queries.scope import watched
from hoitu.oversight.web.words import words_of
from hoitu.papers import api as papers

ROWS_ON_PAGE, MOST_EXPORTED = 50, 10_000
VIEW_WORDS = (
    ("mo", gettext_lazy("Đang giải quyết")),
    ("qua-han", gettext_lazy("Trễ hạn")),
    ("no-cai-chinh", gettext_lazy("Còn nợ cải chính")),
    ("da-xong", gettext_lazy("Đã xong")),
    ("tat-ca", gettext_lazy("Tất cả")),
)


class ComplaintForm(forms.Form):
    """What came, and how. `agency` only where a body above passes something on."""

    entry = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=new_id)
    agency = forms.ChoiceField(label=gettext_lazy("Chuyển tới cơ quan báo chí"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=list(KIND_WORDS.items()))
    via = forms.ChoiceField(label=gettext_lazy("Đến qua"), choices=list(VIA_WORDS.items()))
    received_at = forms.DateTimeField(
        label=gettext_lazy("Nhận lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
    )
    title = forms.CharField(label=gettext_lazy("Về việc"), max_length=300)
    content = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    url = forms.CharField(label=gettext_lazy("Địa chỉ tin, bài"), max_length=500, required=False)
    complainant = forms.CharField(label=gettext_lazy("Người gửi"), max_length=200, required=False)
    contact = forms.CharField(
        label=gettext_lazy("Cách liên hệ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Tên và cách liên hệ chỉ người xử lý của cơ quan báo chí thấy."),
    )

    def __init__(self, data: Any = None, *, agencies: Any = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if agencies:
            choices = [("", "—"), *((str(one.id), one.name) for one in agencies)]
            self.fields["agency"].choices = choices  # type: ignore[attr-defined]
            self.fields["agency"].required = True
            del self.fields["kind"]
        else:
            del self.fields["agency"]

    def values(self, item_id: UUID | None) -> ComplaintInput:
        """Return what the operations take."""
        given = self.cleaned_data
        return ComplaintInput(
            kind=ComplaintKind(given.get("kind") or ComplaintKind.FORWARDED),
            via=Via(given["via"]),
            received_at=given["received_at"],
            title=given["title"],
            content=given["content"],
            url=given["url"],
            item_id=item_id,
            complainant=given["complainant"],
            contact=given["contact"],
            entry=given["entry"],
        )


class AnswerForm(forms.Form):
    """How a complaint ends."""

    outcome = forms.ChoiceField(label=gettext_lazy("Kết quả"), choices=list(OUTCOME_WORDS.items()))
    medium = forms.ChoiceField(
        label=gettext_lazy("Nơi đã đăng thông tin sai"),
        choices=list(MEDIUM_WORDS.items()),
        help_text=gettext_lazy("Chỉ dùng khi phải cải chính: hạn cải chính tính theo loại hình."),
    )
    answer = forms.CharField(
        label=gettext_lazy("Nội dung trả lời"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )


@needs("oversight.complaints", "oversight.read")
@require_GET
def register(request: ActorRequest) -> HttpResponse:
    """Show the agency's register; who may only read sees the counts."""
    if not request.actor.may("oversight.complaints"):
        return redirect("oversight:complaint-counts")
    now, view = clock.now(), request.GET.get("xem", "mo")
    view = view if view in complaints.VIEWS else "mo"
    words = words_of(request.GET, "q", 100)
    rows = complaints.register(request.actor.agency, view=view, words=words, now=now)
    page = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("trang"))
    own = complaints.counts([request.actor.agency], clock.today().year, now)[request.actor.agency]
    context = {
        "page": page,
        "lines": [(row, *_standing(row)) for row in page],
        "view": view,
        "words": words,
        "tabs": [{"label": label, "url": f"?xem={key}", "current": key == view} for key, label in VIEW_WORDS],
        "counts": own,
        "has_below": _has_below(request),
    }
    return render(request, "oversight/complaints.html", context)


@needs("oversight.read", "oversight.complaints")
@require_GET
def counts(request: ActorRequest) -> HttpResponse:
    """Show how the complaints of each agency stand: numbers, kinds, clocks, never who complained."""
    agencies, now = watched(request.actor), clock.now()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    found = complaints.counts(agencies, year, now)
    context = {
        "year": year,
        "years": range(clock.today().year, clock.today().year - 4, -1),
        "rows": [(one, found[one.id]) for one in agencies.values()],
        "may_enter": request.actor.may("oversight.complaints"),
    }
    return render(request, "oversight/complaint_counts.html", context)


@needs("oversight.complaints")
@require_http_methods(["GET", "POST"])
def receive(request: ActorRequest) -> HttpResponse:
    """Enter what came by post, mail or telephone; a body above passes it on to the agency."""
    below = [] if _is_agency(request) else list(watched(request.actor).values())
    item = _item_of(request)
    initial = {"received_at": clock.local(clock.now()), "url": item.url if item else ""}
    form = ComplaintForm(request.POST or None, agencies=below, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _entered(request, form, item, passes_on=bool(below))
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
    context = {"form": form, "item": item, "passes_on": bool(below)}
    return render(request, "oversight/complaint_form.html", context)


def _entered(
    request: ActorRequest, form: ComplaintForm, item: Item | None, *, passes_on: bool
) -> HttpResponse:
    values = form.values(item.pk if item else None)
    if passes_on:
        agency_id = UUID(form.cleaned_data["agency"])
        label = api.pass_on_complaint(actor=request.actor, agency_id=agency_id, values=values)
        messages.success(request, _("Đã chuyển; cơ quan vào sổ số %s.") % label)
        return redirect("oversight:complaint-counts")
    row_id = api.receive_complaint(actor=request.actor, values=values)
    messages.success(request, _("Đã vào sổ."))
    return redirect("oversight:complaint", row_id)


@needs("oversight.complaints")
@require_GET
def complaint(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Show one complaint of the own agency."""
    return _page(request, complaint_id)


@needs("oversight.complaints")
@require_POST
def step(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Note what was done."""
    typed = words_of(request.POST, "words")
    try:
        api.note_step(actor=request.actor, complaint_id=complaint_id, words=typed)
    except Refused as refusal:
        return _again(request, complaint_id, refusal, step_typed=typed)
    return redirect("oversight:complaint", complaint_id)


@needs("oversight.complaints")
@require_POST
def answer(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Answer it."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, complaint_id, form=form, status=400)
    given = form.cleaned_data
    values = AnswerInput(Outcome(given["outcome"]), given["answer"], Medium(given["medium"]))
    try:
        api.answer_complaint(actor=request.actor, complaint_id=complaint_id, values=values)
    except Refused as refusal:
        return _again(request, complaint_id, refusal, form=form)
    messages.success(request, _("Đã ghi trả lời."))
    return redirect("oversight:complaint", complaint_id)


@needs("oversight.complaints")
@require_POST
def corrected(request: ActorRequest, complaint_id: UUID) -> HttpResponse:
    """Note that the correction is out."""
    typed = words_of(request.POST, "where")
    try:
        api.note_correction(actor=request.actor, complaint_id=complaint_id, where=typed)
    except Refused as refusal:
        return _again(request, complaint_id, refusal, where_typed=typed)
    messages.success(request, _("Đã ghi nơi đăng cải chính."))
    return redirect("oversight:complaint", complaint_id)


@needs("oversight.complaints")
@require_GET
def export(request: ActorRequest) -> HttpResponse:
    """Give the register as a workbook, to those who may see the complainants."""
    rows = complaints.register(request.actor.agency, view="tat-ca", words="", now=clock.now())
    cut = f", {format_number(MOST_EXPORTED)} mới nhất" if rows.count() > MOST_EXPORTED else ""
    titles = (
        "Số",
        "Nhận ngày",
        "Loại",
        "Đến qua",
        "Người gửi",
        "Về việc",
        "Hạn",
        "Trả lời ngày",
        "Kết quả",
        "Cải chính tại",
    )
    kinds = {"Nhận ngày": "date", "Hạn": "date", "Trả lời ngày": "date"}
    columns = tuple(papers.Column(title, kinds.get(title, "text")) for title in titles)  # type: ignore[arg-type]
    lines = [_cells(row) for row in rows[:MOST_EXPORTED]]
    with transaction.atomic():
        audit.record(
            actor=request.actor,
            verb="oversight.export_complaints",
            object_key="complaints",
            object_label=_("Sổ khiếu nại, phản ánh"),
            changes={"size": ("", len(lines))},
        )
    answer = HttpResponse(
        papers.xlsx([papers.Sheet(f"Sổ khiếu nại{cut}", columns, lines)]), content_type=papers.XLSX
    )
    answer["Content-Disposition"] = 'attachment; filename="so-khieu-nai.xlsx"'
    return answer


def _cells(row: Complaint) -> tuple[object, ...]:
    days = [clock.local(at).date() if at else None for at in (row.received_at, row.due_at, row.answered_at)]
    return (
        row.label,
        days[0],
        str(row.get_kind_display()),
        str(row.get_via_display()),
        row.complainant,
        row.title,
        days[1],
        days[2],
        str(row.get_outcome_display()),
        row.corrected_where,
    )


def _page(request: ActorRequest, complaint_id: UUID, status: int = 200, **more: object) -> HttpResponse:
    row = complaints.own(request.actor, complaint_id)
    left, late = _standing(row)
    context = {
        "complaint": row,
        "about": f"complaint:{row.pk}",
        "days_left": left,
        "is_late": late,
        "correction_late": not row.is_at_once and is_late(row.correct_by, row.corrected_at, clock.now()),
        "steps": row.steps.all(),
        "form": AnswerForm(),
    } | more
    return render(request, "oversight/complaint.html", context, status=status)


def _again(request: ActorRequest, complaint_id: UUID, refusal: Refused, **more: object) -> HttpResponse:
    if refusal.status in (403, 404):
        raise refusal
    return _page(request, complaint_id, status=refusal.status, refusal=refusal.sentence, **more)


def _standing(row: Complaint) -> tuple[int | None, bool]:
    """Return days left of an open complaint, and whether its answer is late."""
    now = clock.now()
    left = days_left(row.due_at, now) if row.due_at and row.answered_at is None else None
    return left, is_late(row.due_at, row.answered_at, now)


def _item_of(request: ActorRequest) -> Item | None:
    """Return the watched item that the complaint is about, when it is one of the own agency's."""
    try:
        asked = UUID(request.GET.get("bai", ""))
    except ValueError:
        return None
    return Item.objects.for_agency(request.actor.agency).filter(pk=asked).first()


def _is_agency(request: ActorRequest) -> bool:
    return request.actor.agency in watched(request.actor)


def _has_below(request: ActorRequest) -> bool:
    if request.actor.agency_id is None:
        raise NotAllowed()
    return bool(set(watched(request.actor)) - {request.actor.agency_id})
