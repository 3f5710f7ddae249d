"""Screens of quality checks: rounds, checklists, one round with its result, the marks of one item."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import Refused
from hoitu.oversight import api
from hoitu.oversight.data import VALUE_WORDS, Value
from hoitu.oversight.models import Checklist, Question, Review, Round
from hoitu.oversight.queries import quality
from hoitu.oversight.web.months import month_of

ROUNDS_SHOWN = 36


class ChecklistForm(forms.Form):
    """A new list of questions."""

    name = forms.CharField(label=gettext_lazy("Tên phiếu"), max_length=150)
    source = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Quy chế, quyết định mà câu hỏi lấy từ đó."),
    )
    questions = forms.CharField(
        label=gettext_lazy("Câu hỏi, mỗi câu một dòng"),
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Viết sao cho trả lời được bằng Đạt hoặc Không đạt."),
    )


class DrawForm(forms.Form):
    """Which month, how many items, with which seed."""

    checklist = forms.ChoiceField(label=gettext_lazy("Phiếu chấm"))
    month = forms.CharField(
        label=gettext_lazy("Tháng"), widget=forms.TextInput(attrs={"type": "month"}), max_length=7
    )
    size = forms.IntegerField(label=gettext_lazy("Số tin, bài"), min_value=1, max_value=100, initial=10)
    seed = forms.CharField(
        label=gettext_lazy("Mầm ngẫu nhiên"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Công bố trước thì ai cũng rút lại được đúng mẫu này. Bỏ trống: hệ thống tự sinh."
        ),
    )

    def __init__(self, data: Any = None, *, lists: Any = ()) -> None:
        super().__init__(data, initial={"month": f"{clock.today():%Y-%m}"})
        self.fields["checklist"].choices = [(str(one.pk), one.name) for one in lists]  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """An answer for each question of a list."""

    def __init__(self, questions: list[Question], data: Any = None, *, mine: Review | None = None) -> None:
        super().__init__(data)
        self.questions = questions
        given = {mark.question_id: mark.value for mark in mine.marks.all()} if mine else {}
        for one in questions:
            self.fields[f"q{one.position}"] = forms.ChoiceField(
                label=f"{one.position}. {one.text}",
                choices=list(VALUE_WORDS.items()),
                widget=forms.RadioSelect,
                initial=given.get(one.pk),
            )
        self.fields["comment"] = forms.CharField(
            label=gettext_lazy("Nhận xét"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=mine.comment if mine else "",
        )

    def values(self) -> dict[UUID, Value]:
        """Return the answers by question."""
        return {one.pk: Value(self.cleaned_data[f"q{one.position}"]) for one in self.questions}


@needs("oversight.review", "oversight.draw")
@require_GET
def rounds(request: ActorRequest) -> HttpResponse:
    """List the rounds, and the rates of the running month."""
    return _rounds(request)


@needs("oversight.draw")
@require_POST
def draw(request: ActorRequest) -> HttpResponse:
    """Draw a sample."""
    form = DrawForm(request.POST, lists=_lists(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            round_id = api.draw_sample(
                actor=request.actor,
                checklist_id=UUID(given["checklist"]),
                month=month_of(given["month"]).month,
                size=given["size"],
                seed=given["seed"],
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            return redirect("oversight:round", round_id)
    return _rounds(request, form=form, status=400)


@needs("oversight.draw")
@require_http_methods(["GET", "POST"])
def checklists(request: ActorRequest) -> HttpResponse:
    """List the checklists and take a new one."""
    form = ChecklistForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            api.make_checklist(
                actor=request.actor,
                name=given["name"],
                source=given["source"],
                questions=given["questions"].splitlines(),
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lập phiếu."))
            return redirect("oversight:checklists")
    lists = Checklist.objects.for_agency(request.actor.agency).prefetch_related("questions")
    return render(request, "oversight/checklists.html", {"form": form, "lists": lists})


@needs("oversight.draw")
@require_POST
def close(request: ActorRequest, checklist_id: UUID) -> HttpResponse:
    """Take a list out of use."""
    api.close_checklist(actor=request.actor, checklist_id=checklist_id)
    messages.success(request, _("Đã thôi dùng phiếu; kết quả đã chấm vẫn còn."))
    return redirect("oversight:checklists")


@needs("oversight.review", "oversight.draw")
@require_GET
def round_page(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Show one round: the result, by desk, item by item."""
    row = quality.round_of(request.actor, round_id)
    result = quality.result_of(row)
    mine = {
        one.sampled.pk
        for one in result.looked
        for each in one.reviews
        if each.reviewer_id == request.actor.person_id
    }
    context = {
        "round": row,
        "result": result,
        "rates": quality.rates(row.agency_id, row.month),
        "mine": mine,
        "may_review": request.actor.may("oversight.review"),
    }
    return render(request, "oversight/round.html", context)


@needs("oversight.review")
@require_http_methods(["GET", "POST"])
def review(request: ActorRequest, sampled_id: UUID) -> HttpResponse:
    """Mark one item. What the other reviewer said is shown only after the own marks are given."""
    row = quality.sampled_of(request.actor, sampled_id)
    reviews = list(row.reviews.prefetch_related("marks__question"))
    mine = next((one for one in reviews if one.reviewer_id == request.actor.person_id), None)
    form = ReviewForm(list(row.round.checklist.questions.all()), request.POST or None, mine=mine)
    if request.method == "POST" and form.is_valid():
        try:
            round_id = api.review(
                actor=request.actor,
                sampled_id=sampled_id,
                values=form.values(),
                comment=form.cleaned_data["comment"],
            )
        except Refused as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Đã lưu phần chấm của bạn."))
            return redirect("oversight:round", round_id)
    others = [one for one in reviews if one is not mine] if mine else []
    context = {"sampled": row, "form": form, "others": others, "is_full": mine is None and len(reviews) == 2}
    return render(request, "oversight/review.html", context)


def _lists(request: ActorRequest) -> list[Checklist]:
    return list(Checklist.objects.for_agency(request.actor.agency).filter(is_active=True))


def _rounds(request: ActorRequest, *, form: DrawForm | None = None, status: int = 200) -> HttpResponse:
    rows = Round.objects.for_agency(request.actor.agency).select_related("checklist")[:ROUNDS_SHOWN]
    lists = _lists(request)
    context = {
        "rounds": [(row, quality.result_of(row)) for row in rows],
        "form": form or DrawForm(lists=lists),
        "has_lists": bool(lists),
        "may_draw": request.actor.may("oversight.draw"),
        "rates": quality.rates(request.actor.agency, clock.today().replace(day=1)),
    }
    return render(request, "oversight/rounds.html", context, status=status)
